import type { Selectable } from 'kysely'
import type { Actor, Reader, Tx } from '#app/kernel/context.ts'
import type { ProceduresLegalDraft } from '#app/kernel/db/types.ts'
import type { AgencyTree } from '#app/organisation/agencies/index.ts'
import type { Article } from './articles.ts'
import type { DraftFacts, DraftKind, Stage } from './rules.ts'

/** Drafts and their texts, as verbs and views load them. */

export type DraftRow = Omit<Selectable<ProceduresLegalDraft>, 'stage' | 'kind'> & { stage: Stage; kind: DraftKind }

const asDraft = (row: Selectable<ProceduresLegalDraft>): DraftRow => ({
  ...row,
  stage: row.stage as Stage,
  kind: row.kind as DraftKind,
})

/** The row, locked: whoever comes next decides on what this verb leaves. */
export async function lockDraft(tx: Tx, id: number): Promise<DraftRow | undefined> {
  const row = await tx
    .selectFrom('procedures.legal_draft')
    .selectAll()
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  return row && asDraft(row)
}

export async function readDraft(db: Reader, id: number): Promise<DraftRow | undefined> {
  const row = await db.selectFrom('procedures.legal_draft').selectAll().where('id', '=', id).executeTakeFirst()
  return row && asDraft(row)
}

export const factsOf = (row: DraftRow): DraftFacts => ({
  stage: row.stage,
  agencyId: row.agency_id,
  appraiserId: row.appraiser_id,
})

/** The agency an actor works for on the tree's day; null for those who work for none. */
export function homeOf(tree: AgencyTree, actor: Actor): number | null {
  return actor.agencyId === null || !tree.get(actor.agencyId) ? null : tree.homeOf(actor.agencyId)
}

/** Agencies of the province that can be asked or can appraise: what has a head of its own. */
const ADDRESSED = ['PROVINCE', 'DEPARTMENT', 'COMMUNE', 'SERVICE_CENTRE']
export function addressees(tree: AgencyTree): { id: number; name: string; kind: string }[] {
  return tree
    .subtree(tree.province())
    .flatMap(id => tree.get(id) ?? [])
    .filter(node => ADDRESSED.includes(node.kind))
    .map(({ id, name, kind }) => ({ id, name, kind }))
    .sort((a, b) => ADDRESSED.indexOf(a.kind) - ADDRESSED.indexOf(b.kind) || a.name.localeCompare(b.name, 'vi'))
}

/** The control unit answers for the province; a commune's own control staff do not. */
export const isControl = (tree: AgencyTree, actor: Actor, home: number | null): boolean =>
  actor.roles.includes('CONTROL') && home !== null && tree.get(home)?.kind !== 'COMMUNE'

export interface TextRow {
  no: number
  note: string
  createdAt: Date
  createdBy: string
  sealedAt: Date | null
}

export async function textsOf(db: Reader, draftId: number): Promise<TextRow[]> {
  const rows = await db
    .selectFrom('procedures.legal_draft_text')
    .select(['no', 'note', 'created_at as createdAt', 'created_by as createdBy', 'sealed_at as sealedAt'])
    .where('draft_id', '=', draftId)
    .orderBy('no', 'desc')
    .execute()
  return rows
}

export async function articlesOf(db: Reader, draftId: number, textNo: number): Promise<Article[]> {
  return await db
    .selectFrom('procedures.legal_draft_article')
    .select(['no', 'heading', 'body'])
    .where('draft_id', '=', draftId)
    .where('text_no', '=', textNo)
    .orderBy('position')
    .orderBy('no')
    .execute()
}
