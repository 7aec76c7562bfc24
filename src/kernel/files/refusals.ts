import { Refusal } from '../refusal.ts'
import { MEGABYTE, typesInWords, type UploadRules } from './rules.ts'

/** What an upload is refused for; each names the field `file` too, so that forms show it in its place. */
function said(code: string, status: 413 | 415 | 422, vi: string, en: string): Refusal {
  return new Refusal(code, status, { vi, en }, { fields: { file: { vi, en } } })
}

export const fileTooLarge = (rules: UploadRules): Refusal => {
  const megabytes = Math.floor((rules.maxBytes / MEGABYTE) * 10) / 10
  return said(
    'FILE_TOO_LARGE',
    413,
    `Tệp lớn quá ${String(megabytes).replace('.', ',')} MB. Hãy giảm dung lượng hoặc chia thành nhiều tệp.`,
    `The file is larger than ${megabytes} MB. Make it smaller or split it.`,
  )
}

export const fileTypeRefused = (rules: UploadRules): Refusal =>
  said(
    'FILE_TYPE_REFUSED',
    415,
    `Chỉ nhận tệp ${typesInWords(rules)}. Nội dung của tệp này không thuộc các loại đó, dù tên tệp thế nào.`,
    `Only ${typesInWords(rules)} can be taken. The content of this file is none of them, whatever its name says.`,
  )

export const fileEmpty = (): Refusal =>
  said('FILE_EMPTY', 422, 'Tệp không có nội dung. Hãy chọn lại tệp.', 'The file is empty. Choose it again.')

export const fileMissing = (): Refusal => said('FILE_MISSING', 422, 'Hãy chọn một tệp.', 'Choose a file.')
