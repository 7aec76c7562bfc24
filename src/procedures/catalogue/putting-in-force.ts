import { act, type Acting } from '#app/kernel/act.ts'
import type { Ctx, Tx } from '#app/kernel/context.ts'
import { parse } from '#app/kernel/input.ts'
import { type AgencyTree, agencyTree } from '#app/organisation/agencies/index.ts'
import { type ProcessStep, sumHours } from '../processes/index.ts'
import { endVersion } from './ending.ts'
import { type PublishDecisionInput, publishDecisionInput } from './input.ts'
import { catalogueChanged } from './intake.ts'
import { promisesOverLegal } from './limits.ts'
import { catalogueEvents, decisionStream, openDecision, procedureStream, validitiesOf } from './loading.ts'
import { cannotPublish, decisionEmpty, decisionPublished, decisionSealed, type PublishProblem } from './refusals.ts'
import { missingFor } from './parts.ts'
import { type DecisionKind, succeedOn, type Validity } from './rules.ts'
import { storedContent, storedPromises, storedTightest } from './stored.ts'
import { channelWords, componentWords } from './words.ts'

/** The verb that publishes a decision: what it puts in force, what it ends, and what stands in the way. */

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
  return await act(ctx, 'procedures.publishDecision', wanted, async acting => {
    const { number, sealed } = await openDecision(acting.tx, wanted.decisionId)
    if (sealed) decisionSealed(number)
    return await publishWithin(ctx, acting, wanted.decisionId)
  })
}

/** As `publishDecision`, as part of the act of whoever calls. */
export async function publishWithin(ctx: Ctx, acting: Acting, decisionId: number): Promise<Published> {
  const { tx, emit, after } = acting
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
  const own = drafts.flatMap(draft => draftProblems(draft, decision.kind, tree, sums.get(draft.procedureId) ?? null))
  const { ending, problems: following } = whatEnds(drafts, repeals, validities, day)
  const problems = [...own, ...following]
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
  after(() => catalogueChanged(ctx.db))
  return {
    decisionId: decision.id,
    number: decision.number,
    effectiveOn: day,
    published: drafts.map(draft => draft.code),
    closed: ending.map(one => one.code),
  }
}

interface Ending {
  code: string
  version: Validity
  reason: string | null
}

/** The versions that end on a day by these drafts and repeals, and what does not follow the versions there are. */
function whatEnds(
  drafts: readonly Draft[],
  repeals: Awaited<ReturnType<typeof repealsOf>>,
  validities: ReadonlyMap<number, Validity[]>,
  day: string,
): { ending: Ending[]; problems: PublishProblem[] } {
  const ending: Ending[] = []
  const problems: PublishProblem[] = []
  for (const { procedureId, code, changeKind } of drafts) {
    const next = succeedOn(validities.get(procedureId) ?? [], day)
    if (!next.ok) problems.push({ code: 'VERSION_OVERLAP', procedure: code, overlaps: next.overlaps })
    else if (next.closes) ending.push({ code, version: next.closes, reason: null })
    if (changeKind === 'NEW' && next.ok && next.closes) problems.push({ code: 'ALREADY_PUBLISHED', procedure: code })
  }
  for (const { procedureId, code, basis } of repeals) {
    const next = succeedOn(validities.get(procedureId) ?? [], day)
    if (!next.ok) problems.push({ code: 'VERSION_OVERLAP', procedure: code, overlaps: next.overlaps })
    else if (!next.closes) problems.push({ code: 'NOT_IN_FORCE', procedure: code })
    else ending.push({ code, version: next.closes, reason: basis })
  }
  return { ending, problems }
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
