import { procedureCode } from '#app/kernel/codes.ts'
import { sendSheet } from '#app/kernel/http/sheet.ts'
import { z } from 'zod'
import { attempt, type FormValues, newFormKey, readForm, refusalErrors } from '#app/kernel/http/form.ts'
import type { C, House } from '#app/kernel/http/house.ts'
import { parse } from '#app/kernel/input.ts'
import { may } from '#app/kernel/permission.ts'
import { dayOf } from '#app/kernel/text.ts'
import { say } from '#app/kernel/words.ts'
import { agencyTree } from '#app/organisation/agencies/index.ts'
import { Notice } from '#app/ui/index.ts'
import { officerScreen } from '#app/ui/screen.tsx'
import { provisionSheet } from '../export.ts'
import { factKinds, provisionQuery, recordFactsInput } from '../input.ts'
import { provisionList } from '../list.ts'
import { mayRecord, permissions } from '../rules.ts'
import { recordFacts } from '../service.ts'
import { mappingOfLevels, provided, provisionOf } from '../views.ts'
import { provisionWords } from '../words.ts'
import { withQuery } from '#app/kernel/http/query.ts'
import { RecordForm } from './form.tsx'
import { mappingDoors } from './mapping.tsx'
import { ProvisionPage } from './list.tsx'
import { OnePage } from './one.tsx'

/** Provision: every officer sees it, the control unit records. */
export function provisionDoors(house: House): void {
  house.nav.push({
    section: 'procedures',
    order: 35,
    href: '/provision',
    label: { vi: provisionWords.vi.title, en: provisionWords.en.title },
    permission: permissions.look,
  })
  house.page('get', '/provision', permissions.look, showList)
  mappingDoors(house, records)
  house.page('get', '/provision/export.xlsx', permissions.look, async c => {
    const ctx = c.get('ctx')
    const bytes = await provisionSheet(ctx, parse(provisionQuery, c.req.query()))
    return sendSheet(c, `provision-${dayOf(ctx.now)}`, bytes)
  })
  // Ticked rows come as a form; what follows only shows something, so it is an address of its own.
  house.page('post', '/provision/chosen', permissions.record, async c => {
    const read = await readForm(c, chosenForm)
    if (!read.ok || read.value.codes.length === 0) return c.redirect('/provision', 303)
    const { codes, kind } = read.value
    return c.redirect(withQuery('/provision/record', { kind, codes: codes.join(',') }), 303)
  })
  house.page('get', '/provision/record', permissions.record, async c => {
    const { kind, codes } = parse(choice, c.req.query())
    const day = dayOf(c.get('ctx').now)
    return await recordScreen(c, { kind, 'codes[]': codes, from: day, evidenceOn: day })
  })
  house.page('post', '/provision/record', permissions.record, postRecord)
  house.page('get', '/provision/:code', permissions.look, async c => {
    const ctx = c.get('ctx')
    const day = dayOf(ctx.now)
    const view = await provisionOf(ctx.db, parse(procedureCode, c.req.param('code')), day)
    return await officerScreen(
      c,
      { title: view.name },
      <OnePage
        view={view}
        day={day}
        mayRecord={await records(c)}
        saved={c.req.query('saved') !== undefined}
        lang={ctx.lang}
      />,
    )
  })
}

const chosenForm = z.object({ codes: z.array(procedureCode).max(500).default([]), kind: z.enum(factKinds) })
const choice = z.object({
  kind: z.enum(factKinds).default('CENTRE'),
  codes: z
    .string()
    .max(20_000)
    .default('')
    .transform(text => text.split(',').filter(one => one !== ''))
    .pipe(z.array(procedureCode).max(500)),
})

async function records(c: C): Promise<boolean> {
  const { actor, db, now } = c.get('ctx')
  if (!may(actor, permissions.record)) return false
  const tree = await agencyTree(db, dayOf(now))
  return mayRecord(actor, actor.agencyId === null ? undefined : tree.get(actor.agencyId)?.kind)
}

async function showList(c: C): Promise<Response> {
  const ctx = c.get('ctx')
  const w = say(provisionWords, ctx.lang)
  const query = parse(provisionQuery, c.req.query())
  const [view, tree] = [await provisionList(ctx, query), await agencyTree(ctx.db, dayOf(ctx.now))]
  const done = parse(z.coerce.number().int().min(1).max(500).optional(), c.req.query('recorded'))
  const nameOf = (home: string | null): string =>
    home === 'COMMUNE' ? w.commune : ((home && tree.byCode(home)?.name) ?? home ?? '')
  return await officerScreen(
    c,
    { title: w.title },
    <>
      {done !== undefined && <Notice tone="ok" live title={w.recorded(done)} />}
      <ProvisionPage view={view} query={query} nameOf={nameOf} mayRecord={await records(c)} lang={ctx.lang} />
    </>,
  )
}

async function postRecord(c: C): Promise<Response> {
  const ctx = c.get('ctx')
  const read = await readForm(c, recordFactsInput.omit({ illustrative: true }))
  if (!read.ok) return await recordScreen(c, read.values, read.errors)
  const done = await attempt(() => recordFacts(ctx, read.value))
  if (!done.ok) return await recordScreen(c, read.values, refusalErrors(done.refusal, ctx.lang))
  const [only, ...more] = read.value.codes
  if (more.length === 0) return c.redirect(`/provision/${only}?saved`, 303)
  return c.redirect(withQuery('/provision', { recorded: String(done.value.recorded) }), 303)
}

async function recordScreen(c: C, values: FormValues, errors?: Record<string, string>): Promise<Response> {
  const ctx = c.get('ctx')
  const w = say(provisionWords, ctx.lang)
  const { data: kind = 'CENTRE' } = z.enum(factKinds).safeParse(values['kind'])
  const ticked = [values['codes[]'] ?? []].flat()
  const all = await provided(ctx.db, dayOf(ctx.now))
  const chosen = all.filter(one => ticked.includes(one.code))
  // What is no longer in force can still be recorded about; it is known by its code only.
  const rest = ticked.filter(code => !chosen.some(one => one.code === code)).map(code => ({ code, name: '' }))
  const shown = errors && 'codes' in errors && ticked.length === 0 ? { ...errors, codes: w.noneChosen } : errors
  return await officerScreen(
    c,
    { title: w[`record_${kind}`], status: errors ? 422 : 200 },
    <RecordForm
      kind={kind}
      procedures={ticked.length > 0 ? [...chosen, ...rest] : all.filter(one => one.scope === 'PUBLIC')}
      mapping={kind === 'OLD_LEVEL' ? await mappingOfLevels(ctx.db) : []}
      values={values}
      errors={shown}
      formKey={newFormKey()}
      lang={ctx.lang}
    />,
  )
}
