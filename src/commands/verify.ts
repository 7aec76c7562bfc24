import type { Database } from '#app/kernel/context.ts'
import { verifyAll } from '#app/kernel/verify.ts'
import { metrics } from '#app/measures/metrics/index.ts'

/**
 * Checks what must never differ: each stream's hash chain, and the counting cells against a recount of the facts.
 * @returns the exit code: 0 when everything holds, 1 when something was changed
 */
export async function verify(db: Database, json: boolean, say: (text: string) => void): Promise<number> {
  const log = await verifyAll(db)
  const figures = await metrics.recount(db)
  if (json) {
    say(JSON.stringify({ log, figures }))
  } else {
    say(`Event log: ${log.events} events in ${log.streams} streams, ${log.broken.length} broken.`)
    for (const broken of log.broken) say(`  ${JSON.stringify(broken)}`)
    say(`Daily anchors: ${log.anchors.days}, ${log.anchors.broken.length} broken.`)
    for (const broken of log.anchors.broken) say(`  ${JSON.stringify(broken)}`)
    say(`Figures: ${figures.checked} cells counted again, ${figures.differences.length} different.`)
    for (const different of figures.differences) say(`  ${JSON.stringify(different)}`)
  }
  return log.broken.length + log.anchors.broken.length + figures.differences.length === 0 ? 0 : 1
}
