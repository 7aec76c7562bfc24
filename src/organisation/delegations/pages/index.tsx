import { sendSheet } from '#app/kernel/http/sheet.ts'
import { z } from 'zod'
import type { Ctx } from '#app/kernel/context.ts'
import { attempt, type FormValues, newFormKey, readForm, refusalErrors } from '#app/kernel/http/form.ts'
import type { C, House } from '#app/kernel/http/house.ts'
import { paragraphs, parse, rowId } from '#app/kernel/input.ts'
import { may } from '#app/kernel/permission.ts'
import { dayOf } from '#app/kernel/text.ts'
import { say } from '#app/kernel/words.ts'
import type { Option } from '#app/ui/index.ts'
import { officerScreen } from '#app/ui/screen.tsx'
import { agencyTree } from '../../agencies/index.ts'
import { officersOf } from '../../staff/index.ts'
import { delegationSheet } from '../export.ts'
import { delegationsQuery, extendInput, grantInput, revokeInput, setAuthorityInput } from '../input.ts'
import { keepAuthorities, keepDelegations, lookAtDelegations, worksOf } from '../rules.ts'
import { endAuthority, extend, grant, revoke, setAuthority } from '../service.ts'
import { authorities, delegation, delegationList, type DelegationView, expiringCount } from '../views.ts'
import { delegationWords } from '../words.ts'
import { AuthoritiesPage } from './authorities.tsx'
import { ExtendForm, GrantForm, RevokeForm } from './forms.tsx'
import { DelegationListPage } from './list.tsx'
import { DelegationPage } from './one.tsx'

/** Delegations: officers see their own agency's, the control unit sees and keeps them all. */
export function delegationsDoors(house: House): void {
  house.nav.push({
    section: 'organisation',
    order: 40,
    href: '/org/delegations',
    label: { vi: delegationWords.vi.title, en: delegationWords.en.title },
    permission: lookAtDelegations,
    count: async ctx => {
      const n = await expiringCount(ctx)
      return n > 0 ? { n, hot: true } : null
    },
  })
  registerDoors(house)
  grantDoors(house)
  authorityDoors(house)
  house.page('get', '/org/delegations/:id', lookAtDelegations, async c => {
    const one = await delegation(c.get('ctx'), idOf(c))
    const { lang } = c.get('ctx')
    return await officerScreen(
      c,
      { title: say(delegationWords, lang).pageTitle(one.decisionNo), demo: one.illustrative },
      <DelegationPage one={one} done={c.req.query('done')} lang={lang} />,
    )
  })
  moveDoors(house)
}

const idOf = (c: C): number => parse(rowId, c.req.param('id'))

function registerDoors(house: House): void {
  house.page('get', '/org/delegations', lookAtDelegations, async c => {
    const ctx = c.get('ctx')
    const query = parse(delegationsQuery, c.req.query())
    const [list, agencies] = await Promise.all([delegationList(ctx, query), homes(ctx)])
    return await officerScreen(
      c,
      { title: say(delegationWords, ctx.lang).title },
      <DelegationListPage
        list={list}
        query={query}
        agencies={agencies}
        mayKeep={may(ctx.actor, keepDelegations)}
        lang={ctx.lang}
      />,
    )
  })
  house.page('get', '/org/delegations/export.xlsx', lookAtDelegations, async c => {
    const ctx = c.get('ctx')
    const bytes = await delegationSheet(ctx, parse(delegationsQuery, c.req.query()))
    return sendSheet(c, `delegations-${dayOf(ctx.now)}`, bytes)
  })
}

/** The form writes works as lines; the verb takes them one by one. */
const grantForm = grantInput.omit({ works: true, illustrative: true }).extend({ works: paragraphs(100_000, 1) })

function grantDoors(house: House): void {
  house.page('get', '/org/delegations/new', keepDelegations, async c => {
    const ctx = c.get('ctx')
    const today = dayOf(ctx.now)
    const province = (await agencyTree(ctx.db, today)).province()
    const from = ctx.actor.roles.some(role => role === 'CONTROL' || role === 'ADMIN') ? province : ctx.actor.agencyId
    return await grantScreen(c, { fromAgencyId: String(from ?? ''), decidedOn: today, validFrom: today })
  })
  house.page('post', '/org/delegations/new', keepDelegations, async c => {
    const ctx = c.get('ctx')
    const read = await readForm(c, grantForm)
    if (!read.ok) return await grantScreen(c, read.values, read.errors)
    const w = say(delegationWords, ctx.lang)
    const works = worksOf(read.value.works)
    if (works.length === 0) return await grantScreen(c, read.values, { works: w.hasNoWorks })
    const nameless = works.find(work => work.title === '')
    if (nameless) return await grantScreen(c, read.values, { works: `${nameless.code}: ${w.titleMissing}` })
    const done = await attempt(() => grant(ctx, { ...read.value, works }))
    if (!done.ok) return await grantScreen(c, read.values, formErrors(refusalErrors(done.refusal, ctx.lang)))
    return c.redirect(`/org/delegations/${done.value.delegationId}?done=granted`, 303)
  })
}

/** What is wrong with one line is shown at the box that holds all lines. */
const formErrors = (errors: Record<string, string>): Record<string, string> =>
  Object.fromEntries(Object.entries(errors).map(([path, words]) => [path.startsWith('works.') ? 'works' : path, words]))

