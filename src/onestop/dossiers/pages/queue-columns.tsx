import type { Ctx } from '#app/kernel/context.ts'
import { formatDate, formatDateTime, formatWorking } from '#app/kernel/text.ts'
import { say } from '#app/kernel/words.ts'
import type { AgencyTree } from '#app/organisation/agencies/index.ts'
import { Badge, Code, type Column, Sub } from '#app/ui/index.ts'
import type { QueueRow } from '../queue.ts'
import { dossierWords } from '../words.ts'
import { Due } from './due.tsx'
import { dossierHref } from './places.ts'
import { pageWords } from './words.ts'

/** One row of a list of dossiers: what it says, and the value it is ticked with. */

/** A row's checkbox carries the version seen, so that a list grown old changes nothing by mistake. */
export const rowValue = (row: QueueRow): string => `${row.code}@${row.version}`

/** The columns of a list of dossiers. */
export function queueColumns(ctx: Ctx, tree: AgencyTree, sortable: boolean): Column<QueueRow>[] {
  const t = say(pageWords, ctx.lang)
  const d = say(dossierWords, ctx.lang)
  const sorts = (key: string) => (sortable ? { sort: key } : {})
  return [
    {
      key: 'code',
      head: t.code,
      rowHead: true,
      ...sorts('code'),
      cell: row => (
        <>
          <Code href={dossierHref(row.code)}>{row.code}</Code>
          <Sub>{d[`channel_${row.channel}`]}</Sub>
        </>
      ),
    },
    {
      key: 'who',
      head: t.applicant,
      cell: row => (
        <>
          {row.applicantName}
          <Sub>
            <span className="num">
              {row.applicantKind === 'CITIZEN' ? t.idCard : t.taxCode} {row.applicantIdMasked}
            </span>
          </Sub>
        </>
      ),
    },
    {
      key: 'procedure',
      head: t.procedure,
      cell: row => (
        <>
          {row.procedureName}
          {row.homeId !== ctx.actor.agencyId && <Sub>{t.linked(tree.get(row.homeId)?.shortName ?? '')}</Sub>}
        </>
      ),
    },
    { key: 'step', head: t.step, cell: row => <StepCell ctx={ctx} row={row} /> },
    { key: 'due', head: t.due, ...sorts('due'), cell: row => <DueCell ctx={ctx} row={row} /> },
  ]
}

function StepCell({ ctx, row }: { ctx: Ctx; row: QueueRow }) {
  const t = say(pageWords, ctx.lang)
  const d = say(dossierWords, ctx.lang)
  const time = (minutes: number): string => formatWorking(Math.abs(minutes), ctx.lang, row.dayMinutes)
  if (row.pausedAt) {
    return (
      <>
        {t.tab_supplement}
        <Sub>{t.waitingSince(formatDate(row.pausedAt), String(row.supplementCount))}</Sub>
        {row.papersCameAt && <Badge tone="warn">{t.papersCame(formatDate(row.papersCameAt))}</Badge>}
      </>
    )
  }
  if (row.stepName === null) {
    return (
      <>
        {d[`status_${row.status}`]}
        <Sub>
          {t.filed} {formatDateTime(row.submittedAt)}
        </Sub>
      </>
    )
  }
  const left = row.stepLeftMinutes
  const notes = [
    left === null ? '' : left < 0 ? t.stepOver(time(left)) : t.stepLeft(time(left)),
    row.assigneeName ?? t.nobody,
  ].filter(Boolean)
  return (
    <>
      {row.stepName}
      <Sub>{notes.join(' · ')}</Sub>
    </>
  )
}

function DueCell({ ctx, row }: { ctx: Ctx; row: QueueRow }) {
  const t = say(pageWords, ctx.lang)
  const d = say(dossierWords, ctx.lang)
  const left = row.pausedLeftMinutes
  const remark =
    row.due === 'late'
      ? row.apologised
        ? t.apologised
        : t.noApology
      : row.due === 'paused' && left !== null && left > 0
        ? d.leftWhenResumed(formatWorking(left, ctx.lang, row.dayMinutes))
        : undefined
  return (
    <Due
      lang={ctx.lang}
      state={row.due}
      leftMinutes={row.leftMinutes}
      dayMinutes={row.dayMinutes}
      at={row.dueAt}
      outcome={row.outcome}
      remark={remark}
    />
  )
}
