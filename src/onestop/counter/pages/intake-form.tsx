import type { Ctx } from '#app/kernel/context.ts'
import { formatDateTime, formatMoney } from '#app/kernel/text.ts'
import { say } from '#app/kernel/words.ts'
import type { AgencyNode } from '#app/organisation/agencies/index.ts'
import type { ProcedureForIntake } from '#app/procedures/catalogue/index.ts'
import type { askForm } from '#app/procedures/forms/index.ts'
import { dossierWords } from '#app/onestop/dossiers/index.ts'
import {
  Badge,
  Button,
  Card,
  CheckboxField,
  Columns,
  FieldRow,
  FieldSet,
  Form,
  FormActions,
  type FormErrors,
  type FormValues,
  Head,
  HiddenField,
  labelsOf,
  LinkButton,
  Notice,
  NumberField,
  Part,
  Questions,
  RadioGroup,
  SelectField,
  Sub,
  TextArea,
  TextField,
  Why,
} from '#app/ui/index.ts'
import { type Asked, casesOf } from '../rules.ts'
import type { Promised } from '../views.ts'
import { counterWords } from '../words.ts'

export interface IntakeScreen {
  ctx: Ctx
  intake: ProcedureForIntake
  agencies: readonly AgencyNode[]
  papers: readonly Asked[]
  /** The procedure's form, by the right answers so far. */
  asked: ReturnType<typeof askForm>
  focus: string | undefined
  channel: 'DIRECT' | 'POST'
  promised: Promised | null
  values: FormValues
  errors: FormErrors
  formKey: string
  /** What looking for an earlier applicant found; null: nobody looked. */
  looked: 'known' | 'unknown' | null
}

/** One page from the citizen's name to the receipt. */
export function IntakeForm(screen: IntakeScreen) {
  const { ctx, intake, values, errors, formKey, looked, focus } = screen
  const t = say(counterWords, ctx.lang)
  const { sections, places } = screen.asked
  return (
    <>
      <Head title={intake.name} sub={`${intake.code} · ${intake.sector}`} />
      <Columns aside={<Beside screen={screen} />}>
        {looked && (
          <Notice tone={looked === 'known' ? 'ok' : 'info'} live>
            {t[looked]}
          </Notice>
        )}
        <Form
          action={`/counter/new/${intake.code}`}
          values={values}
          errors={errors}
          idempotencyKey={formKey}
          guard
          labelOf={labelsOf(sections, 'form')}
        >
          <Where screen={screen} />
          <Applicant ctx={ctx} isFocused={focus === undefined} />
          {sections.length > 0 && <Questions sections={sections} name="form" places={places} focus={focus} />}
          <Papers screen={screen} />
          <Result ctx={ctx} />
          <FormActions>
            <Button kind="primary" big name="do" value="save" keyHint="L">
              {t.save}
            </Button>
            <LinkButton big href="/counter">
              {t.cancel}
            </LinkButton>
          </FormActions>
        </Form>
      </Columns>
    </>
  )
}

function Where({ screen: { ctx, intake, agencies, asked } }: { screen: IntakeScreen }) {
  const t = say(counterWords, ctx.lang)
  const d = say(dossierWords, ctx.lang)
  const cases = casesOf(intake.content).filter(name => !asked.papersWhen.has(name))
  return (
    <FieldSet legend={t.where}>
      <SelectField
        name="agencyCode"
        label={t.agency}
        blank={false}
        options={agencies.map(agency => ({ value: agency.code ?? '', label: agency.name }))}
      />
      <RadioGroup
        name="channel"
        label={t.channel}
        inline
        options={(['DIRECT', 'POST'] as const).map(value => ({ value, label: d[`channel_${value}`] }))}
      />
      {cases.length > 0 && (
        <SelectField
          name="case"
          label={t.case}
          help={t.caseHelp}
          required={false}
          blank={t.caseAll}
          options={cases.map(name => ({ value: name, label: name }))}
        />
      )}
      <div className="field">
        <Button name="do" value="show">
          {t.refresh}
        </Button>
      </div>
    </FieldSet>
  )
}

function Applicant({ ctx, isFocused }: { ctx: Ctx; isFocused: boolean }) {
  const t = say(counterWords, ctx.lang)
  const d = say(dossierWords, ctx.lang)
  return (
    <FieldSet legend={t.applicant}>
      <RadioGroup
        name="applicant.kind"
        label={t.kind}
        inline
        options={(['CITIZEN', 'BUSINESS', 'ORGANISATION'] as const).map(value => ({
          value,
          label: d[`kind_${value}`],
        }))}
      />
      <TextField
        name="applicant.idNo"
        label={t.idNo}
        help={t.idNoHelp}
        inputMode="numeric"
        width={24}
        autoFocus={isFocused}
      />
      <div className="field">
        <Button name="do" value="lookup">
          {t.lookup}
        </Button>
      </div>
      <TextField name="applicant.name" label={t.name} />
      <FieldRow>
        <TextField name="applicant.phone" label={t.phone} help={t.phoneHelp} type="tel" required={false} />
        <TextField name="applicant.email" label={t.email} type="email" required={false} />
      </FieldRow>
      <TextField name="applicant.address" label={t.address} required={false} />
    </FieldSet>
  )
}

