import { sql } from 'kysely'
import type { Database } from '#app/kernel/context.ts'
import { catchUp } from '#app/kernel/listeners.ts'
import { dayOf } from '#app/kernel/text.ts'
import { cellListener } from '#app/measures/metrics/jobs.ts'
import { ctxAt, loadCast, type SeedOptions, storyTeller } from './cast.ts'
import { seedDelegations } from './delegations.ts'
import { Dice } from './dice.ts'
import { seedDisclosure } from './disclosure.ts'
import { beginDraft } from './guest.ts'
import type { Lived } from './life.ts'
import { type DemoAccount, seedOrganisation } from './organisation.ts'
import { seedDrafts } from './drafts.ts'
import { seedForms } from './forms.ts'
import { seedProcedures } from './procedures.ts'
import { seedProvision } from './provision.ts'
import { seedPublications } from './publications.ts'
import { makePlansOfReform } from './reform.ts'
import { beginOf, liveDossiers } from './story.ts'
import { giveFeedback, giveSlips } from './voice.ts'

export type { SeedOptions } from './cast.ts'

/** What was made. */
export interface Seeded {
  accounts: DemoAccount[]
  dossiers: number
  slips: number
  feedback: number
}

const MARK = 'demo.begun'

/**
 * Fills an empty, migrated database with the demo: an invented province, its catalogue and fifteen months of work, all of
 * it done by the verbs under a clock that ends at `now`. The same `now` and size make the same story.
 * Its first row says that it has begun, its last that it is whole (`isHalfSeeded`).
 */
export async function seed(db: Database, options: SeedOptions): Promise<Seeded> {
  const { now, progress } = options
  const begins = beginOf(now)
  await setParameter(db, MARK, now, true)
  // The day before, so that on the first day everybody is at work.
  const before = ctxAt({ db, options }, storyTeller, new Date(begins.getTime() - 86_400_000), new Dice('province'))
  progress?.('Cơ quan và con người / agencies and people', 0, 2)
  const { accounts } = await seedOrganisation(before)
  progress?.('Thủ tục / procedures', 1, 2)
  await seedProcedures(before)
  await seedForms(before)
  await seedProvision(before)
  await seedDelegations(before, dayOf(now))
  // Officers sign in by name, citizens by their number.
  const guest = accounts.find(one => /^\d{12}$/.test(one.login))?.login ?? ''
  const cast = await loadCast(db, options, guest, begins)
  const lived = await liveDossiers(cast, begins)
  progress?.('Ý kiến và kế hoạch / opinions and plans', 0, 1)
  const slips = await giveSlips(
    cast,
    lived.filter(one => !isForGuestToRate(one, guest)),
  )
  const feedback = await giveFeedback(cast, begins)
  await beginDraft(cast)
  await makePlansOfReform(cast, begins)
  await seedDisclosure(ctxAt({ db, options }, storyTeller, now, new Dice('disclosure')))
  const [, adopted = 0] = await seedDrafts(ctxAt({ db, options }, storyTeller, now, new Dice('drafts')))
  await seedPublications(ctxAt({ db, options }, storyTeller, now, new Dice('publications')), adopted)
  progress?.('Số liệu / figures', 0, 1)
  await sql`analyze`.execute(db)
  await catchUp(db, cellListener)
  await setParameter(db, 'demo.logins', now, accounts)
  await setParameter(db, 'demo', now, true)
  return { accounts, dossiers: lived.length, slips, feedback }
}

/** The first dossier the guest got back is left for them to rate. */
const isForGuestToRate = ({ plan }: Lived, guest: string): boolean =>
  plan.person.idNo === guest && plan.procedureCode === '1.004873'

async function setParameter(db: Database, name: string, now: Date, value: unknown): Promise<void> {
  await db
    .insertInto('kernel.parameter')
    .values({ name, valid_from: dayOf(now), value: JSON.stringify(value), basis: 'Dữ liệu minh họa', verified: false })
    .execute()
}

/** Whether a seed began here and never ended: the process was stopped in the middle of it. */
export async function isHalfSeeded(db: Database): Promise<boolean> {
  const rows = await db.selectFrom('kernel.parameter').select('name').where('name', 'in', [MARK, 'demo']).execute()
  return rows.length > 0 && !rows.some(row => row.name === 'demo')
}

const SCHEMAS = ['kernel', 'organisation', 'procedures', 'onestop', 'voice', 'measures', 'reform', 'migrations']

/**
 * Takes away a half-made demo, so that it can be made again after migrating. Nobody has worked in it: the server opens its
 * doors only when the demo is whole. @throws Error when the seed is whole, or never began
 */
export async function wipeHalfSeeded(db: Database): Promise<void> {
  if (!(await isHalfSeeded(db))) throw new Error('only a half-made demo is ever taken away')
  await sql.raw(`drop schema if exists ${SCHEMAS.join(', ')} cascade`).execute(db)
}
