import writeSheet from 'write-excel-file/node'
import type { Ctx } from '#app/kernel/context.ts'
import { formatDate } from '#app/kernel/text.ts'
import { say } from '#app/kernel/words.ts'
import type { DelegationsQuery } from './input.ts'
import { recordedAll } from './register.ts'
import { delegationList, type DelegationRow } from './views.ts'
import { delegationWords } from './words.ts'

const MOST = 5_000

/** The register as filtered, one line for each work that is delegated. */
export async function delegationSheet(ctx: Ctx, query: DelegationsQuery): Promise<Uint8Array<ArrayBuffer>> {
  const w = say(delegationWords, ctx.lang)
  const rows: DelegationRow[] = []
  let after: string | undefined
  do {
    const page = await delegationList(ctx, { ...query, limit: 200, after })
    rows.push(...page.items)
    after = page.next ?? undefined
  } while (after && rows.length < MOST)
  const head = [w.decision, w.decidedOn, w.fromTitle, w.fromAgency, w.toTitle, w.toAgency, w.toOfficer]
  const more = [w.code, w.work, w.validFrom, w.lastDay, w.state]
  const cells: string[][] = []
  const records = await recordedAll(
    ctx.db,
    rows.map(row => row.id),
  )
  for (const row of rows) {
    for (const work of records.get(row.id)?.items ?? []) {
      cells.push([
        row.decisionNo,
        formatDate(row.decidedOn),
        row.fromTitle,
        row.fromName,
        row.toTitle,
        row.toName,
        row.officer ?? '',
        work.code ?? '',
        work.title,
        formatDate(row.validFrom),
        formatDate(row.lastDay),
        w[`state_${row.state}`],
      ])
    }
  }
  const bytes = await writeSheet(
    [
      [...head, ...more].map(value => ({ value, type: String, fontWeight: 'bold' as const })),
      ...cells.map(line => line.map(value => ({ value, type: String }))),
    ],
    {
      sheet: w.title,
      stickyRowsCount: 1,
      columns: [18, 12, 34, 40, 30, 40, 26, 14, 60, 12, 12, 18].map(width => ({ width })),
    },
  ).toBuffer()
  return new Uint8Array(bytes)
}
