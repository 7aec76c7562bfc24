import { say } from '#app/kernel/words.ts'
import {
  CheckboxGroup,
  DateField,
  FormPage,
  type FormValues,
  HiddenField,
  type Lang,
  Notice,
  RadioGroup,
  TextArea,
  TextField,
} from '#app/ui/index.ts'
import { type FactKind, mechanisms } from '../input.ts'
import { type Mapped, oldLevels } from '../rules.ts'
import { provisionWords } from '../words.ts'

/** One fact about one procedure or many. */

interface Props {
  kind: FactKind
  procedures: readonly { code: string; name: string }[]
  mapping: readonly Mapped[]
  values: FormValues
  errors?: Record<string, string> | undefined
  formKey: string
  lang: Lang
}

export function RecordForm({ kind, procedures, mapping, values, errors, formKey, lang }: Props) {
  const w = say(provisionWords, lang)
  const basis = mapping.find(one => !one.verified)?.basis
  return (
    <FormPage
      crumbs={[{ label: w.title, href: '/provision' }, { label: w[`record_${kind}`] }]}
      title={w[`kind_${kind}`]}
      above={basis && <Notice>{w.mappingNote(basis)}</Notice>}
      action="/provision/record"
      values={values}
      errors={errors}
      idempotencyKey={formKey}
      guard
      submitLabel={w.save}
      cancelHref="/provision"
      cancelLabel={w.cancel}
    >
      <HiddenField name="kind" value={kind} />
      <ValueField kind={kind} lang={lang} />
      <DateField name="from" label={w.from} help={w.fromHelp} />
      {kind === 'ISO' && <DateField name="to" label={w.to} help={w.toHelp} required={false} />}
      <TextField name="basis" label={w.basis} help={w.basisHelp} required={false} maxLength={300} />
      {kind !== 'OLD_LEVEL' && (
        <TextArea name="reason" label={w.reason} help={w.reasonHelp} required={false} rows={2} maxLength={500} />
      )}
      <DateField name="evidenceOn" label={w.evidenceOn} />
      <CheckboxGroup
        name="codes[]"
        label={w.procedures}
        options={procedures.map(one => ({
          value: one.code,
          label: <span lang="vi">{`${one.code} ${one.name}`}</span>,
        }))}
      />
    </FormPage>
  )
}

function ValueField({ kind, lang }: { kind: FactKind; lang: Lang }) {
  const w = say(provisionWords, lang)
  const label = w[`value_${kind}`]
  switch (kind) {
    case 'CENTRE':
      return (
        <RadioGroup
          name="value"
          label={label}
          options={[
            { value: 'YES', label: w.centreYes },
            { value: 'NO', label: w.centreNo },
          ]}
        />
      )
    case 'OLD_LEVEL':
      return (
        <RadioGroup
          name="value"
          label={label}
          inline
          options={oldLevels.map(n => ({ value: String(n), label: w.oldLevel(n) }))}
        />
      )
    case 'MECHANISM':
      return (
        <RadioGroup
          name="value"
          label={label}
          options={mechanisms.map(one => ({ value: one, label: w[`mechanism_${one}`] }))}
        />
      )
    default:
      return <TextField name="value" label={label} help={w.isoHelp} required={false} maxLength={120} />
  }
}
