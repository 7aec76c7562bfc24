import type { Lang } from '#app/kernel/context.ts'
import { say } from '#app/kernel/words.ts'
import type { Deadline } from '../deadlines.ts'
import { pageWords } from './words.ts'

/** A deadline in words: còn n ngày, đúng hạn, trễ. Pure. */
export function deadlineText(
  { state, left, due, doneOn }: Deadline,
  lang: Lang,
): { tone: 'ok' | 'soon' | 'late' | 'done'; text: string; sub: string } {
  const w = say(pageWords, lang)
  if (state === 'NOT_MEASURED' || due === null) return { tone: 'done', text: w.state_NOT_MEASURED, sub: '' }
  if (doneOn !== null) {
    const met = state === 'MET'
    return { tone: met ? 'done' : 'late', text: met ? w.met : w.late, sub: w.doneOn(doneOn, due) }
  }
  const sub = w.until(due)
  if (state === 'LATE') return { tone: 'late', text: left === null || left === 0 ? w.late : w.over(-left), sub }
  if (left === 0) return { tone: 'soon', text: w.today, sub }
  return { tone: left !== null && left <= 2 ? 'soon' : 'ok', text: left === null ? sub : w.left(left), sub }
}
