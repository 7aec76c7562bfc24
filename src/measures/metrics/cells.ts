import type { HappenedEvent } from '#app/kernel/listeners.ts'
import { dayOf } from '#app/kernel/text.ts'
import { type DossierEvent, dossierEvents } from '#app/onestop/dossiers/index.ts'

/** What an event adds to the counting cells. Pure: the listener, the recount and the tests share it. */

export type CellKind = 'RECEIVED' | 'FINISHED' | 'DUE' | 'PAUSED'
export type How = 'COMPLETED' | 'WITHDRAWN' | 'STOPPED'
export type Outcome = 'EARLY' | 'ON_TIME' | 'LATE'
/** How and against which promise a dossier ended: 'COMPLETED.EARLY'. */
export type Ending = `${How}.${Outcome}`

/** One cell's key with what is added to it. */
export interface Delta {
  agencyId: number
  day: string
  sector: string
  procedureId: number
  kind: CellKind
  dim: string
  n: number
}

const endedBy: Partial<Record<string, How>> = {
  [dossierEvents.completed]: 'COMPLETED',
  [dossierEvents.withdrawn]: 'WITHDRAWN',
  [dossierEvents.stopped]: 'STOPPED',
}

/** What a correction takes back; see README "What is expected of events". */
interface Undone {
  outcome: Outcome
  finishedAt: string
  how?: How
}

/**
 * The cells one event changes.
 * @throws Error when the event does not say what it must; the listener then sets it aside with this reason
 */
export function deltasOf(event: HappenedEvent): Delta[] {
  const facts = readFacts(event)
  const day = dayOf(event.at)
  if (facts.undoes) return correction(event, facts, facts.undoes)
  const how = endedBy[event.type]
  const deltas: Delta[] = []
  const add = (kind: CellKind, dim: string, n: number): void => {
    deltas.push({ ...keyOf(event, facts), day, kind, dim, n })
  }
  if (event.type === dossierEvents.received) add('RECEIVED', facts.channel, 1)
  if (facts.dueBefore !== null) add('DUE', dayOf(new Date(facts.dueBefore)), -1)
  if (facts.dueAfter !== null) add('DUE', dayOf(new Date(facts.dueAfter)), 1)
  if (how) {
    // Ended before it was received: it was never counted, so nothing ends.
    if (facts.outcome === undefined && facts.dueBefore === null) return []
    if (facts.outcome === undefined) throw new Error(`${event.type} of dossier ${facts.code} says no outcome`)
    add('FINISHED', `${how}.${facts.outcome}`, 1)
    if (facts.dueBefore === null) add('PAUSED', '', -1)
  } else if (event.type !== dossierEvents.received) {
    if (facts.dueBefore !== null && facts.dueAfter === null) add('PAUSED', '', 1)
    if (facts.dueBefore === null && facts.dueAfter !== null) add('PAUSED', '', -1)
  }
  return deltas
}

/** The end that turned out to be none is taken back on the day it was counted; from then on the promise ran. */
function correction(
  event: HappenedEvent,
  facts: DossierEvent,
  { outcome, finishedAt, how = 'COMPLETED' }: Undone,
): Delta[] {
  const key = { ...keyOf(event, facts), day: dayOf(new Date(finishedAt)) }
  const opened: Pick<Delta, 'kind' | 'dim'> =
    facts.dueAfter === null ? { kind: 'PAUSED', dim: '' } : { kind: 'DUE', dim: dayOf(new Date(facts.dueAfter)) }
  return [
    { ...key, kind: 'FINISHED', dim: `${how}.${outcome}`, n: -1 },
    { ...key, ...opened, n: 1 },
  ]
}

const keyOf = (event: HappenedEvent, facts: DossierEvent) => ({
  agencyId: event.agencyId,
  sector: facts.sector,
  procedureId: facts.procedureId,
})

type Facts = DossierEvent & { undoes?: Undone }

function readFacts(event: HappenedEvent): Facts {
  const { data } = event
  const instant = (value: unknown): boolean => typeof value === 'string' && !Number.isNaN(Date.parse(value))
  const undoes = data['undoes'] as Partial<Undone> | undefined
  const wrong = [
    !Number.isInteger(data['procedureId']) && 'procedureId',
    typeof data['sector'] !== 'string' && 'sector',
    !['DIRECT', 'ONLINE', 'POST'].includes(data['channel'] as string) && 'channel',
    data['dueBefore'] !== null && !instant(data['dueBefore']) && 'dueBefore',
    data['dueAfter'] !== null && !instant(data['dueAfter']) && 'dueAfter',
    data['outcome'] !== undefined && !isOutcome(data['outcome']) && 'outcome',
    undoes !== undefined && !(isOutcome(undoes.outcome) && instant(undoes.finishedAt)) && 'undoes',
  ].filter(Boolean)
  if (wrong.length > 0) throw new Error(`${event.type} ${event.id} cannot be counted: ${wrong.join(', ')}`)
  return data as unknown as Facts
}

const isOutcome = (value: unknown): value is Outcome => value === 'EARLY' || value === 'ON_TIME' || value === 'LATE'

/** Adds up the deltas of the same cell and leaves out those that cancel each other. */
export function sumDeltas(deltas: readonly Delta[]): Delta[] {
  const cells = new Map<string, Delta>()
  for (const delta of deltas) {
    const key = JSON.stringify([delta.agencyId, delta.kind, delta.day, delta.sector, delta.procedureId, delta.dim])
    const cell = cells.get(key)
    if (cell) cell.n += delta.n
    else cells.set(key, { ...delta })
  }
  return [...cells.values()].filter(cell => cell.n !== 0)
}

/** A cell that was counted otherwise than the facts say. */
export interface Difference {
  agencyId: number
  day: string
  sector: string
  procedureId: number
  kind: string
  dim: string
  counted: number
  facts: number
}
