import { formatDate } from '#app/kernel/text.ts'
import { say } from '#app/kernel/words.ts'
import {
  Badge,
  Breadcrumbs,
  Card,
  Code,
  Columns,
  DataTable,
  DateField,
  Empty,
  Facts,
  FilterBar,
  Head,
  type Lang,
  LinkButton,
  Menu,
  Notice,
  Story,
  Sub,
  type Column,
} from '#app/ui/index.ts'
import type { AgencyView, SuccessionView } from '../views.ts'
import { agencyWords } from '../words.ts'

/** One agency: what it is on a day, and its whole life. */

interface OneProps {
  agency: AgencyView
  asOf: string | undefined
  mayEdit: boolean
  done: string | undefined
  lang: Lang
}

export function AgencyPage({ agency, asOf, mayEdit, done, lang }: OneProps) {
  const w = say(agencyWords, lang)
  const { now, id } = agency
  const href = `/org/agencies/${id}`
  const on = asOf ? `?asOf=${asOf}` : ''
  const codes = agency.codes.filter(code => code.to === null || code.to > now.from).map(code => code.code)
  const range = (span: { from: string; to: string | null }): string =>
    w.fromTo(formatDate(span.from), span.to && formatDate(span.to))
  return (
    <>
      <Breadcrumbs
        items={[
          { label: w.title, href: `/org/agencies${on}` },
          ...agency.path.slice(0, -1).map(node => ({ label: node.shortName, href: `/org/agencies/${node.id}${on}` })),
        ]}
      />
      <Head title={now.name} sub={[w.kind(now.kind), ...codes.slice(0, 3)].join(' · ')}>
        {mayEdit && agency.existsOnDay && (
          <Menu label={w.change}>
            <a href={`${href}/rename`}>{w.rename}</a>
            <a href={`${href}/move`}>{w.move}</a>
            <a href={`${href}/code`}>{w.addCode}</a>
            <a href={`${href}/succeed`}>{w.succeed}</a>
            <a href={`${href}/close`}>{w.close}</a>
          </Menu>
        )}
        {mayEdit && (
          <LinkButton href={`/org/agencies/new?parent=${id}`} kind="primary">
            {w.createHere}
          </LinkButton>
        )}
      </Head>
      {done && (
        <Notice tone="ok" live>
          {done === 'created' ? w.created : w.done}
        </Notice>
      )}
      {!agency.existsOnDay && <Notice tone="warn">{w.notOnDay(formatDate(asOf ?? now.from))}</Notice>}
      <FilterBar action={href} values={{ asOf: asOf ?? '' }} clearHref={href} submitLabel={w.show}>
        <DateField name="asOf" label={w.asOf} required={false} />
      </FilterBar>
      <Columns
        aside={
          <>
            <Card title={w.versions}>
              <Story
                items={agency.versions.toReversed().map(version => ({
                  text: (
                    <>
                      <b>{version.name}</b>
                      {version.parentName && <Sub>{`${w.belongsTo}: ${version.parentName}`}</Sub>}
                    </>
                  ),
                  when: range(version),
                  now: version === now,
                }))}
              />
            </Card>
            {agency.predecessors.length + agency.successors.length > 0 && (
              <Card title={w.successions}>
                <Successions rows={agency.predecessors} say={w.from} lang={lang} />
                <Successions rows={agency.successors} say={w.to} lang={lang} />
              </Card>
            )}
          </>
        }
      >
        <Card title={w.facts}>
          <Facts
            items={[
              { label: w.shortName, value: now.shortName },
              { label: w.belongsTo, value: now.parentName ?? w.nobodyAbove },
              { label: w.address, value: now.address },
              { label: w.phone, value: now.phone },
              { label: w.email, value: now.email },
              { label: w.note, value: agency.illustrative ? <Badge>{w.illustrative}</Badge> : null },
            ]}
          />
        </Card>
        {agency.children.length > 0 && (
          <Card title={w.parts}>
            <DataTable
              bare
              caption={w.parts}
              rows={agency.children}
              rowKey={row => String(row.id)}
              columns={childColumns(on, lang)}
            />
          </Card>
        )}
        <Card
          title={w.officers}
          actions={mayEdit && <LinkButton href={`/org/officers/new?agency=${id}`}>{w.addOfficer}</LinkButton>}
        >
          <DataTable
            bare
            caption={w.officers}
            rows={agency.officers}
            rowKey={row => `${row.officerId} ${row.title} ${row.unitName}`}
            empty={<Empty title={w.noOfficers} />}
            columns={officerColumns(lang)}
          />
        </Card>
        <Card title={w.codes}>
          <DataTable
            bare
            caption={w.codes}
            rows={agency.codes}
            rowKey={row => `${row.scheme} ${row.code} ${row.from}`}
            empty={<Empty title={w.noCodes} />}
            columns={codeColumns(range, lang)}
          />
        </Card>
      </Columns>
    </>
  )
}

function Successions({
  rows,
  say: sentence,
  lang,
}: {
  rows: SuccessionView[]
  say: (name: string) => string
  lang: Lang
}) {
  const w = say(agencyWords, lang)
  return rows.map(row => (
    <p key={`${row.id} ${row.on}`}>
      <a href={`/org/agencies/${row.id}?asOf=${row.on}`}>{sentence(row.name)}</a>
      <br />
      <span className="sub">{`${w.on(formatDate(row.on))}, ${w.succession(row.kind)} · ${row.basis}`}</span>
    </p>
  ))
}

function childColumns(on: string, lang: Lang): Column<AgencyView['children'][number]>[] {
  const w = say(agencyWords, lang)
  return [
    { key: 'code', head: w.code, cell: row => row.code && <Code>{row.code}</Code> },
    {
      key: 'name',
      head: w.name,
      rowHead: true,
      cell: row => <a href={`/org/agencies/${row.id}${on}`}>{row.name}</a>,
    },
    { key: 'kind', head: w.kindHead, cell: row => w.kind(row.kind) },
  ]
}

function officerColumns(lang: Lang): Column<AgencyView['officers'][number]>[] {
  const w = say(agencyWords, lang)
  return [
    {
      key: 'name',
      head: w.people,
      rowHead: true,
      cell: row => <a href={`/org/officers/${row.officerId}`}>{row.name}</a>,
    },
    {
      key: 'title',
      head: w.officerTitle,
      cell: row => (
        <>
          {row.title}
          {row.unitName && <Sub>{row.unitName}</Sub>}
        </>
      ),
    },
  ]
}

function codeColumns(
  range: (span: { from: string; to: string | null }) => string,
  lang: Lang,
): Column<AgencyView['codes'][number]>[] {
  const w = say(agencyWords, lang)
  return [
    { key: 'code', head: w.code, rowHead: true, cell: row => <Code>{row.code}</Code> },
    { key: 'scheme', head: w.schemeHead, cell: row => w.scheme(row.scheme) },
    { key: 'valid', head: w.validity, labelled: true, cell: range },
  ]
}
