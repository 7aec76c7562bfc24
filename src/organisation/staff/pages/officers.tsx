import { sendSheet } from '#app/kernel/http/sheet.ts'
import { accounts } from '#app/kernel/account/index.ts'
import type { Ctx } from '#app/kernel/context.ts'
import { attempt, type FormValues, newFormKey, readForm, refusalErrors } from '#app/kernel/http/form.ts'
import type { C, House } from '#app/kernel/http/house.ts'
import { parse, rowId } from '#app/kernel/input.ts'
import { pageQuery } from '#app/kernel/paging.ts'
import { may } from '#app/kernel/permission.ts'
import { dayOf } from '#app/kernel/text.ts'
import { say } from '#app/kernel/words.ts'
import { agencyTree } from '../../agencies/index.ts'
import type { Option } from '#app/ui/index.ts'
import { officerScreen } from '#app/ui/screen.tsx'
import { officersSheet } from '../export.ts'
import { addPositionInput, createOfficerInput, endPositionInput, officersQuery } from '../input.ts'
import { noPosition } from '../refusals.ts'
import { lookAtOfficers, manageOfficers } from '../rules.ts'
import { addPosition, createOfficer, disableOfficer, endPosition } from '../service.ts'
import { officer, officerCounts, officers } from '../views.ts'
import { staffWords } from '../words.ts'
import { AskFirst, EndPosition, NewOfficer, NewPosition, ShownOnce } from './officer-forms.tsx'
import { OfficerList } from './officer-list.tsx'
import { OfficerPage } from './officer-page.tsx'

/** Officers: everybody may look, the administrator changes. */
export function officersDoors(house: House): void {
  house.nav.push({
    section: 'organisation',
    order: 20,
    href: '/org/officers',
    label: { vi: staffWords.vi.nav, en: staffWords.en.nav },
    permission: lookAtOfficers,
  })

  house.page('get', '/org/officers', lookAtOfficers, async c => {
    const ctx = c.get('ctx')
    const query = parse(officersQuery, given(c))
    const { limit, after } = parse(pageQuery, given(c))
    const [page, counts, tree] = await Promise.all([
      officers(ctx, query, { limit, after }),
      officerCounts(ctx),
      agencyTree(ctx.db, dayOf(ctx.now)),
    ])
    const homes = tree.subtree(tree.province()).filter(id => tree.homeOf(id) === id)
    return await officerScreen(
      c,
      { title: say(staffWords, ctx.lang).officersTitle },
      <OfficerList
        page={page}
        counts={counts}
        query={{ ...query, after }}
        agencies={homes.map(id => ({ id, name: tree.get(id)?.shortName ?? '' }))}
        mayManage={may(ctx.actor, manageOfficers)}
        lang={ctx.lang}
      />,
    )
  })

  house.page('get', '/org/officers/export.xlsx', lookAtOfficers, async c => {
    const ctx = c.get('ctx')
    const bytes = await officersSheet(ctx, parse(officersQuery, given(c)))
    return sendSheet(c, `officers-${dayOf(ctx.now)}`, bytes)
  })

  house.page('get', '/org/officers/new', manageOfficers, async c => {
    const agency = parse(rowId.optional(), given(c)['agency'])
    return await newOfficer(c, { from: dayOf(c.get('ctx').now), agencyId: agency ? String(agency) : '' })
  })

  house.page('post', '/org/officers/new', manageOfficers, async c => {
    const ctx = c.get('ctx')
    const w = say(staffWords, ctx.lang)
    const read = await readForm(c, createOfficerInput)
    if (!read.ok) return await newOfficer(c, read.values, read.errors)
    const done = await attempt(() => createOfficer(ctx, read.value))
    if (!done.ok) return await newOfficer(c, read.values, refusalErrors(done.refusal, ctx.lang))
    const made = done.value
    // Not a redirect: the password is shown once, here, and kept nowhere.
    return await officerScreen(
      c,
      { title: w.createdTitle(read.value.fullName), status: 201 },
      <ShownOnce
        title={w.createdTitle(read.value.fullName)}
        lead={w.createdLead}
        label={`${made.login} · ${w.oncePassword}`}
        secret={made.password ?? ''}
        links={[
          { href: `/org/officers/${made.officerId}`, label: w.toOfficer },
          { href: '/org/officers', label: w.toList },
        ]}
      />,
    )
  })

  house.page('get', '/org/officers/:id', lookAtOfficers, async c => await one(c))

  positionDoors(house)
  lookAfterDoors(house)
}

function positionDoors(house: House): void {
  house.page(
    'get',
    '/org/officers/:id/positions',
    manageOfficers,
    async c => await newPosition(c, { from: dayOf(c.get('ctx').now) }),
  )

  house.page('post', '/org/officers/:id/positions', manageOfficers, async c => {
    const ctx = c.get('ctx')
    const officerId = idOf(c)
    const read = await readForm(c, addPositionInput.omit({ officerId: true }))
    if (!read.ok) return await newPosition(c, read.values, read.errors)
    const done = await attempt(() => addPosition(ctx, { ...read.value, officerId }))
    if (!done.ok) return await newPosition(c, read.values, refusalErrors(done.refusal, ctx.lang))
    return c.redirect(`/org/officers/${officerId}?done=position`, 303)
  })

  house.page(
    'get',
    '/org/officers/:id/positions/:position/end',
    manageOfficers,
    async c => await endOne(c, { on: dayOf(c.get('ctx').now) }),
  )

  house.page('post', '/org/officers/:id/positions/:position/end', manageOfficers, async c => {
    const ctx = c.get('ctx')
    const positionId = parse(rowId, c.req.param('position'))
    const read = await readForm(c, endPositionInput.omit({ positionId: true }))
    if (!read.ok) return await endOne(c, read.values, read.errors)
    const done = await attempt(() => endPosition(ctx, { on: read.value.on, positionId }))
    if (!done.ok) return await endOne(c, read.values, refusalErrors(done.refusal, ctx.lang))
    return c.redirect(`/org/officers/${done.value.officerId}?done=ended`, 303)
  })
}

