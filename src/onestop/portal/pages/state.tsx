import type { ReactNode } from 'react'
import type { Lang } from '#app/kernel/context.ts'
import { formatDateTime } from '#app/kernel/text.ts'
import { say } from '#app/kernel/words.ts'
import { Card, DueChip, type DueTone, Facts, Notice, Story, Why } from '#app/ui/index.ts'
import { dossierWords, type PublicState } from '../../dossiers/index.ts'
import { portalWords } from '../words.ts'

/** A dossier as people outside the agency see it: the state in a sentence, the due instant, the history. */

const when = (at: Date | null): string => (at ? formatDateTime(at) : '')

/** The state in one sentence. */
export function stateSentence(state: PublicState, lang: Lang): string {
  const t = say(portalWords, lang)
  const due = when(state.dueAt)
  return state.due === 'late' ? t.sayLate(due) : t[`say_${state.status}`](due)
}

const TONES: Record<PublicState['due'], DueTone | null> = {
  ok: 'ok',
  soon: 'soon',
  late: 'late',
  paused: 'pause',
  done: 'done',
  none: null,
}

export function DueMark({ state, lang }: { state: Pick<PublicState, 'status' | 'due' | 'dueAt'>; lang: Lang }) {
  const d = say(dossierWords, lang)
  const tone = TONES[state.due]
  const text = d[`status_${state.status}`]
  return tone ? <DueChip tone={tone} text={text} sub={when(state.dueAt)} /> : text
}

export function StateFacts({
  state,
  lang,
  more = [],
}: {
  state: PublicState
  lang: Lang
  more?: { label: string; value: ReactNode }[]
}) {
  const t = say(portalWords, lang)
  const d = say(dossierWords, lang)
  return (
    <Facts
      items={[
        { label: t.stateTitle, value: d[`status_${state.status}`] },
        { label: t.atStep, value: state.stepName },
        { label: t.agency, value: state.agency },
        { label: t.receivedAt, value: when(state.receivedAt) },
        { label: t.dueAt, value: when(state.dueAt) },
        { label: t.finishedAt, value: when(state.finishedAt) },
        { label: t.returnedAt, value: when(state.returnedAt) },
        ...more,
      ]}
    />
  )
}

export function Reasons({ reasons, lang }: { reasons: readonly string[]; lang: Lang }) {
  if (reasons.length === 0) return null
  return <Why summary={say(portalWords, lang).whyDue} reasons={[...reasons]} />
}

export function History({ state, lang }: { state: PublicState; lang: Lang }) {
  return (
    <Card title={say(portalWords, lang).history}>
      <Story
        items={state.history.map((item, at) => ({
          text: item.text,
          when: formatDateTime(item.at),
          dateTime: item.at.toISOString(),
          now: at === 0,
        }))}
      />
    </Card>
  )
}

/** What was asked for and why, where a supplement is awaited; below it what can be done about it. */
export function MissingPapers({ state, lang, children }: { state: PublicState; lang: Lang; children?: ReactNode }) {
  const t = say(portalWords, lang)
  if (!state.supplement) return null
  return (
    <Notice tone="warn" title={t.supplementTitle}>
      <ul>
        {state.supplement.items.map(item => (
          <li key={item}>{item}</li>
        ))}
      </ul>
      <p>
        {t.supplementReason}: {state.supplement.reason}
      </p>
      {children}
    </Notice>
  )
}
