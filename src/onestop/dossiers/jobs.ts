import type { ScheduledJob } from '#app/kernel/jobs.ts'
import { followCalendars } from './following.ts'
import { remindOfOpinions } from './reminding.ts'

/** Work by the clock: within a minute running dossiers follow a change of the working calendar, in a quarter of an hour agencies are reminded. */
export const dossierJobs: readonly ScheduledJob[] = [
  {
    name: 'onestop.follow_calendars',
    cron: '* * * * *',
    run: async ctx => {
      await followCalendars(ctx)
    },
  },
  {
    name: 'onestop.remind_of_opinions',
    cron: '*/15 * * * *',
    run: async ctx => void (await remindOfOpinions(ctx)),
  },
]
