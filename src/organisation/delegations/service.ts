import { type Acting, act } from '#app/kernel/act.ts'
import type { Ctx, Tx } from '#app/kernel/context.ts'
import { parse } from '#app/kernel/input.ts'
import { addDays, dayOf, fold } from '#app/kernel/text.ts'
import { type AgencyNode, type AgencyTree, agencyTree } from '../agencies/index.ts'
import { agencyOn } from './authorities.ts'
import { type ExtendInput, extendInput, type GrantInput, grantInput, type RevokeInput, revokeInput } from './input.ts'
import {
  beforeDecision,
  cannotExtend,
  cannotRevoke,
  decisionInFuture,
  delegationOverlaps,
  endsBeforeBegin,
  extendsNothing,
  notYours,
  officerNotThere,
  revokeTooEarly,
  revokeTooLate,
  toSelf,
  workTwice,
} from './refusals.ts'
import { delegationEvents, delegationStream, recorded, recordsAbout } from './register.ts'
import { lastDayOf, mayKeep, movesOf, overlaps, workKey } from './rules.ts'

/** The verbs of delegation: grant, extend, revoke. Whose signature a work needs is kept in authorities.ts. */

export { endAuthority, setAuthority } from './authorities.ts'

/** What is written of a delegation, whether it begins something or carries it on. */
interface Wanted {
  fromAgencyId: number
  fromTitle: string
  toAgencyId: number
  toOfficerId: number | null
  toTitle: string
  works: readonly { code?: string | undefined; title: string }[]
  decisionNo: string
  decidedOn: string
  validFrom: string
  lastDay: string
  conditions: string
  illustrative: boolean
  extendsId: number | null
}

/**
 * Records a decision by which a position lets an agency, or one officer of it, do works in its name.
 * @throws Refusal DELEGATION_OVERLAP naming the record, AGENCY_NOT_THERE, AGENCY_IS_PART, OFFICER_NOT_THERE, DELEGATION_TO_SELF,
 *   DECISION_IN_FUTURE, DELEGATION_BEFORE_DECISION, DELEGATION_SPAN, WORK_TWICE, NOT_YOUR_AGENCY
 */
export async function grant(ctx: Ctx, input: GrantInput): Promise<{ delegationId: number }> {
  const parsed = parse(grantInput, input)
  const wanted: Wanted = { ...parsed, toOfficerId: parsed.toOfficerId ?? null, extendsId: null }
  checkKeeper(ctx, wanted.fromAgencyId)
  checkDays(ctx, wanted)
  const tree = await agencyTree(ctx.db, wanted.validFrom)
  agencyOn(tree, wanted.fromAgencyId, 'fromAgencyId')
  const to = agencyOn(tree, wanted.toAgencyId, 'toAgencyId')
  if (wanted.fromAgencyId === wanted.toAgencyId && wanted.toOfficerId === null) toSelf()
  return await act(ctx, 'organisation.grantDelegation', parsed, async acting => {
    await checkOfficer(acting.tx, tree, to, wanted)
    const delegationId = await write(ctx, acting, wanted, tree)
    acting.emit({
      agencyId: wanted.fromAgencyId,
      stream: delegationStream(delegationId),
      type: delegationEvents.granted,
      data: facts(wanted),
      isNew: true,
    })
    return { delegationId }
  })
}

/**
 * Carries a delegation on: a new record from the day the old one ends, with the same giver, receiver and works.
 * @throws Refusal DELEGATION_OVER, DELEGATION_EXTENDED, EXTENDS_NOTHING, DECISION_IN_FUTURE, DELEGATION_BEFORE_DECISION, DELEGATION_OVERLAP
 */
