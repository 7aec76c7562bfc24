import { scaleBand, scaleLinear } from 'd3-scale'
import { stack } from 'd3-shape'
import { AxisGroups, AxisLines, ChartFigure, type ChartProps, percent, seriesClass } from './chart.tsx'

/** Room above the plot for the topmost figure, height of the plot, room below for the groups. */
const top = 20
const plot = 180
const below = (groups: string[]) => (groups.length <= 6 && groups.join('').length > 24 ? 40 : 26)

/** From 0 to a round number above everything drawn; 0–1 when there is nothing. */
function axis(values: number[], target: number | undefined, from = 0) {
  const high = Math.max(...values, target ?? 0, from)
  return scaleLinear([from, high > from ? high : from + 1], [top + plot, top]).nice(4)
}

type Mark = { group: number; series: number; value: number; from: number; to: number; share: number; shift: number }

/** Where every bar stands: `from`–`to` in figures, `shift` and `share` within its group. */
function marks({ groups, series, stacked }: Pick<BarChartProps, 'groups' | 'series' | 'stacked'>): Mark[] {
  const rows = groups.map((_, group) => Object.fromEntries(series.map((one, at) => [at, one.values[group] ?? 0])))
  const keys = series.map((_, at) => at)
  const piled = stack<Record<number, number>, number>().keys(keys)(rows)
  const inner = scaleBand(keys, [0, 1]).paddingInner(0.12)
  return series.flatMap((one, at) =>
    one.values.flatMap((value, group): Mark[] => {
      if (value === null || group >= groups.length) return []
      const pile = piled[at]?.[group]
      return stacked && pile
        ? [{ group, series: at, value, from: pile[0], to: pile[1], shift: 0, share: 1 }]
        : [{ group, series: at, value, from: 0, to: value, shift: inner(at) ?? 0, share: inner.bandwidth() }]
    }),
  )
}

export type BarChartProps = ChartProps & {
  /** One on the other instead of side by side. */
  stacked?: boolean
  /** Lying bars, one line for each group: for long names and for ranking. */
  lying?: boolean
  /** Leave the figures off the bars. */
  quiet?: boolean
}

/** Bars from zero, labelled with their figures where there is room. */
export function BarChart(props: BarChartProps) {
  return props.lying ? <LyingBars {...props} /> : <StandingBars {...props} />
}

function StandingBars(props: BarChartProps) {
  const { groups, series, format, sentence, target, stacked, quiet } = props
  const bars = marks(props)
  const y = axis(
    bars.map(bar => bar.to),
    target?.value,
  )
  const band = scaleBand(
    groups.map((_, at) => at),
    [0, 1],
  ).padding(0.28)
  const figures = !quiet && (stacked || groups.length * series.length <= 16)
  const totals = groups.map((_, group) => Math.max(0, ...bars.filter(bar => bar.group === group).map(bar => bar.to)))
  return (
    <ChartFigure {...props}>
      <div className="plot">
        <svg width="100%" height={top + plot + below(groups)} role="img" aria-label={sentence}>
          <AxisLines ticks={y.ticks(4)} y={y} format={format} target={target} />
          {bars.map(bar => (
            <rect
              key={`${bar.series}-${bar.group}`}
              className={seriesClass(series[bar.series] ?? { label: '', values: [] }, bar.series)}
              data-value={bar.value}
              x={percent((band(bar.group) ?? 0) + bar.shift * band.bandwidth())}
              width={percent(bar.share * band.bandwidth())}
              y={y(bar.to)}
              height={Math.max(0, y(bar.from) - y(bar.to))}
            />
          ))}
          {figures &&
            (stacked
              ? totals.map((total, group) => ({ group, total, at: (band(group) ?? 0) + band.bandwidth() / 2 }))
              : bars.map(bar => ({
                  group: bar.group,
                  total: bar.value,
                  at: (band(bar.group) ?? 0) + (bar.shift + bar.share / 2) * band.bandwidth(),
                }))
            ).map(({ total, at }) => (
              <text
                key={at}
                className={groups.length * (stacked ? 1 : series.length) > 8 ? 'tick m ink odd' : 'tick m ink'}
                x={percent(at)}
                y={y(total) - 5}
              >
                {format(total)}
              </text>
            ))}
          <AxisGroups groups={groups} x={at => (band(at) ?? 0) + band.bandwidth() / 2} y={top + plot + 18} />
        </svg>
      </div>
    </ChartFigure>
  )
}

const line = 22

