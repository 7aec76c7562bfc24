import { aligned } from './diff.ts'

/** Two wordings of one line, word by word: what both say, and what only this side says. Pure. */

export interface Piece {
  text: string
  /** Said on this side only. */
  own: boolean
}

/** Less than this share of the words in common, two lines are not one line put otherwise. */
const ALIKE = 0.4

/** The pieces of both sides; null where the two have too little in common to be read that way. */
export function wordDiff(before: string, after: string): { before: Piece[]; after: Piece[] } | null {
  const [a, b] = [before.split(/(?<=\s)/), after.split(/(?<=\s)/)]
  const rows = aligned(
    a.map(word => word.trim()),
    b.map(word => word.trim()),
  )
  const same = rows.filter(row => row.sign === 'SAME').length
  if (same < Math.max(a.length, b.length) * ALIKE) return null
  return {
    before: joined(rows.flatMap(row => (row.before === null ? [] : [{ text: row.before, own: row.sign !== 'SAME' }]))),
    after: joined(rows.flatMap(row => (row.after === null ? [] : [{ text: row.after, own: row.sign !== 'SAME' }]))),
  }
}

/** Neighbours of one kind as one piece. */
function joined(words: readonly Piece[]): Piece[] {
  const pieces: Piece[] = []
  for (const { text, own } of words) {
    const last = pieces.at(-1)
    if (last?.own === own) last.text += ` ${text}`
    else pieces.push({ text, own })
  }
  return pieces
}
