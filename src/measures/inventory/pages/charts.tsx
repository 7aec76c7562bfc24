import { formatNumber } from '#app/kernel/text.ts'
import { say } from '#app/kernel/words.ts'
import { BarChart, Card, Donut, type Lang } from '#app/ui/index.ts'
import type { PlacedInventory } from '../lists.ts'
import { type Partition, partFigures } from '../rules.ts'
import { inventoryWords, nameOf } from '../words.ts'

/** Sectors drawn; the table below has them all. */
const SECTORS = 12

/** The counts people compare, drawn. */
export function InventoryCharts({ found, lang }: { found: PlacedInventory; lang: Lang }) {
  const w = say(inventoryWords, lang)
  const count = (value: number): string => formatNumber(value, lang)
  const parts = (partition: Partition) => {
    const codes = partFigures(partition)
    const groups = codes.map(code => nameOf(code, lang))
    const values = codes.map(code => found.figures[code].n)
    return { groups, values, sentence: sentenceOf(groups, values) }
  }
  const sentenceOf = (groups: readonly string[], values: readonly number[]): string =>
    w.chartSentence(groups.map((group, at) => w.partOf(group, count(values[at] ?? 0))).join(', '))
  const [online, old, onSite] = [parts('ONLINE'), parts('OLD'), parts('ON_SITE')]
  const sectors = found.sectors.slice(0, SECTORS)
  const names = sectors.map(one => one.sector)
  const numbers = sectors.map(one => one.n)
  const drawn = { format: count, groupLabel: w.part, sub: w.chartUnit }
  return (
    <>
      <Card>
        <Donut
          {...drawn}
          title={w.chartOnline}
          sentence={online.sentence}
          groups={online.groups}
          values={online.values}
          seriesLabel={w.count}
          centre={count(found.rows.length)}
        />
      </Card>
      <Card>
        <BarChart
          {...drawn}
          lying
          title={w.chartOnSite}
          sentence={onSite.sentence}
          groups={onSite.groups}
          series={[{ label: w.count, values: onSite.values }]}
        />
      </Card>
      {found.figures['OLD.UNKNOWN'].n < found.rows.length && (
        <Card>
          <BarChart
            {...drawn}
            lying
            title={w.chartOld}
            sentence={old.sentence}
            groups={old.groups}
            series={[{ label: w.count, values: old.values }]}
          />
        </Card>
      )}
      <Card>
        <BarChart
          {...drawn}
          lying
          title={w.chartSector}
          sentence={sentenceOf(names, numbers)}
          groups={names}
          groupLabel={w.sector}
          series={[{ label: w.count, values: numbers }]}
        />
      </Card>
    </>
  )
}
