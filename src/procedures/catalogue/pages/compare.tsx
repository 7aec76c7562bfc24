import { say } from '#app/kernel/words.ts'
import {
  Breadcrumbs,
  Button,
  Card,
  CheckboxGroup,
  Form,
  FormActions,
  type FormErrors,
  type FormValues,
  Head,
  HiddenField,
  type Lang,
  LinkButton,
  Notice,
  PostButton,
} from '#app/ui/index.ts'
import type { Comparison } from '../changes.ts'
import type { DifferenceFilter, Neighbours } from '../differences.ts'
import type { ComponentName } from '../parts.ts'
import { catalogueWords, componentWords } from '../words.ts'
import { changeWords } from './change-words.ts'
import { DiffParts } from './changes.tsx'
import { listHref } from './list.tsx'

/** The national copy beside what holds here, and what is taken over from it. */

interface Props {
  view: Comparison
  mayEdit: boolean
  filter: DifferenceFilter
  neighbours: Neighbours
  /** What was taken over just now, and can be given back. */
  taken: readonly ComponentName[]
  values: FormValues
  errors: FormErrors
  lang: Lang
}

export function ComparePage({ view, mayEdit, filter, neighbours, taken, values, errors, lang }: Props) {
  const w = say(changeWords, lang)
  const hrefOf = (code: string): string => listHref(`/catalogue/${code}/compare`, filter)
  return (
    <>
      <Breadcrumbs
        items={[
          { label: w.differences, href: listHref('/catalogue/differences', filter) },
          { label: view.code, href: `/catalogue/${view.code}` },
        ]}
      />
      <Head title={w.compareTitle} sub={`${view.code} · ${view.name}`}>
        {neighbours.at !== null && <span className="num">{w.place(neighbours.at, neighbours.of)}</span>}
        {neighbours.previous && (
          <LinkButton href={hrefOf(neighbours.previous)} keyHint="p">
            {w.previous}
          </LinkButton>
        )}
        {neighbours.next && (
          <LinkButton href={hrefOf(neighbours.next)} keyHint="n">
            {w.next}
          </LinkButton>
        )}
      </Head>
      {taken.length > 0 && <Taken view={view} taken={taken} filter={filter} lang={lang} />}
      <p>{w.compareLead(view.local.no, w[`state_${view.local.state}`], view.national.at)}</p>
      {view.parts.length === 0 && (
        <Notice tone="ok">
          {w.equal} {neighbours.next && <a href={hrefOf(neighbours.next)}>{w.goOn}</a>}
        </Notice>
      )}
      {mayEdit && view.parts.length > 0 && (
        <Card title={w.adopt}>
          <p className="sub">{w.adoptLead}</p>
          <Form
            action={`/catalogue/${view.code}/compare`}
            values={{ 'parts[]': filter.part ? [filter.part] : [], ...values }}
            errors={errors}
          >
            <FilterFields filter={filter} />
            <CheckboxGroup name="parts[]" label={w.parts} inline options={choices(view, lang)} />
            <FormActions>
              <Button kind="primary">{w.adopt}</Button>
            </FormActions>
          </Form>
        </Card>
      )}
      <DiffParts parts={view.parts} heads={[w.local, w.national]} lang={lang} />
    </>
  )
}

function choices({ parts }: Comparison, lang: Lang) {
  const w = say(changeWords, lang)
  const c = say(catalogueWords, lang)
  return parts.map(({ part, lines }) => ({
    value: part,
    label: `${c[`part_${part}`]} (${w.lines(lines.filter(line => line.sign !== 'SAME').length)})`,
  }))
}

const FilterFields = ({ filter: { part, q } }: { filter: DifferenceFilter }) => (
  <>
    {part && <HiddenField name="part" value={part} />}
    {q && <HiddenField name="q" value={q} />}
  </>
)

/** What was just done, the draft it stands in, and the way back. */
function Taken({
  view,
  taken,
  filter,
  lang,
}: {
  view: Comparison
  taken: readonly ComponentName[]
  filter: DifferenceFilter
  lang: Lang
}) {
  const w = say(changeWords, lang)
  return (
    <Notice tone="ok" live title={w.taken(componentWords(taken)[lang])}>
      <p>
        <a href={`/catalogue/${view.code}/versions/${view.local.no}`}>{w.seeDraft(view.local.no)}</a>
      </p>
      <PostButton
        action={`/catalogue/${view.code}/restore`}
        fields={{
          parts: taken.join(','),
          ...(filter.part ? { part: filter.part } : {}),
          ...(filter.q ? { q: filter.q } : {}),
        }}
      >
        {w.undo}
      </PostButton>
    </Notice>
  )
}
