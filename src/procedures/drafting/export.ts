import writeSheet from 'write-excel-file/node'
import type { Ctx } from '#app/kernel/context.ts'
import { formatDate, formatDateTime } from '#app/kernel/text.ts'
import type { ListQuery } from './input.ts'
import { type DraftLine, listDrafts } from './views.ts'
import { terms } from './words.ts'
import { exportWords } from './export-words.ts'

const MOST = 20_000

/** The register as filtered, all pages of it, as a sheet. */
export async function draftSheet(ctx: Ctx, query: ListQuery): Promise<Uint8Array<ArrayBuffer>> {
  const [w, t] = [exportWords[ctx.lang], terms[ctx.lang]]
  const rows: DraftLine[] = []
  let after = query.after
  do {
    const page = await listDrafts(ctx, { ...query, limit: 200, after })
    rows.push(...page.items)
    after = page.next ?? undefined
  } while (after && rows.length < MOST)
  const text = (value: string) => ({ value, type: String })
  const number = (value: number) => ({ value, type: Number })
  const bytes = await writeSheet(
    [
      w.columns.map(value => ({ value, type: String, fontWeight: 'bold' as const })),
      ...rows.map(row => [
        number(row.id),
        text(row.title),
        text(t.kind[row.kind]),
        text(row.agency),
        text(t.stage[row.stage]),
        number(row.textNo),
        number(row.counts.NEW),
        number(row.counts.AMENDED),
        number(row.counts.REPLACED),
        number(row.counts.REPEALED),
        number(row.waiting),
        text(row.nextDueAt ? formatDateTime(row.nextDueAt) : ''),
        text(row.adoptedNo ?? ''),
        text(row.effectiveOn ? formatDate(row.effectiveOn) : ''),
        text(formatDateTime(row.movedAt)),
      ]),
    ],
    {
      sheet: w.sheet,
      stickyRowsCount: 1,
      columns: [8, 70, 30, 36, 22, 10, 10, 14, 10, 10, 14, 18, 20, 14, 18].map(width => ({ width })),
    },
  ).toBuffer()
  return new Uint8Array(bytes)
}
