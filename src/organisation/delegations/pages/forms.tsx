import { say } from '#app/kernel/words.ts'
import {
  DateField,
  FieldRow,
  FieldSet,
  FormPage,
  type Lang,
  Notice,
  type Option,
  SelectField,
  type SentForm,
  TextArea,
  TextField,
} from '#app/ui/index.ts'
import type { DelegationView } from '../views.ts'
import { delegationWords } from '../words.ts'

/** The forms of the verbs: grant, extend, revoke. */

type Shown = SentForm & { lang: Lang }
type ShownOf = Shown & { one: DelegationView }

const hrefOf = ({ id }: DelegationView): string => `/org/delegations/${id}`
const crumbsOf = (one: DelegationView, lang: Lang) => [
  { label: say(delegationWords, lang).title, href: '/org/delegations' },
  { label: one.decisionNo, href: hrefOf(one) },
]

export function GrantForm({ agencies, officers, lang, ...sent }: Shown & { agencies: Option[]; officers: Option[] }) {
  const w = say(delegationWords, lang)
  return (
    <FormPage
      crumbs={[{ label: w.title, href: '/org/delegations' }, { label: w.grant }]}
      title={w.grant}
      action="/org/delegations/new"
      {...sent}
      guard
      submitLabel={w.save}
      cancelHref="/org/delegations"
      cancelLabel={w.cancel}
    >
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
    </FormPage>
  )
}

export function ExtendForm({ one, lang, ...sent }: ShownOf) {
  const w = say(delegationWords, lang)
  const here = hrefOf(one)
  return (
    <FormPage
      crumbs={crumbsOf(one, lang)}
      title={w.extendTitle(one.decisionNo)}
      sub={w.extendLead(one.validTo)}
      action={`${here}/extend`}
      {...sent}
      submitLabel={w.extend}
      cancelHref={here}
      cancelLabel={w.cancel}
    >
      <FieldRow>
        <TextField name="decisionNo" label={w.decisionNo} maxLength={60} width={24} />
        <DateField name="decidedOn" label={w.decidedOn} />
      </FieldRow>
      <DateField name="lastDay" label={w.newLastDay} min={one.validTo} />
    </FormPage>
  )
}

export function RevokeForm({ one, lang, ...sent }: ShownOf) {
  const w = say(delegationWords, lang)
  const here = hrefOf(one)
  return (
    <FormPage
      crumbs={crumbsOf(one, lang)}
      title={w.revokeTitle(one.decisionNo)}
      above={<Notice tone="warn">{w.revokeLead}</Notice>}
      action={`${here}/revoke`}
      {...sent}
      submitLabel={w.revoke}
      danger
      cancelHref={here}
      cancelLabel={w.cancel}
    >
      <DateField name="on" label={w.revokeOn} />
      <TextField name="decisionNo" label={w.revokeNo} required={false} maxLength={60} width={24} />
      <TextArea name="reason" label={w.reason} rows={3} maxLength={500} />
    </FormPage>
  )
}
