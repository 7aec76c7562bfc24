import { formatNumber } from '#app/kernel/text.ts'
import { say } from '#app/kernel/words.ts'
import {
  Card,
  Code,
  type Column,
  DataTable,
  DateField,
  Empty,
  FilterBar,
  Head,
  Kpi,
  Kpis,
  type Lang,
  LinkButton,
  SelectField,
} from '#app/ui/index.ts'
import type * as places from '../../places/index.ts'
import type { BoardQuery } from '../input.ts'
import type { PlacedInventory } from '../lists.ts'
import type { FigureCode, InventoryRow } from '../rules.ts'
import { asOf, inventoryWords, percentText, ratioText } from '../words.ts'
import { hrefIn, withSpan } from './address.ts'
import { InventoryCharts } from './charts.tsx'
import { FigureTable, SectorTable } from './figures.tsx'
import { GoalCard } from './goal.tsx'

interface Props {
  found: PlacedInventory
  query: BoardQuery
  places: readonly places.Place[]
  lang: Lang
}

/** How many procedures there are, and of what kinds. */
export function BoardPage({ found, query, places: choice, lang }: Props) {
  const w = say(inventoryWords, lang)
  const { place, day } = found
  return (
    <>
      <Head title={w.title} sub={`${place.name} · ${asOf(day, lang)} · ${w.lead}`}>
        <LinkButton href="/provision/levels">{w.levels}</LinkButton>
        <LinkButton href={withSpan('/inventory/export.xlsx', found)} download>
          {w.export}
        </LinkButton>
      </Head>
      <FilterBar action="/inventory" values={{ agency: place.code ?? '', day }} submitLabel={w.show}>
        {choice.length > 1 && (
          <SelectField
            name="agency"
            label={w.agency}
            blank={false}
            options={choice.map(one => ({ value: one.code ?? '', label: one.name }))}
          />
        )}
        <DateField name="day" label={w.day} />
      </FilterBar>
      {found.rows.length === 0 ? (
        <Empty title={w.noProcedures}>
          <p>{w.noProceduresNext}</p>
        </Empty>
      ) : (
        <>
          <Figures found={found} lang={lang} />
          <NotAtCentre found={found} lang={lang} />
          <GoalCard found={found} query={query} lang={lang} />
          <InventoryCharts found={found} lang={lang} />
          <FigureTable found={found} lang={lang} />
          <SectorTable found={found} lang={lang} />
          <p className="sub">
            {w.basis} {w.oldNote}
          </p>
        </>
      )}
    </>
  )
}

function Figures({ found, lang }: { found: PlacedInventory; lang: Lang }) {
  const w = say(inventoryWords, lang)
  const { figures, works, averageCut } = found
  const href = hrefIn(found)
  const n = (code: FigureCode): string => formatNumber(figures[code].n, lang)
  const share = (code: FigureCode, label: string, note?: string) => (
    <Kpi
      label={label}
      value={ratioText(figures[code], lang)}
      href={href(code)}
      note={[percentText(figures[code].percent, lang), note].filter(Boolean).join(' · ')}
    />
  )
  return (
    <Kpis>
      <Kpi
        label={w.total}
        value={n('ALL')}
        href={href('ALL')}
        note={w.totalNote(n('LEVEL.PROVINCE'), n('LEVEL.COMMUNE'))}
      />
      {share('CENTRE.YES', w.atCentre)}
      {share('ON_SITE.ANY', w.onSite, w.onSiteNote(n('ON_SITE.3'), n('ON_SITE.4'), n('ON_SITE.5')))}
      {share(
        'SHORTENED.YES',
        w.shortened,
        averageCut === null ? undefined : w.shortenedNote(percentText(averageCut, lang)),
      )}
      {share('ONLINE.ANY', w.online, w.onlineNote(n('ONLINE.FULL'), n('ONLINE.PARTIAL')))}
      {share('PROCESS.YES', w.process)}
      {share('ISO.YES', w.iso)}
      <Kpi
        label={w.delegated}
        value={formatNumber(works.length, lang)}
        href={withSpan('/inventory/works', found)}
        note={w.delegatedNote}
      />
    </Kpis>
  )
}

const SHOWN = 10

/** The others: those not received at the centre, each with its reason. */
function NotAtCentre({ found, lang }: { found: PlacedInventory; lang: Lang }) {
  const w = say(inventoryWords, lang)
  const rows = found.behind('CENTRE.YES', true)
  if (rows.length === 0 || found.figures['CENTRE.YES'].n === 0) return null
  const told = rows.toSorted((a, b) => Number(a.centre === null) - Number(b.centre === null))
  return (
    <Card
      title={`${w.notAtCentre}: ${formatNumber(rows.length, lang)}`}
      actions={
        rows.length > SHOWN && (
          <a href={hrefIn(found)('CENTRE.YES', { without: true })}>{w.allOf(formatNumber(rows.length, lang))}</a>
        )
      }
    >
      <DataTable
        bare
        caption={w.notAtCentre}
        rows={told.slice(0, SHOWN)}
        rowKey={row => row.code}
        columns={reasonColumns(lang)}
      />
    </Card>
  )
}

function reasonColumns(lang: Lang): Column<InventoryRow>[] {
  const w = say(inventoryWords, lang)
  return [
    { key: 'code', head: w.code, cell: row => <Code href={`/provision/${row.code}`}>{row.code}</Code> },
    { key: 'name', head: w.procedure, rowHead: true, cell: row => <span lang="vi">{row.name}</span> },
    { key: 'reason', head: w.reason, labelled: true, cell: row => row.centre?.reason || w.noReason },
  ]
}
