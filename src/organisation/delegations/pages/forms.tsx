import { say } from '#app/kernel/words.ts'
import {
  Breadcrumbs,
  Button,
  DateField,
  FieldRow,
  FieldSet,
  Form,
  FormActions,
  type FormValues,
  Head,
  type Lang,
  LinkButton,
  Notice,
  type Option,
  SelectField,
  TextArea,
  TextField,
} from '#app/ui/index.ts'
import type { DelegationView } from '../views.ts'
import { delegationWords } from '../words.ts'

/** The forms of the verbs: grant, extend, revoke. */

interface Shown {
  values: FormValues
  errors?: Record<string, string> | undefined
  formKey: string
  lang: Lang
}

export function GrantForm({
  agencies,
  officers,
  values,
  errors,
  formKey,
  lang,
}: Shown & { agencies: Option[]; officers: Option[] }) {
  const w = say(delegationWords, lang)
  return (
    <>
      <Breadcrumbs items={[{ label: w.title, href: '/org/delegations' }, { label: w.grant }]} />
      <Head title={w.grant} />
      <Form action="/org/delegations/new" values={values} errors={errors} idempotencyKey={formKey} guard>
        <FieldSet legend={w.giver}>
          <SelectField name="fromAgencyId" label={w.fromAgency} options={agencies} />
          <TextField name="fromTitle" label={w.fromTitle} help={w.fromTitleHelp} maxLength={200} />
        </FieldSet>
        <FieldSet legend={w.receiver}>
          <SelectField name="toAgencyId" label={w.toAgency} options={agencies} />
          <TextField name="toTitle" label={w.toTitle} help={w.toTitleHelp} maxLength={200} />
          <SelectField
            name="toOfficerId"
            label={w.toOfficer}
            help={w.toOfficerHelp}
            options={officers}
            blank="—"
            required={false}
          />
        </FieldSet>
        <TextArea name="works" label={w.works} help={w.worksHelp} rows={8} />
        <FieldRow>
          <TextField name="decisionNo" label={w.decisionNo} maxLength={60} width={24} />
          <DateField name="decidedOn" label={w.decidedOn} />
        </FieldRow>
        <FieldRow>
          <DateField name="validFrom" label={w.validFrom} />
          <DateField name="lastDay" label={w.lastDay} />
        </FieldRow>
        <TextArea name="conditions" label={w.conditions} rows={3} required={false} maxLength={2000} />
        <FormActions>
          <Button kind="primary" big>
            {w.save}
          </Button>
          <LinkButton href="/org/delegations" big>
            {w.cancel}
          </LinkButton>
        </FormActions>
      </Form>
    </>
  )
}

export function ExtendForm({ one, values, errors, formKey, lang }: Shown & { one: DelegationView }) {
  const w = say(delegationWords, lang)
  const here = `/org/delegations/${one.id}`
  return (
    <>
      <Breadcrumbs
        items={[
          { label: w.title, href: '/org/delegations' },
          { label: one.decisionNo, href: here },
        ]}
      />
      <Head title={w.extendTitle(one.decisionNo)} sub={w.extendLead(one.validTo)} />
      <Form action={`${here}/extend`} values={values} errors={errors} idempotencyKey={formKey}>
        <FieldRow>
          <TextField name="decisionNo" label={w.decisionNo} maxLength={60} width={24} />
          <DateField name="decidedOn" label={w.decidedOn} />
        </FieldRow>
        <DateField name="lastDay" label={w.newLastDay} min={one.validTo} />
        <FormActions>
          <Button kind="primary" big>
            {w.extend}
          </Button>
          <LinkButton href={here} big>
            {w.cancel}
          </LinkButton>
        </FormActions>
      </Form>
    </>
  )
}

export function RevokeForm({ one, values, errors, formKey, lang }: Shown & { one: DelegationView }) {
  const w = say(delegationWords, lang)
  const here = `/org/delegations/${one.id}`
  return (
    <>
      <Breadcrumbs
        items={[
          { label: w.title, href: '/org/delegations' },
          { label: one.decisionNo, href: here },
        ]}
      />
      <Head title={w.revokeTitle(one.decisionNo)} />
      <Notice tone="warn">{w.revokeLead}</Notice>
      <Form action={`${here}/revoke`} values={values} errors={errors} idempotencyKey={formKey}>
        <DateField name="on" label={w.revokeOn} />
        <TextField name="decisionNo" label={w.revokeNo} required={false} maxLength={60} width={24} />
        <TextArea name="reason" label={w.reason} rows={3} maxLength={500} />
        <FormActions>
          <Button kind="danger" big>
            {w.revoke}
          </Button>
          <LinkButton href={here} big>
            {w.cancel}
          </LinkButton>
        </FormActions>
      </Form>
    </>
  )
}
