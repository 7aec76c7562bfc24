import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { allPages, decodeCursor, encodeCursor, toPage } from './paging.ts'
import { Refusal } from './refusal.ts'

describe('a cursor', () => {
  it('comes back as it was made', () => {
    const part = fc.oneof(fc.string(), fc.integer(), fc.constant(null))
    fc.assert(
      fc.property(fc.array(part, { minLength: 1, maxLength: 4 }), key => {
        expect(decodeCursor(encodeCursor(key), key.length)).toEqual(key)
      }),
    )
  })
  it('is refused when somebody made it up', () => {
    fc.assert(
      fc.property(fc.string(), text => {
        expect(() => decodeCursor(text, 2)).toThrow(Refusal)
      }),
    )
  })
})

describe('a page', () => {
  it('says where the next begins, and null at the end', () => {
    const rows = [1, 2, 3].map(id => ({ id }))
    const first = toPage(rows, 2, r => [r.id])
    expect(first.items).toEqual([{ id: 1 }, { id: 2 }])
    expect(decodeCursor(first.next as string, 1)).toEqual([2])
    expect(toPage(rows, 3, r => [r.id]).next).toBeNull()
  })
})

describe('all pages', () => {
  const countTo =
    (all: number) =>
    async ({ limit, after }: { limit: number; after?: string | undefined }) => {
      const from = after === undefined ? 0 : Number(decodeCursor(after, 1)[0])
      const rows = Array.from({ length: Math.min(limit + 1, all - from) }, (_, i) => from + i + 1)
      return toPage(rows, limit, n => [n])
    }
  it.each([0, 1, 500, 501, 1_234])('give each of %d rows once and in order', async all => {
    expect(await allPages(countTo(all))).toEqual(Array.from({ length: all }, (_, i) => i + 1))
  })
  it('end where nobody would read on', async () => {
    expect(await allPages(countTo(5_000), 1_000)).toHaveLength(1_000)
  })
})