function lookAfterDoors(house: House): void {
  for (const action of ['disable', 'hand-out', 'reset-second-factor'] as const) {
    house.page('get', `/org/officers/:id/${action}`, manageOfficers, async c => await ask(c, action))
  }
  plain(house, 'unlock', (ctx, who) => accounts.unlock(ctx, { accountId: who.accountId }))
  plain(house, 'enable', (ctx, who) => accounts.enable(ctx, { accountId: who.accountId }))
  plain(house, 'disable', (ctx, who) => disableOfficer(ctx, { officerId: who.officerId }))
  plain(house, 'reset-second-factor', (ctx, who) => accounts.resetSecondFactor(ctx, { accountId: who.accountId }))

  house.page('post', '/org/officers/:id/hand-out', manageOfficers, async c => {
    const ctx = c.get('ctx')
    const w = say(staffWords, ctx.lang)
    const who = await officer(ctx, idOf(c))
    const done = await attempt(() => accounts.handOutPassword(ctx, { accountId: who.accountId }))
    if (!done.ok) return await one(c, refusalErrors(done.refusal, ctx.lang))
    return await officerScreen(
      c,
      { title: w.handedOutTitle(who.name) },
      <ShownOnce
        title={w.handedOutTitle(who.name)}
        lead={w.createdLead}
        label={`${who.login} · ${w.oncePassword}`}
        secret={done.value.password}
        links={[{ href: `/org/officers/${who.officerId}`, label: w.toOfficer }]}
      />,
    )
  })
}

/** A verb on an account that leads back to the officer. */
function plain(
  house: House,
  action: 'unlock' | 'enable' | 'disable' | 'reset-second-factor',
  verb: (ctx: Ctx, who: { officerId: number; accountId: number }) => Promise<void>,
): void {
  house.page('post', `/org/officers/:id/${action}`, manageOfficers, async c => {
    const ctx = c.get('ctx')
    const who = await officer(ctx, idOf(c))
    const done = await attempt(() => verb(ctx, who))
    if (!done.ok) return await one(c, refusalErrors(done.refusal, ctx.lang))
    return c.redirect(`/org/officers/${who.officerId}?done=${action}`, 303)
  })
}

const idOf = (c: C): number => parse(rowId, c.req.param('id'))

/** What the address asks for; a filter left empty is no filter. */
const given = (c: C): Record<string, string> =>
  Object.fromEntries(Object.entries(c.req.query()).filter(([, value]) => value !== ''))

async function one(c: C, errors?: Record<string, string>): Promise<Response> {
  const ctx = c.get('ctx')
  const view = await officer(ctx, idOf(c))
  return await officerScreen(
    c,
    { title: view.name, status: errors ? 409 : 200 },
    <OfficerPage
      officer={view}
      mayManage={may(ctx.actor, manageOfficers)}
      done={c.req.query('done')}
      errors={errors}
      lang={ctx.lang}
    />,
  )
}

async function ask(c: C, action: 'disable' | 'hand-out' | 'reset-second-factor'): Promise<Response> {
  const ctx = c.get('ctx')
  const view = await officer(ctx, idOf(c))
  return await officerScreen(c, { title: view.name }, <AskFirst action={action} officer={view} lang={ctx.lang} />)
}

/** Units one can sit in: those of this province, under the agency they belong to. */
async function units(ctx: Ctx): Promise<Option[]> {
  const tree = await agencyTree(ctx.db, dayOf(ctx.now))
  return tree.subtree(tree.province()).flatMap(id => {
    const node = tree.get(id)
    const home = tree.get(tree.homeOf(id))
    return node ? [{ value: String(id), label: node.name, group: home?.shortName }] : []
  })
}

async function newOfficer(c: C, values: FormValues, errors?: Record<string, string>): Promise<Response> {
  const ctx = c.get('ctx')
  return await officerScreen(
    c,
    { title: say(staffWords, ctx.lang).newOfficer, status: errors ? 422 : 200 },
    <NewOfficer
      values={values}
      errors={errors}
      idempotencyKey={newFormKey()}
      units={await units(ctx)}
      lang={ctx.lang}
    />,
  )
}

async function newPosition(c: C, values: FormValues, errors?: Record<string, string>): Promise<Response> {
  const ctx = c.get('ctx')
  const view = await officer(ctx, idOf(c))
  return await officerScreen(
    c,
    { title: say(staffWords, ctx.lang).addPosition, status: errors ? 422 : 200 },
    <NewPosition
      values={values}
      errors={errors}
      idempotencyKey={newFormKey()}
      units={await units(ctx)}
      officer={view}
      lang={ctx.lang}
    />,
  )
}

async function endOne(c: C, values: FormValues, errors?: Record<string, string>): Promise<Response> {
  const ctx = c.get('ctx')
  const view = await officer(ctx, idOf(c))
  const positionId = parse(rowId, c.req.param('position'))
  const position = view.positions.find(one => one.id === positionId)
  if (!position) throw noPosition()
  return await officerScreen(
    c,
    { title: say(staffWords, ctx.lang).endPosition, status: errors ? 422 : 200 },
    <EndPosition
      values={values}
      errors={errors}
      idempotencyKey={newFormKey()}
      officer={view}
      position={position}
      lang={ctx.lang}
    />,
  )
}
