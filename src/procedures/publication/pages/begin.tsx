import {
  Button,
  Card,
  DateField,
  FieldRow,
  Form,
  FormActions,
  type FormErrors,
  type FormValues,
  type Lang,
  SelectField,
  TextField,
} from '#app/ui/index.ts'
import { say } from '#app/kernel/words.ts'
import { BASE, kindOptions } from './parts.tsx'
import { pageWords } from './words.ts'

/** How a publication begins: from an adopted text of the register, or by hand. */

export interface Begin {
  /** Which form was tried: its words stand beside its fields only. */
  tried: 'from-draft' | 'by-hand' | null
  adopted: { id: number; title: string; number: string }[]
  mayEdit: boolean
  values: FormValues
  errors: FormErrors
  formKey: string
}

export function BeginForms({ begin, lang }: { begin: Begin; lang: Lang }) {
  const w = say(pageWords, lang)
  const { formKey, adopted } = begin
  const tried = (form: Begin['tried']) => (begin.tried === form ? { values: begin.values, errors: begin.errors } : {})
  return (
    <>
      {adopted.length > 0 && (
        <Card title={w.fromDraft} id="from-draft">
          <Form action={`${BASE}/from-draft`} {...tried('from-draft')} idempotencyKey={formKey} prefix="d">
            <SelectField
              name="draftId"
              label={w.draft}
              options={adopted.map(one => ({ value: String(one.id), label: `${one.number} — ${one.title}` }))}
            />
            <SelectField name="kind" label={w.kind} options={kindOptions(lang)} />
            <FormActions>
              <Button kind="primary">{w.begin}</Button>
            </FormActions>
          </Form>
        </Card>
      )}
      <Card title={w.byHand} id="new">
        <Form action={BASE} {...tried('by-hand')} idempotencyKey={formKey} guard>
          <SelectField name="kind" label={w.kind} options={kindOptions(lang)} />
          <TextField name="title" label={w.titleField} maxLength={500} />
          <FieldRow>
            <TextField name="basisNo" label={w.basisNo} maxLength={120} width={16} />
            <DateField name="basisEffectiveOn" label={w.basisEffectiveOn} />
          </FieldRow>
          <TextField name="basisTitle" label={w.basisTitle} maxLength={500} />
          <FormActions>
            <Button kind="primary">{w.begin}</Button>
          </FormActions>
        </Form>
      </Card>
    </>
  )
}
