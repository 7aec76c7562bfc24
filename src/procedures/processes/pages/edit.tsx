import {
  Breadcrumbs,
  Button,
  ErrorSummary,
  Form,
  FormActions,
  type FormErrors,
  type FormValues,
  Head,
  HiddenField,
  type Lang,
  LinkButton,
  Notice,
  SelectField,
} from '#app/ui/index.ts'
import { say } from '#app/kernel/words.ts'
import { onSiteClasses } from '../model.ts'
import type { ReadWarning } from '../reading.ts'
import type { ProcessView } from '../views.ts'
import { processWords } from '../words.ts'
import { type FormStep, type Rearranged, typedHours } from './edit-form.ts'
import { Grid } from './grid.tsx'
import { LimitNote } from './one.tsx'

/** A process as a form: rows are added, moved and removed by buttons that send it, so it needs no script. */

interface Props {
  view: ProcessView
  steps: readonly FormStep[]
  /** What the version declares about the centre, as the form names it. */
  declared: string
  /** The row to go on typing in. */
  at: number | null
  /** The row just taken out. */
  removed: Rearranged['removed']
  /** Looked over, and nothing was wrong. */
  fits: boolean
  /** Where the rows were read from a file: what a person must look at. */
  warnings?: readonly ReadWarning[]
  places: readonly { value: string; label: string }[]
  errors: FormErrors
  lang: Lang
}

export function ProcessEdit({ view, steps, declared, at, removed, fits, warnings, places, errors, lang }: Props) {
  const w = say(processWords, lang)
  const values: FormValues = {
    declared,
    ...Object.fromEntries(
      steps.flatMap((step, row) => Object.entries(step).map(([name, value]) => [`steps.${row}.${name}`, value])),
    ),
  }
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
      {warnings && <Read warnings={warnings} count={steps.length} lang={lang} />}
      <Form action={`/processes/${view.code}/edit`} values={values} errors={errors} guard noSummary>
        <ErrorSummary errors={named(errors, lang)} />
        {/* Enter in a cell presses the first button of a form, and this one cannot be pressed. */}
        <button type="submit" hidden disabled />
        {removed && <Removed {...removed} lang={lang} />}
        {fits && (
          <Notice tone="ok" live>
            {w.checkedOk}
          </Notice>
        )}
        <Grid steps={steps} places={places} at={at} errors={errors} lang={lang} />
        <FormActions>
          <Button name="do" value={`above:${steps.length - 1}`}>
            {w.addBeforeLast}
          </Button>
          <Button name="do" value="unit:DAY">
            {w.inDays}
          </Button>
          <Button name="do" value="unit:HOUR">
            {w.inHours}
          </Button>
          <Button name="do" value="check">
            {w.check}
          </Button>
        </FormActions>
        <div id="f-hours" tabIndex={-1}>
          <LimitNote hours={typedHours(steps)} limit={view.limit} lang={lang} />
        </div>
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

/** What is wrong, each with the row and the cell it is wrong in: on top of a table the cell alone says nothing. */
function named(errors: FormErrors, lang: Lang): FormErrors {
  const w = say(processWords, lang)
  const cells: Record<string, string> = {
    name: w.content,
    role: w.role,
    place: w.place,
    hours: w.time,
    output: w.formOutput,
    sendBackTo: w.sendBackTo,
    then: w.then,
    cases: w.cases,
    opinions: w.opinions,
  }
  return Object.fromEntries(
    Object.entries(errors).map(([path, said]) => {
      const [, row, cell = ''] = /^steps\.(\d+)\.(\w+)$/.exec(path) ?? []
      return [path, row === undefined ? said : `B${Number(row) + 1}, ${cells[cell] ?? cell}: ${said}`]
    }),
  )
}

/** What was read from a file, and what a person must look at. */
function Read({ warnings, count, lang }: { warnings: readonly ReadWarning[]; count: number; lang: Lang }) {
  const w = say(processWords, lang)
  return (
    <Notice tone={warnings.length > 0 ? 'warn' : 'ok'} live title={w.readTitle(count)}>
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
  )
}

/** A row taken out is only gone once the table is saved: it comes back with everything that was in it. */
function Removed({ step, at, lang }: { step: FormStep; at: number; lang: Lang }) {
  const w = say(processWords, lang)
  return (
    <Notice tone="warn" live>
      {w.removed(at + 1, step.name)}{' '}
      <Button kind="link" name="do" value={`restore:${at}`}>
        {w.restore}
      </Button>
      {Object.entries(step).map(([name, value]) => (
        <HiddenField key={name} name={`removed.${name}`} value={value} />
      ))}
    </Notice>
  )
}
