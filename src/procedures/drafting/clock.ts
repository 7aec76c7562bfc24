import type { Reader } from '#app/kernel/context.ts'
import { dayOf } from '#app/kernel/text.ts'
import { calendarFor, dueAt } from '#app/organisation/calendar/index.ts'
import defaults from './days.json' with { type: 'json' }
import type { DraftKind, RoundKind } from './rules.ts'

/** Working days for opinions: dated parameters (`drafting.days.<name>`), `days.json` where none is set. */
export interface DraftingDays {
  controlCentral: number
  controlLocal: number
  agency: number
  public: number
  front: number
  /** How long before the end a reminder comes. */
  remind: number
}

export interface DaysInForce {
  days: DraftingDays
  /** Name → where the number comes from, and whether that was read. */
  basis: Record<keyof DraftingDays, { basis: string; verified: boolean }>
}

const names = ['controlCentral', 'controlLocal', 'agency', 'public', 'front', 'remind'] as const
const parameterName = (name: keyof DraftingDays): string => `drafting.days.${name}`

/** The numbers in force on a day. An administrator's row in `kernel.parameter` goes before the default. */
export async function daysOn(db: Reader, day: string): Promise<DaysInForce> {
  const rows = await db
    .selectFrom('kernel.parameter')
    .select(['name', 'value', 'basis', 'verified'])
    .where('name', 'in', names.map(parameterName))
    .where('valid_from', '<=', day)
    .orderBy('valid_from')
    .execute()
  const days: DraftingDays = { ...defaults.own.days, ...defaults.law.days }
  const { law, own } = defaults
  const basis: DaysInForce['basis'] = {
    controlCentral: law,
    controlLocal: law,
    agency: own,
    public: own,
    front: own,
    remind: own,
  }
  for (const name of names) {
    const row = rows.findLast(one => one.name === parameterName(name))
    if (!row || !Number.isInteger(row.value) || Number(row.value) <= 0) continue
    days[name] = Number(row.value)
    basis[name] = { basis: row.basis, verified: row.verified }
  }
  return { days, basis }
}

/** Texts of the centre go to the national control agency, all others to the office of the ministry or the province. */
const CENTRAL: readonly DraftKind[] = ['LAW', 'DECREE', 'PRIME_MINISTER_DECISION']

/**
 * Which number counts for a round.
 * law: ND-63-2010#9.1, #9.3 — a resolution of the people's council is not named there; it goes with the province's texts
 */
export function dayName(round: RoundKind, kind: DraftKind): keyof DraftingDays {
  if (round === 'CONTROL') return CENTRAL.includes(kind) ? 'controlCentral' : 'controlLocal'
  return round === 'AGENCY' ? 'agency' : round === 'PUBLIC' ? 'public' : 'front'
}

export interface AskedUntil {
  dueAt: Date
  soonAt: Date
}

/** When an answer is due, by the calendar of whoever is asked, and when to remind. */
export async function askedUntil(
  db: Reader,
  agencyId: number,
  from: Date,
  days: number,
  remind: number,
): Promise<AskedUntil> {
  const { calendar } = await calendarFor(db, agencyId, dayOf(from))
  const after = (amount: number): Date =>
    // Without an open pause there always is a due instant.
    dueAt(calendar, from, { unit: 'WORKING_DAY', amount }).dueAt as Date
  return { dueAt: after(days), soonAt: after(Math.max(days - remind, 0.5)) }
}
