import { notFound, type Refusal, refuse, type Words2 } from '#app/kernel/refusal.ts'
import { formatDate } from '#app/kernel/text.ts'
import type { Lack } from './rules.ts'

/** What this room refuses, by name, naming the record. */

export const noDelegation = (): Refusal => notFound({ vi: 'ủy quyền này', en: 'This delegation' })
export const noAuthority = (): Refusal => notFound({ vi: 'thẩm quyền ký này', en: 'This signing authority' })

function atField(code: string, field: string, words: Words2, status: 409 | 422 = 422): never {
  refuse(code, status, words, { fields: { [field]: words } })
}

export function agencyNotThere(field: 'fromAgencyId' | 'toAgencyId' | 'agencyId', day: string): never {
  atField('AGENCY_NOT_THERE', field, {
    vi: `Không có cơ quan này vào ngày ${formatDate(day)}. Hãy chọn một cơ quan trong danh sách.`,
    en: `There is no such agency on ${formatDate(day)}. Choose one of the list.`,
  })
}

export function agencyIsPart(field: 'fromAgencyId' | 'toAgencyId' | 'agencyId', name: string): never {
  atField('AGENCY_IS_PART', field, {
    vi: `${name} là đơn vị thuộc cơ quan khác, không nhân danh mình ký. Hãy chọn cơ quan.`,
    en: `${name} is part of another agency and signs nothing in its own name. Choose the agency.`,
  })
}

export function officerNotThere(agency: string, day: string): never {
  atField('OFFICER_NOT_THERE', 'toOfficerId', {
    vi: `Người này không giữ vị trí nào tại ${agency} vào ngày ${formatDate(day)}.`,
    en: `This officer holds no position at ${agency} on ${formatDate(day)}.`,
  })
}

export function toSelf(): never {
  atField('DELEGATION_TO_SELF', 'toAgencyId', {
    vi: 'Trong cùng cơ quan, hãy ghi rõ người được ủy quyền.',
    en: 'Within one agency, name the officer it is delegated to.',
  })
}

export function notYours(): never {
  refuse('NOT_YOUR_AGENCY', 403, {
    vi: 'Bạn chỉ được ghi ủy quyền của cơ quan mình.',
    en: 'You may keep only the delegations your own agency gives.',
  })
}

export function decisionInFuture(): never {
  atField('DECISION_IN_FUTURE', 'decidedOn', {
    vi: 'Ngày ký quyết định ở trong tương lai. Hãy ghi sau khi quyết định được ký.',
    en: 'The decision is signed in the future. Record it once it is signed.',
  })
}

export function beforeDecision(decidedOn: string): never {
  atField('DELEGATION_BEFORE_DECISION', 'validFrom', {
    vi: `Ủy quyền không thể có hiệu lực trước ngày ký quyết định (${formatDate(decidedOn)}).`,
    en: `A delegation cannot hold before its decision was signed (${formatDate(decidedOn)}).`,
  })
}

export function endsBeforeBegin(): never {
  atField('DELEGATION_SPAN', 'lastDay', {
    vi: 'Ngày cuối phải từ ngày bắt đầu trở đi.',
    en: 'The last day must not be before the first.',
  })
}

export function workTwice(title: string): never {
  atField('WORK_TWICE', 'works', {
    vi: `"${title}" được ghi hai lần.`,
    en: `"${title}" is listed twice.`,
  })
}

/** @param records  the delegations in the way, each with the works both name */
export function delegationOverlaps(
  records: readonly { decisionNo: string; from: string; lastDay: string; titles: readonly string[] }[],
): never {
  const told = records
    .map(one => `${one.decisionNo} (${formatDate(one.from)} – ${formatDate(one.lastDay)}): ${one.titles.join('; ')}`)
    .join('. ')
  atField(
    'DELEGATION_OVERLAP',
    'works',
    {
      vi: `Đã được ủy quyền trong thời gian này theo ${told}. Hãy gia hạn hoặc thu hồi bản ghi đó trước.`,
      en: `Already delegated for this time by ${told}. Extend or revoke that record first.`,
    },
    409,
  )
}

export function cannotRevoke(): never {
  refuse('DELEGATION_OVER', 409, {
    vi: 'Ủy quyền này đã hết hiệu lực hoặc đã bị thu hồi, không cần thu hồi nữa.',
    en: 'This delegation has ended or was revoked already.',
  })
}