function LyingBars(props: BarChartProps) {
  const { groups, series, format, sentence, target, stacked, quiet } = props
  const bars = marks(props)
  const x = scaleLinear([0, Math.max(...bars.map(bar => bar.to), target?.value ?? 0) || 1], [0, 1])
  const rows = stacked ? 1 : series.length
  const step = line + rows * 16 + 8
  return (
    <ChartFigure {...props}>
      <div className="plot lying">
        <svg width="100%" height={groups.length * step} role="img" aria-label={sentence}>
          {groups.map((group, at) => (
            <text key={group} className="tick ink" x="0" y={at * step + 15}>
              {group}
            </text>
          ))}
          {bars.map(bar => (
            <rect
              key={`${bar.series}-${bar.group}`}
              className={seriesClass(series[bar.series] ?? { label: '', values: [] }, bar.series)}
              data-value={bar.value}
              x={percent(x(bar.from))}
              width={percent(x(bar.to) - x(bar.from))}
              y={bar.group * step + line + (stacked ? 0 : bar.series * 16)}
              height="13"
            />
          ))}
          {!quiet &&
            bars
              .filter(bar => !stacked || bar.series === series.length - 1)
              .map(bar => (
                <text
                  key={`${bar.series}-${bar.group}`}
                  className="tick ink"
                  x={percent(x(bar.to))}
                  dx="6"
                  y={bar.group * step + line + 11 + (stacked ? 0 : bar.series * 16)}
                >
                  {format(stacked ? bar.to : bar.value)}
                </text>
              ))}
          {target && (
            <line
              className="goal"
              x1={percent(x(target.value))}
              x2={percent(x(target.value))}
              y1={line - 4}
              y2={groups.length * step - 6}
            />
          )}
        </svg>
        {target && (
          <p className="legend num">
            <svg width="12" height="16" aria-hidden="true">
              <line className="goal" x1="6" x2="6" y1="0" y2="16" />
            </svg>
            {target.label}
          </p>
        )}
      </div>
    </ChartFigure>
  )
}

export type LineChartProps = ChartProps & {
  /** Where the axis starts; 0 unless the movement would not show (rates near 100 %). */ from?: number
}

/** Moves figures apart that would lie on each other; `gap` in pixels. */
export function spread(places: { at: number; y: number }[], gap = 15): Map<number, number> {
  const sorted = [...places].sort((a, b) => a.y - b.y)
  let last = Number.NEGATIVE_INFINITY
  return new Map(
    sorted.map(({ at, y }) => {
      last = Math.max(y, last + gap)
      return [at, last]
    }),
  )
}

/** Movement over time; each line is labelled at its end with its last figure. A gap in the figures is a gap in the line. */
export function LineChart(props: LineChartProps) {
  const { groups, series, format, sentence, target, from = 0 } = props
  const known = series.flatMap(one => one.values.filter(value => value !== null))
  const y = axis(known, target?.value, from)
  const x = (at: number) => (groups.length < 2 ? 0.5 : 0.02 + (0.96 * at) / (groups.length - 1))
  const ends = series.flatMap((one, at) => {
    const group = one.values.findLastIndex(value => value !== null)
    const value = one.values[group]
    return value === undefined || value === null ? [] : [{ at, group, value, y: y(value) }]
  })
  const places = spread(ends)
  return (
    <ChartFigure {...props} line>
      <div className="plot lines">
        <svg width="100%" height={top + plot + below(groups)} role="img" aria-label={sentence}>
          <AxisLines ticks={y.ticks(4)} y={y} format={format} target={target} />
          {series.map((one, at) => (
            <g key={one.label} className={seriesClass(one, at)}>
              {one.values.map((value, group) => {
                const next = one.values[group + 1] ?? null
                if (value === null || next === null || group + 1 >= groups.length) return null
                return (
                  <line
                    key={group}
                    className="ln"
                    x1={percent(x(group))}
                    y1={y(value)}
                    x2={percent(x(group + 1))}
                    y2={y(next)}
                  />
                )
              })}
              {one.values.map(
                (value, group) =>
                  value !== null && (
                    <circle key={group} data-value={value} cx={percent(x(group))} cy={y(value)} r="3" />
                  ),
              )}
            </g>
          ))}
          {ends.map(end => (
            <text
              key={end.at}
              className="tick ink"
              x={percent(x(end.group))}
              dx="9"
              y={(places.get(end.at) ?? end.y) + 4}
            >
              {format(end.value)}
            </text>
          ))}
          <AxisGroups groups={groups} x={x} y={top + plot + 18} />
        </svg>
      </div>
    </ChartFigure>
  )
}
