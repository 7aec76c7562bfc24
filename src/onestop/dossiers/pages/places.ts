import { z } from 'zod'
import type { Actor } from '#app/kernel/context.ts'
import { withQuery } from '#app/kernel/http/query.ts'
import { line } from '#app/kernel/input.ts'
import { channel } from '../input.ts'
import { type QueueFilter, queueSorts, type QueueTab, queueTabs } from '../queue.ts'

/** The officers' lists: where each is, whose work it shows, which tabs it has. */

export const placeNames = ['mine', 'team', 'incoming', 'return', 'late'] as const
export type PlaceName = (typeof placeNames)[number]

export interface Place {
  name: PlaceName
  path: string
  scope: 'mine' | 'team'
  /** The first is where it opens. */
  tabs: readonly QueueTab[]
}

/** Which work somebody answers for: heads for their agency's, others for their own. */
export const ownScope = (actor: Actor): 'mine' | 'team' =>
  actor.roles.includes('LEADER') || actor.roles.includes('DIVISION_HEAD') ? 'team' : 'mine'

/** A dossier's own page. */
export const dossierHref = (code: string): string => `/work/dossiers/${code}`

export const placePaths = {
  mine: '/work',
  team: '/work/team',
  incoming: '/work/incoming',
  return: '/work/return',
  late: '/work/late',
} as const satisfies Record<PlaceName, string>

const tabs = {
  mine: ['working', 'soon', 'late', 'supplement', 'unassigned'],
  team: ['working', 'soon', 'late', 'supplement', 'unassigned', 'all'],
  incoming: ['incoming'],
  return: ['toReturn'],
  late: ['late'],
} as const satisfies Record<PlaceName, readonly QueueTab[]>

export function placeOf(name: PlaceName, actor: Actor): Place {
  const scope = name === 'mine' ? 'mine' : name === 'late' ? ownScope(actor) : 'team'
  return { name, path: placePaths[name], scope, tabs: tabs[name] }
}

/** What the address of a list says; what it says wrong is left out, never an error. */
const listQuery = z.object({
  tab: z.enum(queueTabs).optional().catch(undefined),
  q: line(100).optional().catch(undefined),
  sector: line(200).optional().catch(undefined),
  channel: channel.optional().catch(undefined),
  sort: z
    .templateLiteral([z.enum(queueSorts), '.', z.enum(['up', 'down'])])
    .optional()
    .catch(undefined),
  after: z.string().max(500).optional(),
})
export type ListQuery = z.output<typeof listQuery>

export function readList(query: Record<string, string>): ListQuery {
  const given = Object.fromEntries(Object.entries(query).filter(([, value]) => value !== ''))
  return listQuery.parse(given)
}

export function filterOf(place: Place, query: ListQuery, limit: number): QueueFilter {
  const tab = query.tab && place.tabs.includes(query.tab) ? query.tab : (place.tabs[0] as QueueTab)
  const [sort, direction] = (query.sort?.split('.') ?? []) as [(typeof queueSorts)[number]?, string?]
  const { q, sector, channel: by, after } = query
  return { tab, scope: place.scope, q, sector, channel: by, sort, desc: direction === 'down', after, limit }
}

/** The address of a list with some of its parameters changed; empty ones are left out, the page goes back to the first. */
export function listHref(path: string, query: ListQuery, change: Partial<ListQuery>): string {
  return withQuery(path, { ...query, after: undefined, ...change })
}
