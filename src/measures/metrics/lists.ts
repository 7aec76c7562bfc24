import type { RawBuilder } from 'kysely'
import type { Ctx, Reader } from '#app/kernel/context.ts'
import type { Page } from '#app/kernel/paging.ts'
import { dayOf } from '#app/kernel/text.ts'
import { agencyTree } from '#app/organisation/agencies/index.ts'
import { type BehindRow, countBehind, figureCondition, listBehind, stepCondition } from './behind.ts'
import { type FigureCode, figureCodes, figures } from './definitions.ts'
import type { BehindParams } from './input.ts'
import { type Place, placeFor } from '../places/index.ts'
import { reading } from './reading.ts'
import { countingRule, type Slice } from './tally.ts'
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
  const { place, slice } = await asked(ctx, params)
  return await reading(ctx.db, async look => {
    const where = await conditionOf(look.db, params, slice)
    const page = await listBehind(look.db, where, { ...orderOf(params), limit, after: params.after })
    const total = await countBehind(look.db, where)
    const { figure } = params
    if (figure === 'step_over') return { ...page, place, total, beside: [], counted: null }
    const family = figureCodes.filter(code => figures[code].beside === figures[figure].beside)
    const numbers = await figuresOf(look, slice, family)
    const differs = params.procedure === undefined && numbers[figure] !== total
    const beside = family.map(code => ({ figure: code, n: numbers[code] ?? 0 }))
    return { ...page, place, total, beside, counted: differs ? (numbers[figure] ?? 0) : null }
  })
}

async function asked(ctx: Ctx, params: BehindParams): Promise<{ place: Place; slice: Slice }> {
  const place = placeFor(ctx.actor, await agencyTree(ctx.db, dayOf(ctx.now)), params.agency)
  const { from, to, sector = null } = params
  return { place, slice: { from, to, now: ctx.now, agencyIds: place.agencyIds, sector } }
}

const orderOf = ({ sort, direction }: BehindParams) =>
  ({ sort, direction: direction === 'up' ? 'asc' : 'desc' }) as const

async function conditionOf(db: Reader, params: BehindParams, slice: Slice): Promise<RawBuilder<boolean>> {
  const { figure, step = '', unit = 0, procedure = null } = params
  if (figure === 'step_over') return stepCondition({ ...slice, stepName: step, unitId: unit })
  return figureCondition({ ...slice, figure, procedureId: procedure, rule: await countingRule(db, slice.to) })
}

const MOST = 20_000

/** The whole list, for a sheet: at most 20 000 rows. */
export async function wholeList(ctx: Ctx, params: BehindParams): Promise<BehindRow[]> {
  const { slice } = await asked(ctx, params)
  const where = await conditionOf(ctx.db, params, slice)
  return (await listBehind(ctx.db, where, { ...orderOf(params), limit: MOST })).items
}
