import { Refusal } from '#app/kernel/refusal.ts'
import type { Held } from './holding.ts'

export interface NewPaper {
  name: string
  originals: number
  copies: number
  fileSha256?: string | undefined
  fileName?: string | undefined
}

/** Adds papers to a dossier; numbers go on from the last. An upload that does not exist is refused when they are written. */
export function addPapers(held: Held, kind: 'SUPPLEMENT' | 'RESULT' | 'OTHER', papers: readonly NewPaper[]): void {
  const { ctx } = held
  held.writing.papers = papers.map(paper => ({
    name: paper.name,
    originals: paper.originals,
    copies: paper.copies,
    file_sha256: paper.fileSha256 ?? null,
    file_name: paper.fileName ?? null,
    kind,
    added_at: ctx.now,
    added_by: ctx.actor.name,
  }))
}

/** An upload named in the papers that was never made is bad input, not an accident. */
export function fileUnknown(cause: unknown): unknown {
  const { constraint } = (cause ?? {}) as { constraint?: unknown }
  if (constraint !== 'paper_file' && constraint !== 'opinion_file') return cause
  return new Refusal('FILE_UNKNOWN', 422, {
    vi: 'Có tệp chưa được tải lên. Hãy tải lại tệp rồi gửi hồ sơ.',
    en: 'A named file was never uploaded. Upload it again, then send the dossier.',
  })
}

/** The same, for a dossier that is just coming in. */
export async function withKnownFiles<R>(writing: Promise<R>): Promise<R> {
  try {
    return await writing
  } catch (cause) {
    throw fileUnknown(cause)
  }
}
