/**
 * The content of one version of a procedure: what the catalogue stores, the public page shows and the API answers.
 *
 * A schema and the type it gives bear one name.
 *
 * law: the parts are the components a procedure must have under NĐ 63/2010/NĐ-CP Đ.8(2); components hang under a case,
 * and time limit and fee hang under the channel, as in the national procedure database (`LayThuTuc`).
 */
import { z } from 'zod'
import { NATIONAL_CODE } from '#app/kernel/codes.ts'
import { LimitSchema } from '#app/kernel/limit.ts'

/** Who may perform the procedure: central government, province, commune, or a body outside these. */
export const LEVELS = ['MINISTRY', 'PROVINCE', 'COMMUNE', 'OTHER'] as const

/** A procedure towards citizens and organisations, or one inside the administration (TTHC nội bộ). */
export const SCOPES = ['PUBLIC', 'INTERNAL'] as const

/** Toàn trình, một phần, cung cấp thông tin. */
export const ONLINE_LEVELS = ['FULL', 'PARTIAL', 'INFORMATION'] as const

/** The three kinds of `loai_thu_tuc`: detailed under a law, set by the locality without a law, other. */
export const LAW_KINDS = ['DETAILS_A_LAW', 'LOCAL_WITHOUT_LAW', 'OTHER'] as const

/** The kinds of subject named in the national database; `OTHER` keeps a name the list does not know. */
export const SUBJECTS = [
  'CITIZEN',
  'OVERSEAS_VIETNAMESE',
  'FOREIGNER',
  'RESIDENT_FOREIGNER',
  'PUBLIC_OFFICIAL',
  'ENTERPRISE',
  'VIETNAMESE_ENTERPRISE',
  'FOREIGN_INVESTED_ENTERPRISE',
  'COOPERATIVE',
  'ORGANISATION',
  'FOREIGN_ORGANISATION',
  'PARTY_MEMBER',
  'PARTY_ORGANISATION',
  'OTHER',
] as const

export const CHANNELS = ['DIRECT', 'ONLINE', 'POST'] as const

/** phí is a `FEE` (pays for a service), lệ phí is a `CHARGE` (pays for being handled). */
export const FEE_KINDS = ['FEE', 'CHARGE', 'UNKNOWN'] as const

/** `LOCAL_COUNCIL`: the provincial people's council (or committee) sets it; an amount beside it is only what the source shows. */
export const FEE_STATUSES = ['AMOUNT', 'FREE', 'LOCAL_COUNCIL', 'UNKNOWN'] as const

export const CURRENCIES = ['VND', 'USD'] as const

/** What a person should look at before a version made from crawled text is published; each is counted per record. */
export const REVIEW_CODES = [
  'CHANNEL_TABLE_UNREADABLE',
  'LIMIT_MISSING',
  'LIMIT_IN_WORDS',
  'LIMIT_WITHOUT_UNIT',
  'LIMIT_DIGITS_GLUED',
  'LIMIT_HOURS_ASSUMED_WORKING',
  'LIMIT_UNUSABLE',
  'LIMIT_DIFFERS_IN_NOTE',
  'FEE_MISSING',
  'FEE_FREE_CONTRADICTED',
  'FEE_SET_LOCALLY',
  'FEE_READ_IN_THOUSANDS',
  'FEE_AMOUNT_IMPLAUSIBLE',
  'FEE_MIXED_CURRENCIES',
  'FEE_NOTE_UNBALANCED',
  'COMPONENTS_MISSING',
  'COMPONENTS_UNREADABLE',
  'COMPONENT_COUNT_GLUED',
  'COMPONENT_NOTE_ROW',
  'FORM_NAME_GLUED',
  'LEGAL_BASIS_MISSING',
  'LEGAL_BASIS_UNREADABLE',
  'RESULT_MISSING',
  'RESULT_CODE_MISSING',
  'STEPS_MISSING',
  'SUBJECT_UNKNOWN',
  'LEVEL_UNKNOWN',
  'LAW_KIND_UNKNOWN',
  'SCOPE_INFERRED',
  'DECISION_NUMBER_ODD',
  'NATIONAL_NOT_PUBLIC',
  'SECTOR_MISSING',
  'CHANNEL_UNKNOWN',
  'AMOUNT_UNREADABLE',
] as const

