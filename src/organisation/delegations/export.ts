import type { Ctx } from '#app/kernel/context.ts'
import { allPages } from '#app/kernel/paging.ts'
import { sheetOf } from '#app/kernel/sheet.ts'
import { formatDate } from '#app/kernel/text.ts'
import { say } from '#app/kernel/words.ts'
import type { DelegationsQuery } from './input.ts'
import { recordedAll } from './register.ts'
import { delegationList } from './views.ts'
import { delegationWords } from './words.ts'

const MOST = 5_000

/** The register as filtered, one line for each work that is delegated. */
export async function delegationSheet(ctx: Ctx, query: DelegationsQuery): Promise<Uint8Array<ArrayBuffer>> {
  const w = say(delegationWords, ctx.lang)
  const rows = await allPages(page => delegationList(ctx, { ...query, ...page }), MOST)
  const ids = rows.map(row => row.id)
  const records = await recordedAll(ctx.db, ids)
  const lines = rows.flatMap(row => (records.get(row.id)?.items ?? []).map(work => ({ ...row, work })))
  return await sheetOf(w.title, lines, [
    [w.decision, 18, line => line.decisionNo],
    [w.decidedOn, 12, line => formatDate(line.decidedOn)],
    [w.fromTitle, 34, line => line.fromTitle],
    [w.fromAgency, 40, line => line.fromName],
    [w.toTitle, 30, line => line.toTitle],
    [w.toAgency, 40, line => line.toName],
    [w.toOfficer, 26, line => line.officer],
    [w.code, 14, line => line.work.code],
    [w.work, 60, line => line.work.title],
    [w.validFrom, 12, line => formatDate(line.validFrom)],
    [w.lastDay, 12, line => formatDate(line.lastDay)],
    [w.state, 18, line => w[`state_${line.state}`]],
  ])
}
