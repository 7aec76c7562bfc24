import { act } from '#app/kernel/act.ts'
import type { Ctx, Tx } from '#app/kernel/context.ts'
import { parse } from '#app/kernel/input.ts'
import {
  type AdoptNationalInput,
  adoptNationalInput,
  type AttachDraftInput,
  attachDraftInput,
  type DraftVersionInput,
  draftVersionInput,
} from './input.ts'
import { type Compared, differing } from './diff.ts'
import { promisesOverLegal } from './limits.ts'
import {
  catalogueEvents,
  knownProcedure,
  lockedProcedure,
  nextNo,
  openDecision,
  openVersion,
  procedureStream,
  provinceOf,
  validitiesOf,
} from './loading.ts'
import {
  alreadyInForce,
  changesNotNamed,
  codeDiffers,
  decisionPublished,
  decisionSealed,
  draftExists,
  noDraft,
  noNationalCopy,
  notInForce,
  promiseTooLong,
} from './refusals.ts'
import { columnsOf } from './row.ts'
import { COMPONENT_NAMES, type ComponentName } from './parts.ts'
import type { ProcedureContent } from './shape.ts'
import { storedContent, storedPromises } from './stored.ts'
import { channelWords } from './words.ts'

/** The verbs that prepare a version: write it, take the national copy, attach it to a decision, throw it away. */

export interface Drafted {
  code: string
  versionId: number
  no: number
}

type Local = Omit<ReturnType<typeof draftVersionInput.parse>, 'content'>

/**
 * Writes the next version of a procedure as a draft; the first one makes the procedure known. One draft at a time.
 * The kind of change is NEW where nothing is in force, else AMENDED with the parts that differ and those named.
 * @throws Refusal DRAFT_EXISTS, CODE_DIFFERS, ALREADY_PUBLISHED, NOT_IN_FORCE, CHANGES_NOT_NAMED, PROMISE_OVER_LEGAL, DECISION_PUBLISHED
 */
export async function draftVersion(ctx: Ctx, input: DraftVersionInput): Promise<Drafted> {
  const { content, ...local } = parse(draftVersionInput, input)
  if (content.code !== local.code) codeDiffers(local.code, content.code)
  const agencyId = await provinceOf(ctx)
  return await act(ctx, 'procedures.draftVersion', { content, ...local }, async ({ tx, emit }) => {
    const drafted = await insertDraft(ctx, tx, local, content)
    emit({
      agencyId,
      stream: procedureStream(local.code),
      type: catalogueEvents.drafted,
      data: { ...drafted, home: local.home },
    })
    return drafted
  })
}

/**
 * Writes a draft with the content of the newest national copy and what this province adds: who decides, how far on-line,
 * what is promised.
 * @throws Refusal NO_NATIONAL_COPY, and as draftVersion
 */
export async function adoptNational(ctx: Ctx, input: AdoptNationalInput): Promise<Drafted> {
  const local = parse(adoptNationalInput, input)
  const agencyId = await provinceOf(ctx)
  return await act(ctx, 'procedures.adoptNational', local, async ({ tx, emit }) => {
    const copy = await tx
      .selectFrom('procedures.procedure_version as v')
      .innerJoin('procedures.procedure as p', 'p.id', 'v.procedure_id')
      .select(['v.content', 'v.no'])
      .where('p.code', '=', local.code)
      .where('v.state', '=', 'IMPORTED')
      .orderBy('v.no', 'desc')
      .executeTakeFirst()
    if (!copy) noNationalCopy(local.code)
    const drafted = await insertDraft(ctx, tx, local, storedContent(copy.content))
    emit({
      agencyId,
      stream: procedureStream(local.code),
      type: catalogueEvents.drafted,
      data: { ...drafted, home: local.home, fromNo: copy.no },
    })
    return drafted
  })
}

/** Attaches the draft of a procedure to a decision that is still being prepared. @throws Refusal NO_DRAFT, DECISION_PUBLISHED */
export async function attachDraft(ctx: Ctx, input: AttachDraftInput): Promise<Drafted> {
  const wanted = parse(attachDraftInput, input)
  return await act(ctx, 'procedures.attachDraft', wanted, async ({ tx, emit }) => {
    const draft = await draftOf(tx, wanted.code)
    const decision = await preparedDecision(tx, wanted.decisionId)
    await tx
      .updateTable('procedures.procedure_version')
      .set({ decision_id: decision.id })
      .where('id', '=', draft.versionId)
      .execute()
    emit({
      agencyId: decision.agency_id,
      stream: procedureStream(wanted.code),
      type: catalogueEvents.attached,
      data: { ...draft, decision: decision.number },
    })
    return draft
  })
}

