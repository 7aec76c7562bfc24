import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { encodeCursor } from '../kernel/paging.ts'
import { turnsOf } from './turning.ts'

/** A list of pages as a room links them: the first by its address, the others by `after`. */
const LIST = '/work/team?tab=all#rows'
const cursorOf = (page: number, wide = 0): string => encodeCursor([page, 'x'.repeat(wide)])
const hrefOf = (page: number, wide: number): string => `/work/team?tab=all&after=${cursorOf(page, wide)}#rows`

function turns(address: string, page: number, last: number, wide = 0) {
  return turnsOf(address, page === 1 ? undefined : LIST, page === last ? undefined : hrefOf(page + 1, wide))
}

const pageOf = (address: string): number => {
  const after = new URL(address, 'http://page').searchParams.get('after')
  return after ? (JSON.parse(Buffer.from(after, 'base64url').toString()) as [number])[0] : 1
}

describe('turning pages', () => {
  it('leads on and back, and keeps what narrows the list', () => {
    const one = turns(LIST, 1, 3)
    expect(one).toEqual({ next: hrefOf(2, 0) })
    const two = turns(one.next ?? '', 2, 3)
    expect(two.previous).toBe(LIST)
    expect(two.first).toBeUndefined()
    const three = turns(two.next ?? '', 3, 3)
    expect(three).toEqual({ first: LIST, previous: hrefOf(2, 0) })
    expect(new URL(three.previous ?? '', 'http://page').searchParams.get('tab')).toBe('all')
  })

  it('property: whatever is turned, previous is the page before and next the one after', () => {
    fc.assert(
      fc.property(fc.array(fc.boolean(), { maxLength: 40 }), fc.integer({ min: 2, max: 12 }), (steps, last) => {
        let address = LIST
        let page = 1
        for (const onward of steps) {
          const { next, previous } = turns(address, page, last)
          expect([page, Boolean(next), Boolean(previous)]).toEqual([page, page < last, page > 1])
          const to = onward ? next : previous
          if (!to) continue
          page += onward ? 1 : -1
          address = to
          expect(pageOf(address)).toBe(page)
        }
      }),
    )
  })

  it('forgets the beginning of a long trail, and then offers the first page only', () => {
    let address = LIST
    for (let page = 1; page < 30; page++) address = turns(address, page, 40, 80).next ?? ''
    expect(address.length).toBeLessThan(2_000)
    let page = 30
    let shown = turns(address, page, 40, 80)
    while (shown.previous) {
      page -= 1
      expect(pageOf(shown.previous)).toBe(page)
      shown = turns(shown.previous, page, 40, 80)
    }
    expect(shown.first).toBe(LIST)
    expect(page).toBeGreaterThan(15)
  })
})
