import { sql } from 'kysely'
import type { Ctx, Reader } from '#app/kernel/context.ts'
import { requirePermission } from '#app/kernel/http/house.ts'
import { isRefusal, notFound } from '#app/kernel/refusal.ts'
import { addDays, dayOf } from '#app/kernel/text.ts'
import { agencyTree } from '#app/organisation/agencies/index.ts'
import { checkLimit, type Limit } from '#app/kernel/limit.ts'
import { type ProcessStep, processSteps, sumHours } from '#app/procedures/processes/index.ts'
import * as places from '../places/index.ts'
import { channels, type ReplayQuery } from './input.ts'
import { type Loaded, loadReels, loadWent, type Wanted } from './load.ts'
import { badLimit, noLimit, noVersion } from './refusals.ts'
import {
  histogram,
  percentile,
  permissions,
  type Reel,
  type Replayed,
  replayed,
  smallestLimit,
  type Tally,
  tally,
} from './rules.ts'
import { sameSteps, type StepReplay, stepReplays, type Walk, walkOf } from './steps.ts'

/** A procedure's finished dossiers, before and after: what pages, sheet and API read. */

/** What is tried: a limit, or the steps of a version of the process. */
export type Proposal =
  | { kind: 'LIMIT'; limit: Limit }
  | { kind: 'PROCESS'; no: number; state: string; hours: number; steps: readonly ProcessStep[] }

export interface VersionChoice {
  id: number
  no: number
  state: string
}

export interface Replay {
  procedure: { id: number; code: string; name: string }
  place: places.Place
  from: string
  to: string
  channel: string | null
  proposal: Proposal
  /** Share of dossiers, 0–1, that are to be in time. */
  share: number
  versions: readonly VersionChoice[]
  left: Omit<Loaded, 'reels'>
  tally: Tally
  byChannel: (Tally & { channel: string })[]
  /** Working minutes from reception to result; null where there is no dossier. */
  used: { median: number | null; p80: number | null; p95: number | null }
  histogram: ReturnType<typeof histogram>
  /** The shortest limit that keeps the wanted share in time; null where none within a year does. */
  smallest: Limit | null
  /** Steps against the past; null where a limit is tried. */
  steps: StepReplay[] | null
  /** Newest result first. */
  items: readonly Replayed[]
  /** What a dossier did on the steps; empty where a limit is tried. */
  walks: ReadonlyMap<Reel, Walk>
}

/** The last twelve months. */
export function defaultPeriod(now: Date): { from: string; to: string } {
  const today = dayOf(now)
  return { from: addDays(today, -364), to: today }
}

/** @throws Refusal NOT_FOUND, NO_SUCH_PROCESS, LIMIT_NEEDED, LIMIT_INVALID, UNKNOWN_AGENCY, NOT_YOUR_AGENCY, NOT_ALLOWED */
export async function replay(ctx: Ctx, query: ReplayQuery): Promise<Replay> {
  const place = places.placeFor(ctx.actor, await agencyTree(ctx.db, dayOf(ctx.now)), query.agency || undefined)
  const procedure = await procedureOf(ctx.db, query.code)
  const proposal = await proposalOf(ctx, procedure, query)
  const period = defaultPeriod(ctx.now)
  const wanted: Wanted = {
    procedureId: procedure.id,
    agencyIds: place.agencyIds,
    from: query.from ?? period.from,
    to: query.to ?? period.to,
    channel: query.channel ?? null,
  }
  const { reels, ...left } = await loadReels(ctx.db, wanted)
  const walks =
    proposal.kind === 'PROCESS' ? await walksOf(ctx.db, wanted, reels, proposal.steps) : new Map<Reel, Walk>()
  const items = reels.map(reel => {
    const walk = walks.get(reel)
    return replayed(
      reel,
      proposal.kind === 'LIMIT' ? proposal.limit : { unit: 'WORKING_HOUR', amount: walk?.hours ?? proposal.hours },
    )
  })
  const used = reels.map(reel => reel.usedMinutes).sort((a, b) => a - b)
  const share = query.share / 100
  return {
    procedure: { id: procedure.id, code: query.code, name: procedure.name },
    place,
    from: wanted.from,
    to: wanted.to,
    channel: wanted.channel,
    proposal,
    share,
    versions: procedure.versions,
    left,
    tally: tally(items),
    byChannel: channels.flatMap(channel => {
      const some = items.filter(item => item.reel.past.channel === channel)
      return some.length > 0 ? [{ channel, ...tally(some) }] : []
    }),
    used: { median: percentile(used, 0.5), p80: percentile(used, 0.8), p95: percentile(used, 0.95) },
    histogram: histogram(items),
    smallest: smallestLimit(reels, unitToSay(proposal), share),
    steps: proposal.kind === 'PROCESS' ? stepReplays(proposal.steps, [...walks.values()], share) : null,
    items,
    walks,
  }
}

