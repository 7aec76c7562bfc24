import type { Ctx } from '#app/kernel/context.ts'
import { type QueueCounts, workCounts } from '../queue.ts'

type Counts = { mine: QueueCounts; team: QueueCounts }

/** One statement per request, whoever asks: the tabs, the side list, the head of the page. */
const asked = new WeakMap<Ctx, Promise<Counts>>()

export function countsOf(ctx: Ctx): Promise<Counts> {
  const known = asked.get(ctx)
  if (known) return known
  const counting = workCounts(ctx)
  asked.set(ctx, counting)
  return counting
}
