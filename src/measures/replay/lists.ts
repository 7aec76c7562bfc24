import { sql } from 'kysely'
import type { Ctx } from '#app/kernel/context.ts'
import { decodeCursor, encodeCursor } from '#app/kernel/paging.ts'
import { hasWords } from '#app/kernel/search.ts'
import { workingMinutesBetween } from '#app/organisation/calendar/index.ts'
import type * as places from '../places/index.ts'
import type { ReplayPageQuery } from './input.ts'
import type { Replayed } from './rules.ts'
import { isOver } from './steps.ts'
import { defaultPeriod, type Replay } from './views.ts'

/** The dossiers behind the figures of a replay, and the procedures there is something to replay of. */

const ROWS = 25

export type Show = NonNullable<ReplayPageQuery['show']>

export interface Line {
  code: string
  channel: string
  receivedAt: Date
  finishedAt: Date
  dueBefore: Date
  dueAfter: Date
  lateBefore: boolean
  lateAfter: boolean
  usedMinutes: number
  /** Working minutes after the new due instant; 0 where it is in time. */
  overMinutes: number
  dayMinutes: number
}

export interface Lines {
  show: Show
  step: string | null
  items: Line[]
  total: number
  /** Cursor of the next page: the code of the last line shown. */
  next: string | null
}

/** What is listed where nobody chose: the dossiers that would become late, else those that would be in time. */
export function shownOf({ tally }: Replay, asked: Show | undefined): Show {
  return asked ?? (tally.toLate > 0 || tally.toOnTime === 0 ? 'toLate' : 'toOnTime')
}

type Listing = Pick<ReplayPageQuery, 'show' | 'step' | 'sort' | 'direction'>

/** All dossiers of a list in its order. */
export function allLines(replay: Replay, listing: Listing): Line[] {
  const show = shownOf(replay, listing.show)
  const step = replay.steps?.find(one => one.code === listing.step)
  const belongs = ({ reel, lateAfter }: Replayed): boolean => {
    const { late } = reel.past
    switch (show) {
      case 'toLate':
        return !late && lateAfter
      case 'toOnTime':
        return late && !lateAfter
      case 'late':
        return lateAfter
      case 'step': {
        const walk = replay.walks.get(reel)
        return step !== undefined && walk !== undefined && isOver(walk, step)
      }
      default:
        return true
    }
  }
  const up = listing.direction === 'up' ? 1 : -1
  return replay.items
    .filter(belongs)
    .map(lineOf)
    .sort((a, b) => up * compare(a, b, listing.sort) || (a.code < b.code ? -1 : 1))
}

function compare(a: Line, b: Line, sort: Listing['sort']): number {
  switch (sort) {
    case 'used':
      return a.usedMinutes - b.usedMinutes
    case 'over':
      return a.overMinutes - b.overMinutes
    case 'code':
      return a.code < b.code ? -1 : 1
    default:
      return a.finishedAt.getTime() - b.finishedAt.getTime()
  }
}

const lineOf = ({ reel: { past, calendar, usedMinutes }, dueAfter, lateAfter }: Replayed): Line => ({
  code: past.code,
  channel: past.channel,
  receivedAt: past.receivedAt,
  finishedAt: past.finishedAt,
  dueBefore: past.dueAt,
  dueAfter,
  lateBefore: past.late,
  lateAfter,
  usedMinutes,
  overMinutes: lateAfter ? workingMinutesBetween(calendar, dueAfter, past.finishedAt) : 0,
  dayMinutes: calendar.workingDayMinutes,
})

/** One page of a list; what it is made of is finished, so a page stays where it is. */
export function lines(replay: Replay, listing: Listing & { after?: string | undefined }): Lines {
  const all = allLines(replay, listing)
  const last = listing.after === undefined ? null : decodeCursor(listing.after, 1)[0]
  const from = all.findIndex(line => line.code === last) + 1
  const items = all.slice(from, from + ROWS)
  const next = from + ROWS < all.length ? encodeCursor([items.at(-1)?.code ?? null]) : null
  return { show: shownOf(replay, listing.show), step: listing.step ?? null, items, total: all.length, next }
}

export interface Candidate {
  code: string
  name: string
  n: number
  late: number
  hasDraft: boolean
}

/** Procedures with a result in the last twelve months, the most used first; by the counting cells. */
export async function candidates(ctx: Ctx, place: places.Place, q: string): Promise<Candidate[]> {
  const { from, to } = defaultPeriod(ctx.now)
  const { rows } = await sql<Candidate>`
    select p.code, s.name, c.n, c.late,
           exists (select from procedures.process_version v where v.procedure_id = p.id and v.state = 'DRAFT') as "hasDraft"
      from (select procedure_id, sum(n)::int as n, coalesce(sum(n) filter (where dim = 'COMPLETED.LATE'), 0)::int as late
              from measures.cell
             where kind = 'FINISHED' and dim like 'COMPLETED.%' and day between ${from}::date and ${to}::date
               and ${place.agencyIds === null ? sql`true` : sql`agency_id = any(${[...place.agencyIds]}::int[])`}
             group by procedure_id having sum(n) > 0) c
      join procedures.procedure p on p.id = c.procedure_id
      join lateral (select v.name, v.search_text from procedures.procedure_version v where v.procedure_id = p.id
                     order by (v.state = 'PUBLISHED') desc, v.no desc limit 1) s on true
     where ${hasWords(sql.ref('s.search_text'), q)}
     order by c.n desc, p.code limit 100`.execute(ctx.db)
  return rows
}
