import {
  Badge,
  Breadcrumbs,
  Card,
  DataTable,
  DateField,
  Facts,
  Form,
  FormActions,
  Button,
  type FormErrors,
  type FormValues,
  Head,
  type Lang,
  LinkButton,
  Notice,
  PostButton,
  SelectField,
  TextField,
  type Column,
} from '#app/ui/index.ts'
import { say } from '#app/kernel/words.ts'
import type { ReviewCode } from '../shape.ts'
import type { VersionChanges } from '../changes.ts'
import type { ProcedureView, VersionLine } from '../page.ts'
import { catalogueWords } from '../words.ts'
import type { DecisionRow } from '../work.ts'
import { Papers, Rest, Results, Steps } from './body.tsx'
import { Channels } from './channels.tsx'
import { changeWords } from './change-words.ts'
import { Changes } from './changes.tsx'
import { contentWords } from './content-words.ts'
import { decisionOptions, Prepare } from './prepare.tsx'
import { change, validity } from './procedure.tsx'
import { reviewWords } from '../review-words.ts'
import { workWords } from './work-words.ts'

/** One procedure as the control unit works on it. */

export interface OneProps {
  view: ProcedureView
  open: DecisionRow[]
  homes: { value: string; label: string }[]
  mayEdit: boolean
  saved: boolean
  values: FormValues
  errors: FormErrors
  lang: Lang
}

export function WorkOne({ view, open, homes, mayEdit, saved, values, errors, lang }: OneProps) {
  const w = say(workWords, lang)
  const draft = view.versions.find(version => version.state === 'DRAFT')
  const copy = view.versions.find(version => version.state === 'IMPORTED')
  const inForce = view.versions.find(version => version.state === 'PUBLISHED')
  return (
    <>
      <Breadcrumbs items={[{ label: w.catalogue, href: '/catalogue' }]} />
      <Head
        title={<span lang="vi">{view.content.name}</span>}
        sub={`${view.code} · ${view.content.sector} · ${w[`state_${view.shown.state}`]}`}
      >
        <LinkButton href={`/processes/${view.code}`}>{w.process}</LinkButton>
        <LinkButton href={`/forms/${view.code}`}>{w.form}</LinkButton>
        <LinkButton href={`/replay?code=${view.code}`}>{w.replay}</LinkButton>
        {mayEdit && !draft && inForce && (
          <LinkButton href={`/catalogue/${view.code}/content`}>{say(contentWords, lang).edit}</LinkButton>
        )}
        {copy && (draft || inForce) && (
          <LinkButton href={`/catalogue/${view.code}/compare`}>{say(changeWords, lang).compare}</LinkButton>
        )}
        {view.shown.state !== 'DRAFT' && <LinkButton href={`/procedures/${view.code}`}>{w.public}</LinkButton>}
      </Head>
      {saved && (
        <Notice tone="ok" live>
          {w.saved}
        </Notice>
      )}
      {errors['_'] && (
        <Notice tone="late" live>
          {errors['_']}
        </Notice>
      )}
      {draft && <DraftCard code={view.code} draft={draft} open={open} mayEdit={mayEdit} lang={lang} />}
      <VersionTable view={view} lang={lang} />
      {view.shown.reviewNotes.length > 0 && <Review notes={view.shown.reviewNotes as ReviewCode[]} lang={lang} />}
      {mayEdit && !draft && (copy || inForce) && (
        <Prepare
          view={view}
          copy={copy}
          inForce={inForce}
          open={open}
          homes={homes}
          values={values}
          errors={errors}
          lang={lang}
        />
      )}
      {mayEdit && inForce && <CloseForm code={view.code} values={values} errors={errors} lang={lang} />}
    </>
  )
}

function DraftCard({
  code,
  draft,
  open,
  mayEdit,
  lang,
}: {
  code: string
  draft: VersionLine
  open: DecisionRow[]
  mayEdit: boolean
  lang: Lang
}) {
  const w = say(workWords, lang)
  return (
    <Card title={w.draftTitle(draft.no)} actions={<a href={`/catalogue/${code}/versions/${draft.no}`}>{w.see}</a>}>
      <p>
        {change(draft, lang)}
        {' · '}
        {draft.decision ? (
          <a href={`/catalogue/decisions/${draft.decision.id}`}>{w.draftIn(draft.decision.number)}</a>
        ) : (
          w.draftFree
        )}
      </p>
      {mayEdit && (
        <>
          <FormActions>
            <LinkButton href={`/catalogue/${code}/content`}>{say(contentWords, lang).edit}</LinkButton>
          </FormActions>
          {open.length === 0 ? (
            <p className="sub">{w.noOpen}</p>
          ) : (
            <Form action={`/catalogue/${code}/attach`} prefix="a">
              <SelectField
                name="decisionId"
                label={w.attachTo}
                options={decisionOptions(open)}
                value={String(draft.decision?.id ?? '')}
              />
              <FormActions>
                <Button>{w.attach}</Button>
              </FormActions>
            </Form>
          )}
          <FormActions>
            <LinkButton href="/catalogue/decisions#new">{w.newDecision}</LinkButton>
            <PostButton action={`/catalogue/${code}/discard`} kind="danger" confirm={w.discardAsk}>
              {w.discard}
            </PostButton>
          </FormActions>
        </>
      )}
    </Card>
  )
}

