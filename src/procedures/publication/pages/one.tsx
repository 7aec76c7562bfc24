import {
  Breadcrumbs,
  Button,
  Card,
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
  HiddenField,
  type Lang,
  LinkButton,
  Notice,
  PostButton,
  SelectField,
  Sub,
  TextField,
} from '#app/ui/index.ts'
import { formatDate, formatDateTime } from '#app/kernel/text.ts'
import { say } from '#app/kernel/words.ts'
import { lackWords } from '../refusals.ts'
import { type Change, changes, levelGroups, totalOf } from '../rules.ts'
import type { ProposalView } from '../views.ts'
import { componentNames, publicationWords } from '../words.ts'
import { DueCell } from './list.tsx'
import { pageWords } from './words.ts'

/** One publication: how far it is, what it publishes, what can be done now. */

const BASE = '/catalogue/publications'
type ShownItem = ProposalView['items'][number]

export interface OneProps {
  view: ProposalView
  /** The item that is being changed. */
  editing: number | null
  values: FormValues
  errors: FormErrors
  formKey: string
  lang: Lang
}

export function ProposalPage(props: OneProps) {
  const { view, errors, lang } = props
  const w = say(pageWords, lang)
  const p = say(publicationWords, lang)
  const at = `${BASE}/${view.id}`
  return (
    <>
      <Breadcrumbs items={[{ label: w.publications, href: BASE }]} />
      <Head
        title={<span lang="vi">{view.title}</span>}
        sub={`${p[`stage_${view.stage}`]} · ${p[`kind_${view.kind}`]} · ${view.decisionNo ?? view.submissionNo ?? view.basisNo}`}
      >
        <LinkButton href={`${at}/submission`}>{w.printSubmission}</LinkButton>
        <LinkButton href={`${at}/decision`}>{w.printDecision}</LinkButton>
      </Head>
      {errors['_'] && (
        <Notice tone="late" live>
          {errors['_']}
        </Notice>
      )}
      <ItemErrors errors={errors} />
      <NextStep {...props} />
      <Card>
        <Facts
          items={[
            { label: w.agency, value: <span lang="vi">{view.agency}</span> },
            {
              label: w.basis,
              value: (
                <span lang="vi">
                  {view.basisNo} — {view.basisTitle}
                </span>
              ),
            },
            { label: w.basisEffectiveOn, value: formatDate(view.basisEffectiveOn) },
            { label: w.decided, value: <DueCell deadline={view.decided} lang={lang} /> },
            { label: w.public, value: view.decisionId && <DueCell deadline={view.public} lang={lang} /> },
            {
              label: w.rule,
              value: view.rule && `${view.rule.basis} (${view.rule.verified ? w.verified : w.unverified})`,
            },
            {
              label: w.submission,
              value:
                view.submissionNo && `${view.submissionNo}, ${formatDate(view.submittedOn ?? '')}, ${view.submittedBy}`,
            },
            {
              label: w.decision,
              value: view.decisionId ? (
                <a href={`/catalogue/decisions/${view.decisionId}`}>
                  {view.decisionNo}: {w.seeDecision}
                </a>
              ) : (
                view.decisionNo
              ),
            },
            { label: w.signed, value: view.signedAt && `${view.signedBy}, ${formatDateTime(view.signedAt)}` },
            { label: w.effectiveOn, value: view.effectiveOn && formatDate(view.effectiveOn) },
            { label: w.ended, value: view.endReason },
          ]}
        />
      </Card>
      <DataTable
        caption={w.items}
        showCaption
        rows={view.items}
        rowKey={item => String(item.no)}
        empty={<Empty title={w.noItems} />}
        columns={itemColumns(view, lang)}
      />
      {view.items.length > 0 && <Counts view={view} lang={lang} />}
      {view.abilities.edit && <ItemForm {...props} />}
      {(view.abilities.giveBack || view.abilities.cancel) && <EndForm {...props} />}
    </>
  )
}

function ItemErrors({ errors }: { errors: FormErrors }) {
  const said = Object.entries(errors).filter(([path]) => path.startsWith('items.'))
  if (said.length === 0) return null
  return (
    <Notice tone="late" live>
      <ul>
        {said.map(([path, words]) => (
          <li key={path}>{words}</li>
        ))}
      </ul>
    </Notice>
  )
}

/** The one primary action of the stage. */
function NextStep({ view, values, errors, formKey, lang }: OneProps) {
  const w = say(pageWords, lang)
  const at = `${BASE}/${view.id}`
  const { abilities } = view
  if (abilities.sign) {
    return (
      <Card title={w.sign}>
        <p className="sub">{w.signLead}</p>
        <Form action={`${at}/sign`} values={values} errors={errors} idempotencyKey={formKey} prefix="s">
          <DateField name="effectiveOn" label={w.effectiveOn} required={false} />
          <FormActions>
            <Button kind="primary" confirm={w.signLead}>
              {w.sign}
            </Button>
          </FormActions>
        </Form>
      </Card>
    )
  }
  const step = abilities.publish
    ? ({ path: 'publish', label: w.publish, confirm: w.publishAsk } as const)
    : abilities.number
      ? ({ path: 'number', label: w.number, confirm: undefined } as const)
      : abilities.submit && view.items.length > 0
        ? ({ path: 'submit', label: w.submit, confirm: undefined } as const)
        : null
  if (!step) return null
  return (
    <FormActions>
      <PostButton kind="primary" action={`${at}/${step.path}`} idempotencyKey={formKey} confirm={step.confirm}>
        {step.label}
      </PostButton>
    </FormActions>
  )
}

