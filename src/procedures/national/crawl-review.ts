/** Collects, while a record is read, what a person has to look at: counted warnings and verbatim fragments. */
import type { ProcedureContent } from '../catalogue/index.ts'
import type { ReviewCode } from './shape.ts'

export type Review = {
  /** Counts one more occurrence of a warning. */
  warn: (code: ReviewCode) => void
  /** Keeps a fragment that could not be read, under the name of its field. */
  keep: (field: string, text: string) => void
  notes: () => ProcedureContent['reviewNotes']
  raw: () => ProcedureContent['raw']
}

/** A fresh collector for one record. */
export function startReview(): Review {
  const counts = new Map<ReviewCode, number>()
  const fragments: ProcedureContent['raw'] = []
  return {
    warn: code => void counts.set(code, (counts.get(code) ?? 0) + 1),
    keep: (field, text) => {
      if (text.trim() !== '') fragments.push({ field, text: text.trim() })
    },
    notes: () => [...counts].map(([code, count]) => ({ code, count })),
    raw: () => [...fragments],
  }
}
