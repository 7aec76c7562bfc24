import type { ScheduledJob } from '#app/kernel/jobs.ts'
import { reconcile } from './service.ts'

/** What runs without being asked: the folder of cells, and the nightly recount. */

export { cellListener } from './listener.ts'

export const measureJobs: readonly ScheduledJob[] = [
  {
    name: 'measures.reconcile',
    cron: '40 1 * * *',
    run: async ctx => {
      const { checked, differences } = await reconcile(ctx)
      // A difference is a mistake in a program, never in the figures' day: it must be seen by whoever watches the jobs.
      if (differences.length > 0)
        throw new Error(`${differences.length} of ${checked} counting cells differ from the facts`)
    },
  },
]
