import { notFound, refuse, type Refusal, type Words2 } from '#app/kernel/refusal.ts'
import { formatDate } from '#app/kernel/text.ts'

/** What this room refuses, by name, naming the procedures. */

export const noEvidence = (): Refusal => notFound({ vi: 'minh chứng này', en: 'This evidence' })
export const noPlace = (): Refusal => notFound({ vi: 'nơi công khai này', en: 'This place' })
export const noProcedure = (code: string): Refusal => notFound({ vi: `thủ tục ${code}`, en: `Procedure ${code}` })
export const noAgency = (): Refusal => notFound({ vi: 'cơ quan này', en: 'This agency' })

function atField(code: string, field: string, words: Words2, status: 409 | 422 = 422): never {
  refuse(code, status, words, { fields: { [field]: words } })
}

export function notYours(): never {
  refuse('NOT_YOUR_AGENCY', 403, {
    vi: 'Bạn chỉ được ghi việc công khai của cơ quan mình.',
    en: 'You may record only what your own agency discloses.',
  })
}

export function dayInFuture(): never {
  atField('DAY_IN_FUTURE', 'day', {
    vi: 'Ngày công khai ở trong tương lai. Hãy ghi sau khi đã niêm yết.',
    en: 'The day lies in the future. Record it once it is posted.',
  })
}

export function placeNotInUse(day: string): never {
  atField('PLACE_NOT_IN_USE', 'place', {
    vi: `Vào ngày ${formatDate(day)} không có nơi công khai này. Hãy chọn một nơi trong danh sách.`,
    en: `There is no such place on ${formatDate(day)}. Choose one of the list.`,
  })
}

export function notRequiredHere(place: string, agency: string): never {
  atField('NOT_REQUIRED_HERE', 'place', {
    vi: `${agency} không phải công khai tại ${place}.`,
    en: `${agency} need not disclose at ${place}.`,
  })
}

export function proofNeeded(lacking: 'URL' | 'FILE' | 'ANY'): never {
  const words = {
    URL: { vi: 'Nơi này cần địa chỉ trang đã đăng.', en: 'This place needs the address of the page.' },
    FILE: {
      vi: 'Nơi này cần ảnh chụp hoặc bản quét nơi niêm yết.',
      en: 'This place needs a photo or scan of the posting.',
    },
    ANY: { vi: 'Cần địa chỉ trang hoặc ảnh chụp.', en: 'An address or a photo is needed.' },
  } as const satisfies Record<typeof lacking, Words2>
  atField('PROOF_NEEDED', lacking === 'FILE' ? 'file' : 'url', words[lacking])
}

export function fileUnknown(): never {
  atField('FILE_UNKNOWN', 'file', {
    vi: 'Không tìm thấy tệp đã tải lên. Hãy tải lại.',
    en: 'The uploaded file was not found. Upload it again.',
  })
}

export function versionWithMany(): never {
  atField('VERSION_WITH_MANY', 'versionNo', {
    vi: 'Chỉ ghi số phiên bản khi ghi cho một thủ tục.',
    en: 'Give a version only for a single procedure.',
  })
}

export type EvidenceProblem =
  | 'NOT_IN_FORCE'
  | 'NOT_HANDLED_HERE'
  | 'VERSION_ENDED'
  | 'EVIDENCE_TOO_EARLY'
  | 'INTERNAL_PROCEDURE'

/** @param codes  every procedure with that problem */
export function notThese(problem: EvidenceProblem, codes: readonly string[], day: string): never {
  const list = codes.join(', ')
  const on = formatDate(day)
  const words = {
    NOT_IN_FORCE: {
      vi: `Vào ngày ${on} không có phiên bản nào được công bố của: ${list}.`,
      en: `No version was published on ${on} of: ${list}.`,
    },
    NOT_HANDLED_HERE: {
      vi: `Cơ quan này không giải quyết: ${list}.`,
      en: `This agency does not handle: ${list}.`,
    },
    VERSION_ENDED: {
      vi: `Phiên bản này đã hết hiệu lực trước ngày ${on}: ${list}. Hãy niêm yết phiên bản hiện hành.`,
      en: `This version had ended before ${on}: ${list}. Post the version in force.`,
    },
    EVIDENCE_TOO_EARLY: {
      vi: `Ngày ${on} phiên bản này chưa được công bố: ${list}.`,
      en: `On ${on} this version was not published yet: ${list}.`,
    },
    INTERNAL_PROCEDURE: {
      vi: `Thủ tục nội bộ không phải niêm yết: ${list}.`,
      en: `Internal procedures are not posted: ${list}.`,
    },
  } as const satisfies Record<EvidenceProblem, Words2>
  atField(problem, 'codes', words[problem])
}

export function withdrawnAlready(): never {
  refuse('WITHDRAWN_ALREADY', 409, {
    vi: 'Minh chứng này đã được rút.',
    en: 'This evidence was withdrawn already.',
  })
}

export function placeTaken(code: string, from: string): never {
  atField(
    'PLACE_TAKEN',
    'code',
    {
      vi: `Mã ${code} đang dùng từ ngày ${formatDate(from)}. Hãy kết thúc nơi đó trước.`,
      en: `Code ${code} is in use from ${formatDate(from)}. End that place first.`,
    },
    409,
  )
}

export function placeEndsEarly(today: string): never {
  atField('PLACE_ENDS_EARLY', 'on', {
    vi: `Chỉ kết thúc từ ngày ${formatDate(today)} trở đi và sau ngày bắt đầu.`,
    en: `It can end from ${formatDate(today)} on, and after the day it began.`,
  })
}
