import type { Ctx } from '#app/kernel/context.ts'
import { addDays, dayOf, startOfDay } from '#app/kernel/text.ts'
import { agencyTree } from '#app/organisation/agencies/index.ts'
import { extend, grant, revoke, setAuthority } from '#app/organisation/delegations/index.ts'
import data from './delegations.json' with { type: 'json' }
import procedures from './procedures.json' with { type: 'json' }

/**
 * The demo's delegations: nineteen works in force on the last day of the story, two decisions about to end, one ended, one
 * carried on, one revoked; and the procedures that need the province's signature.
 * @param ctx    before the first dossier: what is approved in the story is signed by these
 * @param today  the last day of the story, from which ends are counted
 */
export async function seedDelegations(ctx: Ctx, today: string): Promise<{ delegations: number }> {
  const first = dayOf(ctx.now)
  const tree = await agencyTree(ctx.db, first)
  const province = tree.province()
  for (const code of data.authorities) {
    await setAuthority(ctx, { code, agencyId: province, from: first, basis: data.basis })
  }
  const names = new Map(procedures.map(one => [one.code, one.name]))
  const at = (day: string): Ctx => ({ ...ctx, now: new Date(startOfDay(day).getTime() + 9 * 3_600_000) })
  for (const one of data.decisions) {
    const { delegationId } = await grant(ctx, {
      fromAgencyId: province,
      fromTitle: data.from,
      toAgencyId: tree.byCode(one.to)?.id ?? 0,
      toTitle: one.title,
      ...(one.officer ? { toOfficerId: await officerOf(ctx, one.officer) } : {}),
      works: [
        ...(one.codes ?? []).map(code => ({ code, title: names.get(code) ?? code })),
        ...one.tasks.map(title => ({ title })),
      ],
      decisionNo: one.number,
      decidedOn: first,
      validFrom: first,
      lastDay: addDays(today, one.endsIn),
      illustrative: true,
    })
    if (one.extended) {
      const { number, daysBefore, endsIn } = one.extended
      const decidedOn = addDays(today, one.endsIn - daysBefore)
      await extend(at(decidedOn), { delegationId, decisionNo: number, decidedOn, lastDay: addDays(today, endsIn) })
    }
    if (one.revoked) {
      const on = addDays(today, -one.revoked.daysAgo)
      const { number, reason } = one.revoked
      await revoke(at(on), { delegationId, on, decisionNo: number, reason })
    }
  }
  return { delegations: data.decisions.length }
}

async function officerOf(ctx: Ctx, login: string): Promise<number> {
  const { id } = await ctx.db
    .selectFrom('organisation.officer as o')
    .innerJoin('kernel.account as a', 'a.id', 'o.account_id')
    .select('o.id')
    .where('a.login', '=', login)
    .executeTakeFirstOrThrow()
  return id
}
