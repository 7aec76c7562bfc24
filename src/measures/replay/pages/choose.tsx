import type { Lang } from '#app/kernel/context.ts'
import { formatNumber, formatPercent, percentOf } from '#app/kernel/text.ts'
import { say } from '#app/kernel/words.ts'
import { Badge, type Column, DataTable, Empty, FilterBar, Head, TextField } from '#app/ui/index.ts'
import type * as places from '../../places/index.ts'
import type { Candidate } from '../lists.ts'
import { replayWords } from '../words.ts'

/** Which procedure to replay: those there are results of. */
export function ChoosePage({
  rows,
  place,
  q,
  lang,
}: {
  rows: Candidate[]
  place: places.Place
  q: string
  lang: Lang
}) {
  const w = say(replayWords, lang)
  return (
    <>
      <Head title={w.replay} sub={place.name} />
      <p>{w.lead}</p>
      <FilterBar action="/replay" values={q ? { q } : {}} clearHref="/replay" submitLabel={w.find}>
        <TextField name="q" label={w.search} type="search" width={24} maxLength={100} />
      </FilterBar>
      <DataTable
        caption={w.replay}
        rows={rows}
        rowKey={row => row.code}
        columns={columns(lang)}
        empty={
          <Empty title={q ? w.notFound : w.noCandidates}>
            <p>{q ? w.notFoundNext : w.noCandidatesNext}</p>
          </Empty>
        }
      />
      {rows.length === 100 && <p className="sub">{w.most(formatNumber(rows.length, lang))}</p>}
    </>
  )
}

function columns(lang: Lang): Column<Candidate>[] {
  const w = say(replayWords, lang)
  return [
    {
      key: 'procedure',
      head: w.procedure,
      rowHead: true,
      cell: row => (
        <>
          <a href={`/replay?code=${row.code}`} lang="vi">
            {row.name}
          </a>
          <div className="sub">
            <span className="code">{row.code}</span> {row.hasDraft && <Badge tone="warn">{w.hasDraft}</Badge>}
          </div>
        </>
      ),
    },
    { key: 'n', head: w.withResult, align: 'right', cell: row => formatNumber(row.n, lang) },
    {
      key: 'onTime',
      head: w.onTimeNow,
      align: 'right',
      cell: row => formatPercent(percentOf(row.n - row.late, row.n) ?? 0, lang),
    },
  ]
}
