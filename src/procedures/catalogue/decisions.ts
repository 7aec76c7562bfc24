import { act, type Acting } from '#app/kernel/act.ts'
import type { z } from 'zod'
import type { Ctx, Tx } from '#app/kernel/context.ts'
import { parse } from '#app/kernel/input.ts'
import { fold } from '#app/kernel/text.ts'
import { type AgencyTree, agencyTree } from '#app/organisation/agencies/index.ts'
import { deadlinesOf } from '../deadlines/index.ts'
import { type ProcessStep, sumHours } from '../processes/index.ts'
import {
  type CreateDecisionInput,
  createDecisionInput,
  type PublishDecisionInput,
  publishDecisionInput,
  type RepealInput,
  repealInput,
} from './input.ts'
import { endVersion } from './ending.ts'
import { catalogueChanged } from './intake.ts'
import { promisesOverLegal } from './limits.ts'
import {
  catalogueEvents,
  decisionStream,
  knownProcedure,
  openDecision,
  openVersion,
  procedureStream,
  provinceOf,
  validitiesOf,
} from './loading.ts'
import {
  cannotPublish,
  decisionEmpty,
  decisionNumberTaken,
  decisionPublished,
  decisionSealed,
  effectBeforeSigning,
  notInForce,
  type PublishProblem,
} from './refusals.ts'
import { type DecisionKind, missingFor, succeedOn, type Validity } from './rules.ts'
import { storedContent, storedPromises, storedTightest } from './stored.ts'
import { componentWords, channelWords } from './words.ts'

/** The verbs of publication: decisions, what they put in force and what they end. */

/** Prepares a publication decision; drafts and repeals are attached to it, then it is published. @throws Refusal DECISION_NUMBER_TAKEN, EFFECT_BEFORE_SIGNING */
export async function createDecision(ctx: Ctx, input: CreateDecisionInput): Promise<{ decisionId: number }> {
  const wanted = parse(createDecisionInput, input)
  if (wanted.effectiveOn < wanted.signedOn) effectBeforeSigning()
  const agencyId = await provinceOf(ctx)
  return await act(
    ctx,
    'procedures.createDecision',
    wanted,
    async acting => await enterDecision(ctx, acting, agencyId, wanted),
  )
}

/**
 * Writes a decision with the deadlines it is measured by. Part of the act of whoever calls.
 * @throws Refusal DECISION_NUMBER_TAKEN
 */
export async function enterDecision(
  ctx: Ctx,
  { tx, emit }: Acting,
  agencyId: number,
  wanted: z.output<typeof createDecisionInput>,
): Promise<{ decisionId: number }> {
  const deadlines = await deadlinesOf(ctx.db, {
    agencyId,
    basisEffectiveOn: wanted.basisEffectiveOn ?? null,
    signedOn: wanted.signedOn,
    on: wanted.signedOn,
  })
  const made = await tx
    .insertInto('procedures.publication_decision')
    .values({
      agency_id: agencyId,
      number: wanted.number,
      title: wanted.title,
      signed_on: wanted.signedOn,
      signer: wanted.signer,
      effective_on: wanted.effectiveOn,
      illustrative: wanted.illustrative,
      kind: wanted.kind,
      basis_no: wanted.basisNo ?? null,
      basis_effective_on: wanted.basisEffectiveOn ?? null,
      decision_due_on: wanted.kind === 'FULL' ? (deadlines?.decisionDueOn ?? null) : null,
      public_due_on: deadlines?.publicDueOn ?? null,
      search_text: fold([wanted.number, wanted.title, wanted.basisNo ?? ''].join(' ')),
      created_at: ctx.now,
    })
    .onConflict(oc => oc.doNothing())
    .returning('id')
    .executeTakeFirst()
  if (!made) decisionNumberTaken(wanted.number)
  emit({
    agencyId,
    stream: decisionStream(made.id),
    type: catalogueEvents.decisionCreated,
    data: { number: wanted.number, effectiveOn: wanted.effectiveOn },
    isNew: true,
  })
  return { decisionId: made.id }
}