/** Throws the draft of a procedure away. @throws Refusal NO_DRAFT */
export async function discardDraft(ctx: Ctx, code: string): Promise<Drafted> {
  const agencyId = await provinceOf(ctx)
  return await act(ctx, 'procedures.discardDraft', { code }, async ({ tx, emit }) => {
    const draft = await draftOf(tx, code)
    await tx.deleteFrom('procedures.procedure_version').where('id', '=', draft.versionId).execute()
    emit({ agencyId, stream: procedureStream(code), type: catalogueEvents.discarded, data: { ...draft } })
    return draft
  })
}

/** The draft of a procedure, locked; one that was signed stays as it is. */
export async function draftOf(tx: Tx, code: string): Promise<Drafted> {
  const procedureId = await knownProcedure(tx, code)
  const draft = await tx
    .selectFrom('procedures.procedure_version as v')
    .leftJoin('procedures.publication_decision as d', 'd.id', 'v.decision_id')
    .select(['v.id', 'v.no', 'd.number', 'd.sealed'])
    .where('v.procedure_id', '=', procedureId)
    .where('v.state', '=', 'DRAFT')
    .executeTakeFirst()
  if (!draft) noDraft(code)
  if (draft.sealed) decisionSealed(draft.number ?? '')
  return { code, versionId: draft.id, no: draft.no }
}

async function preparedDecision(tx: Tx, id: number) {
  const decision = await openDecision(tx, id)
  if (decision.published_at !== null) decisionPublished(decision.number)
  if (decision.sealed) decisionSealed(decision.number)
  return decision
}

async function insertDraft(ctx: Ctx, tx: Tx, local: Local, content: ProcedureContent): Promise<Drafted> {
  const { code, promised } = local
  const over = promisesOverLegal({ content, promised })
  if (over.length > 0) promiseTooLong(channelWords(over))
  if (local.decisionId !== null) await preparedDecision(tx, local.decisionId)
  const procedureId = (await lockedProcedure(tx, code)) ?? (await newProcedure(ctx, tx, code))
  const change = await changeOf(tx, procedureId, local, content)
  const no = await nextNo(tx, procedureId)
  const { id } = await tx
    .insertInto('procedures.procedure_version')
    .values({
      procedure_id: procedureId,
      no,
      state: 'DRAFT',
      change_kind: change.kind,
      changed_components: change.components,
      decision_id: local.decisionId,
      home: local.home,
      online_level: local.onlineLevel,
      promise_basis: promised === null ? null : local.promiseBasis,
      ...columnsOf(content, promised),
      created_at: ctx.now,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return { code, versionId: id, no }
}

async function newProcedure(ctx: Ctx, tx: Tx, code: string): Promise<number> {
  const { id } = await tx
    .insertInto('procedures.procedure')
    .values({ code, created_at: ctx.now })
    .onConflict(oc => oc.column('code').doUpdateSet({ code }))
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

/**
 * What kind of change a draft is, against the version in force, and which parts change: those that differ, and those named.
 * law: ND-63-2010#14, #15 — new, amended, replaced, repealed; an amendment names the parts that change.
 */
async function changeOf(
  tx: Tx,
  procedureId: number,
  local: Local,
  content: ProcedureContent,
): Promise<{ kind: 'NEW' | 'AMENDED' | 'REPLACED'; components: ComponentName[] }> {
  const draft = await tx
    .selectFrom('procedures.procedure_version')
    .select('no')
    .where('procedure_id', '=', procedureId)
    .where('state', '=', 'DRAFT')
    .executeTakeFirst()
  if (draft) draftExists(local.code, draft.no)
  const inForce = openVersion((await validitiesOf(tx, [procedureId])).get(procedureId) ?? [])
  const kind = local.changeKind ?? (inForce ? 'AMENDED' : 'NEW')
  if (kind === 'NEW') {
    if (inForce) alreadyInForce(local.code)
    return { kind, components: [] }
  }
  if (!inForce) notInForce(local.code)
  const computed = await differences(tx, inForce.versionId, { content, promised: local.promised })
  const components = COMPONENT_NAMES.filter(
    part => computed.includes(part) || (local.changedComponents as readonly string[]).includes(part),
  )
  if (kind === 'AMENDED' && components.length === 0) changesNotNamed()
  return { kind, components }
}

/** The parts that differ from the version in force; another promise is another limit. */
export async function differences(tx: Tx, versionId: number, after: Compared): Promise<ComponentName[]> {
  const before = await tx
    .selectFrom('procedures.procedure_version')
    .select(['content', 'promised'])
    .where('id', '=', versionId)
    .executeTakeFirstOrThrow()
  return differing({ content: storedContent(before.content), promised: storedPromises(before.promised) }, after)
}
