import { refuse, type Words2 } from '#app/kernel/refusal.ts'
import type { Missing, WhyNot } from './rules.ts'
import { missingWords } from './words.ts'

/** What is said when something cannot be done. */

const why: Record<WhyNot, { status: 403 | 409; words: Words2 }> = {
  WRONG_STAGE: {
    status: 409,
    words: {
      vi: 'Ở giai đoạn hiện nay của dự thảo không làm được việc này. Hãy tải lại trang để xem giai đoạn mới.',
      en: 'This cannot be done at the present stage of the draft. Load the page again to see it.',
    },
  },
  NOT_YOUR_POSITION: {
    status: 403,
    words: { vi: 'Vị trí của bạn không có quyền làm việc này.', en: 'Your position does not allow this.' },
  },
  NOT_YOUR_AGENCY: {
    status: 403,
    words: { vi: 'Việc này của cơ quan khác.', en: 'This is another agency’s to do.' },
  },
}

export function refuseWhy(reason: WhyNot): never {
  refuse(reason, why[reason].status, why[reason].words)
}

/** A refusal about one field, said beside it. */
export function refuseField(code: string, field: string, words: Words2, status: 409 | 422 = 422): never {
  refuse(code, status, words, { fields: { [field]: words } })
}

/** @throws Refusal NOT_READY naming each missing thing */
export function refuseMissing(missing: readonly Missing[], lead: Words2): never {
  const each = missing.map(one => missingWords(one))
  refuse(
    'NOT_READY',
    409,
    {
      vi: `${lead.vi} ${each.map(one => one.vi).join('; ')}.`,
      en: `${lead.en} ${each.map(one => one.en).join('; ')}.`,
    },
    { fields: Object.fromEntries(each.map((words, at) => [`missing.${at + 1}`, words])) },
  )
}

