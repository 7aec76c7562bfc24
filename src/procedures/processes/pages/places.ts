import type { Ctx } from '#app/kernel/context.ts'
import { dayOf } from '#app/kernel/text.ts'
import { agencyTree } from '#app/organisation/agencies/index.ts'

/** Names of the agencies a step can name, by their local code. */
export async function agencyNames(ctx: Ctx): Promise<ReadonlyMap<string, string>> {
  const day = dayOf(ctx.now)
  const tree = await agencyTree(ctx.db, day)
  const codes = await ctx.db
    .selectFrom('organisation.agency_code')
    .select('code')
    .where('scheme', '=', 'LOCAL')
    .where('valid_from', '<=', day)
    .orderBy('code')
    .execute()
  return new Map(
    codes.flatMap(({ code }): [string, string][] => {
      const node = tree.byCode(code)
      return node && node.kind === 'DEPARTMENT' ? [[code, node.shortName]] : []
    }),
  )
}

/** The same, with who decides where it is no department. */
export async function homeNames(ctx: Ctx): Promise<ReadonlyMap<string, string>> {
  return new Map([['COMMUNE', 'UBND cấp xã'], ...(await agencyNames(ctx))])
}
