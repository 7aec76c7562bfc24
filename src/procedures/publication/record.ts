import { type RawBuilder, sql } from 'kysely'
import type { Actor, Ctx, Reader, Tx } from '#app/kernel/context.ts'
import { notFound } from '#app/kernel/refusal.ts'
import { likeText } from '#app/kernel/search.ts'
import { dayOf } from '#app/kernel/text.ts'
import { type AgencyTree, agencyTree } from '#app/organisation/agencies/index.ts'
import type { decisions, parts, ProcedureContent } from '../catalogue/index.ts'
import { type Change, type JudgedItem, levelGroup, type LevelGroup, type Stage } from './rules.ts'

/** What the verbs and views of publication load. */

export const publicationEvents = {
  opened: 'procedures.publication.opened',
  itemSet: 'procedures.publication.item_set',
  itemRemoved: 'procedures.publication.item_removed',
  submitted: 'procedures.publication.submitted',
  givenBack: 'procedures.publication.given_back',
  numbered: 'procedures.publication.numbered',
  signed: 'procedures.publication.signed',
  published: 'procedures.publication.published',
  cancelled: 'procedures.publication.cancelled',
  numbersPassed: 'procedures.publication.numbers_passed',
} as const

export const proposalStream = (id: number): string => `publication:${id}`

export interface Proposal {
  id: number
  agencyId: number
  provinceId: number
  kind: decisions.Kind
  stage: Stage
  draftId: number | null
  title: string
  basisNo: string
  basisTitle: string
  basisEffectiveOn: string
  decisionDueOn: string
  submissionNo: string | null
  submittedOn: string | null
  submittedBy: string | null
  decisionNo: string | null
  decisionId: number | null
  signedBy: string | null
  signedAt: Date | null
  signedTitle: string
  signMark: 'KT' | 'TUQ' | null
  signedFor: string | null
  delegationNo: string | null
  endReason: string | null
  createdAt: Date
  createdBy: string
}

export const proposalColumns = sql`
  p.id, p.agency_id as "agencyId", p.province_id as "provinceId", p.kind, p.stage, p.draft_id as "draftId", p.title,
  p.basis_no as "basisNo", p.basis_title as "basisTitle", p.basis_effective_on as "basisEffectiveOn",
  p.decision_due_on as "decisionDueOn", p.submission_no as "submissionNo", p.submitted_on as "submittedOn",
  p.submitted_by as "submittedBy", p.decision_no as "decisionNo", p.decision_id as "decisionId", p.signed_by as "signedBy",
  p.signed_at as "signedAt", p.signed_title as "signedTitle", p.sign_mark as "signMark", p.signed_for as "signedFor",
  p.delegation_no as "delegationNo", p.end_reason as "endReason", p.created_at as "createdAt", p.created_by as "createdBy"`

const gone = () => notFound({ vi: 'hồ sơ công bố này', en: 'This publication' })

/** @throws Refusal NOT_FOUND */
export async function readProposal(db: Reader, id: number): Promise<Proposal> {
  const { rows } = await sql<Proposal>`select ${proposalColumns} from procedures.proposal p where p.id = ${id}`.execute(
    db,
  )
  if (!rows[0]) throw gone()
  return rows[0]
}

/** As `readProposal`, locked: two acts on one publication are one after the other. */
export async function lockedProposal(tx: Tx, id: number): Promise<Proposal> {
  const { rows } = await sql<Proposal>`
    select ${proposalColumns} from procedures.proposal p where p.id = ${id} for update`.execute(tx)
  if (!rows[0]) throw gone()
  return rows[0]
}

/** An item with what the catalogue knows of it. */
export interface Item extends JudgedItem {
  no: number
  name: string
  basis: string
  /** The draft, or what the decision has made of it. */
  version: { id: number; no: number; state: string; home: string | null } | null
  /** The code whose content is published. */
  publishedCode: string | null
  level: LevelGroup
}

interface ItemRow {
  no: number
  change: Change
  code: string | null
  name: string
  successorCode: string | null
  basis: string
  version: {
    id: number
    no: number
    state: string
    home: string | null
    content: ProcedureContent
    changedComponents: parts.ComponentName[]
  } | null
  ended: { levels: string[]; home: string | null } | null
  inForce: boolean
  nationalCopy: boolean
}

/**
 * The items of a proposal in order. Before it is signed the version is the draft that stands now, afterwards what the decision
 * holds.
 */
export async function itemsOf(db: Reader, proposal: Proposal): Promise<Item[]> {
  const drafts = proposal.decisionId === null ? sql`v.state = 'DRAFT'` : sql`v.decision_id = ${proposal.decisionId}`
  const { rows } = await sql<ItemRow>`
    select i.no, i.change, i.code, i.name, i.successor_code as "successorCode", i.basis,
           case when i.change = 'REPEALED' then null else (
             select jsonb_build_object('id', v.id, 'no', v.no, 'state', v.state, 'home', v.home, 'content', v.content,
                                       'changedComponents', v.changed_components)
               from procedures.procedure_version v join procedures.procedure q on q.id = v.procedure_id
              where q.code = coalesce(i.successor_code, i.code) and ${drafts}) end as version,
           (select jsonb_build_object('levels', v.levels, 'home', v.home)
              from procedures.procedure_version v join procedures.procedure q on q.id = v.procedure_id
             where q.code = i.code and v.state in ('PUBLISHED', 'CLOSED') order by v.effective_from desc limit 1) as ended,
           exists (select 1 from procedures.procedure_version v join procedures.procedure q on q.id = v.procedure_id
                    where q.code = i.code and v.state = 'PUBLISHED' and v.effective_to is null) as "inForce",
           exists (select 1 from procedures.procedure_version v join procedures.procedure q on q.id = v.procedure_id
                    where q.code = coalesce(i.successor_code, i.code) and v.state = 'IMPORTED') as "nationalCopy"
      from procedures.proposal_item i where i.proposal_id = ${proposal.id} order by i.no`.execute(db)
  return rows.map(({ version, ended, ...row }) => ({
    ...row,
    draft: version && { content: version.content, changedComponents: version.changedComponents },
    version: version && { id: version.id, no: version.no, state: version.state, home: version.home },
    publishedCode: row.change === 'REPEALED' ? null : (row.successorCode ?? row.code),
    level: levelGroup(version?.content.levels ?? ended?.levels ?? [], version ? version.home : (ended?.home ?? null)),
  }))
}

/** A search without diacritics; no text asks for nothing. */
export const searched = (column: RawBuilder<unknown>, text: string | undefined): RawBuilder<boolean> =>
  text?.trim() ? sql<boolean>`${column} like ${`%${likeText(text)}%`}` : sql<boolean>`true`

/** The agency an officer acts for. */
export const homeOf = (tree: AgencyTree, actor: Actor): number | null => {
  const unit = actor.unitId ?? actor.agencyId
  return unit === null || !tree.get(unit) ? null : tree.homeOf(unit)
}

/** Those who may work on every agency's publications: the control unit, administrators, machines. */
export const seesAll = (actor: Actor): boolean =>
  actor.kind === 'SYSTEM' ||
  actor.kind === 'MACHINE' ||
  actor.roles.includes('CONTROL') ||
  actor.roles.includes('ADMIN')

/** Whether an officer may act for the agency that submits. */
export async function actsFor(ctx: Ctx, agencyId: number): Promise<boolean> {
  if (seesAll(ctx.actor)) return true
  return homeOf(await agencyTree(ctx.db, dayOf(ctx.now)), ctx.actor) === agencyId
}
