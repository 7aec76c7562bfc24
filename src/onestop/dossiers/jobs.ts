import type { ScheduledJob } from '#app/kernel/jobs.ts'
import { followCalendars } from './following.ts'

/** Work by the clock: within a minute running dossiers follow a change of the working calendar. */
export const dossierJobs: readonly ScheduledJob[] = [
  {
    name: 'onestop.follow_calendars',
    cron: '* * * * *',
    run: async ctx => {
      await followCalendars(ctx)
    },
  },
]
