import type { ScheduledJob } from '#app/kernel/jobs.ts'
import { expireDrafts } from './service.ts'

/** Work by the clock: drafts whose time is over are removed every night. */
export const portalJobs: readonly ScheduledJob[] = [
  {
    name: 'onestop.expire_drafts',
    cron: '20 2 * * *',
    run: async ctx => {
      await expireDrafts(ctx)
    },
  },
]
