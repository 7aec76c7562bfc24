/** What this room refuses, by name, with what to do next. A deadline is exact or refused: never a guess. */

import { refuse, type Words2 } from '#app/kernel/refusal.ts'
import { formatDate } from '#app/kernel/text.ts'

export const badDay = (text: string): never =>
  refuse('DAY_INVALID', 422, {
    vi: `“${text}” không phải là một ngày. Hãy ghi theo dạng 2026-08-27.`,
    en: `“${text}” is not a day. Write it like 2026-08-27.`,
  })

export const badInstant = (text: string): never =>
  refuse('INSTANT_INVALID', 422, {
    vi: `“${text}” không phải là một thời điểm. Hãy ghi theo dạng 2026-08-27T16:00.`,
    en: `“${text}” is not an instant. Write it like 2026-08-27T16:00.`,
  })

export const badPause = (text: string): never =>
  refuse('PAUSE_INVALID', 422, {
    vi: `Khoảng dừng ${text} không hợp lệ: lúc bắt đầu phải trước lúc kết thúc. Hãy ghi theo dạng 2026-11-17T15:20/2026-11-19T08:00.`,
    en: `The pause ${text} is not valid: its start must come before its end. Write it like 2026-11-17T15:20/2026-11-19T08:00.`,
  })

export const pausesOverlap = (earlier: string, later: string): never =>
  refuse('PAUSES_OVERLAP', 422, {
    vi: `Khoảng dừng bắt đầu ${later} chồng lên hoặc đứng trước khoảng dừng bắt đầu ${earlier}. Hãy ghi các khoảng dừng theo thứ tự, không chồng nhau.`,
    en: `The pause starting ${later} overlaps or precedes the pause starting ${earlier}. List pauses in order and apart.`,
  })

export const outOfRange = (first: string, last: string): never =>
  refuse('CALENDAR_RANGE', 422, {
    vi: `Lịch làm việc mới có dữ liệu từ ${formatDate(first)} đến ${formatDate(last)}. Hãy bổ sung lịch trước khi tính.`,
    en: `The working calendar is known from ${formatDate(first)} to ${formatDate(last)} only. Extend it before asking.`,
  })

export const badDefinition = (why: Words2): never =>
  refuse('CALENDAR_DEFINITION', 422, {
    vi: `Lịch làm việc không dùng được: ${why.vi}.`,
    en: `The working calendar cannot be used: ${why.en}.`,
  })

export const unknownAgency = (code: string): never =>
  refuse('AGENCY_UNKNOWN', 404, {
    vi: `Không tìm thấy cơ quan có mã “${code}”. Hãy kiểm tra lại mã.`,
    en: `No agency has the code “${code}”. Check the code.`,
  })

export const badRequest = (why: Words2): never => refuse('REQUEST_INVALID', 400, why)

export const alreadySo = (): never =>
  refuse('CALENDAR_ALREADY_SO', 409, {
    vi: 'Lịch đã như vậy, không có gì để thay đổi.',
    en: 'The calendar is already so; there is nothing to change.',
  })

export function nameNeeded(): never {
  const words = { vi: 'Hãy đặt tên cho lịch mới.', en: 'Give the new calendar a name.' }
  refuse('CALENDAR_NAME_NEEDED', 422, words, { fields: { name: words } })
}

export function nameTaken(name: string): never {
  const words = { vi: `Đã có lịch tên “${name}”.`, en: `There is a calendar called “${name}” already.` }
  refuse('CALENDAR_NAME_TAKEN', 409, words, { fields: { name: words } })
}
