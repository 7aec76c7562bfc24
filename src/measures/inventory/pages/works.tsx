import { formatNumber } from '#app/kernel/text.ts'
import { say } from '#app/kernel/words.ts'
import { Breadcrumbs, type Column, DataTable, Empty, Head, type Lang, LinkButton, Pager, Sub } from '#app/ui/index.ts'
import { validity } from '../export.ts'
import type { PlacedInventory } from '../lists.ts'
import type { DelegatedWork } from '../views.ts'
import { asOf, inventoryWords } from '../words.ts'
import { withSpan } from './address.ts'

/** The delegated works behind their number. */
export function WorksPage({ found, lang }: { found: PlacedInventory; lang: Lang }) {
  const w = say(inventoryWords, lang)
  const { place, day, works } = found
  return (
    <>
      <Breadcrumbs items={[{ label: w.title, href: withSpan('/inventory', found) }, { label: w.works }]} />
      <Head title={w.works} sub={`${place.name} · ${asOf(day, lang)}`}>
        <LinkButton href={withSpan('/inventory/works.xlsx', found)} download>
          {w.export}
        </LinkButton>
      </Head>
      <DataTable
        caption={w.works}
        rows={[...works]}
        rowKey={work => `${work.code ?? work.title} ${work.from} ${work.to}`}
        empty={
          <Empty title={w.noWorks}>
            <p>{w.noWorksNext}</p>
          </Empty>
        }
        columns={workColumns(lang)}
      />
      <Pager text={w.worksFound(formatNumber(works.length, lang))} />
    </>
  )
}

function workColumns(lang: Lang): Column<DelegatedWork>[] {
  const w = say(inventoryWords, lang)
  return [
    {
      key: 'work',
      head: w.work,
      rowHead: true,
      cell: work => (
        <>
          <span lang="vi">{work.title}</span>
          {work.code && <Sub>{work.code}</Sub>}
        </>
      ),
    },
    { key: 'from', head: w.from, labelled: true, cell: work => work.from },
    { key: 'to', head: w.to, labelled: true, cell: work => work.to },
    { key: 'decision', head: w.decision, labelled: true, cell: work => work.decisionNo },
    { key: 'validity', head: w.validity, labelled: true, cell: validity },
  ]
}
