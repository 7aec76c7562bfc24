import type { Words2 } from '#app/kernel/refusal.ts'
import { formatDateTime } from '#app/kernel/text.ts'
import { words } from '#app/kernel/words.ts'
import type { AssessmentForm, Change, Questionnaire, Verdict, WrongAnswer } from './questionnaire.ts'
import type { Disposition, DraftKind, Missing, RequestTiming, RoundKind, Stage, Stance } from './rules.ts'

/** The terms of drafting: what kinds, stages and answers are called. Words of single screens are in pages/words.ts. */

interface Terms {
  kind: Record<DraftKind, string>
  stage: Record<Stage, string>
  /** The stage as a sentence about the draft. */
  stands: Record<Stage, string>
  change: Record<Change, string>
  form: Record<AssessmentForm, string>
  verdict: Record<Verdict, string>
  round: Record<RoundKind, string>
  stance: Record<Stance, string>
  disposition: Record<Disposition, string>
  timing: Record<RequestTiming, string>
}

export const terms: { vi: Terms; en: Terms } = {
  vi: {
    kind: {
      COMMITTEE_DECISION: 'Quyết định của Ủy ban nhân dân',
      COUNCIL_RESOLUTION: 'Nghị quyết của Hội đồng nhân dân',
      CIRCULAR: 'Thông tư',
      PRIME_MINISTER_DECISION: 'Quyết định của Thủ tướng Chính phủ',
      DECREE: 'Nghị định',
      LAW: 'Luật, pháp lệnh',
    },
    stage: {
      DRAFTING: 'Đang soạn thảo',
      OPINIONS: 'Đang lấy ý kiến',
      REVISION: 'Tiếp thu, giải trình',
      APPRAISAL: 'Đang thẩm định',
      APPRAISED: 'Đã thẩm định',
      ADOPTED: 'Đã ban hành',
      WITHDRAWN: 'Đã rút',
    },
    stands: {
      DRAFTING: 'Cơ quan soạn thảo đang viết dự thảo và đánh giá tác động.',
      OPINIONS: 'Dự thảo đã gửi đi lấy ý kiến; nội dung giữ nguyên cho đến khi các đợt kết thúc.',
      REVISION: 'Các đợt lấy ý kiến đã kết thúc; từng ý kiến được tiếp thu hoặc giải trình.',
      APPRAISAL: 'Hồ sơ đang ở cơ quan thẩm định.',
      APPRAISED: 'Đã có báo cáo thẩm định; chờ ban hành.',
      ADOPTED: 'Văn bản đã ban hành; các thủ tục bị tác động chuyển sang công bố.',
      WITHDRAWN: 'Dự thảo đã rút khỏi chương trình.',
    },
    change: { NEW: 'Ban hành mới', AMENDED: 'Sửa đổi, bổ sung', REPLACED: 'Thay thế', REPEALED: 'Bãi bỏ' },
    form: {
      PROCEDURE: 'Thủ tục (Phụ lục I)',
      FORM: 'Mẫu đơn, tờ khai (Phụ lục II)',
      REQUIREMENT: 'Yêu cầu, điều kiện (Phụ lục III)',
    },
    verdict: {
      KEEP: 'Đạt',
      AMEND: 'Cần sửa dự thảo',
      DROP: 'Không cần thiết',
    },
    round: {
      CONTROL: 'Đơn vị kiểm soát thủ tục hành chính',
      AGENCY: 'Cơ quan, tổ chức liên quan',
      PUBLIC: 'Người dân, doanh nghiệp',
      FRONT: 'Phản biện của Mặt trận Tổ quốc',
    },
    stance: { AGREE: 'Đồng ý', DISAGREE: 'Không đồng ý', COMMENT: 'Góp ý' },
    disposition: { ACCEPTED: 'Tiếp thu', PARTLY: 'Tiếp thu một phần', EXPLAINED: 'Giải trình, giữ như dự thảo' },
    timing: {
      RUNNING: 'Đang chờ ý kiến',
      SOON: 'Sắp đến hạn',
      LATE: 'Quá hạn',
      IN_TIME: 'Đã trả lời đúng hạn',
      ANSWERED_LATE: 'Đã trả lời, quá hạn',
      SILENT: 'Không trả lời',
    },
  },
  en: {
    kind: {
      COMMITTEE_DECISION: 'Decision of the people’s committee',
      COUNCIL_RESOLUTION: 'Resolution of the people’s council',
      CIRCULAR: 'Circular',
      PRIME_MINISTER_DECISION: 'Decision of the Prime Minister',
      DECREE: 'Decree',
      LAW: 'Law or ordinance',
    },
    stage: {
      DRAFTING: 'Being drafted',
      OPINIONS: 'Opinions asked for',
      REVISION: 'Accepting and explaining',
      APPRAISAL: 'Being appraised',
      APPRAISED: 'Appraised',
      ADOPTED: 'Adopted',
      WITHDRAWN: 'Withdrawn',
    },
    stands: {
      DRAFTING: 'The drafting agency is writing the text and assessing its impact.',
      OPINIONS: 'The draft is out for opinions; the text stays as it is until the rounds are closed.',
      REVISION: 'The rounds are closed; each opinion is accepted or explained.',
      APPRAISAL: 'The file is with the appraising agency.',
      APPRAISED: 'The appraisal report is there; adoption is awaited.',
      ADOPTED: 'The text is adopted; the procedures it touches go on to publication.',
      WITHDRAWN: 'The draft was taken off the programme.',
    },
    change: { NEW: 'New', AMENDED: 'Amended', REPLACED: 'Replaced', REPEALED: 'Repealed' },
    form: {
      PROCEDURE: 'Procedure (annex I)',
      FORM: 'Application form (annex II)',
      REQUIREMENT: 'Requirement (annex III)',
    },
    verdict: { KEEP: 'Stands', AMEND: 'The draft has to change', DROP: 'Not needed' },
    round: {
      CONTROL: 'Procedure control unit',
      AGENCY: 'Agencies and bodies concerned',
      PUBLIC: 'People and businesses',
      FRONT: 'Social criticism by the Fatherland Front',
    },
    stance: { AGREE: 'Agrees', DISAGREE: 'Disagrees', COMMENT: 'Comments' },
    disposition: { ACCEPTED: 'Accepted', PARTLY: 'Accepted in part', EXPLAINED: 'Explained, the draft stays' },
    timing: {
      RUNNING: 'Awaited',
      SOON: 'Due soon',
      LATE: 'Overdue',
      IN_TIME: 'Answered in time',
      ANSWERED_LATE: 'Answered late',
      SILENT: 'No answer',
    },
  },
}

