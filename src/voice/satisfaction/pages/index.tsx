import { sendSheet } from '#app/kernel/http/sheet.ts'
import { attempt, type FormValues, newFormKey, readForm, refusalErrors } from '#app/kernel/http/form.ts'
import type { C, House } from '#app/kernel/http/house.ts'
import { withQuery } from '#app/kernel/http/query.ts'
import { parse } from '#app/kernel/input.ts'
import { notFound } from '#app/kernel/refusal.ts'
import { dayOf } from '#app/kernel/text.ts'
import { say } from '#app/kernel/words.ts'
import { officerScreen, publicScreen } from '#app/ui/screen.tsx'
import { figuresSheet } from '../export.ts'
import { dossierCode, figuresQuery, rateBody, slipKey } from '../input.ts'
import { figuresPermission, ratePermission } from '../rules.ts'
import { rate, refuseRating } from '../service.ts'
import { comments, satisfactionFigures, slipView } from '../views.ts'
import { satisfactionWords } from '../words.ts'
import { FiguresPage } from './figures.tsx'
import { SlipAfter, SlipPage } from './slip.tsx'

/** The citizens' slip and the officers' figures. */
export function satisfactionDoors(house: House): void {
  const title = (c: C): string => say(satisfactionWords, c.get('ctx').lang).rateTitle

  /** Code and key prove the right to rate; officers are turned away before they see anything. */
  const mine = async (c: C, key: string | undefined) => {
    const ctx = c.get('ctx')
    if (ctx.actor.kind === 'OFFICER') refuseRating('NOT_FOR_OFFICERS', null)
    const code = dossierCode.safeParse(c.req.param('code'))
    const given = slipKey.safeParse(key)
    if (!code.success || !given.success) {
      throw notFound({ vi: 'hồ sơ với mã và khóa này', en: 'A dossier with this code and key' })
    }
    return { view: await slipView(ctx, code.data, given.data), code: code.data, key: given.data }
  }

  const slip = async (
    c: C,
    key: string | undefined,
    values: FormValues,
    errors: Record<string, string>,
    status: 200 | 409 | 422,
  ) => {
    const { view, key: known } = await mine(c, key)
    const { lang, idempotencyKey } = c.get('ctx')
    if (view.refused) {
      return publicScreen(c, { title: title(c), status }, <SlipAfter view={view} score={null} lang={lang} />)
    }
    return publicScreen(
      c,
      { title: title(c), status },
      <SlipPage
        view={view}
        slipKey={known}
        values={values}
        errors={errors}
        formKey={idempotencyKey ?? newFormKey()}
        lang={lang}
      />,
    )
  }

  house.page('get', '/rate/:code', ratePermission, async c => await slip(c, c.req.query('key'), {}, {}, 200))

  house.page('post', '/rate/:code', ratePermission, async c => {
    const ctx = c.get('ctx')
    const read = await readForm(c, rateBody)
    const key = String(read.values['key'] ?? '')
    const { code } = await mine(c, key)
    if (!read.ok) return await slip(c, key, read.values, read.errors, 422)
    const rated = await attempt(() => rate(ctx, { ...read.value, code }))
    if (rated.ok)
      return c.redirect(`/rate/${code}/thanks?key=${encodeURIComponent(key)}&score=${rated.value.score}`, 303)
    const status = rated.refusal.status === 409 ? 409 : 422
    return await slip(c, key, read.values, refusalErrors(rated.refusal, ctx.lang), status)
  })

  house.page('get', '/rate/:code/thanks', ratePermission, async c => {
    const { view } = await mine(c, c.req.query('key'))
    const score = Number(c.req.query('score'))
    const given = view.dossier.ratedAt !== null && [1, 2, 3, 4, 5].includes(score) ? score : null
    return publicScreen(c, { title: title(c) }, <SlipAfter view={view} score={given} lang={c.get('ctx').lang} />)
  })

  officerPages(house)
}

function officerPages(house: House): void {
  house.nav.push({
    section: 'voice',
    order: 20,
    href: '/satisfaction',
    label: { vi: satisfactionWords.vi.nav, en: satisfactionWords.en.nav },
    permission: figuresPermission,
  })

  house.page('get', '/satisfaction', figuresPermission, async c => {
    const ctx = c.get('ctx')
    const query = parse(figuresQuery, c.req.query())
    const figures = await satisfactionFigures(ctx, query)
    const href = (more: Record<string, string>, base = '/satisfaction'): string => withQuery(base, more)
    return await officerScreen(
      c,
      { title: say(satisfactionWords, ctx.lang).title },
      <FiguresPage
        figures={figures}
        comments={await comments(ctx, query)}
        href={href}
        isFirst={query.after === undefined}
        lang={ctx.lang}
      />,
    )
  })

  house.page('get', '/satisfaction/export.xlsx', figuresPermission, async c => {
    const ctx = c.get('ctx')
    const bytes = await figuresSheet(ctx, parse(figuresQuery, c.req.query()))
    return sendSheet(c, `satisfaction-${dayOf(ctx.now)}`, bytes)
  })
}
