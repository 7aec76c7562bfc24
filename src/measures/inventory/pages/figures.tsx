import { formatNumber } from '#app/kernel/text.ts'
import { say } from '#app/kernel/words.ts'
import { Card, type Column, DataTable, type Lang, More } from '#app/ui/index.ts'
import type { PlacedInventory } from '../lists.ts'
import { type FigureCode, figureCodes, partitionOf } from '../rules.ts'
import { inventoryWords, nameOf, nameOfPartition, percentText } from '../words.ts'
import { hrefIn } from './address.ts'

/** Every figure, each opening to what it counts and to what it leaves. */
export function FigureTable({ found, lang }: { found: PlacedInventory; lang: Lang }) {
  const w = say(inventoryWords, lang)
  const rows = figureCodes.filter(code => code !== 'LEVEL.DISTRICT' || found.hasDistricts)
  return (
    <Card>
      <More summary={`${w.figures} (${formatNumber(rows.length, lang)})`}>
        <DataTable bare caption={w.figures} rows={rows} rowKey={code => code} columns={figureColumns(found, lang)} />
      </More>
    </Card>
  )
}

/** Fields, each opening to its procedures. */
export function SectorTable({ found, lang }: { found: PlacedInventory; lang: Lang }) {
  const w = say(inventoryWords, lang)
  return (
    <Card>
      <More summary={`${w.chartSector} (${formatNumber(found.sectors.length, lang)})`}>
        <DataTable
          bare
          caption={w.chartSector}
          rows={found.sectors}
          rowKey={one => one.sector}
          columns={sectorColumns(found, lang)}
        />
      </More>
    </Card>
  )
}

function figureColumns(found: PlacedInventory, lang: Lang): Column<FigureCode>[] {
  const w = say(inventoryWords, lang)
  const href = hrefIn(found)
  const number = (n: number, to: string) => (n === 0 ? '0' : <a href={to}>{formatNumber(n, lang)}</a>)
  return [
    {
      key: 'part',
      head: w.part,
      cell: code => (code === 'ALL' ? '' : nameOfPartition(partitionOf(code), lang)),
    },
    { key: 'figure', head: w.figure, rowHead: true, cell: code => nameOf(code, lang) },
    { key: 'n', head: w.count, align: 'right', cell: code => number(found.figures[code].n, href(code)) },
    {
      key: 'percent',
      head: w.percent,
      align: 'right',
      cell: code => percentText(found.figures[code].percent, lang),
    },
    {
      key: 'rest',
      head: w.rest,
      align: 'right',
      cell: code => number(found.figures[code].of - found.figures[code].n, href(code, { without: true })),
    },
  ]
}

function sectorColumns(found: PlacedInventory, lang: Lang): Column<PlacedInventory['sectors'][number]>[] {
  const w = say(inventoryWords, lang)
  const href = hrefIn(found)
  return [
    { key: 'sector', head: w.sector, rowHead: true, cell: one => one.sector },
    {
      key: 'n',
      head: w.count,
      align: 'right',
      cell: one => <a href={href('ALL', { sector: one.sector })}>{formatNumber(one.n, lang)}</a>,
    },
    { key: 'percent', head: w.percent, align: 'right', cell: one => percentText(one.percent, lang) },
  ]
}
