import type { ScheduledJob } from '#app/kernel/jobs.ts'
import type { Listener } from '#app/kernel/listeners.ts'
import { anchor } from '#app/kernel/verify.ts'
import { forgetOldCounts } from '#app/kernel/limiter.ts'
import { cellListener, measureJobs } from '#app/measures/metrics/jobs.ts'
import { draftingJobs } from '#app/procedures/drafting/index.ts'
import { dossierJobs } from '#app/onestop/dossiers/jobs.ts'
import { portalJobs } from '#app/onestop/portal/index.ts'

/** What rooms do without being asked: listeners to events, and work that comes by the clock. */

export const listeners: readonly Listener[] = [cellListener]

export const scheduledJobs: readonly ScheduledJob[] = [
  { name: 'kernel.anchor', cron: '15 1 * * *', run: async ctx => void (await anchor(ctx.db, ctx.now)) },
  { name: 'kernel.forget_counts', cron: '5 * * * *', run: async ctx => await forgetOldCounts(ctx.db, ctx.now) },
  ...dossierJobs,
  ...portalJobs,
  ...draftingJobs,
  ...measureJobs,
]
