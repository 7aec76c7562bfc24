import { say } from '#app/kernel/words.ts'
import {
  Badge,
  BulkBar,
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
import { centreOf } from '../export.ts'
import { factKinds, type ProvisionQuery } from '../input.ts'
import { differs, type ProvisionList } from '../list.ts'
import { oldLevels } from '../rules.ts'
import type { Provided } from '../views.ts'
import { provisionWords } from '../words.ts'

/** Procedures with how each is provided. */

interface Props {
  view: ProvisionList
  query: ProvisionQuery
  nameOf: (home: string | null) => string
  mayRecord: boolean
  lang: Lang
}

const BULK = 'provision'
const levels = ['FULL', 'PARTIAL', 'INFORMATION'] as const

export function ProvisionPage({ view, query, nameOf, mayRecord, lang }: Props) {
  const w = say(provisionWords, lang)
  return (
    <>
      <ListPage
        path="/provision"
        title={w.title}
        sub={w.lead}
        exportLabel={w.export}
        query={query}
        filters={['q', 'sector', 'home', 'centre', 'onSite', 'online', 'old', 'iso']}
        sortedBy="name"
        page={view}
        found={w.found(view.found)}
        rowKey={row => row.code}
        select={mayRecord ? { formId: BULK, name: 'codes[]', label: row => row.code } : undefined}
        columns={columns(nameOf, lang)}
        empty={
          <Empty title={w.empty}>
            <p>{w.emptyNext}</p>
            <LinkButton href="/catalogue">{w.catalogue}</LinkButton>
          </Empty>
        }
      >
        <Filters view={view} nameOf={nameOf} lang={lang} />
      </ListPage>
      {mayRecord && view.items.length > 0 && (
        <BulkBar
          formId={BULK}
          counted={w.selected}
          actions={factKinds.map(kind => ({
            label: w[`record_${kind}`],
            action: '/provision/chosen',
            name: 'kind',
            value: kind,
          }))}
        />
      )}
    </>
  )
}

function Filters({ view, nameOf, lang }: Pick<Props, 'view' | 'nameOf' | 'lang'>) {
  const w = say(provisionWords, lang)
  return (
    <>
      <TextField name="q" label={w.search} type="search" />
      <SelectField
        name="home"
        label={w.home}
        blank={w.any}
        options={view.homes.map(one => ({ value: one, label: nameOf(one) }))}
      />
      <SelectField
        name="sector"
        label={w.sector}
        blank={w.any}
        options={view.sectors.map(one => ({ value: one, label: one }))}
      />
      <SelectField
        name="centre"
        label={w.centre}
        blank={w.any}
        options={(['YES', 'NO', 'UNKNOWN'] as const).map(one => ({ value: one, label: w[`centre_${one}`] }))}
      />
      <SelectField
        name="onSite"
        label={w.onSite}
        blank={w.any}
        options={[
          ...[3, 4, 5].map(n => ({ value: String(n), label: w.onSiteClass(n) })),
          { value: '0', label: w.onSiteNone },
        ]}
      />
      <SelectField
        name="online"
        label={w.online}
        blank={w.any}
        options={levels.map(one => ({ value: one, label: w[`online_${one}`] }))}
      />
      <SelectField
        name="old"
        label={w.old}
        blank={w.any}
        options={[
          ...oldLevels.map(n => ({ value: String(n), label: w.oldLevel(n) })),
          { value: '0', label: w.oldNone },
          { value: 'DIFFERS', label: w.differs },
        ]}
      />
      <SelectField
        name="iso"
        label={w.iso}
        blank={w.any}
        options={(['YES', 'NO'] as const).map(one => ({ value: one, label: w[`iso_${one}`] }))}
      />
    </>
  )
}

const tones = { YES: 'ok', NO: 'warn', UNKNOWN: undefined } as const

function columns(nameOf: Props['nameOf'], lang: Lang): Column<Provided>[] {
  const w = say(provisionWords, lang)
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
          <Sub>
            {row.sector} · {nameOf(row.home)}
          </Sub>
        </>
      ),
    },
    {
      key: 'centre',
      head: w.centre,
      labelled: true,
      cell: row => (
        <>
          <Badge tone={tones[centreOf(row)]}>{w[`centre_${centreOf(row)}`]}</Badge>
          <Sub>{row.onSite ? w.onSiteClass(row.onSite) : row.centre?.reason || w.onSiteNone}</Sub>
        </>
      ),
    },
    {
      key: 'online',
      head: w.online,
      labelled: true,
      cell: row => (
        <>
          {w[`online_${row.online}`]}
          <Sub>
            {row.oldLevel ? w.oldLevel(row.oldLevel) : w.oldNone}
            {differs(row) && row.proposed && ` · ${w.proposes(w[`online_${row.proposed}`])}`}
          </Sub>
        </>
      ),
    },
    {
      key: 'mechanism',
      head: w.mechanism,
      labelled: true,
      cell: row => (
        <>
          {w[`mechanism_${row.mechanism}`]}
          <Sub>{row.process ? row.process.decisionNo : w.processNone}</Sub>
        </>
      ),
    },
    { key: 'iso', head: w.iso, labelled: true, cell: row => row.iso?.value ?? <span className="sub">{w.iso_NO}</span> },
  ]
}
