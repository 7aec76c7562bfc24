import type { Ctx } from '#app/kernel/context.ts'
import { notFound } from '#app/kernel/refusal.ts'
import { dayOf } from '#app/kernel/text.ts'
import type { AgencyTree } from '#app/organisation/agencies/index.ts'
import { metricValue } from '#app/measures/metrics/index.ts'
import { type Gap, gapOf, type Operator, resultOf, type TargetResult } from './rules.ts'
import { isMetric } from './units.ts'

/** Targets with what they are worth now: measured, or entered with evidence. */

/** What a target is worth now: measured, or the newest entered value with its evidence. */
export interface LiveValue {
  value: number | null
  numerator: number | null
  denominator: number | null
  /** The dossiers behind it. */
  href: string | null
  entered: { asOf: string; evidence: string; by: string; at: Date } | null
}

export interface TargetView {
  no: number
  area: string
  text: string
  operator: Operator
  value: number
  unit: string
  periodFrom: string
  periodTo: string
  metric: string | null
  metricAgencyId: number | null
  metricAgency: string | null
  live: LiveValue
  result: TargetResult
  gap: Gap | null
}

/** The targets of a plan, measured now. */
export async function targetsOf(ctx: Ctx, tree: AgencyTree, planId: number): Promise<TargetView[]> {
  const rows = await ctx.db
    .selectFrom('reform.target')
    .selectAll()
    .where('plan_id', '=', planId)
    .orderBy('no')
    .execute()
  const targets: TargetView[] = []
  for (const row of rows) {
    const live = await liveValue(ctx, row)
    const operator = row.operator as Operator
    const isShare = row.unit === '%'
    targets.push({
      no: row.no,
      area: row.area,
      text: row.text,
      operator,
      value: row.value,
      unit: row.unit,
      periodFrom: row.period_from,
      periodTo: row.period_to,
      metric: row.metric,
      metricAgencyId: row.metric_agency_id,
      metricAgency: row.metric_agency_id === null ? null : (tree.get(row.metric_agency_id)?.name ?? ''),
      live,
      result: resultOf(live.value, operator, row.value),
      gap: isShare && live.numerator !== null ? gapOf(live.numerator, live.denominator, operator, row.value) : null,
    })
  }
  return targets
}

interface Measured {
  id: number
  metric: string | null
  metric_agency_id: number | null
  period_from: string
  period_to: string
}

async function liveValue(ctx: Ctx, target: Measured): Promise<LiveValue> {
  if (isMetric(target.metric)) {
    const measured = await metricValue(ctx.db, {
      key: target.metric,
      agencyId: target.metric_agency_id,
      from: target.period_from,
      to: target.period_to,
      now: ctx.now,
    })
    const begun = target.period_from <= dayOf(ctx.now)
    const { value, numerator, denominator, href } = measured
    return { value: begun ? value : null, numerator, denominator, href, entered: null }
  }
  const [newest] = await valuesOf(ctx, target.id, 1)
  return {
    value: newest?.value ?? null,
    numerator: null,
    denominator: null,
    href: null,
    entered: newest ? { asOf: newest.asOf, evidence: newest.evidence, by: newest.by, at: newest.at } : null,
  }
}

export interface EnteredValue {
  asOf: string
  value: number
  evidence: string
  by: string
  at: Date
}

async function valuesOf(ctx: Ctx, targetId: number, most: number): Promise<EnteredValue[]> {
  const rows = await ctx.db
    .selectFrom('reform.target_value')
    .select(['as_of', 'value', 'evidence', 'entered_by', 'entered_at'])
    .where('target_id', '=', targetId)
    .orderBy('as_of', 'desc')
    .orderBy('id', 'desc')
    .limit(most)
    .execute()
  return rows.map(row => ({
    asOf: row.as_of,
    value: row.value,
    evidence: row.evidence,
    by: row.entered_by,
    at: row.entered_at,
  }))
}

/** Every value entered for a target, newest first. @throws Refusal NOT_FOUND */
export async function valueHistory(ctx: Ctx, planId: number, no: number): Promise<EnteredValue[]> {
  const target = await ctx.db
    .selectFrom('reform.target')
    .select('id')
    .where('plan_id', '=', planId)
    .where('no', '=', no)
    .executeTakeFirst()
  if (!target) throw notFound({ vi: 'chỉ tiêu này', en: 'This target' })
  return await valuesOf(ctx, target.id, 200)
}
