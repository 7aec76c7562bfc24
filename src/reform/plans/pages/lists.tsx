import {
  Badge,
  Button,
  Code,
  type Column,
  DataTable,
  DateField,
  Empty,
  FieldRow,
  FilterBar,
  Form,
  FormActions,
  Head,
  type Lang,
  LinkButton,
  NumberField,
  Pager,
  SelectField,
  Sub,
  TextArea,
  TextField,
} from '#app/ui/index.ts'
import type { FormValues } from '#app/kernel/http/form.ts'
import { formatDate, formatNumber } from '#app/kernel/text.ts'
import { say } from '#app/kernel/words.ts'
import type { PlansQuery } from '../input.ts'
import type { PlanListRow, PlanView, ProblemRow } from '../views.ts'
import { planWords, type PlanWords } from '../words.ts'

/** The list of plans, the list of what is wrong, the form of a plan's header. */

interface ListProps {
  rows: PlanListRow[]
  query: PlansQuery
  agencies: { id: number; name: string }[]
  mayCreate: boolean
  firstHref?: string
  nextHref?: string
  lang: Lang
}

export function PlanList({ rows, query, agencies, mayCreate, firstHref, nextHref, lang }: ListProps) {
  const w = say(planWords, lang)
  const values = { year: query.year ? String(query.year) : '', agency: query.agency ? String(query.agency) : '' }
  const filtered = Object.values(values).some(Boolean)
  return (
    <>
      <Head title={w.title} sub={w.listSub}>
        <LinkButton href="/plans/problems">{w.navProblems}</LinkButton>
        {mayCreate && (
          <LinkButton kind="primary" href="/plans/new">
            {w.newPlan}
          </LinkButton>
        )}
      </Head>
      <FilterBar action="/plans" values={values} clearHref="/plans">
        <NumberField name="year" label={w.year} />
        <SelectField
          name="agency"
          label={w.agency}
          blank={w.all}
          options={agencies.map(one => ({ value: String(one.id), label: one.name }))}
        />
      </FilterBar>
      <DataTable
        caption={w.title}
        rows={rows}
        rowKey={row => String(row.id)}
        columns={listColumns(w, lang)}
        empty={<Empty title={filtered ? w.noneFound : w.empty}>{mayCreate && <p>{w.emptyHelp}</p>}</Empty>}
      />
      <Pager firstHref={firstHref} nextHref={nextHref} />
    </>
  )
}

const listColumns = (w: PlanWords, lang: Lang): Column<PlanListRow>[] => [
  {
    key: 'title',
    head: w.planTitle,
    rowHead: true,
    cell: row => (
      <>
        <a href={`/plans/${row.id}`}>{row.title}</a>
        <Sub>
          <Code>{row.number}</Code> · {row.agency}
          {row.illustrative && ` · ${w.illustrative}`}
        </Sub>
      </>
    ),
  },
  { key: 'year', head: w.year, cell: row => <span className="num">{row.year}</span> },
  {
    key: 'status',
    head: w.status,
    cell: row => <Badge tone={row.status === 'APPROVED' ? 'ok' : undefined}>{w.statusOf(row.status)}</Badge>,
  },
  { key: 'targets', head: w.targets, align: 'right', cell: row => formatNumber(row.targets, lang) },
  { key: 'tasks', head: w.tasksDone, align: 'right', cell: row => w.of(row.done, row.tasks) },
  {
    key: 'overdue',
    head: w.tasksOverdue,
    align: 'right',
    cell: row => (row.overdue > 0 ? <Badge tone="late">{formatNumber(row.overdue, lang)}</Badge> : '0'),
  },
]

export function ProblemList({ rows, lang }: { rows: ProblemRow[]; lang: Lang }) {
  const w = say(planWords, lang)
  return (
    <>
      <Head title={w.problemsTitle} sub={w.problemsSub(rows.length)}>
        <LinkButton href="/plans">{w.title}</LinkButton>
      </Head>
      <DataTable
        caption={w.problemsTitle}
        rows={rows}
        rowKey={row => `${row.planId}-${row.code}`}
        rowTone={row => (row.problems.includes('OVERDUE') ? 'late' : undefined)}
        columns={problemColumns(w)}
        empty={<Empty title={w.problemsEmpty} />}
      />
    </>
  )
}

const problemColumns = (w: PlanWords): Column<ProblemRow>[] => [
  {
    key: 'task',
    head: w.task,
    rowHead: true,
    cell: row => (
      <>
        <Code href={`/plans/${row.planId}/tasks/${row.code}`}>{row.code}</Code> {row.text}
        <Sub>
          <a href={`/plans/${row.planId}`}>{row.planNumber}</a>
        </Sub>
      </>
    ),
  },
  { key: 'what', head: w.what, cell: row => row.problems.map(w.problem).join(', ') },
  {
    key: 'lead',
    head: w.lead,
    cell: row => (
      <>
        {row.lead || '–'}
        <Sub>{row.leadOfficer}</Sub>
      </>
    ),
  },
  { key: 'due', head: w.dueOn, cell: row => <span className="num">{formatDate(row.dueOn)}</span> },
]

interface HeaderFormProps {
  plan: PlanView | null
  agencies: { id: number; name: string }[]
  year: number
  values: FormValues
  errors: Record<string, string>
  formKey: string
  lang: Lang
}

/** A new plan, or the header of a draft. */
export function HeaderForm({ plan, agencies, year, values, errors, formKey, lang }: HeaderFormProps) {
  const w = say(planWords, lang)
  const kept = (name: string, stored: string | null | undefined): string => {
    const typed = values[name]
    return typeof typed === 'string' ? typed : (stored ?? '')
  }
  return (
    <>
      <Head title={plan ? plan.title : w.newPlan} sub={plan?.number} />
      <Form
        action={plan ? `/plans/${plan.id}/edit` : '/plans'}
        values={values}
        errors={errors}
        idempotencyKey={formKey}
        guard
      >
        {!plan && (
          <FieldRow>
            <SelectField
              name="agencyId"
              label={w.agency}
              options={agencies.map(one => ({ value: String(one.id), label: one.name }))}
            />
            <NumberField name="year" label={w.year} value={kept('year', String(year))} />
          </FieldRow>
        )}
        <FieldRow>
          <TextField name="number" label={w.number} value={kept('number', plan?.number)} />
          <DateField name="signedOn" label={w.signedOn} required={false} value={kept('signedOn', plan?.signedOn)} />
          <TextField name="signer" label={w.signer} required={false} value={kept('signer', plan?.signer)} />
        </FieldRow>
        <TextField name="title" label={w.planTitle} value={kept('title', plan?.title)} />
        <TextArea
          name="basis"
          label={w.basis}
          help={w.basisHelp}
          required={false}
          value={kept('basis', plan?.basis.join('\n'))}
        />
        <TextArea name="purpose" label={w.purpose} required={false} rows={6} value={kept('purpose', plan?.purpose)} />
        <FormActions>
          <Button kind="primary">{w.save}</Button>
        </FormActions>
      </Form>
    </>
  )
}
