import { act } from '#app/kernel/act.ts'
import type { Ctx } from '#app/kernel/context.ts'
import { dossierEvents } from './events.ts'

/** Reminders of opinions asked of other agencies. */

/** More than fall due within one run. */
const MOST = 2_000

/**
 * Reminds, once each: of opinions due soon, and of those whose time is over. A reminder is an event of the dossier; pages
 * show it, and the dossier itself stays as it is.
 * @returns how many reminders were made
 */
export async function remindOfOpinions(ctx: Ctx): Promise<number> {
  const waiting = await ctx.db
    .selectFrom('onestop.opinion as p')
    .innerJoin('onestop.dossier as d', join =>
      join.onRef('d.agency_id', '=', 'p.agency_id').onRef('d.id', '=', 'p.dossier_id'),
    )
    .select(['p.agency_id', 'p.dossier_id', 'p.no', 'p.asked_agency_id', 'p.ask', 'p.due_at', 'p.soon_noted_at'])
    .select(['d.code', 'd.procedure_id', 'd.sector', 'd.channel', 'd.due_at as dossier_due'])
    .where('p.state', '=', 'OPEN')
    .where('p.late_noted_at', 'is', null)
    .where('p.soon_at', '<=', ctx.now)
    .where(eb => eb.or([eb('p.soon_noted_at', 'is', null), eb('p.due_at', '<', ctx.now)]))
    .orderBy('p.due_at')
    .limit(MOST)
    .execute()
  let made = 0
  for (const one of waiting) {
    const late = ctx.now > one.due_at
    const due = one.dossier_due?.toISOString() ?? null
    await act(ctx, 'onestop.remindOfOpinion', { code: one.code, no: one.no, late }, async ({ tx, emit }) => {
      await tx
        .updateTable('onestop.opinion')
        .set({ soon_noted_at: one.soon_noted_at ?? ctx.now, ...(late ? { late_noted_at: ctx.now } : {}) })
        .where('agency_id', '=', one.agency_id)
        .where('dossier_id', '=', one.dossier_id)
        .where('no', '=', one.no)
        .execute()
      emit({
        agencyId: one.agency_id,
        stream: `dossier:${one.dossier_id}`,
        type: late ? dossierEvents.opinionOverdue : dossierEvents.opinionDueSoon,
        data: {
          dossierId: one.dossier_id,
          code: one.code,
          procedureId: one.procedure_id,
          sector: one.sector,
          channel: one.channel,
          dueBefore: due,
          dueAfter: due,
          opinionNo: one.no,
          askedAgencyId: one.asked_agency_id,
          ask: one.ask,
          opinionDue: one.due_at.toISOString(),
        },
      })
    })
    made += 1
  }
  return made
}
