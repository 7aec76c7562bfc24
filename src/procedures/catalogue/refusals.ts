import { refuse, type Words2 } from '#app/kernel/refusal.ts'
import { formatDate, formatNumber } from '#app/kernel/text.ts'
import type { Validity } from './rules.ts'

/** What the verbs of the catalogue refuse, in words. */

export function decisionNumberTaken(number: string): never {
  const words = {
    vi: `Quyết định số ${number} đã có trong danh mục.`,
    en: `Decision no. ${number} is in the catalogue already.`,
  }
  refuse('DECISION_NUMBER_TAKEN', 409, words, { fields: { number: words } })
}

export function effectBeforeSigning(): never {
  const words = {
    vi: 'Ngày có hiệu lực không được trước ngày ký.',
    en: 'A decision cannot take effect before it is signed.',
  }
  refuse('EFFECT_BEFORE_SIGNING', 422, words, { fields: { effectiveOn: words } })
}

export function decisionPublished(number: string): never {
  refuse('DECISION_PUBLISHED', 409, {
    vi: `Quyết định ${number} đã công bố, không thêm bớt được nữa. Hãy lập quyết định khác.`,
    en: `Decision ${number} is published and cannot be changed. Prepare another one.`,
  })
}

export function decisionSealed(number: string): never {
  refuse('DECISION_SEALED', 409, {
    vi: `Quyết định ${number} đã ký theo hồ sơ công bố: nội dung giữ nguyên như đã ký, công bố tại hồ sơ đó.`,
    en: `Decision ${number} was signed from a proposal: it stays as signed and is published there.`,
  })
}

export function decisionEmpty(number: string): never {
  refuse('DECISION_EMPTY', 422, {
    vi: `Quyết định ${number} chưa có thủ tục nào. Hãy gắn dự thảo hoặc việc bãi bỏ vào quyết định.`,
    en: `Decision ${number} holds no procedure yet. Attach drafts or repeals to it.`,
  })
}

export function draftExists(code: string, no: number): never {
  refuse('DRAFT_EXISTS', 409, {
    vi: `Thủ tục ${code} đã có dự thảo (phiên bản ${no}). Hãy dùng tiếp hoặc bỏ dự thảo đó trước.`,
    en: `Procedure ${code} has a draft already (version ${no}). Use it, or discard it first.`,
  })
}

export function noDraft(code: string): never {
  refuse('NO_DRAFT', 409, {
    vi: `Thủ tục ${code} không có dự thảo để làm việc này.`,
    en: `Procedure ${code} has no draft for this.`,
  })
}

export function notInForce(code: string): never {
  refuse('NOT_IN_FORCE', 409, {
    vi: `Thủ tục ${code} không có phiên bản nào đang công bố để sửa đổi, bãi bỏ hoặc kết thúc.`,
    en: `Procedure ${code} has no published version to amend, repeal or close.`,
  })
}

export function alreadyInForce(code: string): never {
  refuse('ALREADY_PUBLISHED', 409, {
    vi: `Thủ tục ${code} đã được công bố. Hãy chọn "sửa đổi, bổ sung" hoặc "thay thế".`,
    en: `Procedure ${code} is published already. Choose "amended" or "replaced".`,
  })
}

export function codeDiffers(code: string, content: string): never {
  refuse('CODE_DIFFERS', 422, {
    vi: `Nội dung là của thủ tục ${content}, không phải ${code}.`,
    en: `The content is that of procedure ${content}, not ${code}.`,
  })
}

export function noNationalCopy(code: string): never {
  refuse('NO_NATIONAL_COPY', 409, {
    vi: `Chưa có bản sao của thủ tục ${code} từ cơ sở dữ liệu quốc gia.`,
    en: `There is no national copy of procedure ${code}.`,
  })
}

export function nothingToAdopt(code: string): never {
  refuse('NOTHING_TO_ADOPT', 409, {
    vi: `Thủ tục ${code} chưa có dự thảo hay phiên bản nào tại tỉnh để tiếp thu vào. Hãy lập dự thảo từ bản sao quốc gia.`,
    en: `Procedure ${code} has neither a draft nor a version here to take components into. Make a draft from the national copy.`,
  })
}

export function componentsEqual(): never {
  const words = {
    vi: 'Các bộ phận đã chọn không khác bản sao quốc gia.',
    en: 'The components chosen do not differ from the national copy.',
  }
  refuse('COMPONENTS_EQUAL', 409, words, { fields: { parts: words } })
}

export function contentSame(): never {
  refuse('CONTENT_SAME', 409, {
    vi: 'Nội dung chưa có gì thay đổi.',
    en: 'Nothing of the content was changed.',
  })
}