export async function extend(ctx: Ctx, input: ExtendInput): Promise<{ delegationId: number }> {
  const asked = parse(extendInput, input)
  return await act(ctx, 'organisation.extendDelegation', asked, async acting => {
    const old = await recorded(acting.tx, asked.delegationId, true)
    checkKeeper(ctx, old.fromAgencyId)
    const extended = old.extendedById !== null
    if (!movesOf({ ...old, extended }, dayOf(ctx.now)).includes('extend')) {
      const by = old.extendedById === null ? null : await recorded(acting.tx, old.extendedById)
      cannotExtend(old.revoked ? null : (by?.decisionNo ?? null))
    }
    if (asked.lastDay < old.validTo) extendsNothing(lastDayOf(old))
    const wanted: Wanted = {
      fromAgencyId: old.fromAgencyId,
      fromTitle: old.fromTitle,
      toAgencyId: old.toAgencyId,
      toOfficerId: old.toOfficerId,
      toTitle: old.toTitle,
      works: old.items.map(({ code, title }) => (code === null ? { title } : { code, title })),
      decisionNo: asked.decisionNo,
      decidedOn: asked.decidedOn,
      validFrom: old.validTo,
      lastDay: asked.lastDay,
      conditions: old.conditions,
      illustrative: old.illustrative,
      extendsId: old.id,
    }
    checkDays(ctx, wanted)
    const delegationId = await write(ctx, acting, wanted, await agencyTree(ctx.db, dayOf(ctx.now)))
    const data = { ...facts(wanted), extendsId: old.id, extends: old.decisionNo }
    const more = { agencyId: old.fromAgencyId, type: delegationEvents.extended, data }
    acting.emit({ ...more, stream: delegationStream(delegationId), isNew: true })
    acting.emit({ ...more, stream: delegationStream(old.id) })
    return { delegationId }
  })
}

/**
 * Takes a delegation back from a day on, today at the earliest: what was signed before stands.
 * @throws Refusal DELEGATION_OVER, REVOKE_TOO_EARLY, REVOKE_TOO_LATE, NOT_YOUR_AGENCY
 */
export async function revoke(ctx: Ctx, input: RevokeInput): Promise<{ delegationId: number }> {
  const asked = parse(revokeInput, input)
  const today = dayOf(ctx.now)
  return await act(ctx, 'organisation.revokeDelegation', asked, async ({ tx, emit }) => {
    const old = await recorded(tx, asked.delegationId, true)
    checkKeeper(ctx, old.fromAgencyId)
    if (!movesOf({ ...old, extended: old.extendedById !== null }, today).includes('revoke')) cannotRevoke()
    if (asked.on < today) revokeTooEarly(today)
    if (asked.on >= old.endsOn) revokeTooLate(lastDayOf(old))
    // One that has not begun ends on its first day: it never holds.
    const endsOn = asked.on < old.validFrom ? old.validFrom : asked.on
    await tx
      .updateTable('organisation.delegation')
      .set({
        ends_on: endsOn,
        revoked_at: ctx.now,
        revoked_by: ctx.actor.name,
        revoke_no: asked.decisionNo || null,
        revoke_reason: asked.reason,
      })
      .where('id', '=', old.id)
      .execute()
    await tx
      .updateTable('organisation.delegated_work')
      .set({ ends_on: endsOn })
      .where('delegation_id', '=', old.id)
      .execute()
    emit({
      agencyId: old.fromAgencyId,
      stream: delegationStream(old.id),
      type: delegationEvents.revoked,
      data: { decisionNo: old.decisionNo, on: endsOn, by: asked.decisionNo || null, reason: asked.reason },
    })
    return { delegationId: old.id }
  })
}

function checkKeeper(ctx: Ctx, fromAgencyId: number): void {
  if (ctx.actor.kind !== 'SYSTEM' && !mayKeep(ctx.actor, fromAgencyId)) notYours()
}

function checkDays(ctx: Ctx, wanted: Wanted): void {
  if (wanted.decidedOn > dayOf(ctx.now)) decisionInFuture()
  if (wanted.validFrom < wanted.decidedOn) beforeDecision(wanted.decidedOn)
  if (wanted.lastDay < wanted.validFrom) endsBeforeBegin()
}

