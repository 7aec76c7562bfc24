import {
  Breadcrumbs,
  Card,
  Code,
  type Column,
  DataTable,
  Empty,
  Facts,
  Head,
  type Lang,
  More,
  Sub,
} from '#app/ui/index.ts'
import { formatDateTime, formatNumber } from '#app/kernel/text.ts'
import { say } from '#app/kernel/words.ts'
import { reviewWords } from '../../catalogue/index.ts'
import type { ReviewCode } from '../shape.ts'
import type { ImportRun } from '../views.ts'
import { nationalWords } from '../words.ts'

/** What the imports of the national catalogue did. */

export function ImportRuns({ runs, lang }: { runs: ImportRun[]; lang: Lang }) {
  const w = say(nationalWords, lang)
  const r = say(reviewWords, lang)
  return (
    <>
      <Breadcrumbs items={[{ label: w.catalogue, href: '/catalogue' }]} />
      <Head title={w.imports} sub={w.importsLead} />
      {runs.length === 0 && <Empty title={w.noImports} />}
      {runs.map(run => (
        <Card key={run.id} title={formatDateTime(run.at)}>
          <Facts
            items={[
              { label: w.file, value: run.source },
              { label: w.by, value: run.by },
              { label: w.read, value: formatNumber(run.read, lang) },
              { label: w.imported, value: formatNumber(run.imported, lang) },
              { label: w.changedCount, value: formatNumber(run.changed, lang) },
              { label: w.unchanged, value: formatNumber(run.unchanged, lang) },
              { label: w.rejected, value: formatNumber(run.rejected, lang) },
            ]}
          />
          <More summary={`${w.warnings} (${Object.keys(run.warnings).length})`} open={run === runs[0]}>
            <ul>
              {(Object.entries(run.warnings) as [ReviewCode, number][])
                .toSorted((a, b) => b[1] - a[1])
                .map(([code, n]) => (
                  <li key={code}>
                    <a href={`/catalogue?tab=review&note=${code}`}>{r[code]}</a>: {formatNumber(n, lang)} {w.records}
                  </li>
                ))}
            </ul>
          </More>
          {run.rejections.length > 0 && (
            <More summary={`${w.rejections} (${run.rejections.length})`}>
              <DataTable
                bare
                caption={w.rejections}
                rows={run.rejections.slice(0, 100)}
                rowKey={one => String(one.line)}
                columns={rejectionColumns(lang)}
              />
            </More>
          )}
        </Card>
      ))}
    </>
  )
}

function rejectionColumns(lang: Lang): Column<ImportRun['rejections'][number]>[] {
  const w = say(nationalWords, lang)
  return [
    { key: 'line', head: w.line, align: 'right', cell: one => one.line },
    { key: 'code', head: w.code, cell: one => <Code>{one.code ?? ''}</Code> },
    {
      key: 'reason',
      head: w.reason,
      cell: one => (
        <>
          {one.reason}
          <Sub>{one.message}</Sub>
        </>
      ),
    },
  ]
}
