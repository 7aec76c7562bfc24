import {
  Breadcrumbs,
  Button,
  Card,
  CheckboxField,
  FieldRow,
  Form,
  FormActions,
  type FormErrors,
  type FormValues,
  Head,
  type Lang,
  LinkButton,
  More,
  Notice,
  SelectField,
  TextArea,
  TextField,
} from '#app/ui/index.ts'
import { say } from '#app/kernel/words.ts'
import { STEP_ROLES } from '../input.ts'
import type { ProcessView } from '../views.ts'
import { processWords } from '../words.ts'
import { END, onSiteClasses } from '../model.ts'
import type { ReadWarning } from '../reading.ts'
import { type FormStep, typedHours } from './edit-form.ts'
import { LimitNote } from './one.tsx'

/** The table of a process as a form: rows are added, removed and moved by buttons that send it, so it needs no script. */

interface Props {
  view: ProcessView
  steps: readonly FormStep[]
  /** What the version declares about the centre, as the form names it. */
  declared: string
  /** Where the rows were read from a file: what a person must look at. */
  warnings?: readonly ReadWarning[]
  places: readonly { value: string; label: string }[]
  errors: FormErrors
  lang: Lang
}

export function ProcessEdit({ view, steps, declared, warnings, places, errors, lang }: Props) {
  const w = say(processWords, lang)
  const values: FormValues = {
    declared,
    ...Object.fromEntries(
      steps.flatMap((step, at) => Object.entries(step).map(([name, value]) => [`steps.${at}.${name}`, value])),
    ),
  }
  const hours = typedHours(steps)
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
      {warnings && (
        <Notice tone={warnings.length > 0 ? 'warn' : 'ok'} live title={w.readTitle(steps.length)}>
          {w.readLead}
          {warnings.length > 0 && (
            <ul>
              {warnings.map((one, n) => (
                <li key={n} data-code={one.code}>
                  {one.words[lang]}
                </li>
              ))}
            </ul>
          )}
        </Notice>
      )}
      <LimitNote hours={hours} limit={view.limit} lang={lang} />
      <Form action={`/processes/${view.code}/edit`} values={values} errors={errors} guard>
        {steps.map((_step, at) => (
          <Card key={at} title={`B${at + 1}`} actions={<RowButtons at={at} last={steps.length - 1} lang={lang} />}>
            <TextField name={`steps.${at}.name`} label={w.content} maxLength={200} />
            <FieldRow>
              <SelectField
                name={`steps.${at}.role`}
                label={w.role}
                blank={steps[at]?.role ? false : w.choose}
                options={STEP_ROLES.map(role => ({ value: role, label: w[`role_${role}`] }))}
              />
              <SelectField name={`steps.${at}.place`} label={w.place} blank={false} options={options} />
              <TextField name={`steps.${at}.hours`} label={w.time} help={w.timeHelp} maxLength={30} />
            </FieldRow>
            <TextField name={`steps.${at}.output`} label={w.output} required={false} maxLength={200} />
            <Branches at={at} steps={steps} errors={errors} lang={lang} />
          </Card>
        ))}
        <SelectField
          name="declared"
          label={w.onSiteDeclared}
          help={w.onSiteHelp}
          required={false}
          blank={w.onSiteBySteps}
          options={[
            { value: 'none', label: w.onSiteNone },
            ...onSiteClasses.map(n => ({ value: String(n), label: w.onSiteClass(n) })),
          ]}
        />
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

/** What most steps do not have: folded away unless something is in it. */
function Branches({
  at,
  steps,
  errors,
  lang,
}: {
  at: number
  steps: readonly FormStep[]
  errors: FormErrors
  lang: Lang
}) {
  const w = say(processWords, lang)
  const step = steps[at]
  const names = ['sendBackTo', 'supplement', 'onSite', 'opinions', 'cases', 'then'] as const
  const used = names.some(name => step?.[name] || errors[`steps.${at}.${name}`])
  const all = steps.map((one, n) => ({ value: `B${n + 1}`, label: `B${n + 1} ${one.name}`.trim() }))
  const name = (field: (typeof names)[number]): string => `steps.${at}.${field}`
  return (
    <More summary={w.branches} open={used}>
      <FieldRow>
        <SelectField name={name('sendBackTo')} label={w.sendBackTo} required={false} options={all.slice(0, at)} />
        <SelectField
          name={name('then')}
          label={w.then}
          required={false}
          blank={w.thenNext}
          options={[...all.slice(at + 1), { value: END, label: w.thenEnd }]}
        />
        <SelectField
          name={name('onSite')}
          label={w.onSiteStep}
          required={false}
          blank={w.onSiteByPlace}
          options={[
            { value: 'yes', label: w.yes },
            { value: 'no', label: w.no },
          ]}
        />
      </FieldRow>
      <CheckboxField name={name('supplement')} label={w.supplementMay} />
      <TextArea name={name('cases')} label={w.cases} help={w.casesHelp} required={false} rows={2} />
      <TextArea name={name('opinions')} label={w.opinions} help={w.opinionsHelp} required={false} rows={2} />
    </More>
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