function Counts({ view, lang }: { view: ProposalView; lang: Lang }) {
  const w = say(pageWords, lang)
  const p = say(publicationWords, lang)
  const columns: Column<Change>[] = [
    { key: 'change', head: w.change, rowHead: true, cell: change => p[`change_${change}`] },
    ...levelGroups.map(
      (level): Column<Change> => ({
        key: level,
        head: p[`level_${level}`],
        align: 'right',
        cell: change => view.counts[change][level],
      }),
    ),
    { key: 'total', head: w.total, align: 'right', cell: change => totalOf(view.counts, change) },
  ]
  return <DataTable caption={w.counts} showCaption rows={[...changes]} rowKey={change => change} columns={columns} />
}

function itemColumns(view: ProposalView, lang: Lang): Column<ShownItem>[] {
  const w = say(pageWords, lang)
  const p = say(publicationWords, lang)
  const columns: Column<ShownItem>[] = [
    { key: 'no', head: w.order, align: 'right', cell: item => item.no },
    {
      key: 'name',
      head: w.name,
      rowHead: true,
      cell: item => (
        <>
          <span lang="vi">{item.name}</span>
          <Sub>
            {item.code && <Code href={`/catalogue/${item.code}`}>{item.code}</Code>}
            {item.successorCode && (
              <>
                {' → '}
                <Code href={`/catalogue/${item.successorCode}`}>{item.successorCode}</Code>
              </>
            )}
          </Sub>
        </>
      ),
    },
    {
      key: 'change',
      head: w.change,
      cell: item => (
        <>
          {p[`change_${item.change}`]}
          <Sub>{p[`level_${item.level}`]}</Sub>
        </>
      ),
    },
    { key: 'basis', head: w.basisText, labelled: true, cell: item => <span lang="vi">{item.basis}</span> },
    {
      key: 'content',
      head: w.content,
      labelled: true,
      cell: item => (
        <>
          {item.version && item.publishedCode && (
            <a href={`/catalogue/${item.publishedCode}/versions/${item.version.no}#changes`}>
              {w.version(item.version.no)}
            </a>
          )}
          {item.draft && item.draft.changedComponents.length > 0 && (
            <Sub>{componentNames(item.draft.changedComponents as Parameters<typeof componentNames>[0])[lang]}</Sub>
          )}
          {view.decisionId === null && (
            <Sub>{item.lacks.length === 0 ? w.complete : item.lacks.map(lack => lackWords(lack)[lang]).join('; ')}</Sub>
          )}
        </>
      ),
    },
  ]
  if (!view.abilities.edit) return columns
  const at = `${BASE}/${view.id}`
  return [
    ...columns,
    {
      key: 'do',
      head: w.edit,
      hideHead: true,
      cell: item => (
        <>
          <LinkButton href={`${at}?item=${item.no}#item`}>{w.edit}</LinkButton>{' '}
          <PostButton
            action={`${at}/items/remove`}
            fields={{ no: item.no }}
            kind="danger"
            label={`${w.remove} ${item.name}`}
            confirm={w.removeAsk(item.name)}
          >
            {w.remove}
          </PostButton>
        </>
      ),
    },
  ]
}

function ItemForm({ view, editing, values, errors, lang }: OneProps) {
  const w = say(pageWords, lang)
  const p = say(publicationWords, lang)
  const item = view.items.find(one => one.no === editing)
  const now: FormValues = item
    ? {
        change: item.change,
        code: item.code ?? '',
        name: item.name,
        successorCode: item.successorCode ?? '',
        basis: item.basis,
      }
    : {}
  return (
    <Card title={item ? `${w.edit}: ${item.name}` : w.addItem} id="item">
      <Form action={`${BASE}/${view.id}/items`} values={{ ...now, ...values }} errors={errors} prefix="i">
        {item && <HiddenField name="no" value={item.no} />}
        <SelectField
          name="change"
          label={w.change}
          options={changes.map(change => ({ value: change, label: p[`change_${change}`] }))}
        />
        <FieldRow>
          <TextField name="code" label={w.code} help={w.codeHelp} required={false} width={16} />
          <TextField name="successorCode" label={w.successor} help={w.successorHelp} required={false} width={16} />
        </FieldRow>
        <TextField name="name" label={w.name} maxLength={1000} />
        <TextField name="basis" label={w.basisText} required={false} maxLength={500} />
        <FormActions>
          <Button kind={item ? 'primary' : undefined}>{item ? w.save : w.addItem}</Button>
        </FormActions>
      </Form>
    </Card>
  )
}

function EndForm({ view, values, errors, lang }: OneProps) {
  const w = say(pageWords, lang)
  const at = `${BASE}/${view.id}`
  return (
    <>
      {view.abilities.giveBack && (
        <Card title={w.giveBack}>
          <Form action={`${at}/give-back`} values={values} errors={errors} prefix="g" noSummary>
            <TextField name="reason" label={w.reason} maxLength={500} />
            <FormActions>
              <Button>{w.giveBack}</Button>
            </FormActions>
          </Form>
        </Card>
      )}
      {view.abilities.cancel && (
        <Card title={w.cancel}>
          <Form action={`${at}/cancel`} values={values} errors={errors} prefix="x" noSummary>
            <TextField name="reason" label={w.reason} maxLength={500} />
            <FormActions>
              <Button kind="danger" confirm={w.cancel}>
                {w.cancel}
              </Button>
            </FormActions>
          </Form>
        </Card>
      )}
    </>
  )
}