export function revokeTooEarly(today: string): never {
  atField('REVOKE_TOO_EARLY', 'on', {
    vi: `Chỉ thu hồi từ ngày ${formatDate(today)} trở đi: việc đã ký trước đó vẫn có giá trị.`,
    en: `It can be revoked from ${formatDate(today)} on: what was signed before stands.`,
  })
}

export function revokeTooLate(lastDay: string): never {
  atField('REVOKE_TOO_LATE', 'on', {
    vi: `Ủy quyền đằng nào cũng hết vào ngày ${formatDate(lastDay)}.`,
    en: `It ends on ${formatDate(lastDay)} anyway.`,
  })
}

export function cannotExtend(by: string | null): never {
  if (by === null) {
    refuse('DELEGATION_OVER', 409, {
      vi: 'Ủy quyền này đã hết hiệu lực hoặc đã bị thu hồi. Hãy ghi một ủy quyền mới.',
      en: 'This delegation has ended or was revoked. Record a new one.',
    })
  }
  refuse('DELEGATION_EXTENDED', 409, {
    vi: `Ủy quyền này đã được gia hạn bởi ${by}.`,
    en: `This delegation was already extended by ${by}.`,
  })
}

export function extendsNothing(lastDay: string): never {
  atField('EXTENDS_NOTHING', 'lastDay', {
    vi: `Ngày cuối mới phải sau ${formatDate(lastDay)}.`,
    en: `The new last day must be after ${formatDate(lastDay)}.`,
  })
}

export function authorityOverlaps(code: string, agency: string, from: string): never {
  atField(
    'AUTHORITY_OVERLAP',
    'from',
    {
      vi: `Thẩm quyền ký ${code} đã thuộc ${agency} từ ngày ${formatDate(from)}. Hãy kết thúc bản ghi đó trước.`,
      en: `The authority to sign ${code} is already with ${agency} from ${formatDate(from)}. End that record first.`,
    },
    409,
  )
}

export function authorityEndsEarly(today: string): never {
  atField('AUTHORITY_ENDS_EARLY', 'on', {
    vi: `Chỉ kết thúc từ ngày ${formatDate(today)} trở đi và sau ngày bắt đầu.`,
    en: `It can end from ${formatDate(today)} on, and after the day it began.`,
  })
}

/** Signing without a valid delegation: whose signature it needs, and what is missing. */
export function noValidDelegation(facts: {
  work: string
  authority: string
  signer: string
  day: string
  lack: Lack
  closest: { decisionNo: string; validFrom: string; lastDay: string; endsOn: string } | null
}): never {
  const { closest } = facts
  const no = closest?.decisionNo ?? ''
  const reasons = {
    NONE: {
      vi: `chưa có quyết định ủy quyền nào cho việc này`,
      en: `no decision delegates this work`,
    },
    OTHER_AGENCY: {
      vi: `việc này chỉ được ủy quyền cho cơ quan khác (${no})`,
      en: `this work is delegated to another agency only (${no})`,
    },
    OTHER_OFFICER: {
      vi: `${no} ủy quyền đích danh cho người khác`,
      en: `${no} names another officer`,
    },
    REVOKED: {
      vi: `${no} đã bị thu hồi từ ngày ${formatDate(closest?.endsOn ?? facts.day)}`,
      en: `${no} was revoked from ${formatDate(closest?.endsOn ?? facts.day)} on`,
    },
    COMING: {
      vi: `${no} chỉ có hiệu lực từ ngày ${formatDate(closest?.validFrom ?? facts.day)}`,
      en: `${no} holds only from ${formatDate(closest?.validFrom ?? facts.day)} on`,
    },
    EXPIRED: {
      vi: `${no} đã hết hiệu lực sau ngày ${formatDate(closest?.lastDay ?? facts.day)}`,
      en: `${no} ended after ${formatDate(closest?.lastDay ?? facts.day)}`,
    },
  } as const satisfies Record<Lack, Words2>
  const why = reasons[facts.lack]
  refuse('NO_VALID_DELEGATION', 409, {
    vi: `${facts.work} thuộc thẩm quyền ký của ${facts.authority}. ${facts.signer} không thể ký vào ngày ${formatDate(facts.day)}: ${why.vi}.`,
    en: `${facts.work} needs the signature of ${facts.authority}. ${facts.signer} cannot sign on ${formatDate(facts.day)}: ${why.en}.`,
  })
}
