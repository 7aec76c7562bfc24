import { say } from '#app/kernel/words.ts'
import {
  Button,
  CheckboxField,
  FieldRow,
  type FormErrors,
  type Lang,
  Menu,
  More,
  SelectField,
  Sub,
  TextArea,
  TextField,
} from '#app/ui/index.ts'
import { readHours } from '../hours.ts'
import { STEP_ROLES } from '../input.ts'
import { END } from '../model.ts'
import { processWords } from '../words.ts'
import type { FormStep } from './edit-form.ts'

/** The table officials know, its cells fields: a row is a step, what most steps do not have is folded below it. */

export interface GridProps {
  steps: readonly FormStep[]
  places: readonly { value: string; label: string }[]
  /** The row whose first cell has the cursor. */
  at: number | null
  errors: FormErrors
  lang: Lang
}

export function Grid(props: GridProps) {
  const { steps, lang } = props
  const w = say(processWords, lang)
  return (
    <div className="sheet" id="f-steps">
      <table className="grid">
        <caption className="sr">{w.table}</caption>
        <thead>
          <tr>
            <th scope="col">{w.step}</th>
            <th scope="col">{w.content}</th>
            <th scope="col" className="who">
              {w.who}
            </th>
            <th scope="col" className="time">
              {w.time}
            </th>
            <th scope="col" className="out">
              {w.formOutput}
            </th>
          </tr>
        </thead>
        {steps.map((step, at) => (
          <Row key={at} {...props} step={step} row={at} />
        ))}
      </table>
    </div>
  )
}

type RowProps = GridProps & { step: FormStep; row: number }

function Row(props: RowProps) {
  const { steps, step, row, at, places, lang } = props
  const w = say(processWords, lang)
  const options = [{ value: 'HOME', label: w.place_HOME }, { value: 'RECEPTION', label: w.place_RECEPTION }, ...places]
  const hours = readHours(step.hours)
  const name = (field: keyof FormStep): string => `steps.${row}.${field}`
  return (
    <tbody>
      <tr>
        <th scope="row">
          <RowMenu row={row} last={steps.length - 1} lang={lang} />
        </th>
        <td>
          <TextArea name={name('name')} label={w.content} rows={2} maxLength={200} autoFocus={row === at} />
        </td>
        <td>
          <SelectField
            name={name('role')}
            label={w.role}
            blank={step.role ? false : w.choose}
            options={STEP_ROLES.map(role => ({ value: role, label: w[`role_${role}`] }))}
          />
          <SelectField name={name('place')} label={w.place} blank={false} options={options} />
        </td>
        <td>
          <TextField name={name('hours')} label={w.time} maxLength={30} autoComplete="off" />
          {hours !== null && w.hoursDays(hours) !== step.hours && <Sub>{w.hoursDays(hours)}</Sub>}
        </td>
        <td>
          <TextArea name={name('output')} label={w.formOutput} required={false} rows={2} maxLength={200} />
        </td>
      </tr>
      <tr className="after">
        <td />
        <td colSpan={4}>
          <Branches {...props} />
        </td>
      </tr>
    </tbody>
  )
}

/** The number of the row unfolds what can be done with it: a stop of the Tab key before the cells, not between them. */
function RowMenu({ row, last, lang }: { row: number; last: number; lang: Lang }) {
  const w = say(processWords, lang)
  const button = (what: string, label: string, disabled = false) => (
    <Button name="do" value={`${what}:${row}`} disabled={disabled}>
      {label}
      <span className="sr"> {w.ofStep(row + 1)}</span>
    </Button>
  )
  return (
    <Menu
      label={
        <>
          B{row + 1}
          <span className="sr">: {w.rowMenu}</span>
        </>
      }
    >
      {button('above', w.addAbove)}
      {button('below', w.addAfter)}
      {button('up', w.up, row === 0)}
      {button('down', w.down, row === last)}
      {button('remove', w.remove, last === 0)}
    </Menu>
  )
}

/** What most steps do not have: folded away unless something is in it. */
function Branches({ steps, step, row, errors, lang }: RowProps) {
  const w = say(processWords, lang)
  const names = ['sendBackTo', 'supplement', 'onSite', 'opinions', 'cases', 'then'] as const
  const name = (field: (typeof names)[number]): string => `steps.${row}.${field}`
  const used = names.some(field => step[field] || errors[name(field)])
  const all = steps.map((one, n) => ({ value: `B${n + 1}`, label: `B${n + 1} ${one.name}`.trim() }))
  return (
    <More summary={w.branches} open={used}>
      <FieldRow>
        <SelectField name={name('sendBackTo')} label={w.sendBackTo} required={false} options={all.slice(0, row)} />
        <SelectField
          name={name('then')}
          label={w.then}
          required={false}
          blank={w.thenNext}
          options={[...all.slice(row + 1), { value: END, label: w.thenEnd }]}
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
