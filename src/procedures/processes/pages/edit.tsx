import {
  Breadcrumbs,
  Button,
  Card,
  FieldRow,
  Form,
  FormActions,
  type FormErrors,
  type FormValues,
  Head,
  type Lang,
  LinkButton,
  NumberField,
  SelectField,
  TextField,
} from '#app/ui/index.ts'
import { say } from '#app/kernel/words.ts'
import { STEP_ROLES } from '../input.ts'
import type { ProcessView } from '../views.ts'
import { processWords } from '../words.ts'
import type { FormStep } from './edit-form.ts'
import { LimitNote } from './one.tsx'

/** The table of a process as a form: rows are added, removed and moved by buttons that send it, so it needs no script. */

interface Props {
  view: ProcessView
  steps: readonly FormStep[]
  places: readonly { value: string; label: string }[]
  errors: FormErrors
  lang: Lang
}

export function ProcessEdit({ view, steps, places, errors, lang }: Props) {
  const w = say(processWords, lang)
  const values: FormValues = Object.fromEntries(
    steps.flatMap((step, at) => Object.entries(step).map(([name, value]) => [`steps.${at}.${name}`, value])),
  )
  const hours = steps.reduce((sum, step) => sum + (Number(step.hours.replace(',', '.')) || 0), 0)
  const options = [{ value: 'HOME', label: w.place_HOME }, { value: 'RECEPTION', label: w.place_RECEPTION }, ...places]
  return (
    <>
      <Breadcrumbs
        items={[
          { label: w.processes, href: '/processes' },
          { label: view.code, href: `/processes/${view.code}` },
        ]}
      />
      <Head title={w.edit} sub={`${view.code} · ${view.name}`} />
      <p>{w.editLead}</p>
      <LimitNote hours={hours} limit={view.limit} lang={lang} />
      <Form action={`/processes/${view.code}/edit`} values={values} errors={errors} guard>
        {steps.map((_step, at) => (
          <Card key={at} title={`B${at + 1}`} actions={<RowButtons at={at} last={steps.length - 1} lang={lang} />}>
            <TextField name={`steps.${at}.name`} label={w.content} maxLength={200} />
            <FieldRow>
              <SelectField
                name={`steps.${at}.role`}
                label={w.role}
                blank={false}
                options={STEP_ROLES.map(role => ({ value: role, label: w[`role_${role}`] }))}
              />
              <SelectField name={`steps.${at}.place`} label={w.place} blank={false} options={options} />
              <NumberField name={`steps.${at}.hours`} label={w.hoursLabel} decimals />
            </FieldRow>
            <TextField name={`steps.${at}.output`} label={w.output} required={false} maxLength={200} />
          </Card>
        ))}
        <FormActions>
          <Button kind="primary" name="do" value="save">
            {w.save}
          </Button>
          <LinkButton href={`/processes/${view.code}`}>{w.back}</LinkButton>
        </FormActions>
      </Form>
    </>
  )
}

function RowButtons({ at, last, lang }: { at: number; last: number; lang: Lang }) {
  const w = say(processWords, lang)
  const button = (what: string, label: string, disabled = false) => (
    <Button name="do" value={`${what}:${at}`} disabled={disabled}>
      {label}
      <span className="sr"> {w.ofStep(at + 1)}</span>
    </Button>
  )
  return (
    <span className="row">
      {button('up', w.up, at === 0)}
      {button('down', w.down, at === last)}
      {button('add', w.addAfter)}
      {button('remove', w.remove, last === 0)}
    </span>
  )
}
