import { describe, expect, it } from 'vitest'
import { readHours, writeHours } from './hours.ts'

describe('time as officials write it', () => {
  it.each([
    ['20 giờ', 20],
    ['2,5 ngày', 20],
    ['2.5 days', 20],
    ['½ ngày', 4],
    ['2½ ngày', 20],
    ['1/2 ngày', 4],
    ['nửa ngày', 4],
    ['1 ngày rưỡi', 12],
    ['1 ngày 4 giờ', 12],
    ['1,5 ngày làm việc và 2 giờ', 14],
    ['30 phút', 0.5],
    ['04 giờ', 4],
    ['½ngày', 4],
    ['0,5 ngày (4 giờ)', 4],
    ['01 ngày (08 giờ)', 8],
    ['16 giờ làm việc (2 ngày)', 16],
    ['02 giờ ( ¼ ngày)', 2],
    ['1 ngày (4 giờ)', null],
    ['1 ngày (làm việc)', 8],
    ['1 ngày (trừ hồ sơ xác minh)', null],
    ['01 (ngày)', 8],
    ['(4 giờ)', 4],
    ['Trong 2 giờ', 2],
    ['≤ 04 giờ', 4],
    ['02 giờ/hồ sơ', 2],
    ['02 giờ LV', 2],
    ['2 giờ 30 phút', 2.5],
    ['01 và ½ ngày', 12],
    ['2 ngày; 4 giờ', 20],
    ['02 ngày x 8 giờ', null],
    ['Ngay sau khi nhận', null],
    ['0,5', 0.5],
    ['lâu lắm', null],
    ['20 phút', null],
    ['ngày 4 giờ', null],
    ['', null],
  ])('%s is %s hours', (text, hours) => {
    expect(readHours(text)).toBe(hours)
  })

  it('is written in hours or days, and read again as the same', () => {
    expect(writeHours(20, 'DAY')).toBe('2½ ngày')
    expect(writeHours(4, 'DAY')).toBe('½ ngày')
    expect(writeHours(8, 'DAY')).toBe('1 ngày')
    expect(writeHours(0.5, 'DAY')).toBe('0,5 giờ')
    for (let hours = 0.5; hours <= 100; hours += 0.5) {
      for (const unit of ['HOUR', 'DAY'] as const) expect(readHours(writeHours(hours, unit))).toBe(hours)
    }
  })
})
