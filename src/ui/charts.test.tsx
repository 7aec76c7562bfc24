import * as fc from 'fast-check'
import type { ReactElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, it } from 'vitest'
import { BarChart, LineChart, spread } from './charts.tsx'
import { Donut, Meter, Spark } from './figures.tsx'
import { ClockBar } from './time.tsx'

const html = (element: ReactElement) => renderToStaticMarkup(element)
const format = (value: number) => `#${value}`
const drawn = (text: string) => [...text.matchAll(/data-value="([^"]+)"/g)].map(match => Number(match[1]))
const tabled = (text: string) => [...text.matchAll(/<td class="r">#([^<]+)<\/td>/g)].map(match => Number(match[1]))
const ascending = (values: number[]) => [...values].sort((a, b) => a - b)
const attribute = (text: string, element: string, name: string) =>
  [...text.matchAll(new RegExp(`<${element} [^>]*?\\b${name}="([^"]+)"`, 'g'))].map(match => match[1] ?? '')

const figures = fc.tuple(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 4 })).chain(([groups, series]) =>
  fc.array(fc.array(fc.option(fc.integer({ min: 0, max: 100_000 })), { minLength: groups, maxLength: groups }), {
    minLength: series,
    maxLength: series,
  }),
)

const chart = (values: (number | null)[][]) => ({
  title: 'Hồ sơ',
  sentence: 'Số hồ sơ.',
  groupLabel: 'Tháng',
  groups: (values[0] ?? []).map((_, at) => `T${at + 1}`),
  series: values.map((one, at) => ({ label: `S${at}`, values: one })),
  format,
})

describe('charts', () => {
  it('draw exactly the figures of their table, in every shape', () => {
    fc.assert(
      fc.property(figures, values => {
        const known = ascending(values.flat().filter(value => value !== null))
        const props = chart(values)
        const shapes = [
          BarChart(props),
          BarChart({ ...props, stacked: true }),
          BarChart({ ...props, lying: true }),
          LineChart(props),
        ]
        for (const shape of shapes) {
          const text = html(shape)
          expect(ascending(drawn(text))).toEqual(known)
          expect(ascending(tabled(text))).toEqual(known)
          expect(text).not.toMatch(/NaN|Infinity|undefined| style=/)
        }
      }),
      { numRuns: 40 },
    )
  })

  it('start bars at zero: heights are in proportion', () => {
    const heights = attribute(html(<BarChart {...chart([[10, 20, 40]])} />), 'rect', 'height').map(Number)
    expect((heights[1] ?? 0) / (heights[0] ?? 1)).toBeCloseTo(2, 6)
    expect((heights[2] ?? 0) / (heights[0] ?? 1)).toBeCloseTo(4, 6)
  })

  it('pile stacked bars without gap or overlap', () => {
    const text = html(<BarChart {...chart([[10], [30]])} stacked />)
    const bars = [...text.matchAll(/<rect class="k\d" data-value[^>]*? y="([^"]+)" height="([^"]+)"/g)].map(match => [
      Number(match[1]),
      Number(match[2]),
    ])
    expect((bars[1]?.[0] ?? 0) + (bars[1]?.[1] ?? 0)).toBeCloseTo(bars[0]?.[0] ?? -1, 6)
    expect(text).toContain('>#40</text>')
  })

  it('leave a gap where a figure is missing, and say so in the table', () => {
    const text = html(<LineChart {...chart([[1, null, 3, 4]])} />)
    expect(text.match(/<line class="ln"/g)).toHaveLength(1)
    expect(text).toContain('<td class="r">–</td>')
  })

  it('say themselves in a sentence and draw the target', () => {
    const text = html(<LineChart {...chart([[90, 97]])} from={80} target={{ value: 95, label: 'mục tiêu 95' }} />)
    expect(text).toContain('role="img" aria-label="Số hồ sơ."')
    expect(text).toContain('>mục tiêu 95</text>')
  })

  it('keep end figures apart', () => {
    const apart = (heights: number[]) => {
      const places = ascending([...spread(heights.map((y, at) => ({ at, y }))).values()])
      return places.slice(1).every((y, at) => y - (places[at] ?? 0) >= 15)
    }
    expect(apart([100, 101, 90, 200])).toBe(true)
    fc.assert(fc.property(fc.array(fc.integer({ min: 0, max: 200 }), { minLength: 2, maxLength: 6 }), apart))
  })
})

describe('small figures', () => {
  it('a meter says whether the target is met, and stays within its bar', () => {
    expect(html(<Meter value={98.72} target={95} label="đạt" />)).toContain(
      'class="fok" data-value="98.72" y="3" width="98.72%"',
    )
    expect(html(<Meter value={27.27} target={30} label="chưa đạt" />)).toContain('class="flate"')
    expect(html(<Meter value={130} label="hơn" />)).toContain(
      'width="100%" height="8" rx="4"></rect><rect class="fok" data-value="130" y="3" width="100%"',
    )
    expect(html(<Meter value={1} max={0} label="không có gì" />)).toContain('width="0%"')
  })

  it('a clock lays its parts end to end', () => {
    const text = html(
      <ClockBar
        label="Đã dùng 8 ngày"
        parts={[
          { kind: 'run', share: 60 },
          { kind: 'pause', share: 15 },
          { kind: 'over', share: 25 },
        ]}
      />,
    )
    expect(attribute(text, 'rect', 'x')).toEqual(['0%', '60%', '75%'])
    expect(text).toMatch(/<pattern id="([^"]+)"[\s\S]*fill="url\(#\1\)"/)
  })

  it('a ring and a spark draw what they are given', () => {
    const text = html(
      <Donut
        title="Kênh"
        sentence="Ba kênh."
        groupLabel="Kênh"
        seriesLabel="Hồ sơ"
        groups={['a', 'b', 'c']}
        values={[5, 3, 2]}
        format={format}
      />,
    )
    expect(drawn(text)).toEqual([5, 3, 2])
    expect(tabled(text)).toEqual([5, 3, 2])
    expect(html(<Spark values={[4]} label="một" />)).not.toMatch(/NaN/)
    expect(html(<Spark kind="bars" values={[0, 0]} label="không" />)).not.toMatch(/NaN/)
  })
})
