import { formatDateTime, formatNumber } from '#app/kernel/text.ts'
import { say } from '#app/kernel/words.ts'
import {
  Breadcrumbs,
  Card,
  Code,
  type Column,
  DataTable,
  Facts,
  Head,
  type Lang,
  LinkButton,
  Notice,
  Progress,
  Sub,
} from '#app/ui/index.ts'
import { reviewWords } from '../../catalogue/index.ts'
import type { ReviewCode } from '../shape.ts'
import type { ImportRun, Rejection } from '../views.ts'
import { nationalWords } from '../words.ts'

/** One import: how far it is, then what it did and what a person should look at. */

export const LOOK_EVERY = 3
const SHOWN = 100

export function ImportRunPage({ run, lang }: { run: ImportRun; lang: Lang }) {
  const w = say(nationalWords, lang)
  const href = `/catalogue/import/${run.id}`
  return (
    <>
      <Breadcrumbs items={[{ label: w.imports, href: '/catalogue/import' }]} />
      <Head title={w.run(formatDateTime(run.at))} sub={`${run.source} · ${run.by}`}>
        {run.state === 'DONE' && <LinkButton href="/catalogue/differences">{w.differences}</LinkButton>}
      </Head>
      {run.stalled && <Notice tone="warn">{w.stalled}</Notice>}
      {run.state === 'RUNNING' && !run.stalled && (
        <Progress
          label={w.running}
          note={run.soFar === null ? undefined : w.soFar(run.soFar)}
          every={LOOK_EVERY}
          href={href}
        />
      )}
      {run.state === 'FAILED' && (
        <Notice tone="late" title={w.failedTitle} live>
          <p>{run.failure}</p>
        </Notice>
      )}
      {run.state === 'DONE' && <Outcome run={run} lang={lang} />}
    </>
  )
}

function Outcome({ run, lang }: { run: ImportRun; lang: Lang }) {
  const w = say(nationalWords, lang)
  const warnings = (Object.entries(run.warnings) as [ReviewCode, number][]).toSorted((a, b) => b[1] - a[1])
  return (
    <>
      <Notice tone="ok" live>
        {w.doneTitle(run.imported, run.changed)}
      </Notice>
      <Card>
        <Facts
          items={(['read', 'imported', 'changed', 'unchanged', 'rejected'] as const).map(key => ({
            label: w[key],
            value: formatNumber(run[key], lang),
          }))}
        />
      </Card>
      {run.rejections.length > 0 && (
        <Card
          title={w.rejections}
          id="rejections"
          actions={<LinkButton href={`/catalogue/import/${run.id}/export`}>{w.export}</LinkButton>}
        >
          {run.rejected > SHOWN && <p className="sub">{w.rejectionsShown(SHOWN, run.rejected)}</p>}
          <DataTable
            bare
            caption={w.rejections}
            rows={run.rejections.slice(0, SHOWN)}
            rowKey={one => `${one.line} ${one.code}`}
            columns={rejectionColumns(lang)}
          />
        </Card>
      )}
      <Card title={w.warnings} id="warnings">
        {warnings.length === 0 ? (
          <p>{w.noWarnings}</p>
        ) : (
          <DataTable
            bare
            caption={w.warnings}
            rows={warnings}
            rowKey={([code]) => code}
            columns={warningColumns(lang)}
          />
        )}
      </Card>
    </>
  )
}

function warningColumns(lang: Lang): Column<[ReviewCode, number]>[] {
  const w = say(nationalWords, lang)
  const r = say(reviewWords, lang)
  return [
    {
      key: 'warning',
      head: w.warning,
      rowHead: true,
      cell: ([code]) => <a href={`/catalogue?tab=review&note=${code}`}>{r[code]}</a>,
    },
    { key: 'count', head: w.count, align: 'right', cell: ([, n]) => formatNumber(n, lang) },
  ]
}

function rejectionColumns(lang: Lang): Column<Rejection>[] {
  const w = say(nationalWords, lang)
  return [
    { key: 'line', head: w.line, align: 'right', rowHead: true, cell: one => formatNumber(one.line, lang) },
    { key: 'code', head: w.code, cell: one => one.code && <Code>{one.code}</Code> },
    {
      key: 'reason',
      head: w.reason,
      cell: one => (
        <>
          {w[one.reason]}
          <Sub>{one.message}</Sub>
        </>
      ),
    },
  ]
}
