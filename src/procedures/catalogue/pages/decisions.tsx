import {
  Badge,
  Breadcrumbs,
  Button,
  Card,
  CheckboxField,
  Code,
  type Column,
  DataTable,
  DateField,
  Empty,
  Facts,
  FieldRow,
  Form,
  FormActions,
  type FormErrors,
  type FormValues,
  Head,
  type Lang,
  LinkButton,
  More,
  Notice,
  SelectField,
  Sub,
  TextField,
  Confirm,
} from '#app/ui/index.ts'
import { formatDate, formatDateTime } from '#app/kernel/text.ts'
import { say } from '#app/kernel/words.ts'
import type { ComponentName } from '../parts.ts'
import { decisionKinds } from '../rules.ts'
import { catalogueWords, componentWords } from '../words.ts'
import type { DecisionRow, DecisionView } from '../work.ts'
import type { VersionChanges } from '../changes.ts'
import { changeWords } from './change-words.ts'
import { DiffParts } from './changes.tsx'
import { publicWords } from './words.ts'
import { workWords } from './work-words.ts'

/** Publication decisions. */

const stateOf = (decision: DecisionRow, lang: Lang) => {
  const w = say(workWords, lang)
  return decision.publishedAt
    ? w.published(formatDateTime(decision.publishedAt), decision.publishedBy ?? '')
    : w.preparing
}

interface FormState {
  values: FormValues
  errors: FormErrors
  formKey: string
}

export function DecisionList({
  rows,
  mayEdit,
  values,
  errors,
  formKey,
  lang,
}: FormState & { rows: DecisionRow[]; mayEdit: boolean; lang: Lang }) {
  const w = say(workWords, lang)
  return (
    <>
      <Breadcrumbs items={[{ label: w.catalogue, href: '/catalogue' }]} />
      <Head title={w.decisions} sub={w.decisionsLead} />
      <DataTable
        caption={w.decisions}
        rows={rows}
        rowKey={row => String(row.id)}
        empty={<Empty title={w.noDecisions} />}
        columns={decisionColumns(lang)}
      />
      {mayEdit && (
        <Card title={w.newDecision} id="new">
          <Form action="/catalogue/decisions" values={values} errors={errors} idempotencyKey={formKey} guard>
            <TextField name="number" label={w.number} width={16} maxLength={60} />
            <SelectField
              name="kind"
              label={w.decisionKind}
              options={decisionKinds.map(kind => ({ value: kind, label: w[`decision_${kind}`] }))}
            />
            <TextField name="title" label={w.title} maxLength={500} />
            <FieldRow>
              <DateField name="signedOn" label={w.signedOn} />
              <DateField name="effectiveOn" label={w.effectiveOn} />
            </FieldRow>
            <TextField name="signer" label={w.signer} maxLength={200} />
            <CheckboxField name="illustrative" label={w.illustrative} help={w.illustrativeHelp} />
            <FormActions>
              <Button kind="primary">{w.create}</Button>
            </FormActions>
          </Form>
        </Card>
      )}
    </>
  )
}

export function DecisionPage({
  view,
  changes,
  mayEdit,
  values,
  errors,
  lang,
}: Omit<FormState, 'formKey'> & {
  view: DecisionView
  changes: ReadonlyMap<number, VersionChanges>
  mayEdit: boolean
  lang: Lang
}) {
  const w = say(workWords, lang)
  const open = mayEdit && view.publishedAt === null && !view.sealed
  return (
    <>
      <Breadcrumbs
        items={[
          { label: w.catalogue, href: '/catalogue' },
          { label: w.decisions, href: '/catalogue/decisions' },
        ]}
      />
      <Head title={`${w.decision} ${view.number}`} sub={stateOf(view, lang)}>
        {open && view.items.length + view.planned.length > 0 && (
          <LinkButton kind="primary" href={`/catalogue/decisions/${view.id}/publish`}>
            {w.publish}
          </LinkButton>
        )}
      </Head>
      {errors['_'] && (
        <Notice tone="late" live>
          {errors['_']}
        </Notice>
      )}
      <Card>
        <Facts
          items={[
            { label: w.title, value: <span lang="vi">{view.title}</span> },
            { label: w.decisionKind, value: w[`decision_${view.kind}`] },
            { label: w.signedOn, value: formatDate(view.signedOn) },
            { label: w.signer, value: view.signer },
            { label: w.effectiveOn, value: formatDate(view.effectiveOn) },
            { label: w.state, value: view.illustrative ? w.illustrative : null },
          ]}
        />
      </Card>
      <DataTable
        caption={w.items}
        showCaption
        rows={view.items}
        rowKey={item => item.code}
        empty={<Empty title={w.noneLead} />}
        columns={itemColumns(lang)}
      />
      {view.items.map(item => {
        const found = changes.get(item.versionId)
        return (
          found && (
            <More key={item.code} summary={`${say(changeWords, lang).changes}: ${item.code}`}>
              <DiffParts
                parts={found.parts}
                heads={[say(changeWords, lang).before, say(changeWords, lang).after]}
                inCard
                lang={lang}
              />
            </More>
          )
        )
      })}
      {view.planned.length > 0 && (
        <DataTable
          caption={w.repeals}
          showCaption
          rows={view.planned}
          rowKey={item => item.code}
          columns={plannedColumns(lang)}
        />
      )}
      {open && (
        <Card title={w.repealAdd} id="repeal">
          <Form action={`/catalogue/decisions/${view.id}/repeals`} values={values} errors={errors}>
            <TextField name="code" label={w.repealCode} width={16} />
            <TextField name="basis" label={w.basis} maxLength={500} />
            <FormActions>
              <Button>{w.repealAdd}</Button>
            </FormActions>
          </Form>
        </Card>
      )}
    </>
  )
}

