import { formatDateTime } from '#app/kernel/text.ts'
import {
  Badge,
  Button,
  Card,
  type Column,
  DataTable,
  Empty,
  Form,
  FormActions,
  HiddenField,
  type Lang,
  More,
  Notice,
  PostButton,
  Sub,
  TextArea,
} from '#app/ui/index.ts'
import type { Affected, AssessmentRow } from '../affected.ts'
import type { DraftView } from '../page.ts'
import { assessed, together } from '../rules.ts'
import { terms } from '../words.ts'
import type { TabProps } from './one.tsx'
import { ChangeBadge, formState, ProcedureName, VerdictBadge } from './parts.tsx'
import { pageWords } from './words.ts'

/** Per procedure: which assessments there are, how far each is, who signs. */
export function AssessmentsTab(props: TabProps) {
  const { view, lang } = props
  const w = pageWords[lang]
  if (view.affected.length === 0) {
    return (
      <Empty title={w.tagFirst}>
        <p>{w.tagFirstHelp}</p>
      </Empty>
    )
  }
  return view.affected.map(one => <OneProcedure key={one.id} one={one} {...props} />)
}

function OneProcedure({ one, ...props }: TabProps & { one: Affected }) {
  const { view, lang } = props
  const w = pageWords[lang]
  const needed = assessed[one.change]
  return (
    <Card
      id={`procedure-${one.id}`}
      title={<ProcedureName code={one.code} name={one.name} />}
      actions={
        <span>
          <ChangeBadge change={one.change} lang={lang} />{' '}
          <VerdictBadge verdict={together(one.assessments.map(each => each.verdict))} lang={lang} />
        </span>
      }
    >
      <p className="sub">{w.articlesOf(one.articles.join(', '))}</p>
      {!needed && <p>{w.noAssessment}</p>}
      {needed && !one.declared && <Notice tone="warn">{w.notDeclared}</Notice>}
      {needed && <Assessments view={view} one={one} lang={lang} />}
      {needed && view.can.assess && <Declare one={one} {...props} />}
    </Card>
  )
}

function Assessments({ view, one, lang }: { view: DraftView; one: Affected; lang: Lang }) {
  const w = pageWords[lang]
  return (
    <DataTable
      caption={w.tab_assessments}
      bare
      rows={one.assessments}
      rowKey={row => String(row.id)}
      columns={assessmentColumns(view, lang)}
    />
  )
}

function State({ row, lang }: { row: AssessmentRow; lang: Lang }) {
  const w = pageWords[lang]
  if (row.signed && row.signedAt)
    return <Badge tone="ok">{w.signedBy(row.signedBy ?? '', formatDateTime(row.signedAt))}</Badge>
  return (
    <>
      <Badge tone={row.complete ? 'warn' : undefined}>{row.complete ? w.complete : w.incomplete}</Badge>
      {row.reopenedAt && <Sub>{w.reopenedNote}</Sub>}
    </>
  )
}

function Declare({ one, view, tried, formKey, lang }: TabProps & { one: Affected }) {
  const w = pageWords[lang]
  const form = `declare-${one.id}`
  return (
    <More summary={w.declare} open={!one.declared || tried?.form === form}>
      <p className="sub">{w.declareHelp}</p>
      <Form
        action={`/drafting/${view.id}/declare/${one.id}`}
        {...formState(tried, form, { forms: one.forms.join('\n'), requirements: one.requirements.join('\n') })}
        idempotencyKey={formKey}
        prefix={`d${one.id}`}
      >
        <HiddenField name="version" value={view.row.version} />
        <TextArea name="forms" label={w.formsLabel} required={false} rows={3} />
        <TextArea name="requirements" label={w.requirementsLabel} required={false} rows={3} />
        <FormActions>
          <Button>{w.save}</Button>
        </FormActions>
      </Form>
    </More>
  )
}

function assessmentColumns(view: DraftView, lang: Lang): Column<AssessmentRow>[] {
  const [w, t] = [pageWords[lang], terms[lang]]
  const path = (row: AssessmentRow): string => `/drafting/${view.id}/assessments/${row.id}`
  return [
    {
      key: 'form',
      head: w.assessment,
      rowHead: true,
      cell: row => (
        <>
          <a href={path(row)}>{t.form[row.form]}</a>
          {row.subject && <Sub>{row.subject}</Sub>}
        </>
      ),
    },
    { key: 'state', head: w.state, labelled: true, cell: row => <State row={row} lang={lang} /> },
    {
      key: 'verdict',
      head: w.verdict,
      labelled: true,
      cell: row => <VerdictBadge verdict={row.verdict} lang={lang} />,
    },
    {
      key: 'do',
      head: w.fill,
      hideHead: true,
      cell: row => (
        <>
          <a href={path(row)}>{row.signed || !view.can.assess ? w.see : w.fill}</a>
          {' · '}
          <a href={`/drafting/${view.id}/print/assessments/${row.id}`}>{w.print}</a>{' '}
          {view.can.sign && row.complete && !row.signed && (
            <PostButton
              action={`${path(row)}/sign`}
              fields={{ version: view.row.version }}
              confirm={w.signAsk}
              label={`${w.sign}: ${t.form[row.form]} ${row.subject}`}
            >
              {w.sign}
            </PostButton>
          )}
          {view.can.assess && row.signed && (
            <PostButton
              action={`${path(row)}/reopen`}
              fields={{ version: view.row.version }}
              kind="link"
              confirm={w.reopenAsk}
              label={`${w.reopen}: ${t.form[row.form]} ${row.subject}`}
            >
              {w.reopen}
            </PostButton>
          )}
        </>
      ),
    },
  ]
}
