import { formatNumber } from '#app/kernel/text.ts'
import { say } from '#app/kernel/words.ts'
import { Card, FilterBar, type Lang, Meter, NumberField, SelectField } from '#app/ui/index.ts'
import type { BoardQuery } from '../input.ts'
import type { PlacedInventory } from '../lists.ts'
import { type FigureCode, goalLine } from '../rules.ts'
import { inventoryWords, nameOf, percentText } from '../words.ts'
import { hrefIn } from './address.ts'

/** Figures people set goals for. */
const GOALS = [
  'ONLINE.ANY',
  'ONLINE.FULL',
  'OLD.3_UP',
  'CENTRE.YES',
  'ON_SITE.ANY',
  'SHORTENED.YES',
  'PROCESS.YES',
  'ISO.YES',
] as const satisfies readonly FigureCode[]
/** What is shown before a goal is chosen: where a procedure counts as offered on-line, four in five score in full. */
const USUAL = 80
const SHOWN = 10

/** A figure against a goal: how many that is, how many are there, which could be taken in. */
export function GoalCard({ found, query, lang }: { found: PlacedInventory; query: BoardQuery; lang: Lang }) {
  const w = say(inventoryWords, lang)
  const figure = query.figure ?? 'ONLINE.ANY'
  const line = goalLine(found.figures[figure], query.goal ?? USUAL)
  const count = (n: number): string => formatNumber(n, lang)
  const sentence = [
    w.goalSentence(percentText(line.goal, lang), count(line.of), count(line.needed)),
    w.goalNow(count(line.n), percentText(line.percent, lang)),
    line.missing > 0 ? w.goalMissing(count(line.missing)) : w.goalMet,
  ].join(', ')
  const candidates = found.behind(figure, true)
  return (
    <Card title={w.goal} id="goal">
      <FilterBar
        action="/inventory"
        keep={{ ...(found.place.code ? { agency: found.place.code } : {}), day: found.day }}
        values={{ figure, goal: String(line.goal).replace('.', ',') }}
        submitLabel={w.goalShow}
        label={w.goal}
      >
        <SelectField
          name="figure"
          label={w.goalFigure}
          blank={false}
          options={GOALS.map(code => ({ value: code, label: nameOf(code, lang) }))}
        />
        <NumberField name="goal" label={w.goalPercent} decimals />
      </FilterBar>
      <p>
        <b>{nameOf(figure, lang)}</b>: {sentence}.
      </p>
      <Meter value={line.percent ?? 0} target={line.goal} label={sentence} />
      {line.missing > 0 && candidates.length > 0 && (
        <>
          <h3>{w.candidates}</h3>
          <ul>
            {candidates.slice(0, SHOWN).map(row => (
              <li key={row.code}>
                <a href={`/provision/${row.code}`}>{row.code}</a> <span lang="vi">{row.name}</span>
              </li>
            ))}
          </ul>
          <p>
            <a href={hrefIn(found)(figure, { without: true })}>{w.allOf(count(candidates.length))}</a>
          </p>
        </>
      )}
    </Card>
  )
}
