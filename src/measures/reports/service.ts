import { act } from '#app/kernel/act.ts'
import type { Ctx } from '#app/kernel/context.ts'
import { parse } from '#app/kernel/input.ts'
import { conflict, refuse } from '#app/kernel/refusal.ts'
import { dayOf, formatDate } from '#app/kernel/text.ts'
import { agencyTree } from '#app/organisation/agencies/index.ts'
import * as places from '../places/index.ts'
import { type CloseInput, closeInput } from './input.ts'
import { liveReport, snapshots } from './views.ts'

/**
 * Freezes the figures of a period that is over, with the version of the rule that counted them. Closing again needs a
 * reason and writes a further version; what was closed before stays.
 * @throws Refusal PERIOD_NOT_OVER, CLOSED_ALREADY, CHECKS_FAILED, CHANGED_MEANWHILE, UNKNOWN_AGENCY, NOT_YOUR_AGENCY
 */
export async function closePeriod(ctx: Ctx, input: CloseInput): Promise<{ version: number }> {
  const { form, agency, from, to, reason } = parse(closeInput, input)
  const tree = await agencyTree(ctx.db, dayOf(ctx.now))
  const place = places.placeFor(ctx.actor, tree, agency)
  if (to >= dayOf(ctx.now)) notOver(to)
  const live = await liveReport(ctx.db, ctx.now, { form, place, from, to })
  if (live.failed.length > 0) checksFailed()
  return await act(
    ctx,
    'measures.closePeriod',
    { form, agencyId: place.id, from, to, reason },
    async ({ tx, emit }) => {
      const [last] = await snapshots(tx, { form, place, from, to })
      if (last && !reason) closedAlready(last.version)
      const version = (last?.version ?? 0) + 1
      const written = await tx
        .insertInto('measures.snapshot')
        .values({
          form,
          formula_version: live.formulaVersion,
          agency_id: place.id,
          from_day: from,
          to_day: to,
          version,
          rows: JSON.stringify([...live.lines, live.total]),
          reason: last ? reason : '',
          closed_at: ctx.now,
          closed_by: ctx.actor.name,
        })
        .onConflict(oc => oc.doNothing())
        .returning('id')
        .executeTakeFirst()
      if (!written) throw conflict()
      emit({
        agencyId: place.id ?? tree.province(),
        stream: `report:${form}:${place.id ?? 'all'}:${from}:${to}`,
        type: 'measures.report.closed',
        data: { form, agencyId: place.id, from, to, version, formulaVersion: live.formulaVersion, reason },
      })
      return { version }
    },
  )
}

function notOver(to: string): never {
  refuse('PERIOD_NOT_OVER', 422, {
    vi: `Kỳ này đến hết ngày ${formatDate(to)}. Chỉ chốt được khi kỳ đã qua.`,
    en: `This period lasts until ${formatDate(to)}. It can be closed once it is over.`,
  })
}

function closedAlready(version: number): never {
  const words = {
    vi: `Kỳ này đã chốt (bản ${version}). Muốn chốt lại, hãy ghi lý do.`,
    en: `This period is closed (version ${version}). To close it again, give the reason.`,
  }
  refuse('CLOSED_ALREADY', 409, words, { fields: { reason: words } })
}

function checksFailed(): never {
  refuse('CHECKS_FAILED', 409, {
    vi: 'Số liệu chưa cân đối nên chưa chốt được. Hãy nhờ người quản trị đối chiếu lại số liệu.',
    en: 'The figures do not balance, so the period cannot be closed. Ask the administrator to recount.',
  })
}
