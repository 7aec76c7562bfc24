import { createHash } from 'node:crypto'
import { fold } from '#app/kernel/text.ts'
import { type Promises, tightestOf } from './limits.ts'
import type { ProcedureContent } from './shape.ts'

/** The columns that repeat what a version's content says, so that lists read no JSON. Pure. */
export function columnsOf(content: ProcedureContent, promised: Promises | null) {
  const text = JSON.stringify(content)
  const tightest = tightestOf({ content, promised })
  return {
    name: content.name,
    sector: content.sector,
    levels: content.levels,
    scope: content.scope,
    subjects: [...new Set(content.subjects.map(one => one.subject))],
    content: text,
    content_hash: contentHash(text),
    promised: promised && JSON.stringify(promised),
    tightest: tightest && JSON.stringify(tightest),
    review_notes: content.reviewNotes.map(note => note.code),
    search_text: fold([content.code, content.name, content.sector, content.keywords ?? ''].join(' ')),
  }
}

/** The digest of a content as it is written; a reader of the source that reads more gives another one. */
export const contentHash = (text: string): string => createHash('sha256').update(text).digest('hex')
