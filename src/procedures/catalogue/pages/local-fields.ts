import type { Ctx } from '#app/kernel/context.ts'
import { say } from '#app/kernel/words.ts'
import { agencyTree } from '#app/organisation/agencies/index.ts'
import { today } from '../work.ts'
import { workWords } from './work-words.ts'

/** What the forms of a version share: numbers as people type them, and who may decide here. */

/** A number as people write it; what is no number is left for the schema to refuse. */
export const decimal = (text: string): number | string =>
  /^\d+([.,]\d+)?$/.test(text) ? Number(text.replace(',', '.')) : text

/** The communes, and every department of the province with a code of its own. */
export async function homeOptions(ctx: Ctx): Promise<{ value: string; label: string }[]> {
  const tree = await agencyTree(ctx.db, today(ctx))
  const { rows } = await departmentCodes(ctx)
  const departments = rows.flatMap(row => {
    const node = tree.get(row.agencyId)
    return node && tree.byCode(row.code)?.id === node.id ? [{ value: row.code, label: node.name }] : []
  })
  return [{ value: 'COMMUNE', label: say(workWords, ctx.lang).commune }, ...departments]
}

async function departmentCodes(ctx: Ctx): Promise<{ rows: { agencyId: number; code: string }[] }> {
  const day = today(ctx)
  const rows = await ctx.db
    .selectFrom('organisation.agency_code as k')
    .innerJoin('organisation.agency_version as v', 'v.agency_id', 'k.agency_id')
    .select(['k.agency_id as agencyId', 'k.code'])
    .where('k.scheme', '=', 'LOCAL')
    .where('v.kind', '=', 'DEPARTMENT')
    .where('v.valid_from', '<=', day)
    .where(eb => eb.or([eb('v.valid_to', 'is', null), eb('v.valid_to', '>', day)]))
    .where('k.valid_from', '<=', day)
    .where(eb => eb.or([eb('k.valid_to', 'is', null), eb('k.valid_to', '>', day)]))
    .orderBy('k.code')
    .execute()
  return { rows }
}