/** A same-day promise has no shorter or longer one of its kind, hours of a process are said in days. */
const unitToSay = (proposal: Proposal): Limit['unit'] =>
  proposal.kind === 'PROCESS' || proposal.limit.unit === 'SAME_DAY' ? 'WORKING_DAY' : proposal.limit.unit

interface Procedure {
  id: number
  name: string
  tightest: { limit: Limit } | null
  versions: VersionChoice[]
}

async function procedureOf(db: Reader, code: string): Promise<Procedure> {
  const { rows } = await sql<Procedure>`
    select p.id, coalesce(s.name, p.code) as name, s.tightest,
           (select coalesce(jsonb_agg(jsonb_build_object('id', v.id, 'no', v.no, 'state', v.state) order by v.no desc), '[]')
              from procedures.process_version v where v.procedure_id = p.id) as versions
      from procedures.procedure p
      left join lateral (
        select v.name, v.tightest from procedures.procedure_version v where v.procedure_id = p.id
         order by (v.state = 'PUBLISHED') desc, v.no desc limit 1) s on true
     where p.code = ${code}`.execute(db)
  const [found] = rows
  if (!found) throw notFound({ vi: `thủ tục ${code}`, en: `Procedure ${code}` })
  return found
}

/** What was asked for; else the draft there is, else the promise of today, under which nothing changes. */
async function proposalOf(ctx: Ctx, procedure: Procedure, query: ReplayQuery): Promise<Proposal> {
  const maySeeDraft = ctx.actor.kind === 'OFFICER' || ctx.actor.roles.includes('procedures.write')
  const isOpen = query.version === undefined && query.amount === undefined && query.unit === undefined
  const draft = procedure.versions.find(version => version.state === 'DRAFT')
  const version = isOpen && draft && maySeeDraft ? 'draft' : query.version
  if (version !== undefined) {
    const found = version === 'draft' ? draft : procedure.versions.find(one => String(one.no) === version)
    if (!found) noVersion(query.code, version)
    if (found.state === 'DRAFT') requirePermission(ctx.actor, permissions.seeDraft)
    const steps = await processSteps(ctx.db, found.id)
    return { kind: 'PROCESS', no: found.no, state: found.state, hours: sumHours(steps), steps }
  }
  if (isOpen && procedure.tightest) return { kind: 'LIMIT', limit: procedure.tightest.limit }
  return { kind: 'LIMIT', limit: limitAsked(query) }
}

function limitAsked({ amount, unit = 'WORKING_DAY' }: ReplayQuery): Limit {
  if (unit === 'SAME_DAY') return { unit, amount: 1 }
  if (amount === undefined) noLimit()
  try {
    return checkLimit({ unit, amount })
  } catch (cause) {
    if (isRefusal(cause)) badLimit()
    throw cause
  }
}

async function walksOf(
  db: Reader,
  wanted: Wanted,
  reels: readonly Reel[],
  steps: readonly ProcessStep[],
): Promise<Map<Reel, Walk>> {
  const went = await loadWent(
    db,
    wanted,
    steps.some(step => step.cases?.length),
  )
  const same = new Map<number, ReadonlyMap<number, number>>()
  for (const id of new Set([...went.values()].map(one => one.processVersionId))) {
    if (id !== null) same.set(id, sameSteps(await processSteps(db, id), steps))
  }
  return new Map(
    reels.map(reel => {
      const { processVersionId, answers, stays } = went.get(reel.past.id) ?? {
        processVersionId: null,
        answers: {},
        stays: [],
      }
      const matched = (processVersionId === null ? undefined : same.get(processVersionId)) ?? new Map<number, number>()
      return [reel, walkOf(steps, answers, stays, matched, { calendar: reel.calendar, pauses: reel.past.pauses })]
    }),
  )
}