async function grantScreen(c: C, values: FormValues, errors?: Record<string, string>): Promise<Response> {
  const ctx = c.get('ctx')
  return await officerScreen(
    c,
    { title: say(delegationWords, ctx.lang).grant, status: errors ? 422 : 200 },
    <GrantForm
      agencies={await homes(ctx)}
      officers={await officerOptions(ctx)}
      values={values}
      errors={errors}
      idempotencyKey={newFormKey()}
      lang={ctx.lang}
    />,
  )
}

const extendForm = extendInput.omit({ delegationId: true })
const revokeForm = revokeInput.omit({ delegationId: true })

function moveDoors(house: House): void {
  const title = (c: C, one: DelegationView) => say(delegationWords, c.get('ctx').lang).pageTitle(one.decisionNo)
  const extendScreen = async (c: C, values: FormValues, errors?: Record<string, string>) => {
    const one = await delegation(c.get('ctx'), idOf(c))
    const shown = { one, values, errors, idempotencyKey: newFormKey(), lang: c.get('ctx').lang }
    return await officerScreen(c, { title: title(c, one), status: errors ? 422 : 200 }, <ExtendForm {...shown} />)
  }
  const revokeScreen = async (c: C, values: FormValues, errors?: Record<string, string>) => {
    const one = await delegation(c.get('ctx'), idOf(c))
    const shown = { one, values, errors, idempotencyKey: newFormKey(), lang: c.get('ctx').lang }
    return await officerScreen(c, { title: title(c, one), status: errors ? 422 : 200 }, <RevokeForm {...shown} />)
  }
  house.page('get', '/org/delegations/:id/extend', keepDelegations, async c =>
    extendScreen(c, { decidedOn: dayOf(c.get('ctx').now) }),
  )
  house.page('post', '/org/delegations/:id/extend', keepDelegations, async c => {
    const ctx = c.get('ctx')
    const read = await readForm(c, extendForm)
    if (!read.ok) return await extendScreen(c, read.values, read.errors)
    const done = await attempt(() => extend(ctx, { ...read.value, delegationId: idOf(c) }))
    if (!done.ok) return await extendScreen(c, read.values, refusalErrors(done.refusal, ctx.lang))
    return c.redirect(`/org/delegations/${done.value.delegationId}?done=extended`, 303)
  })
  house.page('get', '/org/delegations/:id/revoke', keepDelegations, async c =>
    revokeScreen(c, { on: dayOf(c.get('ctx').now) }),
  )
  house.page('post', '/org/delegations/:id/revoke', keepDelegations, async c => {
    const ctx = c.get('ctx')
    const read = await readForm(c, revokeForm)
    if (!read.ok) return await revokeScreen(c, read.values, read.errors)
    const done = await attempt(() => revoke(ctx, { ...read.value, delegationId: idOf(c) }))
    if (!done.ok) return await revokeScreen(c, read.values, refusalErrors(done.refusal, ctx.lang))
    return c.redirect(`/org/delegations/${idOf(c)}?done=revoked`, 303)
  })
}

function authorityDoors(house: House): void {
  const screen = async (c: C, values: FormValues, errors?: Record<string, string>) => {
    const ctx = c.get('ctx')
    const mayKeep = may(ctx.actor, keepAuthorities)
    return await officerScreen(
      c,
      { title: say(delegationWords, ctx.lang).authorities, status: errors ? 422 : 200 },
      <AuthoritiesPage
        rows={await authorities(ctx)}
        agencies={mayKeep ? await homes(ctx) : []}
        mayKeep={mayKeep}
        today={dayOf(ctx.now)}
        saved={c.req.query('saved') !== undefined}
        values={values}
        errors={errors}
        formKey={newFormKey()}
        lang={ctx.lang}
      />,
    )
  }
  house.page('get', '/org/delegations/authorities', lookAtDelegations, async c => {
    const ctx = c.get('ctx')
    const today = dayOf(ctx.now)
    return await screen(c, { from: today, agencyId: String((await agencyTree(ctx.db, today)).province()) })
  })
  house.page('post', '/org/delegations/authorities', keepAuthorities, async c => {
    const ctx = c.get('ctx')
    const read = await readForm(c, setAuthorityInput)
    if (!read.ok) return await screen(c, read.values, read.errors)
    const done = await attempt(() => setAuthority(ctx, read.value))
    if (!done.ok) return await screen(c, read.values, refusalErrors(done.refusal, ctx.lang))
    return c.redirect('/org/delegations/authorities?saved', 303)
  })
  house.page('post', '/org/delegations/authorities/:id/end', keepAuthorities, async c => {
    const ctx = c.get('ctx')
    await readForm(c, z.object({}))
    await endAuthority(ctx, { authorityId: idOf(c), on: dayOf(ctx.now) })
    return c.redirect('/org/delegations/authorities?saved', 303)
  })
}

/** Agencies that sign in their own name, of this province. */
async function homes(ctx: Ctx): Promise<Option[]> {
  const tree = await agencyTree(ctx.db, dayOf(ctx.now))
  return tree.subtree(tree.province()).flatMap(id => {
    const node = tree.get(id)
    return node && tree.homeOf(id) === id ? [{ value: String(id), label: node.name }] : []
  })
}

/** Officers who can be named, each once, by the agency they sit in. */
async function officerOptions(ctx: Ctx): Promise<Option[]> {
  const day = dayOf(ctx.now)
  const tree = await agencyTree(ctx.db, day)
  const units = [...tree.subtree(tree.province())]
  const found = await officersOf(ctx.db, units, undefined, day)
  const once = [...new Map(found.map(one => [one.officerId, one])).values()]
  return once.map(one => ({
    value: String(one.officerId),
    label: `${one.name}, ${one.title}`,
    group: tree.get(tree.homeOf(one.unitId))?.shortName ?? '',
  }))
}
