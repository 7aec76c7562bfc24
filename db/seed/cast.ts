import { accounts } from '#app/kernel/account/index.ts'
import { type Actor, anonymous, type Ctx, type Database, systemActor } from '#app/kernel/context.ts'
import { dayOf } from '#app/kernel/text.ts'
import { type AgencyTree, agencyTree } from '#app/organisation/agencies/index.ts'
import { type Calendar, calendarFor } from '#app/organisation/calendar/index.ts'
import { actorOf } from '#app/organisation/staff/index.ts'
import { Dice } from './dice.ts'
import { citizen, type Person } from './people.ts'

/** Everybody and everything the story needs, loaded once: who works where, by which calendar, and the invented citizens. */

export interface SeedOptions {
  /** The last instant of the story. */
  now: Date
  dataDir: string
  publicUrl: string
  /** What is being made, how much of it is done. */
  progress?: (stage: string, done: number, total: number) => void
  /** Dossiers; 2 400 where not said. */
  size?: number
}

/** A citizen who can sign in and files on-line. */
export interface Filer {
  person: Person
  actor: Actor
}

export interface Cast {
  db: Database
  options: SeedOptions
  tree: AgencyTree
  calendarOf: (agencyId: number) => Calendar
  /** Officers who hold a role in an agency, in the order of their accounts. */
  officers: (agencyId: number, role: string) => readonly Actor[]
  /** The same officer for the same dice, so that work stays in one hand. @throws Error where nobody holds the role */
  officer: (agencyId: number, role: string, dice: Dice) => Actor
  communes: readonly { id: number; code: string; name: string }[]
  centres: readonly number[]
  filers: readonly Filer[]
  /** The citizen who is shown around, with an account and dossiers of their own. */
  guest: Filer
}

/** A context for a verb of the story: who acts, when; its random bytes are as settled as everything else. */
export function ctxAt(cast: Pick<Cast, 'db' | 'options'>, actor: Actor, now: Date, dice: Dice): Ctx {
  return {
    db: cast.db,
    now,
    actor,
    lang: 'vi',
    requestId: 'demo',
    idempotencyKey: null,
    random: n => dice.bytes(n),
    dataDir: cast.options.dataDir,
    publicUrl: cast.options.publicUrl,
  }
}

export const storyTeller: Actor = systemActor('Dữ liệu minh họa')

/** Runs `work` over a list, so many at a time, each as soon as one before it has ended. */
export async function inLanes<T>(
  list: readonly T[],
  lanes: number,
  work: (one: T, index: number) => Promise<void>,
): Promise<void> {
  let next = 0
  const lane = async (): Promise<void> => {
    for (let i = next++; i < list.length; i = next++) await work(list[i] as T, i)
  }
  const ended = await Promise.allSettled(Array.from({ length: lanes }, lane))
  for (const one of ended) if (one.status === 'rejected') throw one.reason
}

/** Loads the cast of a seeded organisation and opens the citizens' accounts, as of `begins`. */
export async function loadCast(db: Database, options: SeedOptions, guestLogin: string, begins: Date): Promise<Cast> {
  const tree = await agencyTree(db, dayOf(options.now))
  const inside = tree.subtree(tree.province()).flatMap(id => tree.get(id) ?? [])
  const homes = inside.filter(node => tree.homeOf(node.id) === node.id)
  const calendars = new Map<number, Calendar>()
  for (const { id } of homes) calendars.set(id, (await calendarFor(db, id)).calendar)
  const communes = inside.flatMap(({ kind, id, code, shortName }) =>
    kind === 'COMMUNE' && code ? [{ id, code, name: shortName }] : [],
  )
  const staff = await loadOfficers(db, options.now)
  const filers = await openCitizens({ db, options }, communes, begins)
  const guest = await actorOf(db, guestLogin, options.now)
  return {
    db,
    options,
    tree,
    communes,
    filers,
    centres: inside.filter(node => node.kind === 'SERVICE_CENTRE').map(node => node.id),
    guest: { actor: guest, person: { ...citizen(17, communes), idNo: guestLogin, name: guest.name } },
    calendarOf: id => calendars.get(id) as Calendar,
    officers: (agencyId, role) => staff.get(`${agencyId} ${role}`) ?? [],
    officer: (agencyId, role, dice) => {
      const found = staff.get(`${agencyId} ${role}`)
      if (!found) throw new Error(`nobody is ${role} at ${tree.get(agencyId)?.name ?? agencyId}`)
      return dice.pick(found)
    },
  }
}

async function loadOfficers(db: Database, now: Date): Promise<Map<string, Actor[]>> {
  const rows = await db.selectFrom('organisation.officer').select('account_id').orderBy('id').execute()
  const actors: Actor[] = []
  await inLanes(rows, 6, async (row, i) => {
    actors[i] = await actorOf(db, row.account_id, now)
  })
  const staff = new Map<string, Actor[]>()
  for (const actor of actors) {
    for (const role of actor.roles) {
      const key = `${actor.agencyId} ${role}`
      staff.set(key, [...(staff.get(key) ?? []), actor])
    }
  }
  return staff
}

/** One in twelve dossiers brings somebody new to filing on-line. */
async function openCitizens(
  cast: Pick<Cast, 'db' | 'options'>,
  communes: Cast['communes'],
  begins: Date,
): Promise<Filer[]> {
  const count = Math.min(200, Math.max(12, Math.round((cast.options.size ?? 0) / 12)))
  const filers: Filer[] = []
  await inLanes(Array.from({ length: count }), 6, async (_, i) => {
    const person = citizen(1_000 + i, communes)
    const ctx = ctxAt(cast, storyTeller, begins, new Dice(`account ${i}`))
    const { accountId } = await accounts.createCitizen(ctx, { citizenId: person.idNo, name: person.name })
    filers[i] = { person, actor: { ...anonymous, kind: 'CITIZEN', accountId, name: person.name } }
  })
  return filers
}
