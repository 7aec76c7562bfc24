import type { ScheduledJob } from '#app/kernel/jobs.ts'
import type { Listener } from '#app/kernel/listeners.ts'

/** What rooms do without being asked: listeners to events, and work that comes by the clock. */

export const listeners: readonly Listener[] = []

export const scheduledJobs: readonly ScheduledJob[] = []
