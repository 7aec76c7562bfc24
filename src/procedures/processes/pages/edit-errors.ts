import type { Lang } from '#app/kernel/context.ts'
import { say } from '#app/kernel/words.ts'
import { readHours } from '../hours.ts'
import { processWords } from '../words.ts'
import { type FormStep, linesOf } from './edit-form.ts'

/** What is wrong with the table as typed, said at its cells: of a time that cannot be read, and of a line among several. Pure. */
export function atCells(
  errors: Record<string, string>,
  steps: readonly FormStep[],
  lang: Lang,
): Record<string, string> {
  const w = say(processWords, lang)
  const told: Record<string, string> = {}
  for (const [path, said] of Object.entries(errors)) {
    const [, at = '', field = '', line] = /^steps\.(\d+)\.(\w+)(?:\.(\d+))?/.exec(path) ?? []
    const step = steps[Number(at)]
    if (field === 'hours' && step?.hours.trim()) told[path] = w.hoursUnreadable
    else if (step && line !== undefined && (field === 'opinions' || field === 'cases')) {
      const typed = linesOf(step[field])[Number(line)] ?? ''
      const [, time = ''] = typed.split(';')
      const isTime = field === 'opinions' && time.trim() !== '' && readHours(time) === null
      const what = field === 'cases' ? w.caseUnreadable : isTime ? w.hoursUnreadable : w.opinionUnreadable
      told[`steps.${at}.${field}`] ??= w.lineWrong(Number(line) + 1, typed, what)
    } else told[path] = said
  }
  return told
}
