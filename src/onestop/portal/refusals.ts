import { notFound, Refusal, type Words2 } from '#app/kernel/refusal.ts'
import { MAX_DRAFTS, MAX_FILES } from './rules.ts'

export const noDraft = () =>
  notFound({ vi: 'hồ sơ đang soạn này, hoặc đã quá hạn lưu', en: 'This draft, or it has expired,' })

export const noProcedure = (code: string) =>
  notFound({ vi: `thủ tục ${code} đang có hiệu lực`, en: `Procedure ${code}, in force today,` })

export const tooManyDrafts = () =>
  new Refusal('TOO_MANY_DRAFTS', 422, {
    vi: `Bạn đang có ${MAX_DRAFTS} hồ sơ soạn dở. Hãy nộp hoặc xóa bớt rồi bắt đầu hồ sơ mới.`,
    en: `You have ${MAX_DRAFTS} drafts. File or delete some, then begin a new one.`,
  })

const ofFile = (code: string, vi: string, en: string) =>
  new Refusal(code, 422, { vi, en }, { fields: { file: { vi, en } } })

export const tooManyFiles = () =>
  ofFile(
    'TOO_MANY_FILES',
    `Một hồ sơ có tối đa ${MAX_FILES} tệp, tổng cộng 100 MB. Hãy ghép các trang thành một tệp PDF hoặc xóa bớt.`,
    `A dossier has at most ${MAX_FILES} files, 100 MB together. Join pages in one PDF or remove some.`,
  )

export const notOnline = () =>
  new Refusal('NOT_ONLINE', 422, {
    vi: 'Thủ tục này chưa nhận hồ sơ trực tuyến. Hãy nộp tại bộ phận một cửa hoặc qua bưu chính.',
    en: 'This procedure cannot be filed on-line yet. File it at the counter or by post.',
  })

/** In the agency's own words. */
export const notEligible = (words: Words2) => new Refusal('NOT_ELIGIBLE', 422, words)

/** The form asks before filing what it did not ask when the draft was begun. */
export const eligibilityOpen = () =>
  new Refusal('ELIGIBILITY_OPEN', 422, {
    vi: 'Cơ quan vừa thêm câu hỏi điều kiện. Hãy trả lời rồi nộp.',
    en: 'The agency has added a question before filing. Answer it, then file.',
  })

export const draftUnfinished = (fields: Record<string, { vi: string; en: string }>) =>
  new Refusal(
    'DRAFT_UNFINISHED',
    422,
    { vi: 'Hồ sơ còn mục chưa đúng. Hãy sửa rồi nộp.', en: 'Something is not right yet. Correct it, then file.' },
    { fields },
  )
