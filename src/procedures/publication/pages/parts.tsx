import { withQuery } from '#app/kernel/http/query.ts'
import { DueChip, FilterBar, type Lang, LinkButton, SelectField, TextField } from '#app/ui/index.ts'
import { say } from '#app/kernel/words.ts'
import { decisions } from '../../catalogue/index.ts'
import type { Deadline } from '../deadlines.ts'
import { publicationWords } from '../words.ts'
import { deadlineText } from './deadline.ts'
import { pageWords } from './words.ts'

/** What the screens of publication share. */

export const BASE = '/catalogue/publications'

export function DueCell({ deadline, lang }: { deadline: Deadline; lang: Lang }) {
  const { tone, text, sub } = deadlineText(deadline, lang)
  return <DueChip tone={tone} text={text} sub={sub || undefined} />
}

export const kindOptions = (lang: Lang) =>
  decisions.kinds.map(kind => ({ value: kind, label: say(publicationWords, lang)[`kind_${kind}`] }))

interface Narrowed {
  tab?: string | undefined
  q?: string | undefined
  kind?: decisions.Kind | undefined
}

/** What narrows a list of publications or deadlines, and its sheet. */
export function Narrowing({ path, query: { tab, q, kind }, lang }: { path: string; query: Narrowed; lang: Lang }) {
  const w = say(pageWords, lang)
  return (
    <FilterBar
      action={path}
      values={{ q: q ?? '', kind: kind ?? '' }}
      keep={tab ? { tab } : {}}
      clearHref={withQuery(path, { tab })}
    >
      <TextField name="q" label={w.search} type="search" />
      <SelectField name="kind" label={w.kind} blank={w.any} options={kindOptions(lang)} />
      <LinkButton href={withQuery(`${path}/export`, { tab, q, kind })} download>
        {w.export}
      </LinkButton>
    </FilterBar>
  )
}
