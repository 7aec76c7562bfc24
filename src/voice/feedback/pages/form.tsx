import type { FormValues as Posted } from '#app/kernel/http/form.ts'
import {
  Actions,
  Button,
  CheckAnswers,
  FieldRow,
  FieldSet,
  Form,
  FormActions,
  Head,
  HiddenField,
  type Lang,
  LinkButton,
  Notice,
  RadioGroup,
  SelectField,
  TextArea,
  TextField,
} from '#app/ui/index.ts'
import { feedbackKinds, type SendInput } from '../input.ts'
import type { FormView } from '../public.ts'
import { spoken } from './public-words.ts'

/** The public form, and the page on which people check what they wrote. */

interface FormProps {
  view: FormView
  values: Posted
  errors: Record<string, string>
  formKey: string
  lang: Lang
}

export function FeedbackForm({ view, values, errors, formKey, lang }: FormProps) {
  const w = spoken(lang)
  const { province } = view
  const ways = [province.name, province.address, province.phone, province.email].filter(Boolean).join(' · ')
  return (
    <>
      <Head title={w.formTitle} sub={w.formLead}>
        <LinkButton href="/feedback/track">{w.lookUp}</LinkButton>
        <LinkButton href="/feedback/published">{w.publishedLink}</LinkButton>
      </Head>
      <Notice title={w.notComplaint}>{w.notComplaintText}</Notice>
      <Form action="/feedback/check" values={values} errors={errors} idempotencyKey={formKey} guard>
        <RadioGroup
          name="kind"
          label={w.kind}
          options={feedbackKinds.map(kind => ({ value: kind, label: w.kindOf(kind), help: w.kindHelp(kind) }))}
        />
        <SelectField
          name="agencyId"
          label={w.agency}
          help={w.agencyHelp}
          options={view.addressees.map(one => ({
            value: String(one.id),
            label: one.name,
            group: w.agencyGroup(one.kind),
          }))}
        />
        <FieldRow>
          <TextField
            name="dossierCode"
            label={w.dossierCode}
            help={w.dossierHelp}
            required={false}
            spellCheck={false}
          />
          <TextField
            name="procedureCode"
            label={w.procedureCode}
            help={w.procedureHelp}
            required={false}
            spellCheck={false}
          />
        </FieldRow>
        <TextField name="subject" label={w.subject} maxLength={200} />
        <TextArea name="body" label={w.body} help={w.bodyHelp} rows={8} maxLength={8000} />
        <FieldSet legend={w.aboutYou} help={w.aboutYouHelp}>
          <TextField name="senderName" label={w.senderName} required={false} autoComplete="name" />
          <FieldRow>
            <TextField name="senderPhone" label={w.senderPhone} required={false} type="tel" autoComplete="tel" />
            <TextField name="senderEmail" label={w.senderEmail} required={false} type="email" autoComplete="email" />
          </FieldRow>
          <TextField name="senderAddress" label={w.senderAddress} required={false} autoComplete="street-address" />
        </FieldSet>
        <FormActions>
          <Button kind="primary" big>
            {w.review}
          </Button>
        </FormActions>
      </Form>
      {ways && (
        <p className="sub">
          {w.byOtherWays} {ways}
        </p>
      )}
    </>
  )
}

interface CheckProps {
  input: SendInput
  values: Posted
  agency: string
  formKey: string
  lang: Lang
}

/** Nothing is sent yet: everything typed goes along in hidden fields, to be sent or to be changed. */
export function FeedbackCheck({ input, values, agency, formKey, lang }: CheckProps) {
  const w = spoken(lang)
  const kept = Object.entries(values).filter(([name]) => name !== 'idempotencyKey')
  return (
    <>
      <Head title={w.reviewTitle} sub={w.reviewLead(agency)} />
      <CheckAnswers
        answers={[
          { label: w.kind, value: w.kindOf(input.kind) },
          { label: w.agency, value: agency },
          { label: w.dossierCode, value: input.dossierCode },
          { label: w.procedureCode, value: input.procedureCode },
          { label: w.subject, value: input.subject },
          { label: w.body, value: input.body },
          { label: w.senderName, value: input.senderName },
          { label: w.senderPhone, value: input.senderPhone },
          { label: w.senderEmail, value: input.senderEmail },
          { label: w.senderAddress, value: input.senderAddress },
        ]}
      />
      <Form action="/feedback" idempotencyKey={formKey}>
        {kept.map(([name, value]) => (
          <HiddenField key={name} name={name} value={Array.isArray(value) ? (value[0] ?? '') : value} />
        ))}
        <Actions>
          <Button kind="primary" big>
            {w.send}
          </Button>
          <Button big formAction="/feedback/edit">
            {w.edit}
          </Button>
        </Actions>
      </Form>
    </>
  )
}
