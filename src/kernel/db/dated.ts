import type { Reader } from '../context.ts'
import { perDatabase } from './memory.ts'

/** A version of something: from a day until before another; null: no end is known. */
export interface Span {
  id: number
  from: string
  to: string | null
}

const LOOK_AGAIN_MS = 3_000
const KEPT = 2_000

/**
 * Which version of a thing holds on a day. Kept in memory and looked up again after three seconds, for another process may
 * have changed it; `changed` is said by those who have changed it here.
 * @param load  every version of a thing that ever held
 */
export function datedVersions<K>(load: (db: Reader, key: K) => Promise<readonly Span[]>) {
  const kept = perDatabase(() => ({ spans: new Map<K, { spans: readonly Span[]; until: number }>(), changes: 0 }))
  return {
    async on(db: Reader, key: K, day: string): Promise<number | null> {
      const memory = kept(db)
      const now = performance.now()
      const known = memory.spans.get(key)
      if (known && now < known.until) return holding(known.spans, day)
      const { changes } = memory
      const spans = await load(db, key)
      // What was read while somebody changed it is old already.
      if (changes === memory.changes) {
        if (memory.spans.size >= KEPT) memory.spans.clear()
        memory.spans.set(key, { spans, until: now + LOOK_AGAIN_MS })
      }
      return holding(spans, day)
    },
    changed(db: Reader): void {
      const memory = kept(db)
      memory.changes += 1
      memory.spans.clear()
    },
  }
}

const holding = (spans: readonly Span[], day: string): number | null =>
  spans.find(span => span.from <= day && (span.to === null || span.to > day))?.id ?? null
