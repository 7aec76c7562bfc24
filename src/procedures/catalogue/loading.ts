import type { Ctx, Tx } from '#app/kernel/context.ts'
import { notFound } from '#app/kernel/refusal.ts'
import { dayOf } from '#app/kernel/text.ts'
import { agencyTree } from '#app/organisation/agencies/index.ts'
import type { DecisionKind, Validity } from './rules.ts'

/** What the verbs of the catalogue load before they decide. */

export const catalogueEvents = {
  drafted: 'procedures.version.drafted',
  attached: 'procedures.version.attached',
  written: 'procedures.version.written',
  componentsAdopted: 'procedures.version.components_adopted',
  componentsRestored: 'procedures.version.components_restored',
  discarded: 'procedures.version.discarded',
  published: 'procedures.version.published',
  closed: 'procedures.version.closed',
  decisionCreated: 'procedures.decision.created',
  decisionPublished: 'procedures.decision.published',
  repealPlanned: 'procedures.decision.repeal_planned',
} as const

export const procedureStream = (code: string): string => `procedure:${code}`
export const decisionStream = (id: number): string => `decision:${id}`

/** The province in whose name procedures are published. @throws Refusal PROVINCE_NOT_SET */
export async function provinceOf(ctx: Ctx): Promise<number> {
  return (await agencyTree(ctx.db, dayOf(ctx.now))).province()
}

/** Locks a procedure, so that two changes of it are one after the other; null when it is not known. */
export async function lockedProcedure(tx: Tx, code: string): Promise<number | null> {
  const found = await tx
    .selectFrom('procedures.procedure')
    .select('id')
    .where('code', '=', code)
    .forUpdate()
    .executeTakeFirst()
  return found?.id ?? null
}

/** As `lockedProcedure`, refusing what is not known. */
export async function knownProcedure(tx: Tx, code: string): Promise<number> {
  const id = await lockedProcedure(tx, code)
  if (id === null) throw notFound({ vi: `thủ tục ${code}`, en: `Procedure ${code}` })
  return id
}

/** The versions that are or were in force, oldest first. */
export async function validitiesOf(tx: Tx, procedureIds: readonly number[]): Promise<Map<number, Validity[]>> {
  const rows =
    procedureIds.length === 0
      ? []
      : await tx
          .selectFrom('procedures.procedure_version')
          .select(['id', 'procedure_id', 'no', 'effective_from', 'effective_to'])
          .where('procedure_id', 'in', [...procedureIds])
          .where('state', 'in', ['PUBLISHED', 'CLOSED'])
          .orderBy('effective_from')
          .execute()
  const byProcedure = new Map<number, Validity[]>(procedureIds.map(id => [id, []]))
  for (const row of rows) {
    byProcedure
      .get(row.procedure_id)
      ?.push({ versionId: row.id, no: row.no, from: row.effective_from as string, to: row.effective_to })
  }
  return byProcedure
}

/** The version in force now or announced, that nothing ends yet. */
export const openVersion = (validities: readonly Validity[]): Validity | null =>
  validities.find(version => version.to === null) ?? null

export async function nextNo(tx: Tx, procedureId: number): Promise<number> {
  const { last } = await tx
    .selectFrom('procedures.procedure_version')
    .select(eb => eb.fn.max('no').as('last'))
    .where('procedure_id', '=', procedureId)
    .executeTakeFirstOrThrow()
  return (last ?? 0) + 1
}

export async function openDecision(tx: Tx, id: number) {
  const decision = await tx
    .selectFrom('procedures.publication_decision')
    .select(['id', 'agency_id', 'number', 'kind', 'effective_on', 'published_at', 'sealed'])
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  if (!decision) throw notFound({ vi: 'quyết định công bố này', en: 'This publication decision' })
  return { ...decision, kind: decision.kind as DecisionKind }
}
