import type { ReactNode } from 'react'
import { formatDateTime, fold } from '#app/kernel/text.ts'
import { Badge, Code, DueChip, type DueTone, type FormErrors, type FormValues, type Lang } from '#app/ui/index.ts'
import type { Article } from '../articles.ts'
import type { Change, Verdict } from '../questionnaire.ts'
import type { RequestTiming, Stage } from '../rules.ts'
import { terms } from '../words.ts'
import { pageWords } from './words.ts'

/** Small parts that several screens of drafting share. */

/** The form that was refused, with what was typed and why. */
export interface Tried {
  form: string
  values: FormValues
  errors: FormErrors
}

/** Values and errors of a form by its name: what was just refused, else what it starts from. */
export function formState(tried: Tried | null, form: string, start: FormValues = {}) {
  return tried?.form === form ? { values: tried.values, errors: tried.errors } : { values: start, errors: {} }
}

const stageTone: Record<Stage, 'ok' | 'warn' | 'pause' | 'seal' | undefined> = {
  DRAFTING: undefined,
  OPINIONS: 'warn',
  REVISION: undefined,
  APPRAISAL: 'warn',
  APPRAISED: 'seal',
  ADOPTED: 'ok',
  WITHDRAWN: 'pause',
}

export const StageBadge = ({ stage, lang }: { stage: Stage; lang: Lang }) => (
  <Badge tone={stageTone[stage]}>{terms[lang].stage[stage]}</Badge>
)

export const VerdictBadge = ({ verdict, lang }: { verdict: Verdict | null; lang: Lang }) =>
  verdict && (
    <Badge tone={verdict === 'KEEP' ? 'ok' : verdict === 'DROP' ? 'late' : 'warn'}>
      {terms[lang].verdict[verdict]}
    </Badge>
  )

const dueTone: Record<RequestTiming, DueTone> = {
  RUNNING: 'ok',
  SOON: 'soon',
  LATE: 'late',
  IN_TIME: 'done',
  ANSWERED_LATE: 'late',
  SILENT: 'pause',
}

export const RequestDue = ({ timing, dueAt, lang }: { timing: RequestTiming; dueAt: Date; lang: Lang }) => (
  <DueChip tone={dueTone[timing]} text={terms[lang].timing[timing]} sub={formatDateTime(dueAt)} />
)

/** A procedure as people name it: its code where it has one, its name. */
export const ProcedureName = ({ code, name }: { code: string | null; name: string }) => (
  <>
    {code && (
      <>
        <Code href={`/procedures/${code}`}>{code}</Code>{' '}
      </>
    )}
    <span lang="vi">{name}</span>
  </>
)

export const ChangeBadge = ({ change, lang }: { change: Change; lang: Lang }) => (
  <Badge tone={change === 'REPEALED' ? 'pause' : undefined}>{terms[lang].change[change]}</Badge>
)

/** The whole text, article by article, each with an anchor. */
export function ArticleTexts({
  articles,
  lang,
  note,
}: {
  articles: readonly Article[]
  lang: Lang
  note?: (no: string) => ReactNode
}) {
  const w = pageWords[lang]
  return articles.map(one => (
    <section className="article" key={one.no} id={articleAnchor(one.no)}>
      <h3>
        {w.article(one.no)}
        {one.heading && `. ${one.heading}`}
      </h3>
      {note?.(one.no)}
      <p className="said" lang="vi">
        {one.body}
      </p>
    </section>
  ))
}

/** đ has no place in an address. */
export const articleAnchor = (no: string): string => `dieu-${fold(no)}${no.endsWith('đ') ? '-' : ''}`

/** Lines of a text field as a list. */
export const linesOf = (value: unknown): unknown =>
  typeof value === 'string'
    ? value
        .split('\n')
        .map(one => one.trim())
        .filter(one => one !== '')
    : value
