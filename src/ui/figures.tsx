import { scaleLinear } from 'd3-scale'
import { arc, pie } from 'd3-shape'
import type { ReactNode } from 'react'
import { ChartFigure, type ChartProps, percent } from './chart.tsx'
import { cx } from './context.ts'
import { Icon } from './icon.tsx'

export type SparkProps = {
  values: number[] /** What it shows, in a sentence. */
  label: string
  kind?: 'line' | 'bars'
  tone?: 'ok' | 'late' | 'quiet'
}

/** The shape of a figure's last months, without axes: bars from zero, a line between its own extremes. */
export function Spark({ values, label, kind = 'line', tone = kind === 'line' ? 'ok' : 'quiet' }: SparkProps) {
  const high = Math.max(...values)
  const low = kind === 'bars' ? 0 : Math.min(...values)
  const y = scaleLinear([low, high > low ? high : low + 1], [30, 4])
  const x = (at: number) => (values.length < 2 ? 0.5 : 0.02 + (0.95 * at) / (values.length - 1))
  const last = values.length - 1
  return (
    <svg className={cx('spark', `k-${tone}`)} width="100%" height="34" role="img" aria-label={label}>
      {kind === 'bars'
        ? values.map((value, at) => (
            <rect
              key={at}
              x={percent(at / values.length)}
              width={percent(0.72 / values.length)}
              y={y(value)}
              height={34 - y(value)}
            />
          ))
        : values
            .slice(1)
            .map((value, at) => (
              <line
                key={at}
                className="ln"
                x1={percent(x(at))}
                y1={y(values[at] ?? value)}
                x2={percent(x(at + 1))}
                y2={y(value)}
              />
            ))}
      {kind === 'line' && last >= 0 && <circle cx={percent(x(last))} cy={y(values[last] ?? low)} r="3" />}
    </svg>
  )
}

export type KpiProps = {
  label: ReactNode
  /** Already written: `98,72 %`. */
  value: ReactNode
  note?: ReactNode
  /** Movement: `{ text: '0,4 điểm so với tháng 10', way: 'up' }`; `good: false` paints it red. */
  delta?: { text: ReactNode; way?: 'up' | 'down'; good?: boolean }
  /** `bad` paints the figure red: for what must not be there. */
  tone?: 'bad'
  /** Where the cases behind the figure are listed. */
  href?: string
  spark?: SparkProps
}

/** One figure that matters, large; opens to what it counts. */
export function Kpi({ label, value, note, delta, tone, href, spark }: KpiProps) {
  return (
    <div className={cx('kpi', tone)}>
      <span>{label}</span>
      <b>{href ? <a href={href}>{value}</a> : value}</b>
      {delta && (
        <span className={cx('delta', delta.good === false && 'worse')}>
          {delta.way && <Icon name={delta.way} />}
          {delta.text}
        </span>
      )}
      {note && <span>{note}</span>}
      {spark && <Spark {...spark} />}
    </div>
  )
}

/** Figures side by side. */
export function Kpis({ children }: { children: ReactNode }) {
  return <div className="kpis">{children}</div>
}

export type MeterProps = {
  /** In the same unit as `max` and `target`. */
  value: number
  max?: number
  target?: number
  /** In a sentence: `98,72 %, mục tiêu 95 %, đạt`. */
  label: string
  /** Whether it is good enough; by default: the target is reached. */
  met?: boolean
}

/** How far a target is reached; the tick is the target. */
export function Meter({ value, max = 100, target, label, met = target === undefined || value >= target }: MeterProps) {
  const share = (part: number) => percent(Math.min(1, Math.max(0, max > 0 ? part / max : 0)))
  return (
    <svg className="meter" width="100%" height="14" role="img" aria-label={label}>
      <rect className="ftrack" y="3" width="100%" height="8" rx="4" />
      <rect className={met ? 'fok' : 'flate'} data-value={value} y="3" width={share(value)} height="8" rx="4" />
      {target !== undefined && <line className="tickmark" x1={share(target)} x2={share(target)} y1="0" y2="14" />}
    </svg>
  )
}

/** Parts of a whole, at most six; the figures stand in the legend beside it, not on the ring. */
export function Donut(
  props: Omit<ChartProps, 'series' | 'target'> & {
    values: number[]
    seriesLabel: string /** Written in the middle. */
    centre?: string
  },
) {
  const { values, groups, seriesLabel, format, sentence, centre, ...chart } = props
  const slices = pie<number>().sort(null)(values)
  const ring = arc<(typeof slices)[number]>().innerRadius(44).outerRadius(70).padAngle(0.02)
  return (
    <ChartFigure
      {...chart}
      groups={groups}
      format={format}
      sentence={sentence}
      series={[{ label: seriesLabel, values }]}
    >
      <div className="donut">
        <svg width="140" height="140" viewBox="-70 -70 140 140" role="img" aria-label={sentence}>
          {slices.map((slice, at) => (
            <path key={at} className={`k${at % 6}`} data-value={slice.value} d={ring(slice) ?? ''} />
          ))}
          {centre && (
            <text className="centre m" y="6">
              {centre}
            </text>
          )}
        </svg>
        <ul className="legend col">
          {groups.map((group, at) => (
            <li key={group} className={`k${at % 6}`}>
              <svg width="18" height="10" aria-hidden="true">
                <rect width="12" height="10" rx="2" />
              </svg>
              {group} <b className="num">{format(values[at] ?? 0)}</b>
            </li>
          ))}
        </ul>
      </div>
    </ChartFigure>
  )
}
