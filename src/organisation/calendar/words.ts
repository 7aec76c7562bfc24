/** Every word the calendar shows, vi and en. */

import { formatNumber } from '#app/kernel/text.ts'
import { words } from '#app/kernel/words.ts'
import type { Remainder } from './clocks.ts'

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
    paused: (from: string, to: string, why: string) => `Dừng từ ${from} đến ${to}, ${why}`,
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
    paused: (from: string, to: string, why: string) => `Paused from ${from} to ${to}, ${why}`,
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

/** The screens of the calendar. */
export const calendarPageWords = words({
  vi: {
    nav: 'Lịch làm việc',
    title: (year: number) => `Lịch làm việc năm ${year}`,
    sub: (owner: string, days: number, time: string) =>
      `${owner} và các đơn vị trực thuộc · ${formatNumber(days)} ngày làm việc, ${time}`,
    national: 'Đang dùng lịch chung của cả nước.',
    year: 'Năm',
    calendarOf: 'Lịch của',
    show: 'Xem',
    month: (n: number): string =>
      [
        'Tháng 1',
        'Tháng 2',
        'Tháng 3',
        'Tháng 4',
        'Tháng 5',
        'Tháng 6',
        'Tháng 7',
        'Tháng 8',
        'Tháng 9',
        'Tháng 10',
        'Tháng 11',
        'Tháng 12',
      ][n - 1] ?? '',
    weekdayShort: (n: number): string => ['Hai', 'Ba', 'Tư', 'Năm', 'Sáu', 'Bảy', 'CN'][n - 1] ?? '',
    weekdayName: (n: number): string =>
      ['thứ Hai', 'thứ Ba', 'thứ Tư', 'thứ Năm', 'thứ Sáu', 'thứ Bảy', 'Chủ nhật'][n - 1] ?? '',
    today: 'hôm nay',
    kind: (kind: string): string =>
      ({ OFF: 'Nghỉ', MAKE_UP: 'Làm bù', HALF: 'Nửa ngày', NORMAL: 'Như mọi tuần' })[kind] ?? kind,
    hours: 'Giờ làm việc',
    hoursFrom: (day: string) => `Từ ${day}`,
    hoursLine: (days: string, times: string) => `${days}: ${times}`,
    noHours: 'nghỉ',
    dayLength: (time: string) => `Một ngày làm việc trong thời hạn được tính là ${time}.`,
    makeUpHours: 'Ngày làm bù làm theo giờ của ngày làm việc liền trước; nửa ngày là buổi sáng.',
    outside: (from: string, to: string) =>
      `Lịch có dữ liệu từ ${from} đến ${to}; ngoài khoảng này hệ thống không tính hạn.`,
    days: 'Ngày nghỉ và ngày làm bù',
    day: 'Ngày',
    name: 'Tên',
    basis: 'Căn cứ',
    expected: 'dự kiến',
    change: 'Sửa',
    remove: 'Bỏ',
    removeOf: (day: string) => `Bỏ ngày ${day}`,
    noDays: 'Năm này chưa có ngày nghỉ hay ngày làm bù nào.',
    add: 'Thêm ngày',
    versions: 'Các lần thay đổi',
    version: (no: number, by: string) => `Lần ${no}, ${by}`,
    addTitle: 'Thêm hoặc sửa một ngày',
    addLead: 'Hồ sơ tiếp nhận sau khi lưu tính theo lịch mới. Hạn đã hẹn với người dân không tự thay đổi.',
    kindHead: 'Ngày này',
    nameHelp: 'Hiện trong phần giải thích hạn trả, như: Ngày Văn hóa Việt Nam.',
    basisHelp: 'Văn bản quy định ngày nghỉ hoặc làm bù.',
    reason: 'Lý do thay đổi',
    reasonHelp:
      'Ghi lại cùng tên bạn trong lịch sử của lịch. Hồ sơ đang giải quyết được tính lại hạn trong vòng một phút, kèm lý do này.',
    check: 'Kiểm tra',
    confirmTitle: (day: string, kind: string) => `${day}: ${kind}?`,
    confirmLead: (owner: string) => `Áp dụng cho ${owner} và mọi đơn vị trực thuộc không có lịch riêng.`,
    before: (what: string) => `Hiện nay: ${what}`,
    after: (what: string) => `Sau khi lưu: ${what}`,
    save: 'Lưu thay đổi',
    back: 'Quay lại',
    saved: 'Đã lưu lịch mới.',
  },
  en: {
    nav: 'Working calendar',
    title: (year: number) => `Working calendar ${year}`,
    sub: (owner: string, days: number, time: string) =>
      `${owner} and the units below · ${formatNumber(days, 'en')} working days, ${time}`,
    national: 'The calendar of the country is in use.',
    year: 'Year',
    calendarOf: 'Calendar of',
    show: 'Show',
    month: (n: number): string =>
      [
        'January',
        'February',
        'March',
        'April',
        'May',
        'June',
        'July',
        'August',
        'September',
        'October',
        'November',
        'December',
      ][n - 1] ?? '',
    weekdayShort: (n: number): string => ['Mo', 'Tu', 'We', 'Th', 'Fr', 'Sa', 'Su'][n - 1] ?? '',
    weekdayName: (n: number): string =>
      ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'][n - 1] ?? '',
    today: 'today',
    kind: (kind: string): string =>
      ({ OFF: 'Day off', MAKE_UP: 'Made up', HALF: 'Half day', NORMAL: 'As in any week' })[kind] ?? kind,
    hours: 'Working hours',
    hoursFrom: (day: string) => `From ${day}`,
    hoursLine: (days: string, times: string) => `${days}: ${times}`,
    noHours: 'off',
    dayLength: (time: string) => `One working day of a limit is ${time}.`,
    makeUpHours: 'A made-up day is worked like the working day before it; a half day is the morning.',
    outside: (from: string, to: string) =>
      `The calendar is known from ${from} to ${to}; outside it nothing is computed.`,
    days: 'Days off and made-up days',
    day: 'Day',
    name: 'Name',
    basis: 'Basis',
    expected: 'expected',
    change: 'Change',
    remove: 'Remove',
    removeOf: (day: string) => `Remove ${day}`,
    noDays: 'No day off and no made-up day this year yet.',
    add: 'Add a day',
    versions: 'Changes',
    version: (no: number, by: string) => `No. ${no}, ${by}`,
    addTitle: 'Add or change a day',
    addLead:
      'Dossiers received after saving count by the new calendar. Promises already made do not change by themselves.',
    kindHead: 'This day is',
    nameHelp: 'Shown where a due date is explained, as: Culture Day.',
    basisHelp: 'The document that sets the day.',
    reason: 'Reason for the change',
    reasonHelp:
      'Kept with your name in the history of the calendar. Running dossiers get their new dates within a minute, with this reason.',
    check: 'Check',
    confirmTitle: (day: string, kind: string) => `${day}: ${kind}?`,
    confirmLead: (owner: string) => `For ${owner} and every unit below without a calendar of its own.`,
    before: (what: string) => `Now: ${what}`,
    after: (what: string) => `After saving: ${what}`,
    save: 'Save the change',
    back: 'Back',
    saved: 'The new calendar is saved.',
  },
})
