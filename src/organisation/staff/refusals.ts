import { notFound, refuse, type Refusal } from '#app/kernel/refusal.ts'
import { formatDate } from '#app/kernel/text.ts'

/** What this room refuses. */

export const noOfficer = (): Refusal => notFound({ vi: 'cán bộ', en: 'The officer' })
export const noPosition = (): Refusal => notFound({ vi: 'vị trí', en: 'The position' })

export function unitNotThere(day: string): never {
  const words = {
    vi: `Không có đơn vị này vào ngày ${formatDate(day)}. Hãy chọn đơn vị khác hoặc ngày khác.`,
    en: `There is no such unit on ${formatDate(day)}. Choose another unit or another day.`,
  }
  refuse('UNIT_NOT_THERE', 422, words, { fields: { agencyId: words } })
}

export function endsTooEarly(from: string): never {
  const words = {
    vi: `Vị trí bắt đầu từ ${formatDate(from)}, nên phải kết thúc sau ngày đó.`,
    en: `The position began on ${formatDate(from)}, so it must end after that day.`,
  }
  refuse('POSITION_SPAN', 422, words, { fields: { on: words } })
}

export function alreadyEnded(): never {
  refuse('POSITION_ENDED', 409, { vi: 'Vị trí này đã kết thúc.', en: 'This position has already ended.' })
}

export function holdsAlready(title: string): never {
  const words = {
    vi: `Người này đang giữ vị trí “${title}” ở đơn vị đó.`,
    en: `This person already holds “${title}” in that unit.`,
  }
  refuse('POSITION_HELD', 409, words, { fields: { agencyId: words } })
}

export function lastAdministrator(): never {
  refuse('LAST_ADMINISTRATOR', 409, {
    vi: 'Đây là người quản trị cuối cùng. Hãy giao vai trò quản trị cho người khác trước.',
    en: 'This is the last administrator. Give the role to somebody else first.',
  })
}
