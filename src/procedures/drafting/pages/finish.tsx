import { formatDateTime } from '#app/kernel/text.ts'
import {
  Button,
  Card,
  DateField,
  Empty,
  Facts,
  FieldRow,
  Form,
  FormActions,
  HiddenField,
  More,
  Notice,
  RadioGroup,
  SelectField,
  TextArea,
  TextField,
} from '#app/ui/index.ts'
import type { Change } from '../questionnaire.ts'
import { countWords, missingWords } from '../words.ts'
import { AffectedTable } from './affected.tsx'
import { dayOrNothing, type TabProps } from './one.tsx'
import { formState } from './parts.tsx'
import { capital } from './answers.tsx'
import { pageWords } from './words.ts'

/** What is missing, appraisal, adoption, and the procedures that publication begins with. */
export function FinishTab(props: TabProps) {
  const { view } = props
  const before = view.row.stage === 'DRAFTING' || view.row.stage === 'OPINIONS' || view.row.stage === 'REVISION'
  return (
    <>
      {before && <Readiness {...props} />}
      <Appraisal {...props} />
      {view.can.passAppraisal && <AppraiseForm {...props} />}
      {view.can.adopt && <AdoptForm {...props} />}
      {view.can.revise && <ReviseForm {...props} />}
      <AffectedCard {...props} />
    </>
  )
}

function Readiness({ view, tried, formKey, lang }: TabProps) {
  const w = pageWords[lang]
  return (
    <>
      {view.missing.length === 0 ? (
        <Notice tone="ok" title={w.readyTitle} />
      ) : (
        <Notice tone="warn" title={w.missingTitle}>
          <ul>
            {view.missing.map((one, at) => (
              <li key={at}>{capital(missingWords(one)[lang])}</li>
            ))}
          </ul>
        </Notice>
      )}
      {view.can.requestAppraisal && view.missing.length === 0 && (
        <Card title={w.requestAppraisal}>
          <Form
            action={`/drafting/${view.id}/request-appraisal`}
            {...formState(tried, 'request-appraisal')}
            idempotencyKey={formKey}
            prefix="p"
          >
            <HiddenField name="version" value={view.row.version} />
            <SelectField
              name="appraiserId"
              label={w.appraiser}
              options={view.addressees
                .filter(one => one.kind !== 'COMMUNE')
                .map(one => ({ value: String(one.id), label: one.name }))}
            />
            <FormActions>
              <Button kind="primary">{w.requestAppraisal}</Button>
            </FormActions>
          </Form>
        </Card>
      )}
    </>
  )
}

function Appraisal({ view, lang }: TabProps) {
  const w = pageWords[lang]
  const { row } = view
  if (!row.appraisal_asked_at) return null
  return (
    <Card title={w.appraisal}>
      <Facts
        items={[
          { label: w.appraiser, value: w.appraisalAt(view.appraiser, formatDateTime(row.appraisal_asked_at)) },
          { label: w.reportNo, value: row.appraisal_no },
          { label: w.reportNote, value: row.appraisal_note && <span className="said">{row.appraisal_note}</span> },
          { label: w.adoptedNo, value: row.adopted_no },
          { label: w.adoptedOn, value: dayOrNothing(row.adopted_on) },
          { label: w.effectiveOn, value: dayOrNothing(row.effective_on) },
        ]}
      />
    </Card>
  )
}

function AppraiseForm({ view, tried, formKey, lang }: TabProps) {
  const w = pageWords[lang]
  return (
    <Card title={w.appraiseTitle}>
      <Form
        action={`/drafting/${view.id}/appraise`}
        {...formState(tried, 'appraise')}
        idempotencyKey={formKey}
        prefix="s"
      >
        <HiddenField name="version" value={view.row.version} />
        <RadioGroup
          name="passed"
          label={w.passed}
          options={[
            { value: 'yes', label: w.passedYes },
            { value: 'no', label: w.passedNo },
          ]}
        />
        <TextField name="number" label={w.reportNo} maxLength={60} width={24} />
        <TextArea name="note" label={w.reportNote} rows={5} />
        <FormActions>
          <Button kind="primary">{w.save}</Button>
        </FormActions>
      </Form>
    </Card>
  )
}

function AdoptForm({ view, tried, formKey, lang }: TabProps) {
  const w = pageWords[lang]
  return (
    <Card title={w.adopt}>
      <p className="sub">{w.adoptLead}</p>
      <Form action={`/drafting/${view.id}/adopt`} {...formState(tried, 'adopt')} idempotencyKey={formKey} prefix="b">
        <HiddenField name="version" value={view.row.version} />
        <TextField name="number" label={w.adoptedNo} maxLength={60} width={24} />
        <FieldRow>
          <DateField name="adoptedOn" label={w.adoptedOn} />
          <DateField name="effectiveOn" label={w.effectiveOn} />
        </FieldRow>
        <FormActions>
          <Button kind="primary" confirm={w.adoptAsk}>
            {w.adopt}
          </Button>
        </FormActions>
      </Form>
    </Card>
  )
}

function ReviseForm({ view, tried, formKey, lang }: TabProps) {
  const w = pageWords[lang]
  return (
    <Card>
      <More summary={w.revise} open={tried?.form === 'revise'}>
        <Form
          action={`/drafting/${view.id}/revise`}
          {...formState(tried, 'revise')}
          idempotencyKey={formKey}
          prefix="v"
        >
          <HiddenField name="version" value={view.row.version} />
          <TextArea name="reason" label={w.reason} rows={3} />
          <FormActions>
            <Button>{w.revise}</Button>
          </FormActions>
        </Form>
      </More>
    </Card>
  )
}

function AffectedCard({ view, lang }: TabProps) {
  const w = pageWords[lang]
  const n = (change: Change): number => view.affected.filter(one => one.change === change).length
  return (
    <Card title={w.affectedTitle}>
      {view.affected.length === 0 ? (
        <Empty title={w.tagFirst} />
      ) : (
        <>
          <p>
            {
              countWords({ NEW: n('NEW'), AMENDED: n('AMENDED'), REPLACED: n('REPLACED'), REPEALED: n('REPEALED') })[
                lang
              ]
            }
          </p>
          <AffectedTable rows={view.affected} lang={lang} />
        </>
      )}
    </Card>
  )
}