/** Plans that a decision repeals a procedure; it ends when the decision is published. @throws Refusal NOT_IN_FORCE, DECISION_PUBLISHED */
export async function repeal(ctx: Ctx, input: RepealInput): Promise<{ code: string; decisionId: number }> {
  const wanted = parse(repealInput, input)
  return await act(ctx, 'procedures.repeal', wanted, async ({ tx, emit }) => {
    const procedureId = await knownProcedure(tx, wanted.code)
    const decision = await openDecision(tx, wanted.decisionId)
    if (decision.published_at !== null) decisionPublished(decision.number)
    if (decision.sealed) decisionSealed(decision.number)
    if (!openVersion((await validitiesOf(tx, [procedureId])).get(procedureId) ?? [])) notInForce(wanted.code)
    await tx
      .insertInto('procedures.repeal')
      .values({ decision_id: decision.id, procedure_id: procedureId, basis: wanted.basis })
      .onConflict(oc => oc.columns(['decision_id', 'procedure_id']).doUpdateSet({ basis: wanted.basis }))
      .execute()
    emit({
      agencyId: decision.agency_id,
      stream: decisionStream(decision.id),
      type: catalogueEvents.repealPlanned,
      data: { code: wanted.code, basis: wanted.basis },
    })
    return { code: wanted.code, decisionId: decision.id }
  })
}

export interface Published {
  decisionId: number
  number: string
  effectiveOn: string
  /** Codes of procedures that got a new version. */
  published: string[]
  /** Codes of procedures whose version in force ended. */
  closed: string[]
}

/**
 * Publishes a decision: every draft attached to it is in force from its day of effect, the versions before end that day,
 * and what it repeals ends. All or nothing; every procedure that stands in the way is named.
 * @throws Refusal DECISION_PUBLISHED, DECISION_EMPTY, VERSION_OVERLAP, COMPONENTS_MISSING, PROMISE_OVER_LEGAL, HOME_UNKNOWN, PROCESS_OVER_LIMIT
 */
export async function publishDecision(ctx: Ctx, input: PublishDecisionInput): Promise<Published> {
  const wanted = parse(publishDecisionInput, input)
  const done = await act(ctx, 'procedures.publishDecision', wanted, async acting => {
    const { number, sealed } = await openDecision(acting.tx, wanted.decisionId)
    if (sealed) decisionSealed(number)
    return await publishWithin(ctx, acting, wanted.decisionId)
  })
  catalogueChanged(ctx.db)
  return done
}

/** As `publishDecision`, as part of the act of whoever calls, who afterwards says `catalogueChanged`. */
export async function publishWithin(ctx: Ctx, acting: Acting, decisionId: number): Promise<Published> {
  const { tx, emit } = acting
  const decision = await openDecision(tx, decisionId)
  if (decision.published_at !== null) decisionPublished(decision.number)
  const day = decision.effective_on
  const [drafts, repeals] = [await draftsOf(tx, decision.id), await repealsOf(tx, decision.id)]
  if (drafts.length + repeals.length === 0) decisionEmpty(decision.number)
  const validities = await validitiesOf(
    tx,
    [...drafts, ...repeals].map(one => one.procedureId),
  )
  const sums = await processSums(
    tx,
    drafts.map(draft => draft.procedureId),
    day,
  )
  const tree = await agencyTree(ctx.db, day)
  const problems: PublishProblem[] = []
  const ending: { code: string; version: Validity; reason: string | null }[] = []
  for (const draft of drafts) {
    problems.push(...draftProblems(draft, decision.kind, tree, sums.get(draft.procedureId) ?? null))
    const before = validities.get(draft.procedureId) ?? []
    const next = succeedOn(before, day)
    if (!next.ok) problems.push({ code: 'VERSION_OVERLAP', procedure: draft.code, overlaps: next.overlaps })
    else if (next.closes) ending.push({ code: draft.code, version: next.closes, reason: null })
    if (draft.changeKind === 'NEW' && next.ok && next.closes)
      problems.push({ code: 'ALREADY_PUBLISHED', procedure: draft.code })
  }
  for (const one of repeals) {
    const next = succeedOn(validities.get(one.procedureId) ?? [], day)
    if (!next.ok) problems.push({ code: 'VERSION_OVERLAP', procedure: one.code, overlaps: next.overlaps })
    else if (!next.closes) problems.push({ code: 'NOT_IN_FORCE', procedure: one.code })
    else ending.push({ code: one.code, version: next.closes, reason: one.basis })
  }
  if (problems.length > 0) cannotPublish(problems)
  for (const { code, version, reason } of ending) {
    await endVersion(acting, decision.agency_id, code, version, day, {
      decisionId: decision.id,
      decision: decision.number,
      reason,
    })
  }
  await tx
    .updateTable('procedures.procedure_version')
    .set({ state: 'PUBLISHED', effective_from: day, published_at: ctx.now })
    .where('decision_id', '=', decision.id)
    .where('state', '=', 'DRAFT')
    .execute()
  for (const draft of drafts) {
    emit({
      agencyId: decision.agency_id,
      stream: procedureStream(draft.code),
      type: catalogueEvents.published,
      data: {
        code: draft.code,
        versionId: draft.versionId,
        no: draft.no,
        effectiveFrom: day,
        decision: decision.number,
        changeKind: draft.changeKind,
        sector: draft.content.sector,
      },
    })
  }
  await tx
    .updateTable('procedures.publication_decision')
    .set({ published_at: ctx.now, published_by: ctx.actor.name })
    .where('id', '=', decision.id)
    .execute()
  emit({
    agencyId: decision.agency_id,
    stream: decisionStream(decision.id),
    type: catalogueEvents.decisionPublished,
    data: { number: decision.number, effectiveOn: day, published: drafts.length, closed: ending.length },
  })
  return {
    decisionId: decision.id,
    number: decision.number,
    effectiveOn: day,
    published: drafts.map(draft => draft.code),
    closed: ending.map(one => one.code),
  }
}