async function checkOfficer(tx: Tx, tree: AgencyTree, to: AgencyNode, wanted: Wanted): Promise<void> {
  if (wanted.toOfficerId === null) return
  const units = tree.subtree(to.id).filter(unit => tree.homeOf(unit) === to.id)
  const held = await tx
    .selectFrom('organisation.position')
    .select('id')
    .where('officer_id', '=', wanted.toOfficerId)
    .where('agency_id', 'in', units)
    .where('valid_from', '<=', wanted.validFrom)
    .where(eb => eb.or([eb('valid_to', 'is', null), eb('valid_to', '>', wanted.validFrom)]))
    .executeTakeFirst()
  if (!held) officerNotThere(to.name, wanted.validFrom)
}

/** Two grants of one agency are one after the other: each sees what the other wrote. */
async function lockAgency(tx: Tx, agencyId: number): Promise<void> {
  await tx.selectFrom('organisation.agency').select('id').where('id', '=', agencyId).forUpdate().execute()
}

async function write(ctx: Ctx, { tx }: Acting, wanted: Wanted, tree: AgencyTree): Promise<number> {
  const keys = wanted.works.map(workKey)
  const twice = keys.findIndex((key, at) => keys.indexOf(key) < at)
  if (twice >= 0) workTwice(wanted.works[twice]?.title ?? '')
  await lockAgency(tx, wanted.fromAgencyId)
  const endsOn = addDays(wanted.lastDay, 1)
  const inTheWay = overlaps(await recordsAbout(tx, wanted.fromAgencyId, keys), { ...wanted, works: keys, endsOn })
  if (inTheWay.length > 0) {
    delegationOverlaps(
      inTheWay.slice(0, 3).map(one => ({
        decisionNo: one.decisionNo,
        from: one.validFrom,
        lastDay: lastDayOf(one),
        titles: one.items.filter(work => keys.includes(work.key)).map(work => work.title),
      })),
    )
  }
  const names = [tree.get(wanted.fromAgencyId)?.name, tree.get(wanted.toAgencyId)?.name]
  const said = wanted.works.flatMap(work => [work.code, work.title])
  const { id } = await tx
    .insertInto('organisation.delegation')
    .values({
      from_agency_id: wanted.fromAgencyId,
      from_title: wanted.fromTitle,
      to_agency_id: wanted.toAgencyId,
      to_officer_id: wanted.toOfficerId,
      to_title: wanted.toTitle,
      decision_no: wanted.decisionNo,
      decided_on: wanted.decidedOn,
      conditions: wanted.conditions,
      valid_from: wanted.validFrom,
      valid_to: endsOn,
      ends_on: endsOn,
      extends_id: wanted.extendsId,
      illustrative: wanted.illustrative,
      search_text: fold([wanted.decisionNo, wanted.fromTitle, wanted.toTitle, ...names, ...said].join(' ')),
      created_at: ctx.now,
      created_by: ctx.actor.name,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  await tx
    .insertInto('organisation.delegated_work')
    .values(
      wanted.works.map((work, at) => ({
        delegation_id: id,
        no: at + 1,
        code: work.code ?? null,
        title: work.title,
        work_key: keys[at] ?? '',
        from_agency_id: wanted.fromAgencyId,
        to_agency_id: wanted.toAgencyId,
        to_officer_id: wanted.toOfficerId ?? 0,
        valid_from: wanted.validFrom,
        ends_on: endsOn,
      })),
    )
    .execute()
  return id
}

const facts = (wanted: Wanted) => ({
  decisionNo: wanted.decisionNo,
  toAgencyId: wanted.toAgencyId,
  toOfficerId: wanted.toOfficerId,
  works: wanted.works.length,
  validFrom: wanted.validFrom,
  lastDay: wanted.lastDay,
})
