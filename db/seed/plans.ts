import type { Limit } from '#app/kernel/limit.ts'
import { addDays, dayOf, startOfDay, wallClock } from '#app/kernel/text.ts'
import { addWorkingMinutes, isWorkingDay } from '#app/organisation/calendar/index.ts'
import { type ProcedureForIntake, promisedLimit } from '#app/procedures/catalogue/index.ts'
import type { Cast, Filer } from './cast.ts'
import { Dice } from './dice.ts'
import { citizen, company, type Person } from './people.ts'
import volumes from './volumes.json' with { type: 'json' }

/** Which dossiers come when, from whom, to whom, and what will become of them. No database here. */

export type Fate =
  | 'USUAL'
  | 'WAITING'
  | 'JUST_RECEIVED'
  | 'STUCK_LATE'
  | 'STUCK_SOON'
  | 'SUPPLEMENT_OPEN'
  | 'TO_RETURN'
  | 'WITHDRAWN'
  | 'STOPPED'
  | 'REFUSED'
  | 'CORRECTED'

export interface Plan {
  index: number
  dice: Dice
  at: Date
  procedureCode: string
  homeId: number
  /** Where it comes in; at home when filed on-line. */
  receivingId: number
  channel: 'DIRECT' | 'ONLINE' | 'POST'
  person: Person
  filer: Filer | null
  fate: Fate
}

/** How many in a thousand stand so at the end; at least two of each. */
const AT_THE_END = {
  WAITING: 7,
  JUST_RECEIVED: 4,
  STUCK_LATE: 7,
  STUCK_SOON: 6,
  SUPPLEMENT_OPEN: 6,
  TO_RETURN: 7,
} as const satisfies Partial<Record<Fate, number>>

/** How many in a thousand end otherwise than with a result; at least two of each. */
const ON_THE_WAY = { WITHDRAWN: 11, STOPPED: 6, REFUSED: 14, CORRECTED: 2 } as const satisfies Partial<
  Record<Fate, number>
>

type Volumes = Record<string, number>

/** All dossiers of the story, in no order; the same for the same cast, catalogue and `now`. */
export function makePlans(cast: Cast, intakes: readonly ProcedureForIntake[], begins: Date): Plan[] {
  const size = cast.options.size ?? 2_400
  const fates = fatesOf(size)
  const days = busyDays(cast, begins)
  const theirs = GUEST.map((guest, i) => ({ ...guest, index: size + i, dice: new Dice(`guest ${i}`) }))
  const all: Start[] = [...fates.map((fate, index) => ({ fate, index, dice: new Dice(`dossier ${index}`) })), ...theirs]
  return all.map(start => plan(cast, intakes, days, start))
}

/** What the citizen who is shown around has filed: every state there is something to do in. */
const GUEST: readonly { fate: Fate; guest: string }[] = [
  { fate: 'USUAL', guest: '1.004873' },
  { fate: 'USUAL', guest: '1.001193' },
  { fate: 'SUPPLEMENT_OPEN', guest: '1.004222' },
  { fate: 'STUCK_SOON', guest: '1.001612' },
  { fate: 'WAITING', guest: '2.000635' },
]

function fatesOf(size: number): Fate[] {
  const special = Object.entries({ ...AT_THE_END, ...ON_THE_WAY }).flatMap(([fate, perThousand]) =>
    Array.from({ length: Math.max(2, Math.round((size * perThousand) / 1_000)) }, () => fate as Fate),
  )
  const usual = Math.max(0, size - special.length)
  return [...Array.from({ length: usual }, (): Fate => 'USUAL'), ...special]
}

type Weighted<T> = { of: T; weight: number }

