import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  addDays,
  dayOf,
  fold,
  formatDate,
  formatDateTime,
  formatMoney,
  formatNumber,
  formatPercent,
  formatWorking,
  isoLocal,
  mask,
  percentOf,
  roundHalfUp,
  startOfDay,
  weekdayName,
} from './text.ts'

const at = new Date('2026-11-23T14:30:00+07:00')

describe('Vietnamese typography', () => {
  it('writes dates, instants and weekdays of Việt Nam', () => {
    expect(formatDate(at)).toBe('23/11/2026')
    expect(formatDate('2026-09-04')).toBe('04/09/2026')
    expect(formatDateTime(new Date('2026-12-31T17:30:00Z'))).toBe('01/01/2027 00:30')
    expect(weekdayName(at, 'vi')).toBe('thứ Hai')
    expect(weekdayName(new Date('2019-01-21T16:03:00+07:00'), 'vi')).toBe('thứ Hai')
    expect(isoLocal(at)).toBe('2026-11-23T14:30:00+07:00')
  })
  it('writes numbers with points, shares with a comma', () => {
    expect(formatNumber(7599)).toBe('7.599')
    expect(formatPercent(51.25)).toBe('51,25 %')
    expect(formatMoney(1_500_000)).toBe('1.500.000 đ')
    expect(formatNumber(7599, 'en')).toBe('7,599')
  })
  it('says working time in days, hours and minutes', () => {
    expect(formatWorking(480 + 5 * 60 + 20)).toBe('1 ngày 5 giờ 20 phút')
    expect(formatWorking(180)).toBe('3 giờ')
    expect(formatWorking(0)).toBe('0 phút')
  })
})

describe('shares', () => {
  it('are computed half up to two decimals; nothing out of nothing', () => {
    expect(percentOf(77, 80)).toBe(96.25)
    expect(percentOf(41, 80)).toBe(51.25)
    expect(percentOf(1, 3)).toBe(33.33)
    expect(percentOf(0, 0)).toBeNull()
    expect(roundHalfUp(1.005, 2)).toBe(1.01)
    expect(roundHalfUp(2.675, 2)).toBe(2.68)
  })
})

describe('fold', () => {
  it('takes diacritics away', () => {
    expect(fold('Đăng ký khai sinh, Lý lịch tư pháp')).toBe('dang ky khai sinh, ly lich tu phap')
  })
  it('is idempotent', () => {
    fc.assert(
      fc.property(fc.string(), text => {
        expect(fold(fold(text))).toBe(fold(text))
      }),
    )
  })
})

describe('days', () => {
  it('begin at midnight in Việt Nam', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 40_000 }), n => {
        const day = addDays('2000-01-01', n)
        expect(dayOf(startOfDay(day))).toBe(day)
        expect(dayOf(new Date(startOfDay(day).getTime() - 1))).toBe(addDays(day, -1))
      }),
    )
  })
})

describe('mask', () => {
  it('never shows more than head and tail', () => {
    expect(mask('040090000017')).toBe('0400••••••17')
    expect(mask('123')).toBe('•••')
  })
})
