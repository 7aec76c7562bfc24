import { act } from '#app/kernel/act.ts'
import type { Ctx, Tx } from '#app/kernel/context.ts'
import { parse } from '#app/kernel/input.ts'
import { addDays, dayOf } from '#app/kernel/text.ts'
import { agencyTree } from '#app/organisation/agencies/index.ts'
import { type Recorded, type RecordFactsInput, recordFactsInput } from './input.ts'
import {
  evidenceInFuture,
  incomplete,
  newScaleInUse,
  noProcedure,
  nothingNew,
  notPublishedHere,
  notYours,
} from './refusals.ts'
import { changeOfScales, factLacks, mayRecord } from './rules.ts'
import { mappingOfLevels } from './views.ts'

/** The verb of provision: record a fact about one procedure or many. */

export const provisionEvents = { recorded: 'procedures.provision.recorded' } as const
export const provisionStream = (procedureId: number): string => `provision:${procedureId}`

/**
 * Records one fact for procedures, all by the same decision. What is recorded already exactly so is left out.
 * @returns how many facts were written
 * @throws Refusal NOT_YOUR_AGENCY, FACT_INCOMPLETE, EVIDENCE_IN_FUTURE, NEW_SCALE_IN_USE, NOT_FOUND, NOT_PUBLISHED_HERE, NOTHING_NEW;
 *   all or nothing
 */
export async function recordFacts(ctx: Ctx, input: RecordFactsInput): Promise<{ recorded: number }> {
  const asked = parse(recordFactsInput, input)
  const today = dayOf(ctx.now)
  const tree = await agencyTree(ctx.db, today)
  const { agencyId } = ctx.actor
  if (!mayRecord(ctx.actor, agencyId === null ? undefined : tree.get(agencyId)?.kind)) notYours()
  const lacks = factLacks(asked)
  if (lacks.length > 0) incomplete(lacks)
  if (asked.evidenceOn > today) evidenceInFuture()
  if (asked.kind === 'OLD_LEVEL') {
    const since = changeOfScales(await mappingOfLevels(ctx.db))
    if (since !== null && asked.from >= since) newScaleInUse(since)
  }
  const codes = [...new Set(asked.codes)]
  return await act(ctx, 'procedures.recordFacts', asked, async ({ tx, emit }) => {
    const known = await procedures(tx, codes)
    for (const code of codes) if (!known.has(code)) throw noProcedure(code)
    const foreign = codes.filter(code => !known.get(code)?.here)
    if (foreign.length > 0) notPublishedHere(foreign)
    const fact = factRow(asked)
    const same = await recordedSo(tx, fact)
    const fresh = codes.flatMap(code => known.get(code) ?? []).filter(one => !same.has(one.id))
    if (fresh.length === 0) nothingNew()
    const rows = fresh.map(({ id }) => ({
      ...fact,
      procedure_id: id,
      recorded_at: ctx.now,
      recorded_by: ctx.actor.name,
    }))
    await tx.insertInto('procedures.provision_fact').values(rows).execute()
    const { kind, value, from, to, reason, basis, evidenceOn } = asked
    for (const { id, code } of fresh) {
      emit({
        agencyId: tree.province(),
        stream: provisionStream(id),
        type: provisionEvents.recorded,
        data: { code, kind, value: value || null, from, to: to ?? null, reason, basis, evidenceOn },
      })
    }
    return { recorded: fresh.length }
  })
}

const factRow = ({ kind, from, to, value, reason, basis, evidenceOn, illustrative }: Recorded) => ({
  kind,
  from_day: from,
  to_day: to === undefined ? null : addDays(to, 1),
  value: value || null,
  reason,
  basis,
  evidence_on: evidenceOn,
  illustrative,
})

interface Known {
  id: number
  code: string
  /** Published in this province, now or once. */
  here: boolean
}

/** The procedures, locked: two records about one of them are one after the other. */
async function procedures(tx: Tx, codes: readonly string[]): Promise<Map<string, Known>> {
  const rows = await tx
    .selectFrom('procedures.procedure as p')
    .select(['p.id', 'p.code'])
    .select(eb =>
      eb
        .exists(
          eb
            .selectFrom('procedures.procedure_version as v')
            .select('v.id')
            .whereRef('v.procedure_id', '=', 'p.id')
            .where('v.state', 'in', ['PUBLISHED', 'CLOSED']),
        )
        .as('here'),
    )
    .where('p.code', 'in', [...codes])
    .orderBy('p.id')
    .forUpdate('p')
    .execute()
  return new Map(rows.map(row => [row.code, { id: row.id, code: row.code, here: Boolean(row.here) }]))
}

/** Procedures whose newest record of that kind and first day says exactly this. */
async function recordedSo(tx: Tx, fact: ReturnType<typeof factRow>): Promise<Set<number>> {
  const rows = await tx
    .selectFrom('procedures.provision_fact')
    .distinctOn('procedure_id')
    .select(['procedure_id', 'to_day', 'value', 'reason', 'basis', 'evidence_on'])
    .where('kind', '=', fact.kind)
    .where('from_day', '=', fact.from_day)
    .orderBy('procedure_id')
    .orderBy('id', 'desc')
    .execute()
  const said = (row: Omit<(typeof rows)[number], 'procedure_id'>): string =>
    JSON.stringify([row.to_day, row.value, row.reason, row.basis, row.evidence_on])
  return new Set(rows.filter(row => said(row) === said(fact)).map(row => row.procedure_id))
}
