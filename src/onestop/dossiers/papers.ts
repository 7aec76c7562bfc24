import type { Held } from './holding.ts'

export interface NewPaper {
  name: string
  originals: number
  copies: number
  fileSha256?: string | undefined
  fileName?: string | undefined
}

/** Adds papers to a dossier; numbers go on from the last. An upload that does not exist is refused by the foreign key. */
export async function addPapers(
  held: Held,
  kind: 'SUPPLEMENT' | 'RESULT' | 'OTHER',
  papers: readonly NewPaper[],
): Promise<void> {
  if (papers.length === 0) return
  const { row, tx, ctx } = held
  const last = await tx
    .selectFrom('onestop.paper')
    .select(eb => eb.fn.max('no').as('no'))
    .where('agency_id', '=', row.agency_id)
    .where('dossier_id', '=', row.id)
    .executeTakeFirst()
  const first = (last?.no ?? 0) + 1
  await tx
    .insertInto('onestop.paper')
    .values(
      papers.map((paper, i) => ({
        agency_id: row.agency_id,
        dossier_id: row.id,
        no: first + i,
        name: paper.name,
        originals: paper.originals,
        copies: paper.copies,
        file_sha256: paper.fileSha256 ?? null,
        file_name: paper.fileName ?? null,
        kind,
        added_at: ctx.now,
        added_by: ctx.actor.name,
      })),
    )
    .execute()
}