/** How many procedures of each kind, without the kinds there are none of. */
export function countWords(counts: Readonly<Record<Change, number>>): Words2 {
  const said = (lang: 'vi' | 'en'): string =>
    (['NEW', 'AMENDED', 'REPLACED', 'REPEALED'] as const)
      .filter(change => counts[change] > 0)
      .map(change => `${counts[change]} ${terms[lang].change[change].toLowerCase()}`)
      .join('; ') || sentences[lang].none
  return { vi: said('vi'), en: said('en') }
}

/** Names kept with a request when nobody was named. */
export const standingNames = {
  control: 'Đơn vị kiểm soát thủ tục hành chính của tỉnh',
  front: 'Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh',
} as const

export const changeWords = (change: Change): Words2 => ({ vi: terms.vi.change[change], en: terms.en.change[change] })

const sentences = words({
  vi: {
    none: 'chưa đánh dấu',
    noArticles: 'dự thảo chưa có điều nào',
    noProcedures: 'chưa đánh dấu thủ tục nào bị dự thảo tác động',
    controlNotAsked: 'chưa lấy ý kiến đơn vị kiểm soát thủ tục hành chính',
    notDeclared: (name: string) => `“${name}” chưa khai có mẫu đơn, yêu cầu, điều kiện nào không`,
    incomplete: (what: string, name: string) => `bản đánh giá ${what} của “${name}” chưa trả lời hết`,
    unsigned: (what: string, name: string) => `bản đánh giá ${what} của “${name}” chưa ký`,
    roundOpen: (round: string, waiting: string) =>
      waiting ? `đợt lấy ý kiến “${round}” còn chờ ${waiting}` : `đợt lấy ý kiến “${round}” chưa kết thúc`,
    owed: (author: string, place: string) => `ý kiến của ${author} về ${place} chưa được tiếp thu hoặc giải trình`,
    publicAuthor: 'người dân',
    article: (no: string) => `Điều ${no}`,
    whole: 'toàn văn dự thảo',
    question: (no: string, part: string) => `Câu ${no}: ${part}`,
    annex: (annex: string, subject: string) => (subject ? `Phụ lục ${annex} (${subject})` : `Phụ lục ${annex}`),
  },
  en: {
    none: 'none tagged',
    noArticles: 'the draft has no article yet',
    noProcedures: 'no procedure is tagged yet',
    controlNotAsked: 'the procedure control unit was not asked',
    notDeclared: (name: string) => `it is not said whether “${name}” has forms or requirements`,
    incomplete: (what: string, name: string) => `assessment ${what} of “${name}” is not complete`,
    unsigned: (what: string, name: string) => `assessment ${what} of “${name}” is not signed`,
    roundOpen: (round: string, waiting: string) =>
      waiting ? `the round “${round}” still waits for ${waiting}` : `the round “${round}” is not closed`,
    owed: (author: string, place: string) => `the opinion of ${author} on ${place} is neither accepted nor explained`,
    publicAuthor: 'a citizen',
    article: (no: string) => `Article ${no}`,
    whole: 'the draft as a whole',
    question: (no: string, part: string) => `Question ${no}: ${part}`,
    annex: (annex: string, subject: string) => (subject ? `annex ${annex} (${subject})` : `annex ${annex}`),
  },
})

