import type { Config } from '#app/config.ts'
import { openDatabase } from '#app/kernel/cli/database.ts'
import { dayOf } from '#app/kernel/text.ts'
import { agencyTree } from '#app/organisation/agencies/index.ts'
import { type Calendar, calendarFor } from '#app/organisation/calendar/index.ts'

/** The calendar an agency works by, for `due --agency`; null when no agency has this code. */
export async function calendarOf(config: Config, code: string): Promise<Calendar | null> {
  const database = await openDatabase(config, 'ready')
  try {
    const tree = await agencyTree(database.db, dayOf(new Date()))
    const agency = tree.byCode(code)
    return agency ? (await calendarFor(database.db, agency.id)).calendar : null
  } finally {
    await database.close()
  }
}
