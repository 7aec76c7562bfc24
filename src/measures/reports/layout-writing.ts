import { act } from '#app/kernel/act.ts'
import type { Ctx } from '#app/kernel/context.ts'
import { parse } from '#app/kernel/input.ts'
import { notFound, refuse } from '#app/kernel/refusal.ts'
import { dayOf, formatDate } from '#app/kernel/text.ts'
import { agencyTree } from '#app/organisation/agencies/index.ts'
import { leavesOf } from './form.ts'
import { type WriteLayoutInput, writeLayoutInput } from './input.ts'
import { type LayoutProblem, readLayout } from './layout-text.ts'
import { layoutProblemWords } from './layout-words.ts'
import { type LayoutVersion, storedLayouts } from './layouts.ts'

/** The verb that writes another layout of a form. */

/** What a form can count, by the layouts it has had. */
const measuresOf = (layouts: readonly LayoutVersion[]): Set<string> =>
  new Set(layouts.flatMap(one => leavesOf(one.heads).map(leaf => leaf.measure)))

/**
 * Writes another layout of a form, which holds from a day on. Closed periods keep the one that counted them.
 * @throws Refusal NOT_FOUND, LAYOUT_UNREADABLE, LAYOUT_DAY_TAKEN
 */
export async function writeLayout(ctx: Ctx, input: WriteLayoutInput): Promise<{ form: string; version: number }> {
  const wanted = parse(writeLayoutInput, input)
  const agencyId = (await agencyTree(ctx.db, dayOf(ctx.now))).province()
  return await act(ctx, 'measures.writeLayout', wanted, async ({ tx, emit }) => {
    const { form, validFrom, basis, verified } = wanted
    const own = (await storedLayouts(tx)).filter(one => one.form === form)
    if (own.length === 0) throw notFound({ vi: `bố cục của biểu ${form}`, en: `The layout of form ${form}` })
    const read = readLayout(wanted.heads, wanted.checks, measuresOf(own))
    if (!read.ok) unreadable(read.problem)
    if (own.some(one => one.validFrom === validFrom)) dayTaken(validFrom)
    const version = Math.max(...own.map(one => one.version)) + 1
    const [heads, checks] = [JSON.stringify(read.heads), JSON.stringify(read.checks)]
    await tx
      .insertInto('measures.report_layout')
      .values({ form, version, valid_from: validFrom, heads, checks, basis, verified })
      .execute()
    const data = { form, version, validFrom, basis, verified }
    emit({ agencyId, stream: `layout:${form}`, type: 'measures.layout.written', data })
    return { form, version }
  })
}

function unreadable(problem: LayoutProblem): never {
  const words = layoutProblemWords(problem)
  const field = problem.what === 'COLUMN_UNKNOWN' ? 'checks' : 'heads'
  refuse('LAYOUT_UNREADABLE', 422, words, { fields: { [field]: words } })
}

function dayTaken(day: string): never {
  const words = {
    vi: `Đã có bố cục áp dụng từ ${formatDate(day)}. Hãy chọn ngày khác.`,
    en: `There is a layout from ${formatDate(day)} on already. Choose another day.`,
  }
  refuse('LAYOUT_DAY_TAKEN', 409, words, { fields: { validFrom: words } })
}
