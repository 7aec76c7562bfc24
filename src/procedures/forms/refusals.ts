import { refuse, type Words2 } from '#app/kernel/refusal.ts'
import { formatDate } from '#app/kernel/text.ts'
import type { Fault, FormFault } from './checks.ts'

/** What the verbs of this room refuse, in words. */

const said: Record<Fault, (about: string) => Words2> = {
  FORM_EMPTY: () => ({ vi: 'chưa có phần nào.', en: 'has no section.' }),
  SECTION_EMPTY: () => ({ vi: 'chưa có trường nào.', en: 'has no field.' }),
  ROWS_EMPTY: () => ({
    vi: 'là nhóm lặp nhưng chưa có trường nào bên trong.',
    en: 'is a group without fields inside.',
  }),
  KEY_TWICE: key => ({ vi: `mã "${key}" đã dùng ở chỗ khác.`, en: `the key "${key}" is used twice.` }),
  OPTIONS_WRONG: () => ({
    vi: 'kiểu chọn phải có danh sách lựa chọn, kiểu khác thì không.',
    en: 'choices need a list of options, other fields have none.',
  }),
  OPTION_TWICE: () => ({ vi: 'có hai lựa chọn trùng giá trị.', en: 'has the same option twice.' }),
  ROWS_WRONG: () => ({ vi: 'số dòng không hợp lý.', en: 'the numbers of rows do not fit.' }),
  FIELD_MISSING: key => ({
    vi: `điều kiện hỏi về trường "${key}", mẫu đơn không có trường này.`,
    en: `the condition asks about field "${key}", which the form does not have.`,
  }),
  FIELD_LATER: key => ({
    vi: `điều kiện hỏi về trường "${key}" đứng sau nó. Điều kiện chỉ được hỏi về trường đứng trước.`,
    en: `the condition asks about field "${key}", which comes later. Conditions look backwards only.`,
  }),
  FIELD_IN_ROWS: key => ({
    vi: `điều kiện hỏi về trường "${key}" nằm trong một nhóm lặp, không biết là dòng nào.`,
    en: `the condition asks about field "${key}" inside a group, without saying of which row.`,
  }),
  TEST_UNFIT: about => ({
    vi: `phép so sánh với "${about}" không dùng được cho kiểu của trường.`,
    en: `the comparison with "${about}" does not suit that type of field.`,
  }),
  VALUE_MISSING: key => ({
    vi: `điều kiện về trường "${key}" thiếu giá trị để so sánh.`,
    en: `the condition on field "${key}" has nothing to compare with.`,
  }),
  VALUE_UNKNOWN: value => ({
    vi: `điều kiện so với "${value}", trường được hỏi không thể có câu trả lời này.`,
    en: `the condition compares with "${value}", which the field can never be.`,
  }),
  CASE_UNKNOWN: name => ({
    vi: `thành phần hồ sơ của thủ tục không có trường hợp "${name}".`,
    en: `the papers of the procedure have no case "${name}".`,
  }),
  CASE_TWICE: name => ({ vi: `trường hợp "${name}" được nêu hai lần.`, en: `case "${name}" is named twice.` }),
}

/** Which test of a condition, where it is one: the second of "sections.0.when.tests.1". */
const testNo = (path: string): number | null => {
  const at = /\.when\.tests\.(\d+)$/.exec(path)?.[1]
  return at === undefined ? null : Number(at) + 1
}

/** A fault as a sentence: where, and what. */
export function faultWords({ fault, path, place, about }: FormFault): Words2 {
  const what = said[fault](about)
  const no = testNo(path)
  const which = no === null ? { vi: '', en: '' } : { vi: ` (điều kiện ${no})`, en: ` (test ${no})` }
  return { vi: `${place.vi}${which.vi}: ${what.vi}`, en: `${place.en}${which.en}: ${what.en}` }
}

/** Refuses with every fault said; the code is that of the first, each stands at its place of the definition. */
export function formFaulty(faults: readonly FormFault[]): never {
  const words = faults.map(faultWords)
  refuse(
    faults[0]?.fault ?? 'FORM_FAULTY',
    422,
    { vi: words.map(one => one.vi).join(' '), en: words.map(one => one.en).join(' ') },
    {
      fields: Object.fromEntries(
        faults.map((fault, at) => [fault.path ? `definition.${fault.path}` : 'definition', words[at] as Words2]),
      ),
    },
  )
}

export function draftExists(code: string, no: number): never {
  refuse('FORM_DRAFT_EXISTS', 409, {
    vi: `Thủ tục ${code} đã có mẫu đơn dự thảo (phiên bản ${no}). Hãy sửa tiếp hoặc bỏ dự thảo đó trước.`,
    en: `Procedure ${code} has a draft form already (version ${no}). Go on with it, or discard it first.`,
  })
}

