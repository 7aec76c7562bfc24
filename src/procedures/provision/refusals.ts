import { notFound, refuse, type Refusal, type Words2 } from '#app/kernel/refusal.ts'
import { formatDate } from '#app/kernel/text.ts'
import type { FactLack } from './rules.ts'

/** What this room refuses, by name. */

export const noProcedure = (code: string): Refusal => notFound({ vi: `thủ tục ${code}`, en: `Procedure ${code}` })

export function notYours(): never {
  refuse('NOT_YOUR_AGENCY', 403, {
    vi: 'Việc cung ứng thủ tục do cơ quan kiểm soát thủ tục hành chính của tỉnh ghi.',
    en: 'How procedures are provided is recorded by the control unit of the province.',
  })
}

const lacking = {
  VALUE: ['value', { vi: 'Hãy chọn một mục trong danh sách.', en: 'Choose one of the list.' }],
  REASON: ['reason', { vi: 'Hãy ghi lý do (từ 3 ký tự).', en: 'Give the reason (3 characters or more).' }],
  BASIS: [
    'basis',
    {
      vi: 'Hãy ghi quyết định hoặc văn bản làm căn cứ (từ 3 ký tự).',
      en: 'Give the decision or document it rests on.',
    },
  ],
  TO_EARLY: ['to', { vi: 'Ngày cuối phải từ ngày đầu trở đi.', en: 'The last day cannot lie before the first.' }],
  TO_ONLY_ISO: ['to', { vi: 'Chỉ tài liệu ISO mới có ngày hết hiệu lực.', en: 'Only an ISO document has a last day.' }],
} as const satisfies Record<FactLack, readonly [string, Words2]>

export function incomplete(lacks: readonly FactLack[]): never {
  refuse(
    'FACT_INCOMPLETE',
    422,
    { vi: 'Có mục chưa đủ. Hãy sửa các mục được đánh dấu.', en: 'Something is missing. Complete the marked fields.' },
    { fields: Object.fromEntries(lacks.map(lack => lacking[lack])) },
  )
}

function atField(code: string, field: string, words: Words2): never {
  refuse(code, 422, words, { fields: { [field]: words } })
}

export function evidenceInFuture(): never {
  atField('EVIDENCE_IN_FUTURE', 'evidenceOn', {
    vi: 'Ngày của căn cứ ở trong tương lai. Hãy ghi khi đã có quyết định.',
    en: 'The day of the evidence lies in the future. Record it once the decision is there.',
  })
}

export function newScaleInUse(since: string): never {
  atField('NEW_SCALE_IN_USE', 'from', {
    vi: `Từ ngày ${formatDate(since)} dùng cách phân mức toàn trình, một phần, cung cấp thông tin; mức hiện nay ghi trong phiên bản đã công bố.`,
    en: `From ${formatDate(since)} on the present scale is used; the level of today belongs to the published version.`,
  })
}

export function notPublishedHere(codes: readonly string[]): never {
  atField('NOT_PUBLISHED_HERE', 'codes', {
    vi: `Chưa từng được công bố tại tỉnh: ${codes.join(', ')}.`,
    en: `Never published in this province: ${codes.join(', ')}.`,
  })
}

export function nothingNew(): never {
  refuse('NOTHING_NEW', 409, {
    vi: 'Điều này đã được ghi đúng như vậy. Nếu cần, hãy sửa ngày, nội dung hoặc căn cứ.',
    en: 'Exactly this is recorded already. Change the day, the value or the evidence if needed.',
  })
}

export function mappingDayTaken(day: string): never {
  atField('MAPPING_DAY_TAKEN', 'validFrom', {
    vi: `Đã có bảng quy đổi áp dụng từ ${formatDate(day)}. Hãy chọn ngày khác.`,
    en: `There is a mapping from ${formatDate(day)} on already. Choose another day.`,
  })
}
