import {
  Button,
  Card,
  Code,
  Empty,
  Facts,
  FilterBar,
  Form,
  FormActions,
  Head,
  type Lang,
  LinkButton,
  Notice,
  Pager,
  RadioGroup,
  SelectField,
  TextField,
} from '#app/ui/index.ts'
import { formatDate } from '#app/kernel/text.ts'
import { feedbackKinds, type PublishedQuery } from '../input.ts'
import type { PublishedRow, PublishedView } from '../public.ts'
import type { Addressee } from '../scope.ts'
import { Paragraphs } from './track.tsx'
import { spoken } from './public-words.ts'

/** What everybody may read: the published list, a page each, the question whether the answer satisfied. */

interface ListProps {
  items: PublishedRow[]
  query: PublishedQuery
  addressees: Addressee[]
  firstHref?: string
  nextHref?: string
  lang: Lang
}

export function PublishedList({ items, query, addressees, firstHref, nextHref, lang }: ListProps) {
  const w = spoken(lang)
  const values = { q: query.q ?? '', kind: query.kind ?? '', agency: query.agency ? String(query.agency) : '' }
  const filtered = Object.values(values).some(Boolean)
  return (
    <>
      <Head title={w.publishedTitle} sub={w.publishedLead}>
        <LinkButton kind="primary" href="/feedback">
          {w.formTitle}
        </LinkButton>
      </Head>
      <FilterBar action="/feedback/published" values={values} clearHref="/feedback/published">
        <TextField name="q" label={w.search} type="search" />
        <SelectField
          name="kind"
          label={w.kind}
          blank={w.all}
          options={feedbackKinds.map(kind => ({ value: kind, label: w.kindOf(kind) }))}
        />
        <SelectField
          name="agency"
          label={w.handler}
          blank={w.allAgencies}
          options={addressees.map(one => ({ value: String(one.id), label: one.name, group: w.agencyGroup(one.kind) }))}
        />
      </FilterBar>
      {items.length === 0 ? (
        <Empty title={filtered ? w.publishedNone : w.publishedEmpty} />
      ) : (
        items.map(item => (
          <Card key={item.number}>
            <h2>
              <a href={`/feedback/published/${item.number}`}>{item.subject}</a>
            </h2>
            <p className="sub num">
              {item.agency} · {w.kindOf(item.kind)} · {w.publishedOn(item.publishedAt)} ·{' '}
              {w.votes(item.likes, item.dislikes)}
            </p>
          </Card>
        ))
      )}
      <Pager firstHref={firstHref} nextHref={nextHref} />
    </>
  )
}

interface OneProps {
  view: PublishedView
  errors: Record<string, string>
  done: boolean
  lang: Lang
}

export function PublishedPage({ view, errors, done, lang }: OneProps) {
  const w = spoken(lang)
  return (
    <>
      <Head title={view.subject} sub={`${view.agency} · ${w.publishedOn(view.publishedAt)}`} />
      {done && (
        <Notice tone="ok" live>
          {w.voteThanks}
        </Notice>
      )}
      <Card title={w.content}>
        <Paragraphs text={view.body} />
        <Facts
          items={[
            { label: w.number, value: <Code>{view.number}</Code> },
            { label: w.kind, value: w.kindOf(view.kind) },
            { label: w.sentAt, value: formatDate(view.sentAt) },
            {
              label: w.procedure,
              value: view.procedure && <a href={`/procedures/${view.procedure.code}`}>{view.procedure.name}</a>,
            },
          ]}
        />
      </Card>
      <Card title={w.answerTitle}>
        <Paragraphs text={view.answer} />
        <p className="sub num">
          {view.agency} · {w.answeredOn(view.answeredAt)}
        </p>
      </Card>
      <Card>
        <p className="num">{w.votes(view.likes, view.dislikes)}</p>
        <Form action={`/feedback/published/${view.number}/vote`} errors={errors}>
          <RadioGroup
            name="liked"
            label={w.voteQuestion}
            inline
            options={[
              { value: 'yes', label: w.like },
              { value: 'no', label: w.dislike },
            ]}
          />
          <FormActions>
            <Button>{w.vote}</Button>
          </FormActions>
        </Form>
      </Card>
      <p>
        <a href="/feedback/published">{w.publishedTitle}</a>
      </p>
    </>
  )
}
