import { DataTable, type Lang, Sub, type Column } from '#app/ui/index.ts'
import { say } from '#app/kernel/words.ts'
import { END } from '../model.ts'
import { type ProcessStep, sumHours } from '../rules.ts'
import { processWords } from '../words.ts'

/** A process as officials know it: step, work, who, time, output; the sum at the foot. */
export function StepTable({
  steps,
  places,
  lang,
}: {
  steps: readonly ProcessStep[]
  places: ReadonlyMap<string, string>
  lang: Lang
}) {
  const w = say(processWords, lang)
  return (
    <DataTable
      bare
      caption={w.table}
      rows={[...steps]}
      rowKey={step => String(step.no)}
      columns={stepColumns(steps, places, lang)}
    />
  )
}

export function placeName(place: string, places: ReadonlyMap<string, string>, lang: Lang): string {
  const w = say(processWords, lang)
  if (place === 'HOME') return w.place_HOME
  if (place === 'RECEPTION') return w.place_RECEPTION
  return places.get(place) ?? place
}

function stepColumns(
  steps: readonly ProcessStep[],
  places: ReadonlyMap<string, string>,
  lang: Lang,
): Column<ProcessStep>[] {
  const w = say(processWords, lang)
  return [
    { key: 'code', head: w.step, cell: step => <b>{step.code}</b>, foot: w.total },
    { key: 'name', head: w.content, rowHead: true, cell: step => <span lang="vi">{step.name}</span> },
    {
      key: 'who',
      head: w.who,
      cell: step => (
        <>
          {w[`role_${step.role}`]}
          <Sub>
            {placeName(step.place, places, lang)}
            {step.onSite === true && ` · ${w.onSiteBadge}`}
          </Sub>
        </>
      ),
    },
    {
      key: 'time',
      head: w.time,
      align: 'right',
      cell: step => w.hoursDays(step.hours),
      foot: w.hoursDays(sumHours(steps)),
    },
    { key: 'output', head: w.output, labelled: true, cell: step => <span lang="vi">{step.output}</span> },
    ...(steps.some(step => branchWords(step, places, lang).length > 0)
      ? [
          {
            key: 'branches',
            head: w.branches,
            labelled: true,
            cell: (step: ProcessStep) =>
              branchWords(step, places, lang).map(said => (
                <span key={said} className="block">
                  {said}
                </span>
              )),
          },
        ]
      : []),
  ]
}

/** Where a step leads besides the next line, a sentence each. */
export function branchWords(step: ProcessStep, places: ReadonlyMap<string, string>, lang: Lang): string[] {
  const w = say(processWords, lang)
  const to = (code: string): string => (code === END ? w.thenEnd.toLowerCase() : code)
  return [
    ...(step.cases ?? []).map(one => w.caseSaid(one.field, one.value, to(one.to))),
    ...(step.then === undefined ? [] : [w.thenSaid(to(step.then))]),
    ...(step.sendBackTo === undefined ? [] : [w.sendBackSaid(step.sendBackTo)]),
    ...(step.opinions ?? []).map(one =>
      w.opinionSaid(placeName(one.agency, places, lang), w.hoursDays(one.hours), one.ask),
    ),
    ...(step.supplement ? [w.supplementMay] : []),
  ]
}
