import { act } from '#app/kernel/act.ts'
import type { Ctx } from '#app/kernel/context.ts'
import { notFound } from '#app/kernel/refusal.ts'
import { type DossierEvent, dossierEvents, publicState } from '../dossiers/index.ts'
import { readAsOfficer } from './views.ts'

const noFile = () => notFound({ vi: 'tệp của giấy tờ này', en: 'The file of this paper' })

/**
 * An officer opens a paper somebody handed in: who, which and when stays in the dossier's history for ever.
 * @throws Refusal NOT_FOUND
 */
export async function openPaper(
  ctx: Ctx,
  input: { code: string; no: number },
): Promise<{ sha256: string; name: string }> {
  const row = await readAsOfficer(ctx, input.code, `paper ${input.no}`)
  const file = await fileOf(ctx, row, input.no)
  if (!file) throw noFile()
  const due = row.finished_at === null ? (row.due_at?.toISOString() ?? null) : null
  // A GET: it is answered anew each time, and each time is a reading of its own.
  await act({ ...ctx, idempotencyKey: null }, 'onestop.openPaper', input, async ({ emit }) => {
    emit({
      agencyId: row.agency_id,
      stream: `dossier:${row.id}`,
      type: dossierEvents.paperOpened,
      data: {
        dossierId: row.id,
        code: row.code,
        procedureId: row.procedure_id,
        sector: row.sector,
        channel: row.channel as DossierEvent['channel'],
        dueBefore: due,
        dueAfter: due,
        paper: input.no,
      } satisfies DossierEvent,
    })
  })
  return file
}

/**
 * A paper's file for the applicant: what they handed in themselves, and the result once it was handed over.
 * @throws Refusal NOT_FOUND
 */
export async function ownFile(
  ctx: Ctx,
  input: { code: string; no: number },
  proof: { accountId: number },
): Promise<{ sha256: string; name: string }> {
  const state = await publicState(ctx, input.code, proof)
  const row = await ctx.db
    .selectFrom('onestop.dossier')
    .select(['agency_id', 'id'])
    .where('code', '=', input.code)
    .executeTakeFirstOrThrow()
  const file = await fileOf(ctx, row, input.no)
  const mine = file?.kind === 'COMPONENT' || file?.kind === 'SUPPLEMENT'
  const given = file?.kind === 'RESULT' && state.status === 'RETURNED'
  if (!file || !(mine || given)) throw noFile()
  return file
}

async function fileOf(
  ctx: Ctx,
  row: { agency_id: number; id: number },
  no: number,
): Promise<{ sha256: string; name: string; kind: string } | null> {
  const paper = await ctx.db
    .selectFrom('onestop.paper')
    .select(['file_sha256', 'file_name', 'name', 'kind'])
    .where('agency_id', '=', row.agency_id)
    .where('dossier_id', '=', row.id)
    .where('no', '=', no)
    .executeTakeFirst()
  if (!paper?.file_sha256) return null
  return { sha256: paper.file_sha256, name: paper.file_name ?? paper.name, kind: paper.kind }
}
