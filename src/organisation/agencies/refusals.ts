import { notFound, refuse, type Refusal, type Words2 } from '#app/kernel/refusal.ts'
import { formatDate } from '#app/kernel/text.ts'
import type { PlaceProblem } from './rules.ts'

/** What this room refuses, by name, naming the place. */

export const noAgency = (): Refusal => notFound({ vi: 'cơ quan', en: 'The agency' })

export function badPlace(problem: PlaceProblem, name: string, day: string, field = 'from'): never {
  const on = formatDate(day)
  const words: Record<PlaceProblem, Words2> = {
    BEFORE_FIRST: {
      vi: `${name} chỉ có từ ngày ${on}. Hãy chọn ngày sau đó.`,
      en: `${name} exists only from ${on}. Choose a later day.`,
    },
    ALREADY_CHANGED: {
      vi: `${name} đã có thay đổi từ ngày ${on}. Hãy chọn ngày sau đó; điều đã ghi cho quá khứ được giữ nguyên.`,
      en: `${name} already has a change from ${on}. Choose a later day; what was recorded of the past stays.`,
    },
    CLOSED: {
      vi: `${name} đã kết thúc hoạt động từ ngày ${on}.`,
      en: `${name} has been closed since ${on}.`,
    },
  }
  refuse(`AGENCY_${problem}`, 422, words[problem], { fields: { [field]: words[problem] } })
}

export function wouldCircle(name: string, parent: string, day: string): never {
  const words = {
    vi: `${parent} nằm trong ${name} vào ngày ${formatDate(day)}, nên ${name} không thể trực thuộc ${parent}.`,
    en: `${parent} stands under ${name} on ${formatDate(day)}, so ${name} cannot belong to ${parent}.`,
  }
  refuse('AGENCY_CYCLE', 422, words, { fields: { parentId: words } })
}

export function parentMissing(parent: string, span: string): never {
  const words = {
    vi: `${parent} không tồn tại suốt thời gian này (chỉ có ${span}).`,
    en: `${parent} does not exist for all of that time (only ${span}).`,
  }
  refuse('PARENT_NOT_THERE', 422, words, { fields: { parentId: words } })
}

export function stillBelow(name: string, below: string, count: number): never {
  refuse('AGENCY_IN_USE', 409, {
    vi: `${name} còn ${count} đơn vị trực thuộc vào ngày đó, như ${below}. Hãy chuyển hoặc kết thúc các đơn vị đó trước.`,
    en: `${name} still has ${count} units below it on that day, such as ${below}. Move or close them first.`,
  })
}

export function stillStaffed(name: string, count: number): never {
  refuse('AGENCY_IN_USE', 409, {
    vi: `Còn ${count} người giữ vị trí ở ${name} sau ngày đó. Hãy kết thúc các vị trí này trước.`,
    en: `${count} people still hold positions at ${name} after that day. End those positions first.`,
  })
}

export function codeTaken(code: string, by: string, since: string): never {
  const words = {
    vi: `Mã ${code} đang thuộc về ${by} (từ ${formatDate(since)}).`,
    en: `The code ${code} belongs to ${by} (since ${formatDate(since)}).`,
  }
  refuse('CODE_TAKEN', 409, words, { fields: { code: words } })
}

export function badSpan(): never {
  const words = { vi: 'Ngày kết thúc phải sau ngày bắt đầu.', en: 'The end must come after the beginning.' }
  refuse('BAD_SPAN', 422, words, { fields: { validTo: words } })
}

export function alreadySucceeded(from: string, to: string): never {
  refuse('ALREADY_SUCCEEDED', 409, {
    vi: `Đã ghi ${to} kế thừa ${from} vào ngày này.`,
    en: `${to} is already recorded as the successor of ${from} on that day.`,
  })
}

export const provinceNotSet = (): never =>
  refuse('PROVINCE_NOT_SET', 503, {
    vi: 'Chưa khai báo tỉnh mà hệ thống phục vụ. Hãy nhờ người quản trị đặt tham số “province”.',
    en: 'The province this installation serves is not set. Ask the administrator to set the parameter “province”.',
  })
