import type { ReactNode } from 'react'
import { cx, useWords } from './context.ts'
import { Sub } from './table.tsx'

/** One row of figures; `values` has one for each group, `null` where nothing is known. */
export type Series = {
  label: string
  values: (number | null)[]
  tone?: 'ok' | 'late' | 'warn' | 'pause' | 'seal' | 'quiet'
}

/** How a figure is written on marks, axis and in the table: `n => number(n, lang)`. */
export type Format = (value: number) => string

export type ChartProps = {
  title: string
  /** What the picture says, in one sentence; read out instead of it. */
  sentence: string
  /** Along the axis: months, agencies. */
  groups: string[]
  /** Head of the table's first column: `Tháng`. */
  groupLabel: string
  series: Series[]
  format: Format
  /** Below the title: unit, period. */
  sub?: ReactNode
  /** A target drawn across. */
  target?: { value: number; label: string }
  /** The table stands open (reports, print). */
  openTable?: boolean
}

/** Class of the nth series: its tone, else the palette's nth colour. */
export const seriesClass = (series: Series, at: number): string => (series.tone ? `k-${series.tone}` : `k${at % 6}`)

/** Share of `value` in the axis, as an SVG percentage with at most two decimals. */
export const percent = (share: number): string => `${Math.round(share * 10_000) / 100}%`

/** Names the series above the picture; the same marks as in it. */
export function Legend({ series, line }: { series: Series[]; line?: boolean }) {
  if (series.length < 2) return null
  return (
    <ul className="legend">
      {series.map((one, at) => (
        <li key={one.label} className={seriesClass(one, at)}>
          <svg width="18" height="10" aria-hidden="true">
            {line ? <line className="ln" x1="0" x2="18" y1="5" y2="5" /> : <rect width="12" height="10" rx="2" />}
          </svg>
          {one.label}
        </li>
      ))}
    </ul>
  )
}

/** The figures behind a picture, exactly those drawn. */
export function ChartTable({ title, groups, groupLabel, series, format, openTable }: ChartProps) {
  const words = useWords()
  return (
    <details className="more" open={openTable}>
      <summary>{words.data}</summary>
      <div className="sheet wide bare" tabIndex={0} role="region" aria-label={title}>
        <table>
          <caption className="sr">{title}</caption>
          <thead>
            <tr>
              <th scope="col">{groupLabel}</th>
              {series.map(one => (
                <th key={one.label} scope="col" className="r">
                  {one.label}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {groups.map((group, row) => (
              <tr key={group}>
                <th scope="row">{group}</th>
                {series.map(one => {
                  const value = one.values[row] ?? null
                  return (
                    <td key={one.label} className="r">
                      {value === null ? '–' : format(value)}
                    </td>
                  )
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  )
}

/** Title, legend, picture, table: the same for every chart. */
export function ChartFigure({ line, children, ...chart }: ChartProps & { line?: boolean; children: ReactNode }) {
  return (
    <figure className={cx('chart')}>
      <figcaption>
        <b>{chart.title}</b>
        {chart.sub && <Sub>{chart.sub}</Sub>}
      </figcaption>
      <Legend series={chart.series} line={line} />
      {children}
      <ChartTable {...chart} />
    </figure>
  )
}

type AxisProps = {
  ticks: number[]
  y: (value: number) => number
  format: Format
  target?: { value: number; label: string }
}

/** The figures of an axis; whole per cents without the decimals that results have. */
const axisTexts = (ticks: number[], format: Format): string[] => {
  const texts = ticks.map(format)
  const whole = texts.map(text => text.replace(/[.,]0+(?=\s?%$)/u, ''))
  return whole.every((text, at) => text !== texts[at]) ? whole : texts
}

/** Hairlines across with their figures to the left, and the target's line. */
export function AxisLines({ ticks, y, format, target }: AxisProps) {
  const texts = axisTexts(ticks, format)
  return (
    <>
      {ticks.map((tick, at) => (
        <g key={tick}>
          <line className={at === 0 ? 'base' : 'rule'} x1="0" x2="100%" y1={y(tick)} y2={y(tick)} />
          <text className="tick e" x="-8" y={y(tick) + 4}>
            {texts[at]}
          </text>
        </g>
      ))}
      {target && (
        <g>
          <line className="goal" x1="0" x2="100%" y1={y(target.value)} y2={y(target.value)} />
          <text className="tick e ink" x="100%" y={y(target.value) - 5}>
            {target.label}
          </text>
        </g>
      )}
    </>
  )
}

/** The words under the axis. On a phone every second one steps back when they are many, or a line down when they are long. */
export function AxisGroups({ groups, x, y }: { groups: string[]; x: (at: number) => number; y: number }) {
  const letters = groups.reduce((sum, group) => sum + group.length, 0)
  const step = groups.length > 6 ? 'odd' : letters > 24 ? 'low' : undefined
  return groups.map((group, at) => (
    <text key={group} className={cx('tick m', at % 2 === 1 && step)} x={percent(x(at))} y={y}>
      {group}
    </text>
  ))
}
