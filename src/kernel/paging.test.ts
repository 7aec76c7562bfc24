import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decodeCursor, encodeCursor, toPage } from './paging.ts'
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