export function noDraft(code: string): never {
  refuse('NO_FORM_DRAFT', 409, {
    vi: `Thủ tục ${code} không có mẫu đơn dự thảo để làm việc này.`,
    en: `Procedure ${code} has no draft form for this.`,
  })
}

export function changedMeanwhile(): never {
  refuse('FORM_CHANGED_MEANWHILE', 409, {
    vi: 'Người khác vừa sửa mẫu đơn này. Hãy xem lại bản mới nhất rồi sửa tiếp.',
    en: 'Somebody else has changed this form meanwhile. Look at its newest state, then go on.',
  })
}

export function nothingToUndo(): never {
  refuse('NOTHING_TO_UNDO', 409, { vi: 'Không còn bước nào để hoàn tác.', en: 'There is nothing left to undo.' })
}

export function sameAsInForce(no: number): never {
  refuse('FORM_UNCHANGED', 409, {
    vi: `Dự thảo giống hệt phiên bản ${no} đang áp dụng. Hãy sửa trước khi ban hành.`,
    en: `The draft is the same as version ${no} in force. Change something before publishing.`,
  })
}

export function notPublished(code: string, day: string): never {
  const words = {
    vi: `Thủ tục ${code} chưa được công bố có hiệu lực vào ngày ${formatDate(day)}.`,
    en: `Procedure ${code} is not published for ${formatDate(day)}.`,
  }
  refuse('PROCEDURE_NOT_PUBLISHED', 409, words, { fields: { effectiveFrom: words } })
}

export function formOverlap(no: number, from: string): never {
  const words = {
    vi: `Mẫu đơn phiên bản ${no} đã áp dụng từ ${formatDate(from)}. Hãy chọn ngày muộn hơn.`,
    en: `Form version ${no} applies from ${formatDate(from)} already. Choose a later day.`,
  }
  refuse('FORM_OVERLAP', 409, words, { fields: { effectiveFrom: words } })
}

export function nothingToWithdraw(no: number): never {
  refuse('FORM_NOT_PUBLISHED', 409, {
    vi: `Phiên bản ${no} không phải mẫu đơn đang hoặc sắp áp dụng nên không rút được.`,
    en: `Version ${no} is neither in force nor coming, so it cannot be withdrawn.`,
  })
}

export function hasSuccessor(no: number, to: string): never {
  refuse('FORM_ENDS_ALREADY', 409, {
    vi: `Phiên bản ${no} đã có ngày kết thúc ${formatDate(to)}. Nếu phiên bản kế tiếp sai, hãy rút phiên bản đó.`,
    en: `Version ${no} ends on ${formatDate(to)} already. If the next version is wrong, withdraw that one.`,
  })
}

export function withdrawnTooEarly(earliest: string): never {
  const words = {
    vi: `Sớm nhất là ${formatDate(earliest)}: trước ngày đó mẫu đơn đang được dùng.`,
    en: `Not before ${formatDate(earliest)}: until then the form is in use.`,
  }
  refuse('FORM_WITHDRAWN_TOO_EARLY', 422, words, { fields: { effectiveTo: words } })
}

/** A step of the handling process turns on an answer the form no longer has. */
export function processBroken(step: string, field: string, value: string): never {
  refuse('FORM_BREAKS_PROCESS', 409, {
    vi: `Quy trình nội bộ rẽ nhánh ở bước "${step}" khi trường "${field}" là "${value}", mẫu đơn không có câu trả lời này. Hãy giữ trường đó hoặc sửa quy trình trước.`,
    en: `The handling process branches at step "${step}" when field "${field}" is "${value}", which the form cannot answer. Keep the field, or change the process first.`,
  })
}

export function noSuchPart(key: string): never {
  refuse('NO_SUCH_PART', 409, {
    vi: `Mẫu đơn dự thảo không còn phần "${key}". Có thể người khác vừa bỏ.`,
    en: `The draft has no part "${key}" any more. Somebody else may have removed it.`,
  })
}

/** @param needing  the parts that ask about it, as they are labelled */
export function partNeeded(needing: readonly Words2[]): never {
  const list = (lang: 'vi' | 'en'): string => needing.map(words => `“${words[lang]}”`).join(', ')
  refuse('FORM_PART_NEEDED', 409, {
    vi: `Không bỏ được: ${list('vi')} còn đặt điều kiện theo trường này. Hãy sửa các điều kiện đó trước.`,
    en: `Cannot be removed: ${list('en')} still depend on it. Change those conditions first.`,
  })
}
