import {
  Breadcrumbs,
  Button,
  Card,
  DataTable,
  DateField,
  Empty,
  Facts,
  Form,
  FormActions,
  type FormErrors,
  type FormValues,
  Head,
  type Lang,
  LinkButton,
  Notice,
  PostButton,
  Sub,
  TextField,
} from '#app/ui/index.ts'
import { formatDate, formatDateTime } from '#app/kernel/text.ts'
import { say } from '#app/kernel/words.ts'
import type { ProposalView } from '../views.ts'
import { publicationWords } from '../words.ts'
import { Counts, ItemErrors, ItemForm, itemColumns } from './items.tsx'
import { BASE, DueCell } from './parts.tsx'
import { pageWords } from './words.ts'

/** One publication: how far it is, what it publishes, what can be done now. */

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
      {view.signRefused && (
        <Notice tone="warn" title={w.signNot}>
          <p>{view.signRefused[lang]}</p>
          <p>
            <a href="/org/delegations">{w.seeDelegations}</a>
          </p>
        </Notice>
      )}
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
            {
              label: w.signed,
              value: view.signedAt && (
                <>
                  {[view.signedBy, view.signedTitle, formatDateTime(view.signedAt)].filter(Boolean).join(', ')}
                  {view.signMark && (
                    <Sub>{w.signedFor(view.signMark, view.signedFor ?? '', view.delegationNo ?? '')}</Sub>
                  )}
                </>
              ),
            },
            { label: w.effectiveOn, value: view.effectiveOn && formatDate(view.effectiveOn) },
            { label: w.ended, value: view.endReason },
          ]}
        />
      </Card>
      <Card title={w.items}>
        <DataTable
          caption={w.items}
          bare
          rows={view.items}
          rowKey={item => String(item.no)}
          empty={<Empty title={w.noItems} />}
          columns={itemColumns(view, lang)}
        />
      </Card>
      {view.items.length > 0 && <Counts view={view} lang={lang} />}
      {view.abilities.edit && <ItemForm {...props} />}
      {(view.abilities.giveBack || view.abilities.cancel) && <EndForm {...props} />}
    </>
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
