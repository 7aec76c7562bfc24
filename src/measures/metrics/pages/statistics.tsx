import type { Lang } from '#app/kernel/context.ts'
import { formatNumber } from '#app/kernel/text.ts'
import { say } from '#app/kernel/words.ts'
import { BarChart, Card, Empty, Head, LineChart, Sub } from '#app/ui/index.ts'
import type { Statistics } from '../dashboard.ts'
import { metricWords } from '../words.ts'
import { shareText } from './parts.tsx'

/** Months of the table by agency; the charts show them all. */
const SHOWN = 6

/** What everybody may see: how the province and each agency keep their promises, month by month. */
export function StatisticsPage({ statistics, lang }: { statistics: Statistics; lang: Lang }) {
  const w = say(metricWords, lang)
  const { months, total, agencies } = statistics
  const groups = months.map(month => `${month.no}/${String(month.year).slice(2)}`)
  const known = total.flatMap(({ onTime }) => (onTime === null ? [] : [onTime]))
  const shown = months.length - SHOWN
  const count = (value: number): string => formatNumber(value, lang)
  const sum = (code: 'received' | 'finished'): string => count(total.reduce((all, one) => all + one.figure(code), 0))
  return (
    <>
      <Head title={w.statistics} sub={w.statisticsLead} />
      {known.length === 0 ? (
        <Empty title={w.statisticsEmpty}>
          <p>{w.statisticsEmptyNext}</p>
        </Empty>
      ) : (
        <>
          <Card>
            <LineChart
              title={w.statisticsChart}
              sub={w.wholeProvince}
              sentence={w.statisticsSentence(shareText(known[0] ?? null, lang), shareText(known.at(-1) ?? null, lang))}
              groups={groups}
              groupLabel={w.monthHead}
              format={value => shareText(value, lang)}
              from={Math.max(0, Math.floor(Math.min(...known) / 10) * 10 - 10)}
              series={[{ label: w.onTimeShare, values: total.map(one => one.onTime), tone: 'ok' }]}
            />
          </Card>
          <Card>
            <BarChart
              title={w.statisticsCounts}
              sub={w.unit}
              sentence={w.lineSentence(sum('received'), sum('finished'))}
              groups={groups}
              groupLabel={w.monthHead}
              format={count}
              quiet
              series={[
                { label: w.received, values: total.map(one => one.figure('received')) },
                { label: w.finished, values: total.map(one => one.figure('finished')), tone: 'ok' },
              ]}
            />
          </Card>
          <Card title={w.byAgency}>
            <p className="sub">{w.byAgencyHelp}</p>
            <div className="sheet wide bare" tabIndex={0} role="region" aria-label={w.byAgency}>
              <table>
                <caption className="sr">{w.byAgency}</caption>
                <thead>
                  <tr>
                    <th scope="col">{w.agency}</th>
                    {groups.slice(shown).map(group => (
                      <th key={group} scope="col" className="r">
                        {group}
                      </th>
                    ))}
                  </tr>
                </thead>
                <tbody>
                  {agencies.map(agency => (
                    <tr key={agency.name}>
                      <th scope="row">{agency.name}</th>
                      {agency.months.slice(shown).map((month, at) => (
                        <td key={groups[shown + at]} className="r">
                          {shareText(month.onTime, lang)}
                          <Sub>{count(month.finished)}</Sub>
                        </td>
                      ))}
                    </tr>
                  ))}
                </tbody>
              </table>
            </div>
          </Card>
        </>
      )}
    </>
  )
}
