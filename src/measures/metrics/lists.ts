import type { RawBuilder } from 'kysely'
import type { Ctx } from '#app/kernel/context.ts'
import type { Page } from '#app/kernel/paging.ts'
import { dayOf } from '#app/kernel/text.ts'
import { agencyTree } from '#app/organisation/agencies/index.ts'
import { type BehindRow, countBehind, figureCondition, listBehind, stepCondition } from './behind.ts'
import { type FigureCode, figureCodes, figures } from './definitions.ts'
import type { BehindParams } from './input.ts'
import { type Place, placeFor } from './rules.ts'
import { countingRule, freshCells, type Slice } from './tally.ts'
import { figuresOf } from './views.ts'

/** The list that a figure opens to, for somebody who may see it. */

export interface BehindList extends Page<BehindRow> {
  place: Place
  /** Counted over the dossiers. */
  total: number
  /** Figures that belong beside this one, with their numbers. */
  beside: { figure: FigureCode; n: number }[]
  /** Set when the cells count otherwise than the dossiers: a recount is needed. */
  counted: number | null
}

const PAGE = 50

/** @throws Refusal NOT_YOUR_AGENCY, UNKNOWN_AGENCY, BAD_INPUT (cursor) */
export async function behindList(ctx: Ctx, params: BehindParams, limit = PAGE): Promise<BehindList> {
  await freshCells(ctx.db)
  const place = placeFor(ctx.actor, await agencyTree(ctx.db, dayOf(ctx.now)), params.agency)
  const slice: Slice = {
    from: params.from,
    to: params.to,
    now: ctx.now,
    agencyIds: place.agencyIds,
    sector: params.sector ?? null,
  }
  const where = await conditionOf(ctx, params, slice)
  const direction = params.direction === 'up' ? 'asc' : 'desc'
  const page = await listBehind(ctx.db, where, { sort: params.sort, direction, limit, after: params.after })
  const total = await countBehind(ctx.db, where)
  const { figure } = params
  if (figure === 'step_over') return { ...page, place, total, beside: [], counted: null }
  const family = figureCodes.filter(code => figures[code].beside === figures[figure].beside)
  const numbers = await figuresOf(ctx.db, slice, family)
  const differs = params.procedure === undefined && numbers[figure] !== total
  return {
    ...page,
    place,
    total,
    beside: family.map(code => ({ figure: code, n: numbers[code] ?? 0 })),
    counted: differs ? (numbers[figure] ?? 0) : null,
  }
}

async function conditionOf(ctx: Ctx, params: BehindParams, slice: Slice): Promise<RawBuilder<boolean>> {
  const { figure, step = '', unit = 0, procedure = null } = params
  if (figure === 'step_over') return stepCondition({ ...slice, stepName: step, unitId: unit })
  return figureCondition({ ...slice, figure, procedureId: procedure, rule: await countingRule(ctx.db, slice.to) })
}

const MOST = 20_000

/** The whole list, for a sheet: at most 20 000 rows. */
export async function wholeList(ctx: Ctx, params: BehindParams): Promise<BehindRow[]> {
  await freshCells(ctx.db)
  const place = placeFor(ctx.actor, await agencyTree(ctx.db, dayOf(ctx.now)), params.agency)
  const slice: Slice = {
    from: params.from,
    to: params.to,
    now: ctx.now,
    agencyIds: place.agencyIds,
    sector: params.sector ?? null,
  }
  const where = await conditionOf(ctx, params, slice)
  const direction = params.direction === 'up' ? 'asc' : 'desc'
  return (await listBehind(ctx.db, where, { sort: params.sort, direction, limit: MOST })).items
}