/** Every day of the story with how much comes in on it, for counters and for the portal, which has no day of rest. */
function busyDays(cast: Cast, begins: Date): Weighted<string>[] {
  const calendar = cast.calendarOf(cast.tree.province())
  const last = dayOf(cast.options.now)
  const days: Weighted<string>[] = []
  for (let day = dayOf(begins); day <= last; day = addDays(day, 1)) {
    const { month, weekday } = wallClock(startOfDay(day))
    const season = (volumes.months as Volumes)[month] ?? 1
    const open = isWorkingDay(calendar, day) ? 1 : 0.2
    days.push({ of: day, weight: season * open * ((volumes.weekdays[weekday - 1] ?? 1) + 0.1) })
  }
  return days
}

interface Start extends Pick<Plan, 'fate' | 'index' | 'dice'> {
  /** Filed by the guest: the procedure's code. */
  guest?: string
}

function plan(
  cast: Cast,
  intakes: readonly ProcedureForIntake[],
  days: readonly Weighted<string>[],
  start: Start,
): Plan {
  const { fate, dice, guest } = start
  const stage = stageOf(start)
  const fitting = intakes.filter(one => fits(one, fate) && (!stage || one.home === stage.home))
  const intake =
    intakes.find(one => one.code === guest) ??
    dice.weighted(fitting.map(one => ({ of: one, weight: volumeOf(one.code) })))
  const channel = guest ? 'ONLINE' : channelOf(intake, fate, dice)
  const limit = promisedLimit(intake, channel) as Limit
  const { person, filer } = applicantOf(cast, intake, channel, start)
  const homeId = stage ? (cast.tree.byCode(stage.agency)?.id as number) : homeOf(cast, intake, dice)
  return {
    ...start,
    channel,
    homeId,
    person,
    filer,
    procedureCode: intake.code,
    receivingId: channel === 'ONLINE' ? homeId : receivingOf(cast, intake, homeId, person, dice),
    at: instantOf(cast, homeId, limit, channel, days, start),
  }
}

/** Half of what waits at the end waits where the people work whose log-ins are shown; the guest lives there. */
function stageOf({ fate, index, guest }: Start): { home: string; agency: string } | null {
  if (guest || (fate in AT_THE_END && index % 4 === 0)) return { home: 'COMMUNE', agency: 'H71.30' }
  return fate in AT_THE_END && index % 4 === 2 ? { home: 'SNV', agency: 'H71.06' } : null
}

/** Whether a procedure can show a fate: what is to stand still for days needs days. */
function fits(intake: ProcedureForIntake, fate: Fate): boolean {
  const limit = promisedLimit(intake, 'DIRECT')
  if (limit === null) return false
  const days = limit.unit === 'WORKING_DAY' ? limit.amount : limit.unit === 'CALENDAR_DAY' ? limit.amount * 0.7 : 0
  switch (fate) {
    case 'STUCK_LATE':
    case 'STUCK_SOON':
      return limit.unit === 'WORKING_DAY' && days >= 2 && days <= 15
    case 'SUPPLEMENT_OPEN':
    case 'STOPPED':
    case 'WITHDRAWN':
      return days >= 2
    case 'TO_RETURN':
      return days <= 10
    case 'WAITING':
    case 'REFUSED':
      return takesOnline(intake)
    default:
      return true
  }
}

const takesOnline = (intake: ProcedureForIntake): boolean =>
  intake.onlineLevel !== 'INFORMATION' && promisedLimit(intake, 'ONLINE') !== null
const volumeOf = (code: string): number => (volumes.procedures as Volumes)[code] ?? volumes.otherProcedures

function channelOf(intake: ProcedureForIntake, fate: Fate, dice: Dice): Plan['channel'] {
  if (fate === 'WAITING' || fate === 'REFUSED') return 'ONLINE'
  if (fate === 'JUST_RECEIVED') return 'DIRECT'
  if (takesOnline(intake) && dice.chance(0.54)) return 'ONLINE'
  return dice.chance(0.07) && intake.content.channels.some(one => one.channel === 'POST') ? 'POST' : 'DIRECT'
}

