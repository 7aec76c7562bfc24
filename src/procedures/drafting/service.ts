import type { Insertable, Updateable } from 'kysely'
import { act } from '#app/kernel/act.ts'
import type { Ctx, Tx } from '#app/kernel/context.ts'
import type { ProceduresLegalDraft } from '#app/kernel/db/types.ts'
import { conflict, notFound } from '#app/kernel/refusal.ts'
import { dayOf, fold } from '#app/kernel/text.ts'
import { agencyTree, type AgencyTree } from '#app/organisation/agencies/index.ts'
import { affectedOf } from './affected.ts'
import { draftEvents, type DraftEventType } from './events.ts'
import type { EditInput, RegisterInput, WithdrawInput } from './input.ts'
import { type DraftRow, factsOf, homeOf, lockDraft } from './record.ts'
import { refusals, refuseWhy } from './refusals.ts'
import { after, type DraftAction, registering, type Stage, whyNot } from './rules.ts'

/** The register of drafts, and the frame of every verb on one: load under lock → may they, now → rows, event. */

export interface Done {
  draftId: number
  stage: Stage
  version: number
}

export const unknownDraft = { vi: 'dự thảo này', en: 'This draft' }

export interface Handling {
  tx: Tx
  row: DraftRow
  tree: AgencyTree
  /** The agency the actor works for. */
  home: number | null
  /** Refuses where this action cannot be done by this actor now. */
  allow: (action: DraftAction) => void
  /** Says what happened without moving the draft. */
  say: (type: DraftEventType, data?: Record<string, unknown>) => void
  /** Writes the stage the action leads to with what else changes, and says what happened. */
  move: (
    action: DraftAction,
    set: Updateable<ProceduresLegalDraft>,
    type: DraftEventType,
    data?: Record<string, unknown>,
  ) => Promise<Done>
}

/**
 * Runs a verb on a draft. With `action` null the verb itself asks `allow` once it knows what it is about to do.
 * @throws Refusal NOT_FOUND, CHANGED_MEANWHILE, WRONG_STAGE, NOT_YOUR_POSITION, NOT_YOUR_AGENCY
 */
export async function handle<R>(
  ctx: Ctx,
  verb: string,
  action: DraftAction | null,
  input: { draftId: number; version?: number },
  fn: (handling: Handling) => Promise<R>,
): Promise<R> {
  return await act(ctx, `procedures.${verb}`, input, async ({ tx, emit }) => {
    const row = await lockDraft(tx, input.draftId)
    if (!row) throw notFound(unknownDraft)
    const tree = await agencyTree(tx, dayOf(ctx.now))
    const home = homeOf(tree, ctx.actor)
    const allow = (asked: DraftAction): void => {
      const reason = whyNot(asked, factsOf(row), ctx.actor, home)
      if (reason) refuseWhy(reason)
    }
    if (action) allow(action)
    if (input.version !== undefined && input.version !== row.version) throw conflict()
    const say: Handling['say'] = (type, data = {}) =>
      emit({ agencyId: row.agency_id, stream: streamOf(row.id), type, data: { draftId: row.id, ...data } })
    const move: Handling['move'] = async (moving, set, type, data) => {
      const stage = after(row.stage, moving) as Stage
      const version = row.version + 1
      await tx
        .updateTable('procedures.legal_draft')
        .set({ ...set, stage, version, moved_at: ctx.now })
        .where('id', '=', row.id)
        .execute()
      say(type, data)
      return { draftId: row.id, stage, version }
    }
    return await fn({ tx, row, tree, home, allow, say, move })
  })
}

export const streamOf = (draftId: number): string => `legal_draft:${draftId}`

const headOf = (input: Pick<RegisterInput, 'kind' | 'title' | 'purpose' | 'plannedOn'>) => ({
  kind: input.kind,
  title: input.title,
  purpose: input.purpose,
  planned_on: input.plannedOn ?? null,
  search_text: fold(`${input.title} ${input.purpose}`),
})

