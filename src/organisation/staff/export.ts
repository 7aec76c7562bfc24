import writeSheet from 'write-excel-file/node'
import type { Ctx } from '#app/kernel/context.ts'
import { formatDateTime } from '#app/kernel/text.ts'
import { say } from '#app/kernel/words.ts'
import type { OfficersQuery } from './input.ts'
import { type OfficerRow, officers } from './views.ts'
import { staffWords } from './words.ts'

const MOST = 20_000

/** The list of officers as filtered, all pages of it, as a sheet. */
export async function officersSheet(ctx: Ctx, query: OfficersQuery): Promise<Uint8Array<ArrayBuffer>> {
  const w = say(staffWords, ctx.lang)
  const rows: OfficerRow[] = []
  let after: string | undefined
  do {
    const page = await officers(ctx, query, { limit: 200, after })
    rows.push(...page.items)
    after = page.next ?? undefined
  } while (after && rows.length < MOST)
  const head = [w.name, w.login, w.title, w.unit, w.agency, w.roles, w.status, w.lastSeen]
  const cells = rows.map(row => [
    row.name,
    row.login,
    row.title,
    row.unitName,
    row.homeName,
    row.roles.map(role => w.role(role)).join(', '),
    w.state(row.state),
    row.lastSeenAt ? formatDateTime(row.lastSeenAt) : '',
  ])
  const bytes = await writeSheet(
    [
      head.map(value => ({ value, type: String, fontWeight: 'bold' as const })),
      ...cells.map(line => line.map(value => ({ value, type: String }))),
    ],
    { sheet: w.officersTitle, stickyRowsCount: 1, columns: [28, 18, 28, 36, 40, 36, 14, 18].map(width => ({ width })) },
  ).toBuffer()
  return new Uint8Array(bytes)
}
