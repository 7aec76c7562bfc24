import { act } from '#app/kernel/act.ts'
import type { Ctx } from '#app/kernel/context.ts'
import type { ScheduledJob } from '#app/kernel/jobs.ts'
import { draftEvents } from './events.ts'
import { streamOf } from './service.ts'

interface Waiting {
  id: number
  draft_id: number
  agency_id: number
  asked_id: number | null
  name: string
  kind: string
  due_at: Date
  soon_noted_at: Date | null
}

/**
 * Reminds, once each: of requests that are due soon, and of those whose time is over. A reminder is an event of the draft; pages
 * list it and other rooms may listen.
 * @returns how many reminders were made
 */
export async function remindOfOpinions(ctx: Ctx): Promise<number> {
  const waiting = await waitingRequests(ctx)
  for (const one of waiting) {
    const late = ctx.now > one.due_at
    await act(ctx, 'procedures.remindOfOpinion', { requestId: one.id, late }, async ({ tx, emit }) => {
      await tx
        .updateTable('procedures.opinion_request')
        .set(
          late ? { late_noted_at: ctx.now, soon_noted_at: one.soon_noted_at ?? ctx.now } : { soon_noted_at: ctx.now },
        )
        .where('id', '=', one.id)
        .execute()
      emit({
        agencyId: one.agency_id,
        stream: streamOf(one.draft_id),
        type: late ? draftEvents.overdue : draftEvents.dueSoon,
        data: {
          draftId: one.draft_id,
          requestId: one.id,
          kind: one.kind,
          askedId: one.asked_id,
          asked: one.name,
          dueAt: one.due_at.toISOString(),
        },
      })
    })
  }
  return waiting.length
}

async function waitingRequests(ctx: Ctx): Promise<Waiting[]> {
  return await ctx.db
    .selectFrom('procedures.opinion_request as q')
    .innerJoin('procedures.opinion_round as r', 'r.id', 'q.round_id')
    .innerJoin('procedures.legal_draft as d', 'd.id', 'r.draft_id')
    .select([
      'q.id',
      'r.draft_id',
      'd.agency_id',
      'q.agency_id as asked_id',
      'q.name',
      'r.kind',
      'q.due_at',
      'q.soon_noted_at',
    ])
    .where('r.closed_at', 'is', null)
    .where('q.answered_at', 'is', null)
    .where(eb =>
      eb.or([
        eb.and([eb('q.due_at', '<', ctx.now), eb('q.late_noted_at', 'is', null)]),
        eb.and([eb('q.due_at', '>=', ctx.now), eb('q.soon_at', '<=', ctx.now), eb('q.soon_noted_at', 'is', null)]),
      ]),
    )
    .orderBy('q.id')
    .execute()
}

export const draftingJobs: readonly ScheduledJob[] = [
  { name: 'procedures.remind_of_opinions', cron: '20 7 * * *', run: async ctx => void (await remindOfOpinions(ctx)) },
]
