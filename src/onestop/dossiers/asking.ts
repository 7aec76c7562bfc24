import { sql } from 'kysely'
import type { Ctx } from '#app/kernel/context.ts'
import { refuse } from '#app/kernel/refusal.ts'
import { dayOf } from '#app/kernel/text.ts'
import { agencyTree } from '#app/organisation/agencies/index.ts'
import { addWorkingMinutes, calendarFor } from '#app/organisation/calendar/index.ts'
import type { ProcessStep } from '#app/procedures/processes/index.ts'

/** Opinions asked of other agencies beside a step: what entering the step opens, and how it is kept. */

/** An opinion to ask, as the database function takes it. */
export interface AskedOpinion {
  step_no: number
  step_name: string
  asked_agency_id: number
  ask: string
  hours: number
  asked_at: Date
  asked_by: string
  /** By the hours of the agency asked. */
  due_at: Date
  /** When that agency is reminded. */
  soon_at: Date
}

/** What a verb writes of the opinions of its dossier, in this order. */
export interface OpinionWriting {
  close?: { at: Date; why: 'SENT_BACK' | 'ENDED' | 'WITHOUT' | 'MOVED'; reason: string }
  give?: Record<string, unknown>
  ask?: readonly AskedOpinion[]
}

/** As much of an opinion as a verb decides by. */
export interface OpinionMark {
  no: number
  agencyId: number
  state: 'OPEN' | 'GIVEN' | 'CLOSED'
}

/** The opinions of dossier `d`, within its own query: no round trip of their own. */
export const opinionsOf = sql<OpinionMark[]>`(
  select coalesce(jsonb_agg(jsonb_build_object('no', p.no, 'agencyId', p.asked_agency_id, 'state', p.state) order by p.no), '[]')
    from onestop.opinion p where p.agency_id = d.agency_id and p.dossier_id = d.id)`

/** Agencies that have yet to answer. */
export const out = (opinions: readonly OpinionMark[]): number[] =>
  opinions.filter(opinion => opinion.state === 'OPEN').map(opinion => opinion.agencyId)

/**
 * What entering a step asks of other agencies; nothing, at no cost, for most steps.
 * @throws Refusal STEP_PLACE_UNKNOWN
 */
export async function askedBeside(ctx: Ctx, step: ProcessStep): Promise<AskedOpinion[]> {
  if (!step.opinions?.length) return []
  const tree = await agencyTree(ctx.db, dayOf(ctx.now))
  return await Promise.all(
    step.opinions.map(async ({ agency: code, hours, ask }) => {
      const agency = tree.byCode(code)
      if (!agency) unknownAgency(step.name, code)
      const { calendar } = await calendarFor(ctx.db, agency.id)
      return {
        step_no: step.no,
        step_name: step.name,
        asked_agency_id: agency.id,
        ask,
        hours,
        asked_at: ctx.now,
        asked_by: ctx.actor.name,
        due_at: addWorkingMinutes(calendar, ctx.now, hours * 60),
        soon_at: addWorkingMinutes(calendar, ctx.now, remindAfter(hours, calendar.workingDayMinutes)),
      }
    }),
  )
}

/** Working minutes until the reminder: a working day before the answer is due, at half time where less was given. */
export const remindAfter = (hours: number, dayMinutes: number): number => Math.max(hours * 60 - dayMinutes, hours * 30)

/** What an event says of an opinion that was asked. */
export const asked = ({ step_no, step_name, asked_agency_id, ask, due_at }: AskedOpinion) => ({
  stepNo: step_no,
  stepName: step_name,
  askedAgencyId: asked_agency_id,
  ask,
  opinionDue: due_at.toISOString(),
})

function unknownAgency(step: string, code: string): never {
  refuse('STEP_PLACE_UNKNOWN', 422, {
    vi: `Bước "${step}" lấy ý kiến cơ quan ${code}, không có trong danh mục. Bộ phận kiểm soát cần sửa quy trình.`,
    en: `Step "${step}" asks agency ${code} for an opinion, which does not exist. The process must be corrected.`,
  })
}
