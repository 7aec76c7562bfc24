import { formatDateTime } from '#app/kernel/text.ts'
import {
  Breadcrumbs,
  Button,
  Card,
  Form,
  FormActions,
  type FormErrors,
  type FormValues,
  Head,
  type Lang,
  Notice,
  SelectField,
  TextArea,
  TextField,
} from '#app/ui/index.ts'
import type { Article } from '../articles.ts'
import type { DraftView, RequestView, RoundView } from '../page.ts'
import { stances } from '../rules.ts'
import { terms } from '../words.ts'
import { pageWords } from './words.ts'

/** Answering a request for opinions, article by article. */

interface GiveProps {
  view: DraftView
  round: RoundView
  request: RequestView
  /** Of the text the round is about. */
  articles: readonly Article[]
  values: FormValues
  errors: FormErrors
  formKey: string
  lang: Lang
}

export function GivePage({ view, round, request, articles, values, errors, formKey, lang }: GiveProps) {
  const w = pageWords[lang]
  return (
    <>
      <Breadcrumbs
        items={[
          { label: w.title, href: '/drafting' },
          { label: view.row.title, href: `/drafting/${view.id}` },
          { label: w.tab_opinions, href: `/drafting/${view.id}/opinions` },
        ]}
      />
      <Head
        title={w.giveTitle(request.name)}
        sub={w.roundOn(round.textNo, formatDateTime(round.openedAt), formatDateTime(request.dueAt))}
      />
      {errors['_'] && (
        <Notice tone="late" live>
          {errors['_']}
        </Notice>
      )}
      <Card>
        <p className="said" lang="vi">
          {round.question}
        </p>
        <p className="sub">{w.giveLead}</p>
      </Card>
      <Form
        action={`/drafting/${view.id}/requests/${request.id}`}
        values={values}
        errors={errors}
        idempotencyKey={formKey}
        prefix="o"
        guard
      >
        <Card>
          <TextField
            name="documentNo"
            label={w.documentNo}
            required={request.agencyId === null}
            maxLength={60}
            width={24}
          />
        </Card>
        <Card title={w.whole}>
          <OneFields no="all" lang={lang} />
        </Card>
        {articles.map(one => (
          <Card key={one.no} title={`${w.article(one.no)}${one.heading ? `. ${one.heading}` : ''}`}>
            <p className="said" lang="vi">
              {one.body}
            </p>
            <OneFields no={one.no} lang={lang} />
          </Card>
        ))}
        <FormActions>
          <Button kind="primary">{w.giveButton}</Button>
        </FormActions>
      </Form>
    </>
  )
}

function OneFields({ no, lang }: { no: string; lang: Lang }) {
  const [w, t] = [pageWords[lang], terms[lang]]
  return (
    <>
      <SelectField
        name={`stance.${no}`}
        label={w.stance}
        required={false}
        blank={w.noOpinion}
        options={stances.map(value => ({ value, label: t.stance[value] }))}
      />
      <TextArea name={`body.${no}`} label={w.opinionBody} required={false} rows={3} />
    </>
  )
}
