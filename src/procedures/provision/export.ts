import { sheetOf, type SheetColumn } from '#app/kernel/sheet.ts'
import type { Ctx } from '#app/kernel/context.ts'
import { formatDate } from '#app/kernel/text.ts'
import { say } from '#app/kernel/words.ts'
import type { ProvisionQuery } from './input.ts'
import { provisionList } from './list.ts'
import type { Provided } from './views.ts'
import { provisionWords } from './words.ts'

const MOST = 20_000

/** The list as filtered, as a sheet. */
export async function provisionSheet(ctx: Ctx, query: ProvisionQuery): Promise<Uint8Array<ArrayBuffer>> {
  const w = say(provisionWords, ctx.lang)
  const { items } = await provisionList(ctx, { ...query, after: undefined, limit: MOST })
  const columns: SheetColumn<Provided>[] = [
    [w.code, 14, row => row.code],
    [w.procedure, 70, row => row.name],
    [w.sector, 26, row => row.sector],
    [w.home, 14, row => (row.home === 'COMMUNE' ? w.commune : row.home)],
    [w.centre, 12, row => w[`centre_${centreOf(row)}`]],
    [w.reason, 40, row => row.centre?.reason ?? ''],
    [w.onSite, 12, row => row.onSite],
    [w.online, 18, row => w[`online_${row.online}`]],
    [w.old, 12, row => row.oldLevel],
    [w.iso, 20, row => row.iso?.value ?? ''],
    [w.from, 12, row => (row.iso ? formatDate(row.iso.from) : '')],
    [w.mechanism, 20, row => w[`mechanism_${row.mechanism}`]],
    [w.process, 20, row => row.process?.decisionNo ?? ''],
  ]
  return await sheetOf(w.title, items, columns)
}

/** Whether a procedure is received at the centre, as far as it is recorded. */
export const centreOf = (row: Provided): 'YES' | 'NO' | 'UNKNOWN' =>
  row.centre === null ? 'UNKNOWN' : row.centre.value === 'YES' ? 'YES' : 'NO'
