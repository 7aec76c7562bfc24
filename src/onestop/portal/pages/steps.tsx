import type { ReactNode } from 'react'
import type { Lang } from '#app/kernel/context.ts'
import { formatDate } from '#app/kernel/text.ts'
import { say } from '#app/kernel/words.ts'
import { askForm } from '#app/procedures/forms/index.ts'
import {
  Breadcrumbs,
  Button,
  FieldRow,
  Form,
  FormActions,
  type FormErrors,
  type FormValues,
  Head,
  HiddenField,
  labelsOf,
  LinkButton,
  Notice,
  Questions,
  RadioGroup,
  SelectField,
  TextField,
} from '#app/ui/index.ts'
import { dossierWords } from '../../dossiers/index.ts'
import { steps, type Step } from '../rules.ts'
import type { Draft } from '../views.ts'
import { guided } from './filing-words.ts'

/** The screens of filing between "before you begin" and "check your answers". */

export interface StepProps {
  draft: Draft
  lang: Lang
  values: FormValues
  errors: FormErrors
  /** One came from the check to change something. */
  toCheck: boolean
  choices: { code: string; name: string }[]
  /** The row or the boxes that were just added or filled. */
  focus?: string | undefined
}

export const draftHref = (id: string, step: Step): string => `/drafts/${id}/${step}`

function previous(draft: Draft, step: Step): string {
  const before = steps[steps.indexOf(step) - 1]
  if (!before) return `/apply/${draft.intake.code}`
  const skips = before === 'answers' && draft.intake.form.sections.length === 0
  return draftHref(draft.id, skips ? 'applicant' : before)
}

/** What frames every step: where one is, the question, what is kept and how to leave. */
export function StepFrame({
  draft,
  step,
  lang,
  children,
}: {
  draft: Draft
  step: Step
  lang: Lang
  children: ReactNode
}) {
  const t = guided(lang)
  return (
    <>
      <Breadcrumbs
        items={[
          { label: t.my, href: '/my' },
          { label: draft.intake.name, href: `/apply/${draft.intake.code}` },
        ]}
      />
      <Head
        title={t[`ask_${step}`]}
        sub={`${t.stepOf(steps.indexOf(step) + 2, steps.length + 1)} · ${draft.intake.name}`}
      />
      {draft.isStale && <Notice tone="warn">{t.stale}</Notice>}
      <Changes draft={draft} lang={lang} />
      {children}
      <p className="sub stepnote">
        {t.savedUntil(formatDate(draft.expiresAt))} <a href={`/drafts/${draft.id}/delete`}>{t.deleteDraft}</a>
      </p>
    </>
  )
}

/** What the form asks otherwise since it was filled in. */
function Changes({ draft, lang }: { draft: Draft; lang: Lang }) {
  const t = guided(lang)
  const { withdrawn } = draft.since
  if (withdrawn) {
    return (
      <Notice tone="warn" title={t.formWithdrawn(formatDate(withdrawn.from))}>
        <p className="said">{withdrawn.reason}</p>
        <p>{t.formWithdrawnThen}</p>
      </Notice>
    )
  }
  const changes = draft.since.changes.filter(change => change.sign !== 'MOVED')
  if (changes.length === 0) return null
  return (
    <Notice tone="warn" title={t.formChanged}>
      <ul>
        {changes.map((change, at) => (
          <li key={at}>
            {t[`form_${change.sign as 'ADDED'}`]} {change.place[lang]}
          </li>
        ))}
      </ul>
      <p>
        <a href={draftHref(draft.id, 'answers')}>{t.formLookAgain}</a>
      </p>
    </Notice>
  )
}

export function StepActions({ draft, step, lang }: { draft: Draft; step: Step; lang: Lang }) {
  const t = guided(lang)
  return (
    <FormActions>
      <Button kind="primary" big>
        {t.goOn}
      </Button>
      <Button big name="leave" value="1">
        {t.leave}
      </Button>
      <LinkButton kind="link" href={previous(draft, step)}>
        {t.back}
      </LinkButton>
    </FormActions>
  )
}

function AgencyFields({ draft, choices, lang }: StepProps) {
  const t = guided(lang)
  const isCommune = draft.intake.home === 'COMMUNE'
  return (
    <SelectField
      name="agencyCode"
      label={t.agencyLabel}
      help={isCommune ? t.agencyCommuneHelp : t.agencyOneHelp}
      blank={choices.length === 1 ? false : t.chooseAgency}
      options={choices.map(choice => ({ value: choice.code, label: choice.name }))}
    />
  )
}

function ApplicantFields({ lang }: StepProps) {
  const t = guided(lang)
  const d = say(dossierWords, lang)
  const kinds = ['CITIZEN', 'BUSINESS', 'ORGANISATION'] as const
  return (
    <>
      <RadioGroup
        name="applicant.kind"
        label={t.kind}
        options={kinds.map(kind => ({ value: kind, label: d[`kind_${kind}`] }))}
      />
      <TextField name="applicant.name" label={t.name} autoComplete="name" maxLength={200} />
      <TextField name="applicant.idNo" label={t.idNo} help={t.idNoHelp} width={16} maxLength={20} />
      <FieldRow>
        <TextField
          name="applicant.phone"
          label={t.phone}
          help={t.phoneHelp}
          type="tel"
          autoComplete="tel"
          maxLength={15}
        />
        <TextField
          name="applicant.email"
          label={t.email}
          type="email"
          autoComplete="email"
          required={false}
          maxLength={200}
        />
      </FieldRow>
      <TextField name="applicant.address" label={t.address} autoComplete="street-address" maxLength={300} />
    </>
  )
}

const askedIn = ({ intake, answered, tree }: Draft, lang: Lang) => askForm(intake.form, lang, tree, answered.answers)

function AnswerFields({ draft, lang, focus }: StepProps) {
  const { sections, places } = askedIn(draft, lang)
  if (sections.length === 0) return <Notice>{guided(lang).answersNone}</Notice>
  return <Questions sections={sections} name="form" places={places} focus={focus} />
}

function DeliveryFields({ lang }: StepProps) {
  const t = guided(lang)
  const d = say(dossierWords, lang)
  const ways = ['ONLINE', 'COUNTER', 'POST'] as const
  return (
    <>
      <RadioGroup
        name="resultDelivery"
        label={t.deliveryLabel}
        options={ways.map(way => ({ value: way, label: d[`delivery_${way}`] }))}
      />
      <TextField
        name="deliveryAddress"
        label={t.deliveryAddress}
        help={t.deliveryAddressHelp}
        required={false}
        maxLength={300}
        autoComplete="street-address"
      />
      <TextField name="copies" label={t.copies} inputMode="numeric" width={4} maxLength={2} />
    </>
  )
}

const fields = {
  agency: AgencyFields,
  applicant: ApplicantFields,
  answers: AnswerFields,
  delivery: DeliveryFields,
} as const
export type PlainStep = keyof typeof fields

/** A step that is one form. */
export function StepPage({ step, ...props }: StepProps & { step: PlainStep }) {
  const { draft, lang, values, errors, toCheck } = props
  const Fields = fields[step]
  return (
    <StepFrame draft={draft} step={step} lang={lang}>
      <Form
        action={draftHref(draft.id, step)}
        values={values}
        errors={errors}
        guard
        labelOf={step === 'answers' ? labelsOf(askedIn(draft, lang).sections, 'form') : undefined}
      >
        {toCheck && <HiddenField name="goto" value="check" />}
        <Fields {...props} />
        <StepActions draft={draft} step={step} lang={lang} />
      </Form>
    </StepFrame>
  )
}
