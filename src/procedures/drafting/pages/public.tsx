import { formatDate, formatDateTime } from '#app/kernel/text.ts'
import {
  Badge,
  Breadcrumbs,
  Button,
  Card,
  Empty,
  Form,
  FormActions,
  type FormErrors,
  type FormValues,
  Head,
  type Lang,
  LinkButton,
  More,
  Notice,
  Pager,
  RadioGroup,
  SelectField,
  Sub,
  TextArea,
  TextField,
} from '#app/ui/index.ts'
import type { PublicDraft, PublicLine } from '../public.ts'
import { stances } from '../rules.ts'
import { terms } from '../words.ts'
import { AffectedTable } from './affected.tsx'
import { ArticleTexts } from './parts.tsx'
import { pageWords } from './words.ts'

/** What everybody sees of drafts, and where anybody says what they think. No JavaScript. */

export function PublicList({
  items,
  firstHref,
  nextHref,
  lang,
}: {
  items: PublicLine[]
  firstHref?: string | undefined
  nextHref?: string | undefined
  lang: Lang
}) {
  const [w, t] = [pageWords[lang], terms[lang]]
  return (
    <>
      <Head title={w.publicTitle} sub={w.publicLead} />
      {items.length === 0 ? (
        <Empty title={w.publicEmpty}>
          <p>{w.publicEmptyHelp}</p>
          <LinkButton href="/feedback">{w.sendFeedback}</LinkButton>
        </Empty>
      ) : (
        items.map(one => (
          <Card key={one.id}>
            <h2>
              <a href={`/consultations/${one.id}`} lang="vi">
                {one.title}
              </a>
            </h2>
            <p>
              {t.kind[one.kind]} · {one.agency}
            </p>
            <Badge tone={one.open ? 'ok' : undefined}>
              {one.open ? w.openUntil(formatDateTime(one.dueAt)) : `${w.closedPublic} · ${t.stage[one.stage]}`}
            </Badge>
          </Card>
        ))
      )}
      <Pager firstHref={firstHref} nextHref={nextHref} />
    </>
  )
}

interface PublicProps {
  view: PublicDraft
  sent: boolean
  values: FormValues
  errors: FormErrors
  formKey: string
  lang: Lang
}

export function PublicPage({ view, sent, values, errors, formKey, lang }: PublicProps) {
  const [w, t] = [pageWords[lang], terms[lang]]
  const settled = view.answered.ACCEPTED + view.answered.PARTLY + view.answered.EXPLAINED
  return (
    <>
      <Breadcrumbs items={[{ label: w.publicTitle, href: '/consultations' }]} />
      <Head title={<span lang="vi">{view.title}</span>} sub={`${t.kind[view.kind]} · ${view.agency}`} />
      {sent && (
        <Notice tone="ok" live>
          {w.thanks}
        </Notice>
      )}
      <Notice
        tone={view.open ? 'info' : 'warn'}
        title={view.open ? w.openUntil(formatDateTime(view.dueAt)) : w.closedPublic}
      >
        {t.stands[view.stage]}
        {view.adopted && <p>{w.adoptedAs(view.adopted.number, formatDate(view.adopted.effectiveOn))}</p>}
      </Notice>
      <Card>
        {view.purpose && (
          <p className="said" lang="vi">
            {view.purpose}
          </p>
        )}
        <p className="said" lang="vi">
          <b>{view.question}</b>
        </p>
        <Sub>
          {w.publicSum(view.opinions)}
          {settled > 0 &&
            ` · ${w.publicAnswered(view.answered.ACCEPTED, view.answered.PARTLY, view.answered.EXPLAINED)}`}
        </Sub>
      </Card>
      {view.affected.length > 0 && (
        <Card title={w.whatChanges}>
          <AffectedTable rows={view.affected} lang={lang} />
        </Card>
      )}
      <Card>
        <More summary={w.readText} open={!sent}>
          <ArticleTexts articles={view.articles} lang={lang} />
        </More>
      </Card>
      {view.open && !sent && <OpinionForm {...{ view, values, errors, formKey, lang }} />}
    </>
  )
}

function OpinionForm({ view, values, errors, formKey, lang }: Omit<PublicProps, 'sent'>) {
  const [w, t] = [pageWords[lang], terms[lang]]
  return (
    <Card title={w.yourOpinion} id="opinion">
      <Form action={`/consultations/${view.id}`} values={values} errors={errors} idempotencyKey={formKey} guard>
        <SelectField
          name="articleNo"
          label={w.aboutWhich}
          required={false}
          blank={w.whole}
          options={view.articles.map(one => ({
            value: one.no,
            label: `${w.article(one.no)}${one.heading ? `. ${one.heading}` : ''}`,
          }))}
        />
        <RadioGroup
          name="stance"
          label={w.stance}
          options={stances.map(value => ({ value, label: t.stance[value] }))}
        />
        <TextArea
          name="body"
          label={w.opinionBody}
          help={w.opinionBodyHelp}
          rows={6}
          required={false}
          maxLength={8_000}
        />
        <TextField
          name="author"
          label={w.author}
          help={w.authorHelp}
          required={false}
          maxLength={120}
          autoComplete="off"
        />
        <FormActions>
          <Button kind="primary" big>
            {w.sendOpinion}
          </Button>
        </FormActions>
      </Form>
    </Card>
  )
}
