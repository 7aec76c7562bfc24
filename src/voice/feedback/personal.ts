import { fold } from '#app/kernel/text.ts'

/** Traces of persons in free text. Pure. */

export type TraceKind = 'NUMBER' | 'EMAIL' | 'SENDER'

export interface Trace {
  kind: TraceKind
  text: string
}

/** What looks like a person's number but is not: dates with dots, and the codes of dossiers and feedback. */
const HARMLESS = /\b\d{1,2}[./-]\d{1,2}[./-]\d{4}\b|\b[A-Z]\d{2}(?:\.[A-Z0-9]{1,4})*-\d{6,8}-\d{4,}\b/g
/** Telephone numbers and citizen numbers begin with 0 (or +84), with or without separators; old identity cards have nine digits. */
const NUMBER = /(?<![\d.,])(?:\+84|0)(?:[ .-]?\d){8,11}(?!\d)|(?<![\d.,])[1-9]\d{8}(?![\d.,]\d|\d)/g
const EMAIL = /[^\s@<>()]+@[^\s@<>()]+\.[A-Za-z]{2,}/g

/** Same length, so that places found in it are places in the text. */
const withoutHarmless = (text: string): string => text.replaceAll(HARMLESS, found => ' '.repeat(found.length))

/**
 * What in `text` would tell who somebody is: numbers of telephones and identity papers, e-mail addresses, and any of `known`
 * (the sender's own name and address). Amounts of money, dates, codes of dossiers and procedures are not taken for numbers.
 */
export function personalTraces(text: string, known: readonly string[] = []): Trace[] {
  const plain = withoutHarmless(text)
  const folded = fold(text)
  return [
    ...(plain.match(NUMBER) ?? []).map((found): Trace => ({ kind: 'NUMBER', text: found })),
    ...(plain.match(EMAIL) ?? []).map((found): Trace => ({ kind: 'EMAIL', text: found })),
    ...known
      // A single short word ("Hà") is in too many texts to mean anybody.
      .filter(one => one.trim().length >= 6 && folded.includes(fold(one.trim())))
      .map((found): Trace => ({ kind: 'SENDER', text: found })),
  ]
}

/** The text with every trace covered: for lists where nobody needs to know who wrote. */
export function coverTraces(text: string, known: readonly string[] = []): string {
  let covered = text
  for (const trace of personalTraces(text, known)) {
    covered = trace.kind === 'SENDER' ? coverName(covered, trace.text) : covered.replaceAll(trace.text, COVER)
  }
  return covered
}

const COVER = '•••'

/** A name is covered however it is written, with or without diacritics and capitals. */
function coverName(text: string, name: string): string {
  const [written, sought] = [text.normalize('NFC'), fold(name.trim())]
  // Folding a composed text takes one letter for one, so places in the folded text are places in the text.
  const folded = fold(written)
  if (folded.length !== written.length) return written.replaceAll(name, COVER)
  let covered = ''
  let from = 0
  for (let at = folded.indexOf(sought); at >= 0; at = folded.indexOf(sought, from)) {
    covered += written.slice(from, at) + COVER
    from = at + sought.length
  }
  return covered + written.slice(from)
}