export const refusals = {
  textSealed: (): never =>
    refuse('TEXT_SEALED', 409, {
      vi: 'Bản dự thảo này đã gửi đi lấy ý kiến hoặc thẩm định nên không sửa nữa. Hãy lập phiên bản mới rồi sửa.',
      en: 'This text was sent out to be read, so it stays as it is. Begin a new version and change that.',
    }),
  articleUnknown: (field: string): never =>
    refuseField('ARTICLE_UNKNOWN', field, {
      vi: 'Dự thảo không có điều mang số này.',
      en: 'The draft has no article of this number.',
    }),
  noArticles: (field: string): never =>
    refuseField('NO_ARTICLES', field, {
      vi: 'Không thấy điều nào. Mỗi điều bắt đầu bằng một dòng như “Điều 5. Hồ sơ”.',
      en: 'No article was found. Each begins with a line like “Điều 5. Hồ sơ”.',
    }),
  articleDoubled: (numbers: readonly string[]): never =>
    refuseField('ARTICLE_DOUBLED', 'text', {
      vi: `Số điều bị trùng: ${numbers.join(', ')}. Hãy sửa số rồi gửi lại.`,
      en: `Article numbers stand there twice: ${numbers.join(', ')}. Correct them and send again.`,
    }),
  codeNeeded: (): never =>
    refuseField('CODE_NEEDED', 'code', {
      vi: 'Hãy ghi mã của thủ tục bị sửa đổi, thay thế hoặc bãi bỏ.',
      en: 'Give the code of the procedure that is changed, replaced or repealed.',
    }),
  nameNeeded: (): never =>
    refuseField('NAME_NEEDED', 'name', {
      vi: 'Thủ tục mới cần một tên làm việc.',
      en: 'A new procedure needs a working name.',
    }),
  procedureUnknown: (): never =>
    refuseField('PROCEDURE_UNKNOWN', 'code', {
      vi: 'Không có thủ tục mang mã này trong danh mục.',
      en: 'The catalogue has no procedure with this code.',
    }),
  changeConflict: (articles: readonly string[], words: Words2): never =>
    refuseField(
      'CHANGE_CONFLICT',
      'change',
      {
        vi: `Điều ${articles.join(', ')} đã ghi thủ tục này là “${words.vi}”. Một dự thảo chỉ tác động đến một thủ tục theo một cách.`,
        en: `Article ${articles.join(', ')} already says of this procedure “${words.en}”. One draft does one thing to a procedure.`,
      },
      409,
    ),
  taggedAlready: (): never =>
    refuseField(
      'TAGGED_ALREADY',
      'articleNo',
      { vi: 'Điều này đã được đánh dấu với thủ tục ấy.', en: 'This article is already tagged with that procedure.' },
      409,
    ),
  noAssessment: (): never =>
    refuse('NO_ASSESSMENT_NEEDED', 409, {
      vi: 'Thủ tục bị bãi bỏ không phải đánh giá tác động.',
      en: 'A procedure that is repealed is not assessed.',
    }),
  signedAlready: (): never =>
    refuse('SIGNED_ALREADY', 409, {
      vi: 'Bản đánh giá đã ký. Muốn sửa, hãy mở lại; lãnh đạo sẽ phải ký lại.',
      en: 'The assessment is signed. Open it again to change it; a leader then has to sign anew.',
    }),
  notSigned: (): never =>
    refuse('NOT_SIGNED', 409, { vi: 'Bản đánh giá này chưa ký.', en: 'This assessment is not signed.' }),
  roundOpenAlready: (): never =>
    refuseField(
      'ROUND_OPEN_ALREADY',
      'kind',
      {
        vi: 'Đang có một đợt lấy ý kiến cùng loại. Hãy kết thúc đợt ấy trước.',
        en: 'A round of this kind is open. Close that one first.',
      },
      409,
    ),
  tooFewDays: (days: number): never =>
    refuseField('TOO_FEW_DAYS', 'days', {
      vi: `Phải để ít nhất ${days} ngày làm việc.`,
      en: `At least ${days} working days have to be given.`,
    }),
  daysFixed: (days: number): never =>
    refuseField('DAYS_FIXED', 'days', {
      vi: `Thời hạn của đơn vị kiểm soát thủ tục là ${days} ngày làm việc.`,
      en: `The control unit has ${days} working days.`,
    }),
  nobodyAsked: (): never =>
    refuseField('NOBODY_ASKED', 'agencyIds', {
      vi: 'Hãy chọn ít nhất một cơ quan hoặc ghi tên một tổ chức.',
      en: 'Choose at least one agency or name a body.',
    }),
  agencyUnknown: (field: string): never =>
    refuseField('AGENCY_UNKNOWN', field, {
      vi: 'Hãy chọn cơ quan khác của tỉnh trong danh sách.',
      en: 'Choose another agency of the province from the list.',
    }),
  answeredAlready: (): never =>
    refuse('ANSWERED_ALREADY', 409, {
      vi: 'Yêu cầu này đã có ý kiến trả lời.',
      en: 'This request has been answered.',
    }),
  roundClosed: (): never =>
    refuse('ROUND_CLOSED', 409, {
      vi: 'Đợt lấy ý kiến này đã kết thúc.',
      en: 'This round of opinions is closed.',
    }),
  notAsked: (): never =>
    refuse('NOT_ASKED', 403, {
      vi: 'Yêu cầu góp ý này không gửi đến cơ quan của bạn.',
      en: 'This request was not sent to your agency.',
    }),
  bodyNeeded: (field: string): never =>
    refuseField('BODY_NEEDED', field, {
      vi: 'Hãy ghi rõ ý kiến; chỉ “đồng ý” mới để trống được.',
      en: 'Say what you think; only plain agreement may be left empty.',
    }),
  documentNeeded: (): never =>
    refuseField('DOCUMENT_NEEDED', 'documentNo', {
      vi: 'Hãy ghi số văn bản góp ý của tổ chức này.',
      en: 'Give the number of this body’s letter.',
    }),
  answerNeeded: (): never =>
    refuseField('ANSWER_NEEDED', 'answer', {
      vi: 'Không tiếp thu, hoặc chỉ tiếp thu một phần, thì phải giải trình.',
      en: 'What is not accepted, or only in part, has to be explained.',
    }),
  nothingOwed: (): never =>
    refuse('NOTHING_OWED', 409, {
      vi: 'Ý kiến này chỉ là đồng ý, không phải trả lời.',
      en: 'This opinion only agrees; it needs no answer.',
    }),
  notOpenToPublic: (): never =>
    refuse('NOT_OPEN', 409, {
      vi: 'Dự thảo này hiện không lấy ý kiến rộng rãi.',
      en: 'This draft is not open to everybody’s opinion now.',
    }),
  badDates: (): never =>
    refuseField('EFFECT_BEFORE_ADOPTION', 'effectiveOn', {
      vi: 'Ngày có hiệu lực không được trước ngày ban hành.',
      en: 'It cannot take effect before it was adopted.',
    }),
  adoptedLater: (): never =>
    refuseField('ADOPTED_LATER', 'adoptedOn', {
      vi: 'Ngày ban hành không được sau hôm nay.',
      en: 'The day of adoption cannot lie ahead.',
    }),
}