type Draft = Awaited<ReturnType<typeof draftsOf>>[number]

async function draftsOf(tx: Tx, decisionId: number) {
  const rows = await tx
    .selectFrom('procedures.procedure_version as v')
    .innerJoin('procedures.procedure as p', 'p.id', 'v.procedure_id')
    .select([
      'p.id as procedureId',
      'p.code',
      'v.id as versionId',
      'v.no',
      'v.change_kind',
      'v.home',
      'v.content',
      'v.promised',
      'v.tightest',
    ])
    .where('v.decision_id', '=', decisionId)
    .where('v.state', '=', 'DRAFT')
    .orderBy('p.code')
    .forUpdate()
    .execute()
  return rows.map(({ change_kind, content, promised, tightest, ...row }) => ({
    ...row,
    changeKind: change_kind,
    content: storedContent(content),
    promised: storedPromises(promised),
    tightest: storedTightest(tightest),
  }))
}

async function repealsOf(tx: Tx, decisionId: number) {
  return await tx
    .selectFrom('procedures.repeal as r')
    .innerJoin('procedures.procedure as p', 'p.id', 'r.procedure_id')
    .select(['p.id as procedureId', 'p.code', 'r.basis'])
    .where('r.decision_id', '=', decisionId)
    .orderBy('p.code')
    .forUpdate()
    .execute()
}

/** Working hours of the longest process approved for that day or later, by procedure. */
async function processSums(tx: Tx, procedureIds: readonly number[], day: string): Promise<Map<number, number>> {
  const sums = new Map<number, number>()
  if (procedureIds.length === 0) return sums
  const rows = await tx
    .selectFrom('procedures.process_version')
    .select(['procedure_id', 'steps'])
    .where('procedure_id', 'in', [...procedureIds])
    .where('state', 'in', ['APPROVED', 'CLOSED'])
    .where(eb => eb.or([eb('effective_to', 'is', null), eb('effective_to', '>', day)]))
    .execute()
  for (const row of rows) {
    const sum = sumHours(row.steps as unknown as ProcessStep[])
    sums.set(row.procedure_id, Math.max(sum, sums.get(row.procedure_id) ?? 0))
  }
  return sums
}

function draftProblems(
  draft: Draft,
  kind: DecisionKind,
  tree: AgencyTree,
  processSum: number | null,
): PublishProblem[] {
  const problems: PublishProblem[] = []
  const at = draft.code
  const missing = missingFor(kind, draft.content)
  if (missing.length > 0) problems.push({ code: 'COMPONENTS_MISSING', procedure: at, parts: componentWords(missing) })
  const over = promisesOverLegal({ content: draft.content, promised: draft.promised })
  if (over.length > 0) problems.push({ code: 'PROMISE_OVER_LEGAL', procedure: at, channels: channelWords(over) })
  if (draft.home !== 'COMMUNE' && (draft.home === null || !tree.byCode(draft.home))) {
    problems.push({ code: 'HOME_UNKNOWN', procedure: at, home: draft.home })
  }
  const hours = draft.tightest?.hours ?? null
  if (processSum !== null && hours !== null && processSum > hours) {
    problems.push({ code: 'PROCESS_OVER_LIMIT', procedure: at, sum: processSum, hours })
  }
  return problems
}
