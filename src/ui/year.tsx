import { cx } from './context.ts'

/** A day of a month's grid. `mark` draws it; `note` is read out and shown on hover, so that nothing rests on colour. */
export type YearDay = { date: number; mark?: 'off' | 'extra' | 'half' | 'rest'; note?: string; now?: boolean }

export type YearGridProps = {
  /** Twelve months: name, and weeks of seven days, null outside the month. */
  months: { name: string; weeks: (YearDay | null)[][] }[]
  weekdays: readonly string[]
  weekdaysLong: readonly string[]
}

/** A year on one screen: twelve small tables. */
export function YearGrid({ months, weekdays, weekdaysLong }: YearGridProps) {
  return (
    <div className="year">
      {months.map(month => (
        <table key={month.name}>
          <caption>{month.name}</caption>
          <thead>
            <tr>
              {weekdays.map((weekday, at) => (
                <th key={weekday} scope="col">
                  <span aria-hidden="true">{weekday}</span>
                  <span className="sr">{weekdaysLong[at]}</span>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {month.weeks.map((week, row) => (
              <tr key={row}>
                {week.map((day, at) => (
                  <td key={at} className={cx(day?.mark, day?.now && 'now')} title={day?.note}>
                    {day?.date}
                    {day?.note && <span className="sr">: {day.note}</span>}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      ))}
    </div>
  )
}

/** What the marks of a year mean. */
export function YearLegend({ items }: { items: { mark: NonNullable<YearDay['mark']>; label: string }[] }) {
  return (
    <ul className="yearmarks">
      {items.map(item => (
        <li key={item.mark}>
          <span className={item.mark} aria-hidden="true" />
          {item.label}
        </li>
      ))}
    </ul>
  )
}
