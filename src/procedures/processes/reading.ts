import type { Words2 } from '#app/kernel/refusal.ts'
import type { OnSite, StepInput } from './input.ts'

/** A process read from a file of somebody else's: as much as could be read, and what a person must look at. Pure. */

/** A step as read: what the file did not say is left out, so that nobody takes a guess for a fact. */
export type ReadStep = Pick<StepInput, 'name' | 'output'> & Partial<Omit<StepInput, 'name' | 'output'>>

export const readWarnings = [
  'ROLE_UNREADABLE',
  'HOURS_UNREADABLE',
  'PLACE_GUESSED',
  'ROW_SKIPPED',
  'COLUMN_MISSING',
  'OTHER_TABLES',
  'SUM_DIFFERS',
  'TIME_SHARED',
  'CONDITION_UNREADABLE',
  'OPINION_UNREADABLE',
  'SECOND_RETURN',
  'UNREACHED',
  'OTHER_PROCESSES',
  'TOO_MANY_STEPS',
] as const
export type ReadWarningCode = (typeof readWarnings)[number]

export interface ReadWarning {
  code: ReadWarningCode
  /** Where: a step, a row, a flow, as the file names it. */
  at: string
  words: Words2
}

export interface ReadProcess {
  /** The procedure the file says it is for. */
  procedureCode: string | null
  steps: ReadStep[]
  onSite: OnSite[] | null
  warnings: ReadWarning[]
}

/** A draft has no more rows than this. */
export const MAX_STEPS = 60

/** One line of text without what editors leave in it. */
export const tidy = (text: string, max = 200): string =>
  text
    .replaceAll(/[\p{C}\s]+/gu, ' ')
    .trim()
    .normalize('NFC')
    .slice(0, max)
    .trim()

const said: Record<ReadWarningCode, (at: string, what: string) => Words2> = {
  ROLE_UNREADABLE: (at, what) => ({
    vi: `${at}: chưa biết vị trí nào làm ("${what}"), hãy chọn.`,
    en: `${at}: no position known by "${what}"; choose one.`,
  }),
  HOURS_UNREADABLE: (at, what) => ({
    vi: `${at}: không đọc được thời gian ("${what}"), hãy ghi.`,
    en: `${at}: the time "${what}" could not be read; fill it in.`,
  }),
  PLACE_GUESSED: (at, what) => ({
    vi: `${at}: "${what}" được hiểu là cơ quan giải quyết, hãy kiểm tra nơi làm.`,
    en: `${at}: "${what}" was taken for the deciding agency; check the place.`,
  }),
  ROW_SKIPPED: (at, what) => ({
    vi: `${at}: bỏ qua dòng không có nội dung công việc ("${what}").`,
    en: `${at}: left out, it names no work ("${what}").`,
  }),
  COLUMN_MISSING: (at, what) => ({
    vi: `${at}: bảng không có cột "${what}".`,
    en: `${at}: the table has no column "${what}".`,
  }),
  OTHER_TABLES: (at, what) => ({
    vi: `${at}: tệp còn ${what} bảng khác giống bảng quy trình, chỉ đọc bảng đầu tiên.`,
    en: `${at}: ${what} more tables look like processes; only the first was read.`,
  }),
  SUM_DIFFERS: (at, what) => ({
    vi: `${at}: dòng cộng của bảng khác tổng các bước đã đọc (${what} giờ).`,
    en: `${at}: the total of the table is not the sum of the steps read (${what} hours).`,
  }),
  TIME_SHARED: (at, what) => ({
    vi: `${at}: ô thời gian gộp chung với bước trên (${what}), hãy chia cho từng bước.`,
    en: `${at}: its time is one cell with the step above (${what}); divide it.`,
  }),
  CONDITION_UNREADABLE: (at, what) => ({
    vi: `${at}: không đọc được điều kiện rẽ nhánh "${what}", nhánh này bị bỏ.`,
    en: `${at}: the condition "${what}" could not be read; this branch was left out.`,
  }),
  OPINION_UNREADABLE: (at, what) => ({
    vi: `${at}: việc song song "${what}" chưa rõ cơ quan hoặc thời gian nên bị bỏ.`,
    en: `${at}: the parallel work "${what}" names no agency or time and was left out.`,
  }),
  SECOND_RETURN: (at, what) => ({
    vi: `${at}: chỉ giữ một đường trả lại, bỏ đường về "${what}".`,
    en: `${at}: one way back is kept; the one to "${what}" was left out.`,
  }),
  UNREACHED: at => ({
    vi: `${at}: không đường nào dẫn tới bước này, được xếp ở cuối.`,
    en: `${at}: no way leads to this step; it was put at the end.`,
  }),
  OTHER_PROCESSES: (at, what) => ({
    vi: `${at}: tệp có ${what} quy trình, chỉ đọc quy trình nhiều bước nhất.`,
    en: `${at}: the file has ${what} processes; only the largest was read.`,
  }),
  TOO_MANY_STEPS: at => ({
    vi: `${at}: quy trình có hơn ${MAX_STEPS} bước, các bước sau bị bỏ.`,
    en: `${at}: more than ${MAX_STEPS} steps; the rest was left out.`,
  }),
}

export const warning = (code: ReadWarningCode, at: string, what = ''): ReadWarning => ({
  code,
  at,
  words: said[code](at, what),
})
