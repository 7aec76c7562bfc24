import { sendSheet } from '#app/kernel/http/sheet.ts'
import type { z } from 'zod'
import type { Ctx } from '#app/kernel/context.ts'
import { attempt, type FormValues, newFormKey, readForm, refusalErrors } from '#app/kernel/http/form.ts'
import type { C, House } from '#app/kernel/http/house.ts'
import { civilDay, parse, rowId } from '#app/kernel/input.ts'
import { pageQuery } from '#app/kernel/paging.ts'
import { may } from '#app/kernel/permission.ts'
import { dayOf } from '#app/kernel/text.ts'
import { say } from '#app/kernel/words.ts'
import type { Option } from '#app/ui/index.ts'
import { officerScreen } from '#app/ui/screen.tsx'
import { agenciesSheet } from '../export.ts'
import {
  addCodeInput,
  agenciesQuery,
  agencyCode,
  closeAgencyInput,
  createAgencyInput,
  moveAgencyInput,
  renameAgencyInput,
  succeedInput,
} from '../input.ts'
import { editAgencies, lookAtAgencies } from '../rules.ts'
import { addCode, closeAgency, createAgency, moveAgency, renameAgency, succeed } from '../service.ts'
import { agencyTree } from '../tree.ts'
import { agencies, agency } from '../views.ts'
import { agencyWords } from '../words.ts'
import { type Change, ChangeAgency, NewAgency } from './forms.tsx'
import { AgencyList } from './list.tsx'
import { AgencyPage } from './one.tsx'

const newForm = createAgencyInput
  .omit({ codes: true, validTo: true, illustrative: true })
  .extend({ code: agencyCode.optional() })

/** Agencies: every officer may look, the administrator changes. */
export function agenciesDoors(house: House): void {
  house.nav.push({
    section: 'organisation',
    order: 10,
    href: '/org/agencies',
    label: { vi: agencyWords.vi.nav, en: agencyWords.en.nav },
    permission: lookAtAgencies,
  })

  house.page('get', '/org/agencies', lookAtAgencies, async c => {
    const ctx = c.get('ctx')
    const query = parse(agenciesQuery, given(c))
    const { limit, after } = parse(pageQuery, given(c))
    const page = await agencies(ctx, query, { limit, after })
    return await officerScreen(
      c,
      { title: say(agencyWords, ctx.lang).title },
      <AgencyList page={page} query={{ ...query, after }} mayEdit={may(ctx.actor, editAgencies)} lang={ctx.lang} />,
    )
  })

  house.page('get', '/org/agencies/export.xlsx', lookAtAgencies, async c => {
    const ctx = c.get('ctx')
    const bytes = await agenciesSheet(ctx, parse(agenciesQuery, given(c)))
    return sendSheet(c, `agencies-${dayOf(ctx.now)}`, bytes)
  })

  house.page('get', '/org/agencies/new', editAgencies, async c => {
    const parent = parse(rowId.optional(), given(c)['parent'])
    return await newAgency(c, { parentId: parent ? String(parent) : '', validFrom: dayOf(c.get('ctx').now) })
  })

  house.page('post', '/org/agencies/new', editAgencies, async c => {
    const ctx = c.get('ctx')
    const read = await readForm(c, newForm)
    if (!read.ok) return await newAgency(c, read.values, read.errors)
    const { code, ...rest } = read.value
    const done = await attempt(() => createAgency(ctx, { ...rest, codes: code ? [{ scheme: 'AGENCY', code }] : [] }))
    if (!done.ok) return await newAgency(c, read.values, refusalErrors(done.refusal, ctx.lang))
    return c.redirect(`/org/agencies/${done.value.agencyId}?done=created`, 303)
  })

  house.page('get', '/org/agencies/:id', lookAtAgencies, async c => {
    const ctx = c.get('ctx')
    const asOf = parse(civilDay.optional(), given(c)['asOf'])
    const view = await agency(ctx, idOf(c), asOf)
    return await officerScreen(
      c,
      { title: view.now.name },
      <AgencyPage
        agency={view}
        asOf={asOf}
        mayEdit={may(ctx.actor, editAgencies)}
        done={c.req.query('done')}
        lang={ctx.lang}
      />,
    )
  })

  change(house, 'rename', renameAgencyInput.omit({ agencyId: true }), (ctx, agencyId, input) =>
    renameAgency(ctx, { ...input, agencyId }),
  )
  change(house, 'move', moveAgencyInput.omit({ agencyId: true }), (ctx, agencyId, input) =>
    moveAgency(ctx, { ...input, agencyId }),
  )
  change(house, 'close', closeAgencyInput.omit({ agencyId: true }), (ctx, agencyId, input) =>
    closeAgency(ctx, { ...input, agencyId }),
  )
  change(house, 'code', addCodeInput.omit({ agencyId: true }), (ctx, agencyId, input) =>
    addCode(ctx, { ...input, agencyId }),
  )
  change(house, 'succeed', succeedInput.omit({ fromId: true }), (ctx, fromId, input) =>
    succeed(ctx, { ...input, fromId }),
  )
}