function Papers({ screen: { ctx, papers, asked } }: { screen: IntakeScreen }) {
  const t = say(counterWords, ctx.lang)
  return (
    <FieldSet legend={t.papers} help={papers.length > 0 ? t.papersHelp : t.noPapers}>
      {papers.map(paper => (
        <Part key={paper.key} when={asked.papersWhen.get(paper.case ?? '')} label={paper.name}>
          <HiddenField name={`papers.${paper.key}.seen`} value="1" />
          <CheckboxField
            name={`papers.${paper.key}.have`}
            label={paper.form ? `${paper.name} (${paper.form})` : paper.name}
            help={paper.mustShow ? t.mustShow : undefined}
            checked
          />
          {!paper.mustShow && (
            <FieldRow>
              <NumberField name={`papers.${paper.key}.originals`} label={t.originals} />
              <NumberField name={`papers.${paper.key}.copies`} label={t.copies} />
            </FieldRow>
          )}
        </Part>
      ))}
      <TextArea name="otherPapers" label={t.otherPapers} help={t.otherPapersHelp} required={false} rows={2} />
    </FieldSet>
  )
}

function Result({ ctx }: { ctx: Ctx }) {
  const t = say(counterWords, ctx.lang)
  const d = say(dossierWords, ctx.lang)
  return (
    <FieldSet legend={t.result}>
      <RadioGroup
        name="resultDelivery"
        label={t.delivery}
        options={(['COUNTER', 'POST', 'ONLINE'] as const).map(value => ({ value, label: d[`delivery_${value}`] }))}
      />
      <TextField name="deliveryAddress" label={t.deliveryAddress} required={false} />
      <NumberField name="copies" label={t.resultCopies} />
    </FieldSet>
  )
}

/** What will be promised and what it costs, before anything is saved. */
function Beside({ screen: { ctx, intake, channel, promised } }: { screen: IntakeScreen }) {
  const t = say(counterWords, ctx.lang)
  return (
    <>
      <Card title={t.promise}>
        {promised ? (
          <>
            <p className="num">
              {t.ifNow}
              <br />
              <b>{formatDateTime(promised.dueAt)}</b>
            </p>
            <Why summary={<b>{t.why}</b>} reasons={promised.reasons} />
          </>
        ) : (
          <Notice tone="warn">{t.noPromise}</Notice>
        )}
      </Card>
      <Eligibility ctx={ctx} intake={intake} />
      <Card title={t.fee}>
        <Fees ctx={ctx} intake={intake} channel={channel} />
      </Card>
    </>
  )
}

/** What those who file on-line are asked first: the officer asks it here, and decides. */
function Eligibility({ ctx: { lang }, intake }: { ctx: Ctx; intake: ProcedureForIntake }) {
  const t = say(counterWords, lang)
  const questions = intake.form.eligibility ?? []
  if (questions.length === 0) return null
  return (
    <Card title={t.eligibility}>
      <ul>
        {questions.map(one => (
          <li key={one.key}>
            {one.question[lang]}
            <Sub>
              {one.stopOn === 'YES' ? t.ifYes : t.ifNo} {one.words[lang]}
            </Sub>
          </li>
        ))}
      </ul>
    </Card>
  )
}

function Fees({ ctx, intake, channel }: { ctx: Ctx; intake: ProcedureForIntake; channel: 'DIRECT' | 'POST' }) {
  const t = say(counterWords, ctx.lang)
  const rules = intake.content.channels
  const terms = (rules.find(rule => rule.channel === channel) ?? rules[0])?.terms ?? []
  const fees = terms.flatMap(term => term.fees.map(fee => ({ ...fee, illustrative: term.illustrative })))
  if (fees.length === 0) return <p className="sub">{t.noFee}</p>
  return (
    <ul>
      {fees.map((fee, at) => (
        <li key={at}>
          {fee.status === 'AMOUNT' && fee.amount !== null
            ? `${t[`feeKind_${fee.kind}`]}: ${fee.currency === 'VND' ? formatMoney(fee.amount, ctx.lang) : `${fee.amount} USD`}${fee.per ? ` / ${fee.per}` : ''}`
            : t[`fee_${fee.status === 'AMOUNT' ? 'UNKNOWN' : fee.status}`]}
          {fee.illustrative && (
            <>
              {' '}
              <Badge>{t.illustrative}</Badge>
            </>
          )}
          {fee.note && <div className="sub">{fee.note}</div>}
        </li>
      ))}
    </ul>
  )
}
