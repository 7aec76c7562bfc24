import type { Lang } from '#app/kernel/context.ts'
import { formatDateTime, formatWorking } from '#app/kernel/text.ts'
import { say } from '#app/kernel/words.ts'
import { DueChip, type DueTone } from '#app/ui/index.ts'
import type { DueState } from '../rules.ts'
import { dossierWords } from '../words.ts'

const tones = {
  ok: 'ok',
  soon: 'soon',
  late: 'late',
  paused: 'pause',
  done: 'done',
  none: 'ok',
} as const satisfies Record<DueState, DueTone>

/** How near the promise is, in words. */
export function dueText(
  lang: Lang,
  due: { state: DueState; leftMinutes: number | null; dayMinutes: number; outcome?: string | null },
): string {
  const t = say(dossierWords, lang)
  const time = formatWorking(Math.abs(due.leftMinutes ?? 0), lang, due.dayMinutes)
  switch (due.state) {
    case 'late':
      return due.leftMinutes ? t.late(time) : t.outcome_LATE
    case 'soon':
    case 'ok':
      return t.left(time)
    case 'paused':
      return t.paused
    case 'done':
      return due.outcome ? t[`outcome_${due.outcome as 'EARLY' | 'ON_TIME' | 'LATE'}`] : t.noDue
    default:
      return t.noDue
  }
}

/** The due chip: remaining working time in words, the exact instant and a remark below it. */
export function Due({
  lang,
  state,
  leftMinutes,
  dayMinutes,
  at,
  outcome = null,
  remark,
}: {
  lang: Lang
  state: DueState
  leftMinutes: number | null
  dayMinutes: number
  at: Date | null
  outcome?: string | null
  remark?: string | undefined
}) {
  const sub = [at ? formatDateTime(at) : '', remark ?? ''].filter(Boolean).join(' · ')
  const tone = state === 'done' && outcome === 'LATE' ? 'late' : tones[state]
  return (
    <DueChip tone={tone} text={dueText(lang, { state, leftMinutes, dayMinutes, outcome })} sub={sub || undefined} />
  )
}