export function PublishConfirm({ view, formKey, lang }: { view: DecisionView; formKey: string; lang: Lang }) {
  const w = say(workWords, lang)
  return (
    <Confirm
      title={w.publishAsk(view.number)}
      action={`/catalogue/decisions/${view.id}/publish`}
      confirmLabel={w.publish}
      cancelHref={`/catalogue/decisions/${view.id}`}
      idempotencyKey={formKey}
    >
      <p>{w.publishLead(view.items.length, view.effectiveOn)}</p>
      {view.planned.length > 0 && (
        <p>
          {w.repeals}: {view.planned.map(one => one.code).join(', ')}
        </p>
      )}
    </Confirm>
  )
}

function decisionColumns(lang: Lang): Column<DecisionRow>[] {
  const w = say(workWords, lang)
  return [
    {
      key: 'number',
      head: w.number,
      cell: row => <Code href={`/catalogue/decisions/${row.id}`}>{row.number}</Code>,
    },
    {
      key: 'title',
      head: w.title,
      rowHead: true,
      cell: row => (
        <>
          <span lang="vi">{row.title}</span>
          {row.illustrative && (
            <>
              {' '}
              <Badge tone="warn">{w.illustrative}</Badge>
            </>
          )}
          <Sub>{w[`decision_${row.kind}`]}</Sub>
        </>
      ),
    },
    { key: 'signed', head: w.signedOn, cell: row => formatDate(row.signedOn) },
    { key: 'effective', head: w.effectiveOn, cell: row => formatDate(row.effectiveOn) },
    {
      key: 'state',
      head: w.state,
      cell: row => (
        <>
          {stateOf(row, lang)}
          <Sub>{w.holds(row.versions, row.repeals)}</Sub>
        </>
      ),
    },
  ]
}

function itemColumns(lang: Lang): Column<DecisionView['items'][number]>[] {
  const w = say(workWords, lang)
  const p = say(publicWords, lang)
  const c = say(catalogueWords, lang)
  return [
    {
      key: 'code',
      head: w.code,
      cell: item => <Code href={`/catalogue/${item.code}/versions/${item.no}`}>{item.code}</Code>,
    },
    { key: 'name', head: w.name, rowHead: true, cell: item => <span lang="vi">{item.name}</span> },
    {
      key: 'change',
      head: w.change,
      cell: item => (
        <>
          {p[`kind_${item.changeKind as 'NEW' | 'AMENDED' | 'REPLACED'}`]}
          {item.changedComponents.length > 0 && (
            <Sub>{componentWords(item.changedComponents as ComponentName[])[lang]}</Sub>
          )}
        </>
      ),
    },
    { key: 'home', head: w.home, cell: item => (item.home === 'COMMUNE' ? c.level_COMMUNE : (item.home ?? '')) },
    { key: 'state', head: w.state, cell: item => w[`state_${item.state}`] },
  ]
}

function plannedColumns(lang: Lang): Column<DecisionView['planned'][number]>[] {
  const w = say(workWords, lang)
  return [
    { key: 'code', head: w.code, cell: item => <Code href={`/catalogue/${item.code}`}>{item.code}</Code> },
    { key: 'name', head: w.name, rowHead: true, cell: item => <span lang="vi">{item.name}</span> },
    { key: 'basis', head: w.basis, cell: item => item.basis },
  ]
}
