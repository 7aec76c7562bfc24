import type { Lang } from '#app/kernel/context.ts'
import { withQuery } from '#app/kernel/http/query.ts'
import { formatPercent } from '#app/kernel/text.ts'
import { say } from '#app/kernel/words.ts'
import { DateField, FilterBar, Menu, SelectField } from '#app/ui/index.ts'
import { type NamedPeriod, type Period, periodName } from '../periods.ts'
import type { Place } from '../../places/index.ts'
import { metricWords } from '../words.ts'

/** What the pages share: the bar to choose place and period, shares as written. */

/** Share in percent as written, or a dash where nothing was counted. */
export const shareText = (share: number | null, lang: Lang): string =>
  share === null ? say(metricWords, lang).nothing : formatPercent(share, lang).replace(' ', '\u00a0')

interface ChooserProps {
  path: string
  places: readonly Place[]
  place: Place
  period: Period
  quick: readonly NamedPeriod[]
  lang: Lang
  keep?: Record<string, string>
}

/** Agency and days to choose, and the periods people choose most. */
export function PlacePeriodBar({ path, places, place, period, quick, lang, keep = {} }: ChooserProps) {
  const w = say(metricWords, lang)
  const code = place.code ?? ''
  const hrefOf = ({ from, to }: Period): string => withQuery(path, { ...keep, agency: code, from, to })
  const named = quick.find(one => one.from === period.from && one.to === period.to)
  return (
    <>
      <FilterBar
        action={path}
        keep={keep}
        values={{ agency: code, from: period.from, to: period.to }}
        submitLabel={w.show}
      >
        {places.length > 1 && (
          <SelectField
            name="agency"
            label={w.agency}
            blank={false}
            options={places.map(one => ({ value: one.code ?? '', label: one.name }))}
          />
        )}
        <DateField name="from" label={w.from} />
        <DateField name="to" label={w.to} />
        <Menu label={named ? w.periodIs(periodName(named, lang)) : w.period}>
          {quick.map(one => (
            <a key={`${one.kind}${one.from}`} href={hrefOf(one)}>
              {periodName(one, lang)}
            </a>
          ))}
        </Menu>
      </FilterBar>
    </>
  )
}
