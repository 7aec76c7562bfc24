import type { Reader } from './context.ts'

/** The value of a dated parameter that holds on a day; undefined where it was never set. */
export async function parameterOn(db: Reader, name: string, day: string): Promise<unknown> {
  const row = await db
    .selectFrom('kernel.parameter')
    .select('value')
    .where('name', '=', name)
    .where('valid_from', '<=', day)
    .orderBy('valid_from', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row?.value
}