/** One change: its form, and its verb, which leads back to the agency. */
function change<S extends z.ZodObject>(
  house: House,
  name: Change,
  schema: S,
  verb: (ctx: Ctx, agencyId: number, input: z.output<S>) => Promise<unknown>,
): void {
  house.page('get', `/org/agencies/:id/${name}`, editAgencies, async c => {
    const { now } = await agency(c.get('ctx'), idOf(c))
    const today = dayOf(c.get('ctx').now)
    const { name: called, shortName, address, phone, email } = now
    const parentId = now.parentId === null ? '' : String(now.parentId)
    const values = {
      name: called,
      shortName,
      address,
      phone,
      email,
      parentId,
      from: today,
      on: today,
      validFrom: today,
    }
    return await changeScreen(c, name, values)
  })

  house.page('post', `/org/agencies/:id/${name}`, editAgencies, async c => {
    const ctx = c.get('ctx')
    const read = await readForm(c, schema)
    if (!read.ok) return await changeScreen(c, name, read.values, read.errors)
    const done = await attempt(() => verb(ctx, idOf(c), read.value))
    if (!done.ok) return await changeScreen(c, name, read.values, refusalErrors(done.refusal, ctx.lang))
    return c.redirect(`/org/agencies/${idOf(c)}?done=1`, 303)
  })
}

const idOf = (c: C): number => parse(rowId, c.req.param('id'))

/** What the address asks for; a filter left empty is no filter. */
const given = (c: C): Record<string, string> =>
  Object.fromEntries(Object.entries(c.req.query()).filter(([, value]) => value !== ''))

/** Agencies one can choose: this province's, divisions under the agency they belong to. */
async function units(ctx: Ctx): Promise<Option[]> {
  const tree = await agencyTree(ctx.db, dayOf(ctx.now))
  return tree.subtree(tree.province()).flatMap(id => {
    const node = tree.get(id)
    return node ? [{ value: String(id), label: node.name, group: tree.get(tree.homeOf(id))?.shortName }] : []
  })
}

async function newAgency(c: C, values: FormValues, errors?: Record<string, string>): Promise<Response> {
  const ctx = c.get('ctx')
  return await officerScreen(
    c,
    { title: say(agencyWords, ctx.lang).create, status: errors ? 422 : 200 },
    <NewAgency
      values={values}
      errors={errors}
      idempotencyKey={newFormKey()}
      units={await units(ctx)}
      lang={ctx.lang}
    />,
  )
}

async function changeScreen(
  c: C,
  name: Change,
  values: FormValues,
  errors?: Record<string, string>,
): Promise<Response> {
  const ctx = c.get('ctx')
  const view = await agency(ctx, idOf(c))
  return await officerScreen(
    c,
    { title: view.now.name, status: errors ? 422 : 200 },
    <ChangeAgency
      change={name}
      agency={{ id: view.id, name: view.now.name }}
      values={values}
      errors={errors}
      idempotencyKey={newFormKey()}
      units={await units(ctx)}
      lang={ctx.lang}
    />,
  )
}
