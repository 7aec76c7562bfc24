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
      if (problem.stepCode !== undefined) {
        return {
          vi: `Bước ${problem.stepCode} kết thúc quy trình nhưng không phải bước trả kết quả tại bộ phận một cửa.`,
          en: `Step ${problem.stepCode} ends the process but is not the hand-over of the result by the counter.`,
        }
      }
      return {
        vi: 'Bước cuối phải là bước trả kết quả tại bộ phận một cửa.',
        en: 'The last step must be the hand-over of the result by the counter.',
      }
    case 'TARGET_UNKNOWN':
      return {
        vi: `Bước ${problem.stepCode} dẫn tới bước ${problem.target}, không có trong quy trình.`,
        en: `Step ${problem.stepCode} leads to step ${problem.target}, which does not exist.`,
      }
    case 'CIRCULAR_HANDOVER':
      return {
        vi: `Các bước ${problem.circle.join(', ')} chuyển vòng cho nhau, hồ sơ có thể không bao giờ ra khỏi vòng. Muốn trả về bước trước, hãy dùng ô "Trả lại về bước".`,
        en: `Steps ${problem.circle.join(', ')} hand over in a circle a dossier may never leave. To return work to an earlier step use "Send back to".`,
      }
    case 'TARGET_ABOVE':
      return {
        vi: `Bước ${problem.stepCode} chuyển lên bước ${problem.target} đứng trước nó trong bảng. Hãy xếp lại thứ tự các bước.`,
        en: `Step ${problem.stepCode} leads up to step ${problem.target}. Put the steps in the order of work.`,
      }
    case 'UNREACHABLE_STEP':
      return {
        vi: `Không có đường nào dẫn tới bước ${problem.stepCode}. Hãy bỏ bước này hoặc cho một bước khác chuyển tới.`,
        en: `No way leads to step ${problem.stepCode}. Remove it or let another step lead there.`,
      }
    case 'NO_END':
      return {
        vi: 'Quy trình không có điểm kết thúc: không đường nào đi tới bước cuối.',
        en: 'The process has no end: no way leads out of it.',
      }
    case 'SEND_BACK_NOT_BEFORE':
      return {
        vi: `Bước ${problem.stepCode} trả lại về bước ${problem.target}, nhưng hồ sơ không đi qua bước đó trước bước ${problem.stepCode}.`,
        en: `Step ${problem.stepCode} sends back to ${problem.target}, which does not come before it.`,
      }
    case 'FIELD_UNKNOWN':
      return {
        vi: `Bước ${problem.stepCode} rẽ nhánh theo trường "${problem.field}", không có trong biểu mẫu điện tử của thủ tục.`,
        en: `Step ${problem.stepCode} branches on field "${problem.field}", which the form of the procedure does not have.`,
      }
    case 'ANSWER_UNKNOWN':
      return {
        vi: `Bước ${problem.stepCode} rẽ nhánh khi trường "${problem.field}" là "${problem.value}", nhưng biểu mẫu không có lựa chọn này.`,
        en: `Step ${problem.stepCode} branches when field "${problem.field}" is "${problem.value}", which is not a choice of the form.`,
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

/**
 * Refuses with every problem said; the code is that of the first, the fields are those of the step it happens at.
 * @param codes  codes of the steps in order
 */
export function notFit(problems: readonly ProcessProblem[], limit: Words2 | null, codes: readonly string[]): never {
  const said = problems.map(problem => problemWords(problem, limit))
  refuse(
    problems[0]?.code ?? 'PROCESS_NOT_FIT',
    422,
    { vi: said.map(words => words.vi).join(' '), en: said.map(words => words.en).join(' ') },
    { fields: problemFields(problems, limit, codes) },
  )
}

/** What is wrong, by the field it is wrong in: 'steps.1.then', 'hours' for the sum, 'steps' for the process as a whole. */
export function problemFields(
  problems: readonly ProcessProblem[],
  limit: Words2 | null,
  codes: readonly string[],
): Record<string, Words2> {
  return Object.fromEntries(problems.map(problem => [fieldOf(problem, codes), problemWords(problem, limit)]))
}

const fieldNames: Partial<Record<ProcessProblem['code'], string>> = {
  SEND_BACK_NOT_BEFORE: 'sendBackTo',
  FIELD_UNKNOWN: 'cases',
  ANSWER_UNKNOWN: 'cases',
  TARGET_UNKNOWN: 'then',
  TARGET_ABOVE: 'then',
  CIRCULAR_HANDOVER: 'then',
  UNREACHABLE_STEP: 'name',
}

function fieldOf(problem: ProcessProblem, codes: readonly string[]): string {
  if (problem.code === 'SUM_EXCEEDS_LIMIT') return 'hours'
  const at = 'stepCode' in problem && problem.stepCode !== undefined ? codes.indexOf(problem.stepCode) : -1
  return at < 0 ? 'steps' : `steps.${at}.${fieldNames[problem.code] ?? 'name'}`
}

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

export function fileUnreadable(words: Words2): never {
  refuse('PROCESS_FILE_UNREADABLE', 422, words, { fields: { file: words } })
}
