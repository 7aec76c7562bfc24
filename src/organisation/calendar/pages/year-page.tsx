import { formatDate, formatDateTime } from '#app/kernel/text.ts'
import { say } from '#app/kernel/words.ts'
import {
  Badge,
  Card,
  type Column,
  Columns,
  DataTable,
  Empty,
  FilterBar,
  Head,
  type Lang,
  LinkButton,
  Notice,
  SelectField,
  Story,
  Sub,
  YearGrid,
  YearLegend,
} from '#app/ui/index.ts'
import { dayNumber, weekdayOf } from '../civil.ts'
import type { CalendarException } from '../compile.ts'
import type { CalendarInForce, VersionLine } from '../views.ts'
import { calendarPageWords } from '../words.ts'
import { type DayView, hoursOfWeek, type YearView } from '../year.ts'

/** The year of a calendar: twelve small months, the days that differ, the hours in words. */

export interface YearPageProps {
  calendar: CalendarInForce
  year: number
  years: number[]
  view: YearView
  versions: VersionLine[]
  owners: { id: number; name: string }[]
  today: string
  mayEdit: boolean
  done: boolean
  lang: Lang
}

const WEEK = [1, 2, 3, 4, 5, 6, 7]
const MARKS = { OFF: 'off', MAKE_UP: 'extra', HALF: 'half' } as const

/** 8 giờ, 1.984 giờ: hours are what people check against the office's hours. */
export const inHours = (minutes: number, lang: Lang): string => {
  const hours = new Intl.NumberFormat(lang === 'vi' ? 'vi-VN' : 'en-GB', { maximumFractionDigits: 2 }).format(
    minutes / 60,
  )
  return lang === 'vi' ? `${hours} giờ` : `${hours} hours`
}

export const weekdayText = (day: string, lang: Lang): string =>
  say(calendarPageWords, lang).weekdayName(weekdayOf(dayNumber(day)))

export function YearPage(props: YearPageProps) {
  const { calendar, year, years, view, versions, owners, today, mayEdit, done, lang } = props
  const w = say(calendarPageWords, lang)
  const { definition } = calendar
  const special = definition.exceptions.filter(exception => exception.day.startsWith(`${year}-`))
  const week = hoursOfWeek(definition, today)
  return (
    <>
      <Head title={w.title(year)} sub={w.sub(calendar.ownerName, view.workingDays, inHours(view.workingMinutes, lang))}>
        {mayEdit && (
          <LinkButton href={`/org/calendar/day?agency=${calendar.owner}`} kind="primary" keyHint="N">
            {w.add}
          </LinkButton>
        )}
      </Head>
      {done && (
        <Notice tone="ok" live>
          {w.saved}
        </Notice>
      )}
      {calendar.versionId === null && <Notice>{w.national}</Notice>}
      <FilterBar action="/org/calendar" submitLabel={w.show}>
        <SelectField
          name="year"
          label={w.year}
          blank={false}
          value={String(year)}
          options={years.map(one => ({ value: String(one), label: String(one) }))}
        />
        {owners.length > 1 && (
          <SelectField
            name="agency"
            label={w.calendarOf}
            blank={false}
            value={String(calendar.owner)}
            options={owners.map(owner => ({ value: String(owner.id), label: owner.name }))}
          />
        )}
      </FilterBar>
      <Columns
        aside={
          <>
            <Card title={w.hours}>
              <p className="sub">{w.hoursFrom(formatDate(week.from))}</p>
              <ul>
                {week.lines.map(line => (
                  <li key={line.first} className="num">
                    {w.hoursLine(
                      line.first === line.last
                        ? w.weekdayName(line.first)
                        : `${w.weekdayName(line.first)} – ${w.weekdayName(line.last)}`,
                      line.hours.map(([from, to]) => `${from}–${to}`).join(', ') || w.noHours,
                    )}
                  </li>
                ))}
              </ul>
              <p>{w.dayLength(inHours(definition.workingDayMinutes ?? 480, lang))}</p>
              <p>{w.makeUpHours}</p>
              {definition.covers && (
                <p className="sub">{w.outside(formatDate(definition.covers.from), formatDate(definition.covers.to))}</p>
              )}
            </Card>
            {versions.length > 0 && (
              <Card title={w.versions}>
                <Story
                  items={versions.map((version, at) => ({
                    text: version.reason,
                    when: `${w.version(version.no, version.by)} · ${formatDateTime(version.at)}`,
                    now: at === 0,
                  }))}
                />
              </Card>
            )}
          </>
        }
      >
        <Card>
          <YearLegend
            items={[
              { mark: 'off', label: w.kind('OFF') },
              { mark: 'extra', label: w.kind('MAKE_UP') },
              { mark: 'half', label: w.kind('HALF') },
            ]}
          />
          <YearGrid
            weekdays={WEEK.map(w.weekdayShort)}
            weekdaysLong={WEEK.map(w.weekdayName)}
            months={view.months.map((weeks, at) => ({
              name: w.month(at + 1),
              weeks: weeks.map(days => days.map(day => day && cellOf(day, today, lang))),
            }))}
          />
        </Card>
        <Card title={w.days}>
          <DataTable
            bare
            caption={w.days}
            rows={special}
            rowKey={row => row.day}
            empty={<Empty title={w.noDays} />}
            columns={columns(calendar.owner, mayEdit, lang)}
          />
        </Card>
      </Columns>
    </>
  )
}

function cellOf(day: DayView, today: string, lang: Lang) {
  const w = say(calendarPageWords, lang)
  const { exception } = day
  const notes = [exception && `${w.kind(exception.kind)}, ${exception.name[lang]}`, day.day === today && w.today]
  return {
    date: day.date,
    mark: exception ? MARKS[exception.kind] : day.works ? undefined : ('rest' as const),
    note: notes.filter(Boolean).join(' · ') || undefined,
    now: day.day === today,
  }
}

function columns(owner: number, mayEdit: boolean, lang: Lang): Column<CalendarException>[] {
  const w = say(calendarPageWords, lang)
  return [
    {
      key: 'day',
      head: w.day,
      rowHead: true,
      cell: row => (
        <>
          <span className="code">{formatDate(row.day)}</span>
          <Sub>{weekdayText(row.day, lang)}</Sub>
        </>
      ),
    },
    {
      key: 'name',
      head: w.name,
      cell: row => (
        <>
          <Badge tone={row.kind === 'OFF' ? 'late' : row.kind === 'MAKE_UP' ? 'ok' : 'warn'}>{w.kind(row.kind)}</Badge>{' '}
          {row.name[lang]} {row.settled === false && <Badge>{w.expected}</Badge>}
          {row.basis && <Sub>{row.basis}</Sub>}
        </>
      ),
    },
    ...(mayEdit
      ? [
          {
            key: 'edit',
            head: w.change,
            hideHead: true,
            align: 'right' as const,
            labelled: false,
            cell: (row: CalendarException) => (
              <>
                <a href={`/org/calendar/day?agency=${owner}&day=${row.day}`}>{w.change}</a> ·{' '}
                <a
                  href={`/org/calendar/day?agency=${owner}&day=${row.day}&kind=NORMAL`}
                  aria-label={w.removeOf(formatDate(row.day))}
                >
                  {w.remove}
                </a>
              </>
            ),
          },
        ]
      : []),
  ]
}
