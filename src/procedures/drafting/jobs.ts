import { act } from '#app/kernel/act.ts'
import type { Ctx } from '#app/kernel/context.ts'
import type { ScheduledJob } from '#app/kernel/jobs.ts'
import { conflict, isRefusal } from '#app/kernel/refusal.ts'
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
}

/**
 * Reminds, once each: of requests that are due soon, and of those whose time is over. A reminder is an event of the draft; the
 * side list counts it, the register and the list of requests say it, and other rooms may listen.
 * @returns how many reminders were made
 */
export async function remindOfOpinions(ctx: Ctx): Promise<number> {
  let made = 0
  for (const one of await toRemindOf(ctx)) if (await remind(ctx, one)) made += 1
  return made
}

/** @returns false where it was answered, or another run reminded of it, since it was looked for */
async function remind(ctx: Ctx, one: Waiting): Promise<boolean> {
  const late = ctx.now > one.due_at
  try {
    await act(ctx, 'procedures.remindOfOpinion', { requestId: one.id, late }, async ({ tx, emit }) => {
      const claimed = await tx
        .updateTable('procedures.opinion_request')
        .set(eb =>
          late
            ? { late_noted_at: ctx.now, soon_noted_at: eb.fn.coalesce('soon_noted_at', eb.val(ctx.now)) }
            : { soon_noted_at: ctx.now },
        )
        .where('id', '=', one.id)
        .where('answered_at', 'is', null)
        .where(late ? 'late_noted_at' : 'soon_noted_at', 'is', null)
        .returning('id')
        .executeTakeFirst()
      if (!claimed) throw conflict()
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
    return true
  } catch (cause) {
    if (isRefusal(cause)) return false
    throw cause
  }
}

async function toRemindOf(ctx: Ctx): Promise<Waiting[]> {
  return await ctx.db
    .selectFrom('procedures.opinion_request as q')
    .innerJoin('procedures.opinion_round as r', 'r.id', 'q.round_id')
    .innerJoin('procedures.legal_draft as d', 'd.id', 'r.draft_id')
    .select(['q.id', 'r.draft_id', 'd.agency_id', 'q.agency_id as asked_id', 'q.name', 'r.kind', 'q.due_at'])
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
