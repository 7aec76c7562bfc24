import { formatDateTime, formatWorking, isoLocal } from '#app/kernel/text.ts'
import { say } from '#app/kernel/words.ts'
import {
  Card,
  type Column,
  DataTable,
  DateTimeField,
  FilterBar,
  type Lang,
  Notice,
  SelectField,
  Sub,
} from '#app/ui/index.ts'
import type { SimulatedStep, Simulation } from '../simulation.ts'
import { simulationWords } from '../simulation-words.ts'
import { processWords } from '../words.ts'
import { placeName } from './table.tsx'

/** Filed then, due then, with these steps: for the draft and for the process in force. */

export interface SimulationView {
  at: Date
  /** Fields the cases ask about, with their answers. */
  fields: ReadonlyMap<string, readonly string[]>
  answers: Readonly<Record<string, string>>
  /** Null: the calendar does not reach that instant. */
  runs: { title: string; simulation: Simulation | null }[]
}

export function SimulationCard({
  code,
  view,
  places,
  lang,
}: {
  code: string
  view: SimulationView
  places: ReadonlyMap<string, string>
  lang: Lang
}) {
  const s = say(simulationWords, lang)
  const values = {
    at: isoLocal(view.at).slice(0, 16),
    ...Object.fromEntries(Object.entries(view.answers).map(([field, value]) => [`case.${field}`, value])),
  }
  return (
    <Card title={s.simulation} id="simulation">
      <p className="sub">{s.simulationLead}</p>
      <FilterBar action={`/processes/${code}#simulation`} values={values} submitLabel={s.simulate}>
        <DateTimeField name="at" label={s.simulationAt} />
        {[...view.fields].map(([field, choices]) => (
          <SelectField
            key={field}
            name={`case.${field}`}
            label={field}
            required={false}
            blank={s.otherAnswer}
            options={choices.map(value => ({ value, label: value }))}
          />
        ))}
      </FilterBar>
      {view.runs.map(({ title, simulation }) => (
        <section key={title}>
          <h3>{title}</h3>
          {simulation ? (
            <Run title={title} simulation={simulation} places={places} lang={lang} />
          ) : (
            <Notice tone="warn">{s.badInstant}</Notice>
          )}
        </section>
      ))}
    </Card>
  )
}

function Run({
  title,
  simulation,
  places,
  lang,
}: {
  title: string
  simulation: Simulation
  places: ReadonlyMap<string, string>
  lang: Lang
}) {
  const s = say(simulationWords, lang)
  const { at, dueAt, finishesAt, spareMinutes } = simulation
  const late = spareMinutes !== null && spareMinutes < 0
  const spare = spareMinutes === null ? '' : formatWorking(Math.abs(spareMinutes), lang)
  return (
    <>
      <Notice tone={late ? 'late' : 'info'}>
        {dueAt ? s.simulated(formatDateTime(at), formatDateTime(dueAt)) : s.simulatedNoLimit(formatDateTime(at))}{' '}
        {spareMinutes !== null && (late ? s.tooLate : s.spare)(formatDateTime(finishesAt), spare)}
      </Notice>
      <DataTable
        bare
        caption={`${s.simulation}: ${title}`}
        rows={simulation.steps}
        rowKey={step => String(step.no)}
        columns={runColumns(places, lang)}
      />
    </>
  )
}

function runColumns(places: ReadonlyMap<string, string>, lang: Lang): Column<SimulatedStep>[] {
  const w = say(processWords, lang)
  const s = say(simulationWords, lang)
  return [
    { key: 'code', head: w.step, cell: step => <b>{step.code}</b> },
    {
      key: 'name',
      head: w.content,
      rowHead: true,
      cell: step => (
        <>
          <span lang="vi">{step.name}</span>
          {step.opinions.map((one, n) => (
            <Sub key={n}>
              {placeName(one.agency, places, lang)}: {s.ends.toLowerCase()} {formatDateTime(one.endAt)}
            </Sub>
          ))}
        </>
      ),
    },
    { key: 'time', head: w.time, align: 'right', cell: step => w.hoursDays(step.hours) },
    { key: 'start', head: s.begins, labelled: true, cell: step => formatDateTime(step.startAt) },
    { key: 'end', head: s.ends, labelled: true, cell: step => formatDateTime(step.endAt) },
  ]
}
