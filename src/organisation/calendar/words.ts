/** Every word the calendar shows, vi and en. */

import { formatNumber } from '#app/kernel/text.ts'
import { words } from '#app/kernel/words.ts'
import type { Remainder } from './clocks.ts'
import type { LimitUnit } from './limit.ts'

const UNITS: Record<LimitUnit, { vi: string; en: [one: string, many: string] }> = {
  WORKING_DAY: { vi: 'ngày làm việc', en: ['working day', 'working days'] },
  CALENDAR_DAY: { vi: 'ngày', en: ['day', 'days'] },
  WORKING_HOUR: { vi: 'giờ làm việc', en: ['working hour', 'working hours'] },
  MONTH: { vi: 'tháng', en: ['month', 'months'] },
  SAME_DAY: { vi: 'trong ngày', en: ['the same day', 'the same day'] },
}

/** Working time in hours, not days: people check it against office hours. */
function hours(minutes: number, hour: string, minute: string): string {
  const parts = [
    [Math.floor(minutes / 60), hour],
    [minutes % 60, minute],
  ] as const
  const shown = parts.filter(([n]) => n > 0).map(([n, unit]) => `${n} ${unit}`)
  return shown.join(' ') || `0 ${minute}`
}

export const calendarWords = words({
  vi: {
    limit: (unit: LimitUnit, n: number): string =>
      unit === 'SAME_DAY' ? UNITS[unit].vi : `${formatNumber(n, 'vi')} ${UNITS[unit].vi}`,
    and: 'và',
    received: (when: string) => `Nhận đủ hợp lệ ${when}`,
    started: (when: string) => `Ngoài giờ làm việc, bắt đầu tính từ ${when}`,
    promised: (limit: string) => `Thời hạn ${limit}`,
    promisedByDay: (limit: string) => `Thời hạn ${limit}, không tính ngày đầu tiên`,
    cutOff: (time: string) => `Nhận từ ${time} trở đi, trả vào ngày làm việc tiếp theo`,
    notCounted: (days: string) => `Trừ ${days}`,
    madeUp: (days: string) => `Tính cả ${days}`,
    halved: (days: string) => `Chỉ tính nửa ngày ${days}`,
    unsettled: 'dự kiến',
    supplement: 'chờ bổ sung',
    paused: (from: string, to: string, why: string) => `Dừng ${from} → ${to}, ${why}`,
    uncounted: ({ unit, amount }: Remainder): string => {
      return unit === 'WORKING_MINUTE' ? ` (${hours(amount, 'giờ', 'phút')} làm việc)` : ` (${amount} ngày)`
    },
    moved: (from: string, to: string) => `Ngày cuối ${from} là ngày nghỉ, chuyển sang ${to}`,
    held: (from: string, why: string) => `Đang dừng từ ${from}, ${why}; chưa có hạn trả`,
    left: ({ unit, amount }: Remainder): string => {
      return `Còn lại ${unit === 'WORKING_MINUTE' ? `${hours(amount, 'giờ', 'phút')} làm việc` : `${amount} ngày`} kể từ khi hết dừng`
    },
    due: (when: string) => `Hạn trả: ${when}`,
  },
  en: {
    limit: (unit: LimitUnit, n: number): string =>
      unit === 'SAME_DAY' ? UNITS[unit].en[0] : `${formatNumber(n, 'en')} ${UNITS[unit].en[n === 1 ? 0 : 1]}`,
    and: 'and',
    received: (when: string) => `Received complete and valid ${when}`,
    started: (when: string) => `Outside working hours, counted from ${when}`,
    promised: (limit: string) => `Limit: ${limit}`,
    promisedByDay: (limit: string) => `Limit: ${limit}, the first day not counted`,
    cutOff: (time: string) => `Received at or after ${time}, returned the next working day`,
    notCounted: (days: string) => `Not counting ${days}`,
    madeUp: (days: string) => `Counting ${days}`,
    halved: (days: string) => `Counting half of ${days}`,
    unsettled: 'expected',
    supplement: 'waiting for the supplement',
    paused: (from: string, to: string, why: string) => `Paused ${from} → ${to}, ${why}`,
    uncounted: ({ unit, amount }: Remainder): string => {
      return unit === 'WORKING_MINUTE' ? ` (${hours(amount, 'h', 'min')} of work)` : ` (${amount} d)`
    },
    moved: (from: string, to: string) => `The last day, ${from}, is a day off; moved to ${to}`,
    held: (from: string, why: string) => `Paused since ${from}, ${why}; no due time yet`,
    left: ({ unit, amount }: Remainder): string => {
      return `Left once the pause ends: ${unit === 'WORKING_MINUTE' ? `${hours(amount, 'h', 'min')} of work` : `${amount} d`}`
    },
    due: (when: string) => `Due: ${when}`,
  },
})