const ANNEX: Record<AssessmentForm, string> = { PROCEDURE: 'I', FORM: 'II', REQUIREMENT: 'III' }

/** Where an opinion belongs: an article, or the whole. */
export const placeWords = (articleNo: string | null): Words2 => ({
  vi: articleNo === null ? sentences.vi.whole : sentences.vi.article(articleNo),
  en: articleNo === null ? sentences.en.whole : sentences.en.article(articleNo),
})

/** One missing thing as part of a sentence. */
export function missingWords(missing: Missing): Words2 {
  const said = (lang: 'vi' | 'en'): string => {
    const w = sentences[lang]
    switch (missing.what) {
      case 'NO_ARTICLES':
        return w.noArticles
      case 'NO_PROCEDURES':
        return w.noProcedures
      case 'CONTROL_NOT_ASKED':
        return w.controlNotAsked
      case 'NOT_DECLARED':
        return w.notDeclared(missing.procedure)
      case 'INCOMPLETE':
        return w.incomplete(w.annex(ANNEX[missing.form], missing.subject), missing.procedure)
      case 'UNSIGNED':
        return w.unsigned(w.annex(ANNEX[missing.form], missing.subject), missing.procedure)
      case 'ROUND_OPEN':
        return w.roundOpen(terms[lang].round[missing.round], missing.waiting.join(', '))
      default:
        return w.owed(missing.author || w.publicAuthor, placeWords(missing.articleNo)[lang])
    }
  }
  return { vi: said('vi'), en: said('en') }
}

/** What a part of a questionnaire asks, with the number of its question. */
export function partWords(questionnaire: Questionnaire, form: AssessmentForm, key: string): Words2 {
  const question = questionnaire.forms[form].questions.find(one => one.parts.some(part => part.key === key))
  const part = question?.parts.find(one => one.key === key)
  return {
    vi: sentences.vi.question(question?.no ?? '', part?.words.vi ?? key),
    en: sentences.en.question(question?.no ?? '', part?.words.en ?? key),
  }
}

export const wrongAnswerWords = (wrong: WrongAnswer): Words2 =>
  ({
    UNKNOWN_PART: { vi: 'Biểu mẫu không có mục này.', en: 'The questionnaire has no such part.' },
    NOT_AN_OPTION: { vi: 'Hãy chọn một mục trong danh sách.', en: 'Choose one of the list.' },
    NONE_AND_OTHERS: {
      vi: 'Đã chọn “không” thì không chọn thêm mục khác.',
      en: '“None” goes with no other choice.',
    },
    NOT_MONEY: { vi: 'Hãy ghi một số tiền bằng đồng.', en: 'Give an amount of đồng.' },
  })[wrong]

/** Why a round may not be closed yet. */
export function closingWords(
  reason: 'STILL_WAITING' | 'CONTROL_WAITING' | 'PUBLIC_TIME',
  dueAt: Date,
  silent: readonly string[],
): Words2 {
  const [at, who] = [formatDateTime(dueAt), silent.join(', ')]
  switch (reason) {
    case 'STILL_WAITING':
      return {
        vi: `Còn hạn đến ${at} và còn chờ ${who}. Đợt này kết thúc được khi mọi nơi đã trả lời hoặc khi hết hạn.`,
        en: `There is time until ${at} and ${who} has not answered. It can be closed when all have, or then.`,
      }
    case 'CONTROL_WAITING':
      return {
        vi: 'Đơn vị kiểm soát thủ tục hành chính chưa trả lời. Thiếu ý kiến này thì không gửi thẩm định được.',
        en: 'The control unit has not answered. Without its opinion there is no appraisal.',
      }
    default:
      return {
        vi: `Đợt lấy ý kiến rộng rãi mở đến ${at}. Hãy kết thúc sau lúc đó.`,
        en: `The public was promised time until ${at}. Close it after that.`,
      }
  }
}
