import { permission } from '#app/kernel/permission.ts'
import { type decisions, parts, type ProcedureContent } from '../catalogue/index.ts'

/** Publications on their way: states, what each kind of decision needs, counts, numbers. Pure. */

export const stages = ['PREPARING', 'SUBMITTED', 'NUMBERED', 'SIGNED', 'PUBLISHED', 'CANCELLED'] as const
export type Stage = (typeof stages)[number]
export const actions = ['edit', 'submit', 'giveBack', 'number', 'sign', 'publish', 'cancel'] as const
export type Action = (typeof actions)[number]

/** stage × action → next stage. What is signed goes on to publication; its content is that of the decision. */
export const transitions = {
  PREPARING: { edit: 'PREPARING', submit: 'SUBMITTED', cancel: 'CANCELLED' },
  SUBMITTED: { giveBack: 'PREPARING', number: 'NUMBERED', cancel: 'CANCELLED' },
  NUMBERED: { giveBack: 'PREPARING', sign: 'SIGNED', cancel: 'CANCELLED' },
  SIGNED: { publish: 'PUBLISHED' },
  PUBLISHED: {},
  CANCELLED: {},
} as const satisfies Record<Stage, Partial<Record<Action, Stage>>>

/** The stage after an action, or null where the table does not allow it. */
export function afterAction(stage: Stage, action: Action): Stage | null {
  return (transitions[stage] as Partial<Record<Action, Stage>>)[action] ?? null
}

/** law: ND-63-2010#14 — new, amended or supplemented, replaced, repealed. */
export const changes = ['NEW', 'AMENDED', 'REPLACED', 'REPEALED'] as const
export type Change = (typeof changes)[number]

export const levelGroups = ['PROVINCE', 'BOTH', 'COMMUNE'] as const
export type LevelGroup = (typeof levelGroups)[number]

/** Where an annex lists a procedure: by the levels that perform it, else by who decides. */
export function levelGroup(levels: readonly string[], home: string | null): LevelGroup {
  const [province, commune] = [levels.includes('PROVINCE'), levels.includes('COMMUNE')]
  if (province && commune) return 'BOTH'
  if (province !== commune) return province ? 'PROVINCE' : 'COMMUNE'
  return home === 'COMMUNE' ? 'COMMUNE' : 'PROVINCE'
}

/** What is known of an item when it is judged. */
export interface JudgedItem {
  change: Change
  code: string | null
  successorCode: string | null
  /** The draft that would be published: of the successor for one that is replaced under another code. */
  draft: { content: ProcedureContent; changedComponents: readonly parts.ComponentName[] } | null
  /** A version of `code` is in force or announced. */
  inForce: boolean
  /** The ministry's publication is known here as a copy, with the number of its decision. */
  nationalCopy: boolean
}

export type Lack =
  | { what: 'CODE' }
  | { what: 'DRAFT' }
  | { what: 'NOT_IN_FORCE' }
  | { what: 'IN_FORCE_ALREADY' }
  | { what: 'NATIONAL_COPY' }
  | { what: 'MINISTRY_DECISION' }
  | { what: 'CHANGED_PARTS' }
  | { what: 'PARTS'; parts: parts.ComponentName[] }

/**
 * What an item lacks before it can be submitted.
 * law: ND-63-2010#15 — of new ones all components and the text; of changed ones also which component changed and by which
 * text; of repealed ones name, code and the repealing text. A list (NĐ 92/2017) names procedures a ministry has published.
 */
export function lacksOf(kind: decisions.Kind, item: JudgedItem): Lack[] {
  if (item.code === null) return [{ what: 'CODE' }]
  const lacks: Lack[] = []
  if (item.change !== 'NEW' && !item.inForce) lacks.push({ what: 'NOT_IN_FORCE' })
  if (item.change === 'NEW' && item.inForce) lacks.push({ what: 'IN_FORCE_ALREADY' })
  if (item.change === 'REPEALED') return lacks
  if (item.draft === null) return [...lacks, { what: 'DRAFT' }]
  const { content, changedComponents } = item.draft
  const missing = parts.missingFor(kind, content)
  if (kind === 'FULL' && content.legalBases.length === 0) missing.push('legalBasis')
  if (missing.length > 0) lacks.push({ what: 'PARTS', parts: missing })
  if (kind === 'LIST' && !item.nationalCopy) lacks.push({ what: 'NATIONAL_COPY' })
  if (kind === 'LIST' && content.decisionNo === null) lacks.push({ what: 'MINISTRY_DECISION' })
  if (item.change === 'AMENDED' && changedComponents.length === 0) lacks.push({ what: 'CHANGED_PARTS' })
  return lacks
}

export type Counts = Record<Change, Record<LevelGroup, number>>

/** How many procedures of each kind of change and level: the figures of the decision's first article. */
export function countsOf(items: readonly { change: Change; level: LevelGroup }[]): Counts {
  const none = (): Record<LevelGroup, number> => ({ PROVINCE: 0, BOTH: 0, COMMUNE: 0 })
  const counts: Counts = { NEW: none(), AMENDED: none(), REPLACED: none(), REPEALED: none() }
  for (const { change, level } of items) counts[change][level] += 1
  return counts
}

export const totalOf = (counts: Counts, change: Change): number =>
  levelGroups.reduce((sum, level) => sum + counts[change][level], 0)

export const seriesKinds = ['DECISION', 'SUBMISSION'] as const
export type SeriesKind = (typeof seriesKinds)[number]

/**
 * The number of a document as it is written: two digits at least, then its sign.
 * @param sign  'QĐ-UBND', 'TTr-SNV'
 */
export const writtenNumber = (no: number, sign: string): string => `${String(no).padStart(2, '0')}/${sign}`

/** Agencies whose officers act for a publication: those who submit, and the province's control unit for all. */
export const permissions = {
  look: permission('publication.look', 'OFFICER'),
  edit: permission('publication.edit', 'SPECIALIST', 'DIVISION_HEAD', 'LEADER', 'CONTROL', 'ADMIN'),
  submit: permission('publication.submit', 'LEADER', 'CONTROL', 'ADMIN'),
  /** Numbers of the province's series. */
  number: permission('publication.number', 'CLERK', 'CONTROL', 'ADMIN'),
  /** law: ND-63-2010#13 — the chairman of the province signs, and who the register of delegations lets sign for the chairman. */
  sign: permission('publication.sign', 'LEADER'),
  publish: permission('publication.publish', 'CONTROL', 'ADMIN'),
  read: permission('publication.read', 'OFFICER', 'procedures.write'),
  write: permission(
    'publication.write',
    'SPECIALIST',
    'DIVISION_HEAD',
    'LEADER',
    'CONTROL',
    'ADMIN',
    'procedures.write',
  ),
} as const

/** Which permission an action takes. */
export const actionPermission = {
  edit: permissions.edit,
  submit: permissions.submit,
  giveBack: permissions.number,
  number: permissions.number,
  sign: permissions.sign,
  publish: permissions.publish,
  cancel: permissions.submit,
} as const satisfies Record<Action, unknown>
