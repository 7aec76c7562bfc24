import { refuse, type Words2 } from '#app/kernel/refusal.ts'
import { formatDate, formatNumber } from '#app/kernel/text.ts'
import type { ProcessProblem } from './rules.ts'

/** What the verbs of this room refuse, in words. */

/** What is wrong with the steps, one sentence each. */
export function problemWords(problem: ProcessProblem, limit: Words2 | null): Words2 {
  switch (problem.code) {
    case 'NOTHING_HANDLED':
      return {
        vi: 'Quy trình cần ít nhất một bước xử lý và bước trả kết quả.',
        en: 'A process needs a handling step and the hand-over.',
      }
    case 'NO_HANDOVER':
      return {
        vi: 'Bước cuối phải là bước trả kết quả tại bộ phận một cửa.',
        en: 'The last step must be the hand-over of the result by the counter.',
      }
    case 'STEP_CODE_TWICE':
      return { vi: `Mã bước ${problem.stepCode} bị trùng.`, en: `Step code ${problem.stepCode} appears twice.` }
    case 'LIMIT_UNKNOWN':
      return {
        vi: 'Thủ tục chưa có thời hạn đọc được, chưa thể so với tổng giờ các bước.',
        en: 'The procedure has no readable time limit to compare the steps with.',
      }
    case 'SUM_EXCEEDS_LIMIT':
    default:
      return {
        vi: `Tổng các bước là ${formatNumber(problem.sum)} giờ, vượt ${formatNumber(problem.hours)} giờ của thời hạn ngắn nhất (${limit?.vi ?? ''}).`,
        en: `The steps take ${problem.sum} hours, more than the ${problem.hours} hours of the tightest limit (${limit?.en ?? ''}).`,
      }
  }
}

/** Refuses with every problem said; the code is that of the first. */
export function notFit(problems: readonly ProcessProblem[], limit: Words2 | null): never {
  const said = problems.map(problem => problemWords(problem, limit))
  refuse(
    problems[0]?.code ?? 'PROCESS_NOT_FIT',
    422,
    { vi: said.map(words => words.vi).join(' '), en: said.map(words => words.en).join(' ') },
    { fields: Object.fromEntries(problems.map((problem, at) => [fieldOf(problem), said[at] as Words2])) },
  )
}

const fieldOf = (problem: ProcessProblem): string => (problem.code === 'SUM_EXCEEDS_LIMIT' ? 'hours' : 'steps')

export function placeUnknown(step: string, place: string): never {
  refuse('STEP_PLACE_UNKNOWN', 422, {
    vi: `Bước "${step}" giao cho cơ quan ${place}, không có trong danh mục cơ quan vào ngày áp dụng.`,
    en: `Step "${step}" is for agency ${place}, which does not exist on the day it takes effect.`,
  })
}

export function noDraft(code: string): never {
  refuse('NO_PROCESS_DRAFT', 409, {
    vi: `Thủ tục ${code} không có quy trình dự thảo để làm việc này.`,
    en: `Procedure ${code} has no draft process for this.`,
  })
}

export function notPublished(code: string, day: string): never {
  refuse('PROCEDURE_NOT_PUBLISHED', 409, {
    vi: `Thủ tục ${code} chưa được công bố có hiệu lực từ ${formatDate(day)}. Hãy công bố thủ tục trước khi phê duyệt quy trình.`,
    en: `Procedure ${code} is not published for ${formatDate(day)}. Publish the procedure before approving its process.`,
  })
}

export function processOverlap(code: string, no: number, from: string): never {
  refuse('PROCESS_OVERLAP', 409, {
    vi: `Quy trình số ${no} của thủ tục ${code} đã có hiệu lực từ ${formatDate(from)}. Hãy chọn ngày áp dụng muộn hơn.`,
    en: `Process no. ${no} of procedure ${code} is in force from ${formatDate(from)} already. Choose a later day.`,
  })
}
