import { withQuery } from '#app/kernel/http/query.ts'
import { formatNumber } from '#app/kernel/text.ts'
import { say } from '#app/kernel/words.ts'
import {
  Breadcrumbs,
  Code,
  type Column,
  Empty,
  type Lang,
  LinkButton,
  ListPage,
  SelectField,
  Sub,
  TextField,
} from '#app/ui/index.ts'
import type { ListQuery } from '../input.ts'
import type { ListView } from '../lists.ts'
import { type InventoryRow, levels } from '../rules.ts'
import { asOf, inventoryWords, nameOf, percentText } from '../words.ts'

interface Props {
  view: ListView
  query: ListQuery
  mayRecord: boolean
  lang: Lang
}

/** The procedures a figure counts, or those it leaves. */
export function InventoryPage({ view, query, mayRecord, lang }: Props) {
  const w = say(inventoryWords, lang)
  const { figure, without, place, day } = view
  const name = nameOf(figure, lang)
  const agency = place.code ?? undefined
  return (
    <>
      <Breadcrumbs items={[{ label: w.title, href: withQuery('/inventory', { agency, day }) }, { label: name }]} />
      <ListPage
        path="/inventory/list"
        sheet="/inventory/list.xlsx"
        title={without ? w.others(name) : name}
        sub={`${place.name} · ${asOf(day, lang)}`}
        exportLabel={w.export}
        query={{ ...query, figure, day, without: without ? '1' : undefined, agency }}
        filters={['q', 'sector', 'level']}
        sortedBy="name"
        caption={name}
        page={view}
        found={w.found(formatNumber(view.found, lang))}
        rowKey={row => row.code}
        columns={columns(view, lang)}
        empty={
          <Empty title={w.empty}>
            <p>{w.emptyNext}</p>
            {mayRecord && <LinkButton href="/provision">{w.provision}</LinkButton>}
          </Empty>
        }
      >
        <TextField name="q" label={w.search} type="search" />
        <SelectField
          name="sector"
          label={w.sector}
          blank={w.any}
          options={view.sectors.map(one => ({ value: one, label: one }))}
        />
        <SelectField
          name="level"
          label={w.level}
          blank={w.any}
          options={levels
            .filter(one => one !== 'DISTRICT')
            .map(one => ({ value: one, label: nameOf(`LEVEL.${one}`, lang) }))}
        />
      </ListPage>
    </>
  )
}

function columns(view: ListView, lang: Lang): Column<InventoryRow>[] {
  const w = say(inventoryWords, lang)
  return [
    {
      key: 'code',
      head: w.code,
      sort: 'code',
      cell: row => <Code href={`/provision/${row.code}`}>{row.code}</Code>,
    },
    {
      key: 'name',
      head: w.procedure,
      sort: 'name',
      rowHead: true,
      cell: row => (
        <>
          <span lang="vi">{row.name}</span>
          <Sub>{row.home === 'COMMUNE' ? w.commune : (view.homes.get(row.home ?? '') ?? row.home)}</Sub>
        </>
      ),
    },
    { key: 'sector', head: w.sector, sort: 'sector', cell: row => row.sector },
    {
      key: 'facts',
      head: w.facts,
      cell: row => {
        const [first, ...more] = factsOf(row, lang)
        return (
          <>
            {first}
            <Sub>{more.join(' · ')}</Sub>
          </>
        )
      },
    },
  ]
}

/** What there is to say of a procedure, the on-line level first. */
function factsOf(row: InventoryRow, lang: Lang): string[] {
  const w = say(inventoryWords, lang)
  const centre = row.centre === null ? 'UNKNOWN' : row.centre.value === 'YES' ? 'YES' : 'NO'
  return [
    nameOf(`ONLINE.${row.online}`, lang),
    row.oldLevel && nameOf(`OLD.${row.oldLevel}`, lang),
    nameOf(`CENTRE.${centre}`, lang),
    row.centre?.reason,
    row.onSite && nameOf(`ON_SITE.${row.onSite}`, lang),
    row.shortened && w.cut(percentText(row.shortened.percent, lang)),
    row.process ? row.process.decisionNo : nameOf('PROCESS.NO', lang),
    row.iso?.value,
    nameOf(`MECHANISM.${row.mechanism}`, lang),
  ].filter((text): text is string => typeof text === 'string' && text !== '')
}
