import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readDay, writeDay } from './day.ts'

describe('a typed day', () => {
  it.each(['22/11/2026', '22-11-2026', '22.11.2026', '22 11 2026', '22112026', ' 22/11/2026 ', '2026-11-22'])(
    'is understood: %s',
    typed => {
      expect(readDay(typed, false)).toBe('2026-11-22')
    },
  )

  it('needs no leading zeros', () => {
    expect(readDay('2/9/2026', false)).toBe('2026-09-02')
  })

  it.each(['31/02/2026', '29/02/2025', '11/22/2026', '00/01/2026', '22/11/26', '22/11', 'mai', '', '22/11/2026 14:30'])(
    'is refused: %s',
    typed => {
      expect(readDay(typed, false)).toBe('')
    },
  )

  it('may have a time where one is asked', () => {
    expect(readDay('27/08/2026 16:00', true)).toBe('2026-08-27T16:00')
    expect(readDay('27/08/2026 7h30', true)).toBe('2026-08-27T07:30')
    expect(readDay('27/08/2026 24:00', true)).toBe('')
    expect(readDay('27/08/2026 16:75', true)).toBe('')
    expect(readDay('27/08/2026', true)).toBe('')
  })

  it('is read back as it was written, whatever day it is', () => {
    const days = fc.date({ min: new Date('1900-01-01'), max: new Date('2199-12-31'), noInvalidDate: true })
    fc.assert(
      fc.property(days, fc.boolean(), (at, withTime) => {
        const sent = at.toISOString().slice(0, withTime ? 16 : 10)
        expect(readDay(writeDay(sent), withTime)).toBe(sent)
      }),
    )
  })
})

describe('a sent day', () => {
  it('is written day first', () => {
    expect(writeDay('2026-11-22')).toBe('22/11/2026')
    expect(writeDay('2026-11-22T14:30')).toBe('22/11/2026 14:30')
  })

  it('stays as it is when it is no day', () => {
    expect(writeDay('32/13/2026')).toBe('32/13/2026')
    expect(writeDay('')).toBe('')
  })
})
