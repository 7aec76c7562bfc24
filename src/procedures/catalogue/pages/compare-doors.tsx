import { z } from 'zod'
import { attempt, type FormValues, readForm, refusalErrors } from '#app/kernel/http/form.ts'
import type { C, House } from '#app/kernel/http/house.ts'
import { sendSheet } from '#app/kernel/http/sheet.ts'
import { parse } from '#app/kernel/input.ts'
import { may } from '#app/kernel/permission.ts'
import { sheetOf } from '#app/kernel/sheet.ts'
import { formatDate } from '#app/kernel/text.ts'
import { say } from '#app/kernel/words.ts'
import type { FormErrors } from '#app/ui/index.ts'
import { officerScreen } from '#app/ui/screen.tsx'
import { comparison } from '../changes.ts'
import {
  type DifferenceFilter,
  differenceFilter,
  differencePage,
  differenceQuery,
  neighbours,
  procedureDifferences,
} from '../differences.ts'
import { adoptComponentsInput } from '../input.ts'
import { codeOf } from '../page.ts'
import { COMPONENT_NAMES, type ComponentName } from '../parts.ts'
import { permissions } from '../rules.ts'
import { adoptComponents, restoreComponents } from '../service.ts'
import { componentWords } from '../words.ts'
import { changeWords } from './change-words.ts'
import { ComparePage } from './compare.tsx'
import { DifferenceList } from './differences.tsx'
import { listHref } from './list.tsx'

/** Where procedures differ from their national copies: the list, each side by side, and components taken over. */
export function compareDoors(house: House): void {
  house.page('get', '/catalogue/differences', permissions.look, async c => {
    const ctx = c.get('ctx')
    const query = parse(differenceQuery, c.req.query())
    return await officerScreen(
      c,
      { title: say(changeWords, ctx.lang).differences },
      <DifferenceList query={query} page={await differencePage(ctx, query)} lang={ctx.lang} />,
    )
  })
  house.page('get', '/catalogue/differences/export', permissions.look, async c => {
    const { db, lang } = c.get('ctx')
    const w = say(changeWords, lang)
    const rows = await procedureDifferences(db, parse(differenceFilter, c.req.query()))
    const bytes = await sheetOf(w.differences, rows, [
      [w.code, 14, one => one.code],
      [w.procedure, 70, one => one.name],
      [w.differing, 60, one => componentWords(one.parts)[lang]],
      [w.localVersion, 28, one => w.versionIs(one.localNo, w[`state_${one.localState}`])],
      [w.nationalVersion, 20, one => formatDate(one.nationalAt)],
    ])
    return sendSheet(c, 'national-differences', bytes)
  })
  house.page('get', '/catalogue/:code/compare', permissions.look, async c => {
    const { taken } = parse(takenQuery, c.req.query())
    return await compare(c, parse(differenceFilter, c.req.query()), { taken })
  })
  house.page('post', '/catalogue/:code/compare', permissions.edit, async c => {
    const code = codeOf(c.req.param('code') ?? '')
    const read = await readForm(c, compareForm)
    if (!read.ok) return await compare(c, filterOf(read.values), { ...read, status: 422 })
    const { parts, ...filter } = read.value
    const done = await attempt(() => adoptComponents(c.get('ctx'), { code, parts }))
    if (!done.ok) {
      const errors = refusalErrors(done.refusal, c.get('ctx').lang)
      return await compare(c, filter, { values: read.values, errors, status: 422 })
    }
    return c.redirect(listHref(`/catalogue/${code}/compare`, { ...filter, taken: done.value.taken.join(',') }), 303)
  })
  house.page('post', '/catalogue/:code/restore', permissions.edit, async c => {
    const code = codeOf(c.req.param('code') ?? '')
    const read = await readForm(c, restoreForm)
    if (!read.ok) return await compare(c, filterOf(read.values), { ...read, status: 422 })
    const { parts, ...filter } = read.value
    const done = await attempt(() => restoreComponents(c.get('ctx'), { code, parts }))
    if (!done.ok) {
      return await compare(c, filter, { errors: { _: done.refusal.words[c.get('ctx').lang] }, status: 422 })
    }
    return c.redirect(listHref(`/catalogue/${code}/compare`, filter), 303)
  })
}

const partNames = adoptComponentsInput.shape.parts
const listed = z.string().transform(text => text.split(','))
/** Names that are none of the components were written by hand, and are left out. */
const takenQuery = z.object({
  taken: listed
    .optional()
    .transform(names => COMPONENT_NAMES.filter(name => (names as readonly string[] | undefined)?.includes(name))),
})

const compareForm = z.preprocess(
  value => {
    const { parts, ...rest } = value as { parts?: unknown }
    return { ...rest, parts: parts === undefined ? [] : [parts].flat() }
  },
  differenceFilter.extend({ parts: partNames }),
)
const restoreForm = differenceFilter.extend({ parts: listed.pipe(partNames) })

/** What the list was narrowed by, from a form that was wrong elsewhere. */
const filterOf = (values: FormValues): DifferenceFilter => differenceFilter.safeParse(values).data ?? {}

async function compare(
  c: C,
  filter: DifferenceFilter,
  more: { taken?: ComponentName[]; values?: FormValues; errors?: FormErrors; status?: 422 },
): Promise<Response> {
  const ctx = c.get('ctx')
  const view = await comparison(ctx, c.req.param('code') ?? '')
  return await officerScreen(
    c,
    { title: say(changeWords, ctx.lang).compareTitle, status: more.status ?? 200 },
    <ComparePage
      view={view}
      mayEdit={may(ctx.actor, permissions.edit)}
      filter={filter}
      neighbours={await neighbours(ctx, view.code, filter)}
      taken={more.taken ?? []}
      values={more.values ?? {}}
      errors={more.errors ?? {}}
      lang={ctx.lang}
    />,
  )
}