/** A company where only companies ask; who files on-line has an account. */
function applicantOf(
  cast: Cast,
  intake: ProcedureForIntake,
  channel: string,
  { index, dice, guest }: Start,
): { person: Person; filer: Filer | null } {
  if (guest) return { person: cast.guest.person, filer: cast.guest }
  const filer = channel === 'ONLINE' ? dice.pick(cast.filers) : null
  const forPeople = intake.content.subjects.some(one => one.subject === 'CITIZEN')
  if (!forPeople) return { person: company(1 + (index % 160), cast.communes), filer }
  return { person: filer?.person ?? citizen(10_000 + dice.int(0, 899), cast.communes), filer }
}

function homeOf(cast: Cast, intake: ProcedureForIntake, dice: Dice): number {
  if (intake.home !== 'COMMUNE') return cast.tree.byCode(intake.home ?? '')?.id as number
  const busy = volumes.communes as Volumes
  return dice.weighted(cast.communes.map(one => ({ of: one.id, weight: busy[one.code] ?? volumes.otherCommunes })))
}

/** Communes receive for themselves; a department's dossiers come in at its own counter, at the province's centre, or in a commune that does a part. */
function receivingOf(cast: Cast, intake: ProcedureForIntake, homeId: number, person: Person, dice: Dice): number {
  if (intake.home === 'COMMUNE') return homeId
  const steps = intake.process?.steps ?? []
  const atReception = steps.filter(step => step.place === 'RECEPTION')
  if (atReception.some(step => step.role !== 'RECEPTION')) return cast.tree.byCode(person.commune)?.id ?? homeId
  const centre = cast.centres[0]
  return centre !== undefined && steps[0]?.place === 'RECEPTION' && dice.chance(0.6) ? centre : homeId
}

function instantOf(
  cast: Cast,
  homeId: number,
  limit: Limit,
  channel: string,
  days: readonly Weighted<string>[],
  start: Start,
): Date {
  const { fate, dice } = start
  const { now } = cast.options
  const calendar = cast.calendarOf(homeId)
  const before = (minutes: number): Date => addWorkingMinutes(calendar, now, -minutes)
  const promised = limit.amount * 480
  switch (fate) {
    case 'WAITING':
      // Filed while the counters are about to look: the youngest a few minutes ago.
      return new Date(now.getTime() - dice.int(5, 1_500) * 60_000)
    case 'JUST_RECEIVED':
      return before(dice.int(5, 200))
    case 'STUCK_SOON':
      return before(promised - dice.int(40, 420))
    case 'STUCK_LATE':
      return before(promised + dice.int(60, 2_600))
    case 'SUPPLEMENT_OPEN':
      return before(dice.int(600, 3_600))
    case 'TO_RETURN':
      return before((limit.unit === 'SAME_DAY' ? 480 : promised * 0.7) + dice.int(480, 1_400))
    default:
      return usualInstant(cast, homeId, channel, days, start)
  }
}

/** In office hours at a counter, at any waking hour on-line. What must have had time to end lies two months back. */
function usualInstant(
  cast: Cast,
  homeId: number,
  channel: string,
  days: readonly Weighted<string>[],
  { fate, dice, guest }: Start,
): Date {
  const { now } = cast.options
  const calendar = cast.calendarOf(homeId)
  const ago = (days: number): Date => new Date(now.getTime() - days * 86_400_000)
  const latest = guest ? ago(8) : fate === 'USUAL' ? now : ago(60)
  const [firstDay, lastDay] = [guest ? dayOf(ago(40)) : '', dayOf(latest)]
  const known = days.filter(one => one.of >= firstDay && one.of <= lastDay)
  const list = known.length > 0 ? known : days
  for (let tries = 0; tries < 20; tries++) {
    const day = dice.weighted(list)
    const begin = startOfDay(day)
    const online = new Date(begin.getTime() + dice.int(6 * 60, 22 * 60 + 50) * 60_000)
    const at =
      channel === 'ONLINE'
        ? online
        : isWorkingDay(calendar, day)
          ? addWorkingMinutes(calendar, begin, dice.int(5, 450))
          : null
    if (at !== null && at <= latest) return at
  }
  return addWorkingMinutes(calendar, latest, -dice.int(10, 400))
}