const filled = z.string().trim().min(1)

/** `amount` is in whole đồng, or whole US dollars when `currency` is `USD`; `note` is the source's own wording. */
export const Fee = z.object({
  kind: z.enum(FEE_KINDS),
  amount: z.int().nonnegative().nullable(),
  currency: z.enum(CURRENCIES),
  per: filled.nullable(),
  status: z.enum(FEE_STATUSES),
  note: z.string(),
})

/** One row of a channel. `limit` is null when the source states none that can be counted; `limitText` then says what it does state. */
export const Term = z.object({
  limit: LimitSchema.nullable(),
  limitText: z.string(),
  fees: z.array(Fee),
  note: z.string(),
  /** True for a limit or fee that was recalled or invented for the demo: shown as "dữ liệu minh họa", never as law. */
  illustrative: z.boolean(),
})

export const ChannelRule = z.object({ channel: z.enum(CHANNELS), terms: z.array(Term).min(1) })

/** A `NOTE` is a row of the source's table that asks for no document. */
export const Paper = z.object({
  name: filled,
  form: filled.nullable(),
  originals: z.int().nonnegative(),
  copies: z.int().nonnegative(),
  kind: z.enum(['PAPER', 'NOTE']),
})

/** Papers of one case (trường hợp); `mustShow` marks papers shown and given back, not handed in. */
export const ComponentGroup = z.object({
  case: filled.nullable(),
  mustShow: z.boolean(),
  papers: z.array(Paper),
  /** True when the papers are recalled, not read: shown as "dữ liệu minh họa". */
  illustrative: z.boolean(),
})

export const ProcedureContent = z.object({
  code: z.string().regex(NATIONAL_CODE),
  name: filled,
  sector: filled,
  levels: z.array(z.enum(LEVELS)).min(1),
  scope: z.enum(SCOPES),
  lawKind: z.enum(LAW_KINDS).nullable(),
  subjects: z.array(z.object({ subject: z.enum(SUBJECTS), name: filled })),
  competentAgencyText: filled.nullable(),
  performingAgencyText: filled.nullable(),
  receptionAddressText: filled.nullable(),
  coordinatingText: filled.nullable(),
  /** Number of the decision that published it; null when it is not known. */
  decisionNo: filled.nullable(),
  steps: z.array(z.object({ case: filled.nullable(), items: z.array(filled).min(1) })),
  channels: z.array(ChannelRule),
  components: z.array(ComponentGroup),
  legalBases: z.array(z.object({ name: filled, number: filled })),
  conditions: filled.nullable(),
  results: z.array(z.object({ name: filled, code: filled.nullable() })),
  keywords: filled.nullable(),
  description: filled.nullable(),
  /** Fragments of the source that could not be read, verbatim, by the field they belong to. */
  raw: z.array(z.object({ field: filled, text: filled })),
  reviewNotes: z.array(z.object({ code: z.enum(REVIEW_CODES), count: z.int().positive() })),
})

export type Level = (typeof LEVELS)[number]
export type OnlineLevel = (typeof ONLINE_LEVELS)[number]
export type Scope = (typeof SCOPES)[number]
export type LawKind = (typeof LAW_KINDS)[number]
export type Subject = (typeof SUBJECTS)[number]
export type Channel = (typeof CHANNELS)[number]
export type Currency = (typeof CURRENCIES)[number]
export type ReviewCode = (typeof REVIEW_CODES)[number]
export type Fee = z.infer<typeof Fee>
export type Term = z.infer<typeof Term>
export type ChannelRule = z.infer<typeof ChannelRule>
export type Paper = z.infer<typeof Paper>
export type ComponentGroup = z.infer<typeof ComponentGroup>
export type ProcedureContent = z.infer<typeof ProcedureContent>
