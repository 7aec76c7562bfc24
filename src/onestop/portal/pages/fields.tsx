import type { Lang } from '#app/kernel/context.ts'
import type { FormDefinition, FormField } from '#app/procedures/forms/index.ts'
import {
  DateField,
  FieldSet,
  MoneyField,
  NumberField,
  RadioGroup,
  SelectField,
  TextArea,
  TextField,
} from '#app/ui/index.ts'

/** The electronic form of a procedure, drawn from its definition. */
export function FormFields({ form, lang }: { form: FormDefinition; lang: Lang }) {
  return form.sections.map(section => (
    <FieldSet key={section.key} legend={section.title[lang]}>
      {section.fields.map(field => (
        <Answer key={field.key} field={field} lang={lang} />
      ))}
    </FieldSet>
  ))
}

/** So few choices that all can be seen at once. */
const FEW = 4

function Answer({ field, lang }: { field: FormField; lang: Lang }) {
  const shared = {
    name: `form.${field.key}`,
    label: field.label[lang],
    required: field.required,
    ...(field.help ? { help: field.help[lang] } : {}),
  }
  switch (field.type) {
    case 'textarea':
      return <TextArea {...shared} maxLength={4_000} />
    case 'date':
      return <DateField {...shared} />
    case 'number':
      return <NumberField {...shared} decimals />
    case 'money':
      return <MoneyField {...shared} />
    case 'select': {
      const options = (field.options ?? []).map(option => ({ value: option.value, label: option.label[lang] }))
      return options.length <= FEW ? (
        <RadioGroup {...shared} options={options} />
      ) : (
        <SelectField {...shared} options={options} />
      )
    }
    case 'citizenId':
      return <TextField {...shared} inputMode="numeric" width={16} maxLength={12} />
    case 'phone':
      return <TextField {...shared} type="tel" autoComplete="off" width={16} />
    case 'email':
      return <TextField {...shared} type="email" autoComplete="off" width={24} />
    default:
      return <TextField {...shared} maxLength={300} />
  }
}

/** An answer as it is shown back. */
export function answerText(field: FormField, value: string | undefined, lang: Lang): string {
  if (!value) return ''
  if (field.type === 'select') return field.options?.find(option => option.value === value)?.label[lang] ?? value
  if (field.type === 'date') return value.split('-').reverse().join('/')
  return value
}
