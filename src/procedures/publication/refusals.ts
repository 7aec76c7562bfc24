import { refuse, type Words2 } from '#app/kernel/refusal.ts'
import { formatDate } from '#app/kernel/text.ts'
import { parts } from '../catalogue/index.ts'
import { publicationWords } from './words.ts'
import type { Action, Lack, Stage } from './rules.ts'

/** What the verbs of publication refuse, in words. */

/** Words that take no argument. */
type Plain = `stage_${Stage}` | `action_${Action}` | `lack_${Exclude<Lack['what'], 'PARTS'>}`

const both = (key: Plain): Words2 => ({ vi: publicationWords.vi[key], en: publicationWords.en[key] })

export function wrongStage(stage: Stage, action: Action): never {
  const [is, wanted] = [both(`stage_${stage}`), both(`action_${action}`)]
  refuse('WRONG_STAGE', 409, {
    vi: `Hồ sơ công bố đang ở bước "${is.vi}", không làm được việc "${wanted.vi}".`,
    en: `The publication is at "${is.en}"; "${wanted.en}" is not possible there.`,
  })
}

export function notYours(): never {
  refuse('NOT_YOURS', 403, {
    vi: 'Hồ sơ công bố này do cơ quan khác trình. Chỉ cơ quan đó và đơn vị kiểm soát thủ tục được làm việc này.',
    en: "This publication is another agency's. Only that agency and the control unit may do this.",
  })
}

export function notLeader(): never {
  refuse('NOT_LEADER', 403, {
    vi: 'Quyết định công bố do lãnh đạo ký: Chủ tịch Ủy ban nhân dân tỉnh, hoặc người được phân công, ủy quyền.',
    en: 'Publication decisions are signed by leaders: the chairman of the province, or who signs for the chairman.',
  })
}

export function textNotAdopted(): never {
  refuse('TEXT_NOT_ADOPTED', 409, {
    vi: 'Văn bản này chưa ban hành, chưa có số và ngày có hiệu lực. Hãy ghi việc ban hành trước.',
    en: 'This text is not adopted yet and has no number and day of effect. Record its adoption first.',
  })
}

export function draftProposed(id: number): never {
  refuse('DRAFT_PROPOSED', 409, {
    vi: `Văn bản này đã có hồ sơ công bố (hồ sơ ${id}).`,
    en: `This text has a publication already (no. ${id}).`,
  })
}

export function noItems(): never {
  refuse('NO_ITEMS', 422, {
    vi: 'Hồ sơ công bố chưa có thủ tục nào. Hãy thêm thủ tục bị ảnh hưởng.',
    en: 'The publication names no procedure yet. Add the procedures it affects.',
  })
}

export function itemTwice(code: string): never {
  const words = {
    vi: `Thủ tục ${code} đã có trong hồ sơ này.`,
    en: `Procedure ${code} is in this publication already.`,
  }
  refuse('ITEM_TWICE', 409, words, { fields: { code: words } })
}

export function successorNotHere(): never {
  const words = {
    vi: 'Mã thay thế chỉ dùng cho thủ tục bị thay thế và phải khác mã cũ.',
    en: 'A succeeding code is for procedures that are replaced, and differs from the old one.',
  }
  refuse('SUCCESSOR_WRONG', 422, words, { fields: { successorCode: words } })
}

export function effectTooEarly(day: string): never {
  const words = {
    vi: `Ngày có hiệu lực không được trước ngày ký ${formatDate(day)}.`,
    en: `It cannot take effect before it is signed on ${formatDate(day)}.`,
  }
  refuse('EFFECT_BEFORE_SIGNING', 422, words, { fields: { effectiveOn: words } })
}

export function deadlineUnknown(): never {
  const words = {
    vi: 'Lịch làm việc chưa phủ ngày này, chưa tính được hạn công bố. Hãy bổ sung lịch của năm.',
    en: 'The calendar does not reach this day, so the deadline cannot be counted. Add the calendar of that year.',
  }
  refuse('DEADLINE_UNKNOWN', 422, words, { fields: { basisEffectiveOn: words } })
}

export function numbersPast(last: number): never {
  const words = {
    vi: `Dãy số đã đến số ${last}. Hãy nhập số lớn hơn.`,
    en: `The series has reached ${last}. Give a larger number.`,
  }
  refuse('NUMBERS_PAST', 409, words, { fields: { through: words } })
}

/** What one item lacks, in a sentence. */
export function lackWords(lack: Lack): Words2 {
  if (lack.what !== 'PARTS') return both(`lack_${lack.what}`)
  const names = parts.inWords(lack.parts)
  return { vi: `thiếu ${names.vi}`, en: `lacks ${names.en}` }
}

export interface ItemLacks {
  no: number
  label: string
  lacks: readonly Lack[]
}

/** Refuses to go on, naming what every item lacks. */
export function incomplete(items: readonly ItemLacks[]): never {
  const said = items.map(item => {
    const words = item.lacks.map(lackWords)
    return {
      no: item.no,
      vi: `${item.label}: ${words.map(one => one.vi).join('; ')}.`,
      en: `${item.label}: ${words.map(one => one.en).join('; ')}.`,
    }
  })
  const shown = said.slice(0, 5)
  const more = said.length - shown.length
  refuse(
    'PUBLICATION_INCOMPLETE',
    422,
    {
      vi: `Chưa đủ nội dung. ${shown.map(one => one.vi).join(' ')}${more > 0 ? ` Và ${more} thủ tục nữa.` : ''}`,
      en: `Something is missing. ${shown.map(one => one.en).join(' ')}${more > 0 ? ` And ${more} more.` : ''}`,
    },
    { fields: Object.fromEntries(said.map(one => [`items.${one.no}`, { vi: one.vi, en: one.en }])) },
  )
}