function VersionTable({ view, lang }: { view: ProcedureView; lang: Lang }) {
  const w = say(workWords, lang)
  return (
    <DataTable
      caption={w.versions}
      rows={view.versions}
      rowKey={version => String(version.no)}
      columns={versionColumns(view, lang)}
    />
  )
}

function Review({ notes, lang }: { notes: ReviewCode[]; lang: Lang }) {
  const w = say(workWords, lang)
  const r = say(reviewWords, lang)
  return (
    <Notice tone="warn" title={w.reviewTitle}>
      <p>{w.reviewLead}</p>
      <ul>
        {notes.map(note => (
          <li key={note}>
            <a href={`/catalogue?tab=review&note=${note}`}>{r[note]}</a>
          </li>
        ))}
      </ul>
    </Notice>
  )
}

function CloseForm({
  code,
  values,
  errors,
  lang,
}: {
  code: string
  values: FormValues
  errors: FormErrors
  lang: Lang
}) {
  const w = say(workWords, lang)
  return (
    <Card title={w.close} id="close">
      <p className="sub">{w.closeLead}</p>
      <Form action={`/catalogue/${code}/close`} values={values} errors={errors} prefix="c" noSummary>
        <DateField name="on" label={w.closeOn} />
        <TextField name="reason" label={w.reason} maxLength={500} />
        <FormActions>
          <Button kind="danger" confirm={w.closeLead}>
            {w.close}
          </Button>
        </FormActions>
      </Form>
    </Card>
  )
}

/** One version's content, draft or not, in the officers' frame. */
export function WorkVersion({
  view,
  changes,
  lang,
}: {
  view: ProcedureView
  changes: VersionChanges | undefined
  lang: Lang
}) {
  const w = say(workWords, lang)
  const c = say(catalogueWords, lang)
  const { content, shown } = view
  return (
    <>
      <Breadcrumbs
        items={[
          { label: w.catalogue, href: '/catalogue' },
          { label: view.code, href: `/catalogue/${view.code}` },
        ]}
      />
      <Head
        title={<span lang="vi">{content.name}</span>}
        sub={`${view.code} · ${w.version(shown.no)} · ${w[`state_${shown.state}`]}`}
      />
      {shown.reviewNotes.length > 0 && <Review notes={shown.reviewNotes as ReviewCode[]} lang={lang} />}
      <Card>
        <Facts
          items={[
            { label: w.homeLabel, value: view.homeName },
            { label: w.onlineLabel, value: shown.home && c[`online_${shown.onlineLevel}`] },
            { label: w.decision, value: shown.decision?.number ?? content.decisionNo },
            { label: w.validity, value: shown.from && validity(shown, lang) },
            { label: w.change, value: change(shown, lang) },
            { label: w.promiseBasis, value: view.promiseBasis },
          ]}
        />
      </Card>
      <Changes changes={changes} lang={lang} />
      <Papers content={content} lang={lang} />
      <Steps content={content} lang={lang} />
      <Channels
        content={content}
        promised={view.promised}
        promiseIllustrative={shown.decision?.illustrative ?? false}
        lang={lang}
      />
      <Results content={content} lang={lang} />
      <Rest content={content} homeName={view.homeName} lang={lang} />
    </>
  )
}

function versionColumns(view: ProcedureView, lang: Lang): Column<VersionLine>[] {
  const w = say(workWords, lang)
  return [
    {
      key: 'no',
      head: w.versions,
      rowHead: true,
      cell: version => <a href={`/catalogue/${view.code}/versions/${version.no}`}>{w.version(version.no)}</a>,
    },
    {
      key: 'state',
      head: w.state,
      cell: version => (
        <Badge tone={version.state === 'PUBLISHED' ? 'ok' : undefined}>{w[`state_${version.state}`]}</Badge>
      ),
    },
    {
      key: 'validity',
      head: w.validity,
      cell: version => (version.state === 'DRAFT' ? '' : validity(version, lang)),
    },
    { key: 'change', head: w.change, cell: version => change(version, lang) },
    {
      key: 'decision',
      head: w.decision,
      cell: version =>
        version.decision && <a href={`/catalogue/decisions/${version.decision.id}`}>{version.decision.number}</a>,
    },
  ]
}
