import { say } from '#app/kernel/words.ts'
import {
  Badge,
  BulkBar,
  Code,
  type Column,
  DataTable,
  Empty,
  FilterBar,
  Head,
  type Lang,
  LinkButton,
  Pager,
  SelectField,
  Sub,
  TextField,
} from '#app/ui/index.ts'
import { agencyKey, type Place } from '../duty.ts'
import type { MatrixQuery } from '../input.ts'
import type { Matrix, MatrixCell, MatrixRow } from '../matrix.ts'
import { type CellState, cellStates } from '../rules.ts'
import { disclosureWords } from '../words.ts'
import { matrixHref, procedureHref, recordHref } from './addresses.ts'
import { ByAgency, Figures, percentText, placeName } from './coverage.tsx'

/** The matrix of procedures and places, with what it adds up to. */

interface Props {
  view: Matrix
  query: MatrixQuery
  mayRecord: boolean
  mayKeepPlaces: boolean
  lang: Lang
}

export const tones = {
  CURRENT: 'ok',
  STALE: 'warn',
  NONE: 'late',
  NOT_REQUIRED: undefined,
} as const satisfies Record<CellState, 'ok' | 'warn' | 'late' | undefined>

const BULK = 'posted'
/** With more places the matrix scrolls in its own frame instead of becoming cards. */
const FIT = 5

export function MatrixPage({ view, query, mayRecord, mayKeepPlaces, lang }: Props) {
  const w = say(disclosureWords, lang)
  const { agency } = view
  const { after: _after, ...kept } = query
  return (
    <>
      <Head title={w.title} sub={agency ? agency.name : w.lead}>
        {mayKeepPlaces && <LinkButton href="/disclosure/places">{w.places}</LinkButton>}
        <LinkButton href={matrixHref(kept, '/disclosure/export.xlsx')} download>
          {w.export}
        </LinkButton>
        {agency && mayRecord && (
          <LinkButton href={recordHref(agencyKey(agency), [])} kind="primary" keyHint="N">
            {w.record}
          </LinkButton>
        )}
      </Head>
      <Figures view={view} query={kept} lang={lang} />
      {view.agencies.length > 1 && <ByAgency agencies={view.agencies} places={view.places} query={kept} lang={lang} />}
      <FilterBar
        action="/disclosure"
        values={{
          agency: query.agency ?? '',
          sector: query.sector ?? '',
          state: query.state ?? '',
          q: query.q ?? '',
        }}
        clearHref="/disclosure"
      >
        <TextField name="q" label={w.search} type="search" />
        {view.choices.length > 1 && (
          <SelectField
            name="agency"
            label={w.agency}
            blank={w.allAgencies}
            options={view.choices.map(one => ({ value: agencyKey(one), label: one.name }))}
          />
        )}
        <SelectField
          name="sector"
          label={w.sector}
          blank={w.any}
          options={view.sectors.map(one => ({ value: one, label: one }))}
        />
        <SelectField
          name="state"
          label={w.state}
          blank={w.any}
          options={cellStates.map(one => ({ value: one, label: w[`state_${one}`] }))}
        />
      </FilterBar>
      <DataTable
        caption={w.matrix}
        rows={view.rows}
        rowKey={row => row.code}
        stack={view.places.length <= FIT}
        {...(agency ? { select: { formId: BULK, name: 'codes[]', label: (row: MatrixRow) => row.code } } : {})}
        empty={
          <Empty title={w.empty}>
            <p>{w.emptyHelp}</p>
          </Empty>
        }
        columns={columns(view, mayRecord, lang)}
      />
      <Pager
        text={w.found(view.found)}
        firstHref={query.after ? matrixHref(kept) : undefined}
        nextHref={view.next ? matrixHref({ ...kept, after: view.next }) : undefined}
      />
      {agency && view.rows.length > 0 && (
        <BulkBar
          formId={BULK}
          counted={w.selected}
          fields={{ agency: agencyKey(agency) }}
          actions={[
            ...(mayRecord ? [{ label: w.postedAll, action: '/disclosure/chosen', name: 'go', value: 'record' }] : []),
            { label: w.printSheet, action: '/disclosure/chosen', name: 'go', value: 'print' },
          ]}
        />
      )}
    </>
  )
}

function columns(view: Matrix, mayRecord: boolean, lang: Lang): Column<MatrixRow>[] {
  const w = say(disclosureWords, lang)
  const agency = view.agency ? agencyKey(view.agency) : undefined
  return [
    {
      key: 'procedure',
      head: w.procedure,
      rowHead: true,
      foot: w.column,
      cell: row => (
        <>
          <a href={procedureHref(row.code, agency)} lang="vi">
            {row.name}
          </a>
          <Sub>
            <Code>{row.code}</Code> · {row.sector} · {w.version(row.no)}
          </Sub>
        </>
      ),
    },
    ...view.places.map(
      (place, at): Column<MatrixRow> => ({
        key: place.code,
        head: placeName(place, lang),
        labelled: true,
        foot: percentText(view.columns.get(place.id) ?? { required: 0, current: 0, stale: 0, percent: null }, lang),
        cell: row => {
          const cell = row.cells[at]
          return cell && <Cell cell={cell} row={row} place={place} agency={agency} mayRecord={mayRecord} lang={lang} />
        },
      }),
    ),
    {
      key: 'parts',
      head: w.partsAndDeadline,
      labelled: true,
      foot: `${w.ofAgencies(view.complete.n, view.complete.of)} · ${w.ofAgencies(view.inTime.n, view.inTime.of)}`,
      cell: row => (
        <>
          <Parts row={row} lang={lang} />
          <Sub>{row.dueOn ? `${w[`timing_${row.timing}`]}, ${w.dueBy(row.dueOn)}` : w[`timing_${row.timing}`]}</Sub>
        </>
      ),
    },
  ]
}

function Parts({ row, lang }: { row: Pick<MatrixRow, 'missing'>; lang: Lang }) {
  const w = say(disclosureWords, lang)
  return row.missing.length === 0 ? (
    <Badge tone="ok">{w.partsAll}</Badge>
  ) : (
    <Badge tone="late">{w.partsMissing(row.missing.join(', '))}</Badge>
  )
}

interface CellProps {
  cell: MatrixCell
  row: MatrixRow
  place: Place
  agency: string | undefined
  mayRecord: boolean
  lang: Lang
}

/** Of one agency: the state, leading to what should be done. Of several: how many are current. */
function Cell({ cell, row, place, agency, mayRecord, lang }: CellProps) {
  const w = say(disclosureWords, lang)
  const tone = tones[cell.state]
  if (cell.state === 'NOT_REQUIRED') return <span className="sub">{w.state_NOT_REQUIRED}</span>
  if (!agency && cell.required > 1) {
    return (
      <a href={procedureHref(row.code)} aria-label={w.ofAgenciesRead(cell.current, cell.required)}>
        <Badge tone={tone}>{w.ofAgencies(cell.current, cell.required)}</Badge>
      </a>
    )
  }
  const href =
    agency && mayRecord && cell.state !== 'CURRENT'
      ? recordHref(agency, [row.code], place.code)
      : procedureHref(row.code, agency)
  return (
    <a href={href} aria-label={`${w[`state_${cell.state}`]}: ${row.code}, ${placeName(place, lang)}`}>
      <Badge tone={tone}>{w[`state_${cell.state}`]}</Badge>
    </a>
  )
}
