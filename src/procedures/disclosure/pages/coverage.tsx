import { formatPercent } from '#app/kernel/text.ts'
import { say } from '#app/kernel/words.ts'
import { BarChart, Card, type Column, DataTable, Kpi, Kpis, type Lang, Meter, More } from '#app/ui/index.ts'
import { agencyKey, type Place } from '../duty.ts'
import type { MatrixQuery } from '../input.ts'
import type { AgencyCoverage, Covered, Matrix } from '../matrix.ts'
import { disclosureWords } from '../words.ts'
import { matrixHref } from './addresses.ts'

/** What the matrix adds up to: its figures, and the agencies compared. */

export const placeName = (place: Place, lang: Lang): string => (lang === 'vi' ? place.name : place.nameEn)

export const percentText = (covered: Covered, lang: Lang): string =>
  covered.percent === null ? say(disclosureWords, lang).nothing : formatPercent(covered.percent, lang)

export function Figures({ view, query, lang }: { view: Matrix; query: Partial<MatrixQuery>; lang: Lang }) {
  const w = say(disclosureWords, lang)
  const { total, complete, inTime } = view
  const missing = total.required - total.current - total.stale
  return (
    <Kpis>
      <Kpi label={w.coverage} value={percentText(total, lang)} note={w.coverageNote(total.current, total.required)} />
      <Kpi
        label={w.stale}
        value={String(total.stale)}
        note={w.staleNote}
        href={matrixHref({ ...query, state: 'STALE' })}
        {...(total.stale > 0 ? { tone: 'bad' as const } : {})}
      />
      <Kpi
        label={w.none}
        value={String(missing)}
        note={w.noneNote}
        href={matrixHref({ ...query, state: 'NONE' })}
        {...(missing > 0 ? { tone: 'bad' as const } : {})}
      />
      <Kpi label={w.complete} value={`${complete.n}/${complete.of}`} note={w.completeNote} />
      <Kpi label={w.inTime} value={`${inTime.n}/${inTime.of}`} note={w.inTimeNote} />
    </Kpis>
  )
}

/** The lowest are drawn: all of them are in the table below the chart. */
const DRAWN = 10

export function ByAgency({
  agencies,
  places,
  query,
  lang,
}: {
  agencies: AgencyCoverage[]
  places: Place[]
  query: Partial<MatrixQuery>
  lang: Lang
}) {
  const w = say(disclosureWords, lang)
  const drawn = agencies.slice(0, DRAWN)
  const lowest = agencies[0]
  const format = (n: number): string => formatPercent(n, lang)
  return (
    <Card>
      <BarChart
        title={w.byAgency}
        groupLabel={w.agency}
        sentence={w.byAgencySentence(
          agencies.length,
          lowest ? `${lowest.agency.shortName} ${percentText(lowest, lang)}` : w.nothing,
        )}
        groups={drawn.map(one => one.agency.shortName)}
        series={[{ label: w.coverage, values: drawn.map(one => one.percent) }]}
        format={format}
        lying
      />
      <More summary={w.everyAgency(agencies.length)}>
        <DataTable
          caption={w.byAgency}
          bare
          rows={agencies}
          rowKey={one => String(one.agency.id)}
          columns={agencyColumns(places, query, lang)}
        />
      </More>
    </Card>
  )
}

function agencyColumns(places: Place[], query: Partial<MatrixQuery>, lang: Lang): Column<AgencyCoverage>[] {
  const w = say(disclosureWords, lang)
  return [
    {
      key: 'agency',
      head: w.agency,
      rowHead: true,
      cell: one => <a href={matrixHref({ ...query, agency: agencyKey(one.agency) })}>{one.agency.name}</a>,
    },
    {
      key: 'meter',
      head: w.coverage,
      cell: one => (
        <>
          <span className="num">{percentText(one, lang)}</span>
          {one.percent !== null && (
            <Meter
              value={one.percent}
              target={100}
              label={w.meter(one.agency.shortName, percentText(one, lang))}
              met={one.current === one.required}
            />
          )}
        </>
      ),
    },
    ...places.map(
      (place): Column<AgencyCoverage> => ({
        key: place.code,
        head: placeName(place, lang),
        align: 'right',
        cell: one => {
          const counted = one.places.get(place.id)
          return counted ? w.ofAgencies(counted.current, counted.required) : w.nothing
        },
      }),
    ),
  ]
}
