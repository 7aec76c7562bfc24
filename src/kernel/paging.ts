import { sql, type RawBuilder } from 'kysely'
import { z } from 'zod'
import { refuse } from './refusal.ts'

/** Keyset paging: a cursor is the sort key of the last row seen, so page 1 000 costs what page 1 costs. */

export const pageQuery = z.object({
  limit: z.coerce.number().int().min(1).max(200).default(50),
  after: z.string().max(500).optional(),
})

export interface Page<T> {
  items: T[]
  /** Cursor of the next page; null on the last one. */
  next: string | null
}

export type KeyPart = string | number | null

export function encodeCursor(key: readonly KeyPart[]): string {
  return Buffer.from(JSON.stringify(key)).toString('base64url')
}

/** @throws Refusal BAD_CURSOR when it was not made by `encodeCursor` for `length` parts */
export function decodeCursor(cursor: string, length: number): KeyPart[] {
  try {
    const key: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'))
    if (
      Array.isArray(key) &&
      key.length === length &&
      key.every(p => p === null || ['string', 'number'].includes(typeof p))
    ) {
      return key as KeyPart[]
    }
  } catch {
    // not ours: refused below like every other wrong cursor
  }
  return badCursor()
}

function badCursor(): never {
  refuse('BAD_CURSOR', 422, {
    vi: 'Trang này không còn. Hãy quay lại trang đầu của danh sách.',
    en: 'This page does not exist. Go back to the first page of the list.',
  })
}

type KeyType = 'timestamptz' | 'text' | 'bigint' | 'int' | 'date'

const DAY = /^\d{4}-\d{2}-\d{2}$/
const INSTANT = /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2}:\d{2})(\.\d{1,9})?(Z|[+-]\d{2}(:?\d{2})?)?$/
const exists = (iso: string): boolean => !Number.isNaN(Date.parse(iso))

/** Whether PostgreSQL can read a part as its column's type: a forged cursor is refused, not tried. */
function fits(part: KeyPart | undefined, type: KeyType): boolean {
  if (part === undefined) return false
  if (part === null || type === 'text') return true
  if (type === 'int' || type === 'bigint') {
    const most = type === 'int' ? 2_147_483_647 : Number.MAX_SAFE_INTEGER
    return Number.isInteger(Number(part)) && Math.abs(Number(part)) <= most && part !== ''
  }
  if (typeof part !== 'string') return false
  if (type === 'date') return DAY.test(part) && exists(`${part}T00:00:00Z`)
  const instant = INSTANT.exec(part)
  return instant ? exists(`${instant[1]}T${instant[2]}Z`) : /^-?infinity$/.test(part)
}

/**
 * `(a, b) > (x, y)` or `<`, for a list sorted by all columns in one direction. Columns must not be null.
 * @param columns  SQL of each sort column with the type its value is cast to
 * @throws Refusal BAD_CURSOR for a key whose parts are not of these types
 */
export function afterKey(
  columns: readonly { column: RawBuilder<unknown>; type: KeyType }[],
  direction: 'asc' | 'desc',
  key: readonly KeyPart[],
): RawBuilder<boolean> {
  if (!columns.every((c, i) => fits(key[i], c.type))) badCursor()
  const left = sql.join(columns.map(c => c.column))
  const right = sql.join(columns.map((c, i) => sql`${key[i]}::${sql.raw(c.type)}`))
  return direction === 'asc' ? sql<boolean>`(${left}) > (${right})` : sql<boolean>`(${left}) < (${right})`
}

/** Cuts a list read with `limit + 1` to a page. */
export function toPage<T>(rows: T[], limit: number, keyOf: (row: T) => readonly KeyPart[]): Page<T> {
  const items = rows.slice(0, limit)
  const last = items.at(-1)
  return { items, next: rows.length > limit && last !== undefined ? encodeCursor(keyOf(last)) : null }
}

/** All pages of a list for a sheet, read one after another. @param most  more rows than anybody reads in a sheet */
export async function allPages<T>(
  read: (page: { limit: number; after?: string | undefined }) => Promise<Page<T>>,
  most = 20_000,
): Promise<T[]> {
  const rows: T[] = []
  let after: string | undefined
  do {
    const page = await read({ limit: 500, after })
    rows.push(...page.items)
    after = page.next ?? undefined
  } while (after && rows.length < most)
  return rows
}