export function changesNotNamed(): never {
  const words = {
    vi: 'Khi sửa đổi, bổ sung phải nêu bộ phận nào của thủ tục thay đổi.',
    en: 'An amendment must name which parts of the procedure change.',
  }
  refuse('CHANGES_NOT_NAMED', 422, words, { fields: { changedComponents: words } })
}

export function promiseTooLong(channels: Words2): never {
  const words = {
    vi: `Thời hạn cam kết dài hơn thời hạn theo quy định: ${channels.vi}.`,
    en: `The promise is longer than the legal limit: ${channels.en}.`,
  }
  refuse('PROMISE_OVER_LEGAL', 422, words, { fields: { promised: words } })
}

export function closeTooEarly(today: string): never {
  const words = {
    vi: `Phiên bản chỉ kết thúc được từ ${formatDate(today)} trở đi, sau ngày nó có hiệu lực.`,
    en: `A version can be closed from ${formatDate(today)} on, after the day it took effect.`,
  }
  refuse('CLOSE_TOO_EARLY', 422, words, { fields: { on: words } })
}

/** What stands against publishing one procedure of a decision. */
export type PublishProblem =
  | { code: 'VERSION_OVERLAP'; procedure: string; overlaps: Validity }
  | { code: 'COMPONENTS_MISSING'; procedure: string; parts: Words2 }
  | { code: 'PROMISE_OVER_LEGAL'; procedure: string; channels: Words2 }
  | { code: 'HOME_UNKNOWN'; procedure: string; home: string | null }
  | { code: 'PROCESS_OVER_LIMIT'; procedure: string; sum: number; hours: number }
  | { code: 'NOT_IN_FORCE'; procedure: string }
  | { code: 'ALREADY_PUBLISHED'; procedure: string }

function publishWords(problem: PublishProblem): Words2 {
  const at = problem.procedure
  switch (problem.code) {
    case 'VERSION_OVERLAP': {
      const { no, from, to } = problem.overlaps
      const end = to === null ? null : formatDate(to)
      return {
        vi: `${at}: phiên bản ${no} đã có hiệu lực từ ${formatDate(from)}${end ? ` đến trước ${end}` : ''}, chồng lên ngày của quyết định.`,
        en: `${at}: version ${no} is in force from ${formatDate(from)}${end ? ` until before ${end}` : ''}, which overlaps the day of the decision.`,
      }
    }
    case 'COMPONENTS_MISSING':
      return { vi: `${at}: thiếu ${problem.parts.vi}.`, en: `${at}: lacks ${problem.parts.en}.` }
    case 'PROMISE_OVER_LEGAL':
      return {
        vi: `${at}: thời hạn cam kết dài hơn quy định (${problem.channels.vi}).`,
        en: `${at}: the promise is longer than the legal limit (${problem.channels.en}).`,
      }
    case 'HOME_UNKNOWN':
      return {
        vi: `${at}: cơ quan giải quyết "${problem.home ?? ''}" không có trong danh mục vào ngày có hiệu lực.`,
        en: `${at}: the deciding agency "${problem.home ?? ''}" does not exist on the day of effect.`,
      }
    case 'PROCESS_OVER_LIMIT':
      return {
        vi: `${at}: quy trình đang áp dụng dài ${formatNumber(problem.sum)} giờ, vượt ${formatNumber(problem.hours)} giờ của thời hạn mới. Hãy phê duyệt quy trình ngắn hơn trước.`,
        en: `${at}: the process in force takes ${problem.sum} hours, more than the ${problem.hours} of the new limit. Approve a shorter process first.`,
      }
    case 'NOT_IN_FORCE':
      return { vi: `${at}: không có phiên bản nào đang công bố.`, en: `${at}: no version is published.` }
    case 'ALREADY_PUBLISHED':
    default:
      return {
        vi: `${at}: đã được công bố, không thể công bố mới.`,
        en: `${at}: is published already and cannot be published as new.`,
      }
  }
}

/** Refuses the whole publication, naming every procedure that stands in the way; the code is that of the first. */
export function cannotPublish(problems: readonly PublishProblem[]): never {
  const said = problems.map(problem => ({ procedure: problem.procedure, words: publishWords(problem) }))
  const first = said.slice(0, 5)
  const more = said.length - first.length
  refuse(
    problems[0]?.code ?? 'CANNOT_PUBLISH',
    problems.some(problem => problem.code === 'VERSION_OVERLAP') ? 409 : 422,
    {
      vi: `Chưa công bố được. ${first.map(one => one.words.vi).join(' ')}${more > 0 ? ` Và ${more} chỗ nữa.` : ''}`,
      en: `It cannot be published yet. ${first.map(one => one.words.en).join(' ')}${more > 0 ? ` And ${more} more.` : ''}`,
    },
    { fields: Object.fromEntries(said.map(one => [one.procedure, one.words])) },
  )
}