/**
 * Puts a new draft in the register, of the actor's own agency; a machine names the agency.
 * @throws Refusal NOT_YOUR_POSITION, NOT_YOUR_AGENCY, AGENCY_UNKNOWN
 */
export async function registerDraft(ctx: Ctx, input: RegisterInput): Promise<Done> {
  return await act(ctx, 'procedures.registerDraft', input, async ({ tx, emit }) => {
    const tree = await agencyTree(tx, dayOf(ctx.now))
    const home = homeOf(tree, ctx.actor)
    const machine = ctx.actor.kind === 'MACHINE' || ctx.actor.kind === 'SYSTEM'
    if (!machine && !ctx.actor.roles.some(role => registering.includes(role))) refuseWhy('NOT_YOUR_POSITION')
    const agencyId = input.agencyId ?? home
    if (agencyId === null || !tree.get(agencyId)) return refusals.agencyUnknown('agencyId')
    if (!machine && agencyId !== home) refuseWhy('NOT_YOUR_AGENCY')
    const values: Insertable<ProceduresLegalDraft> = {
      ...headOf(input),
      agency_id: agencyId,
      stage: 'DRAFTING',
      illustrative: input.illustrative ?? false,
      created_at: ctx.now,
      created_by: ctx.actor.name,
      moved_at: ctx.now,
    }
    const { id } = await tx
      .insertInto('procedures.legal_draft')
      .values(values)
      .returning('id')
      .executeTakeFirstOrThrow()
    await tx
      .insertInto('procedures.legal_draft_text')
      .values({ draft_id: id, no: 1, created_at: ctx.now, created_by: ctx.actor.name })
      .execute()
    emit({
      agencyId,
      stream: streamOf(id),
      type: draftEvents.registered,
      data: { draftId: id, kind: input.kind, title: input.title },
      isNew: true,
    })
    return { draftId: id, stage: 'DRAFTING', version: 1 }
  })
}

/** Changes what the register says of a draft: kind, title, purpose, planned day. */
export async function editDraft(ctx: Ctx, input: EditInput): Promise<Done> {
  return await handle(
    ctx,
    'editDraft',
    'edit',
    input,
    async ({ move }) => await move('edit', headOf(input), draftEvents.edited, { kind: input.kind, title: input.title }),
  )
}

/** Takes a draft off the programme, with the reason; it stays in the register. */
export async function withdrawDraft(ctx: Ctx, input: WithdrawInput): Promise<Done> {
  return await handle(ctx, 'withdrawDraft', 'withdraw', input, async ({ tx, row, move }) => {
    await closeOpenRounds(tx, ctx, row.id)
    return await move('withdraw', { withdrawn_note: input.reason }, draftEvents.withdrawn, { reason: input.reason })
  })
}

/** A draft that is withdrawn waits for nobody's opinion. */
async function closeOpenRounds(tx: Tx, ctx: Ctx, draftId: number): Promise<void> {
  await tx
    .updateTable('procedures.opinion_round')
    .set({ closed_at: ctx.now, closed_by: ctx.actor.name })
    .where('draft_id', '=', draftId)
    .where('closed_at', 'is', null)
    .execute()
}

/**
 * An assessment holds for the articles it was signed for: those whose articles have changed since are opened again.
 * @returns names of the procedures whose assessment has to be signed anew
 */
export async function reopenChanged(tx: Tx, ctx: Ctx, draftId: number, textNo: number): Promise<string[]> {
  const affected = await affectedOf(tx, draftId, textNo)
  const stale = affected.flatMap(one =>
    one.assessments
      .filter(each => each.signed && each.fingerprint !== one.fingerprint)
      .map(each => ({ id: each.id, name: one.name })),
  )
  if (stale.length === 0) return []
  await tx
    .updateTable('procedures.impact_assessment')
    .set({ state: 'DRAFT', reopened_at: ctx.now, fingerprint: null, signed_at: null, signed_by: null })
    .where(
      'id',
      'in',
      stale.map(one => one.id),
    )
    .execute()
  return [...new Set(stale.map(one => one.name))]
}
