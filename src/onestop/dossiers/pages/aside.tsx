import type { Ctx } from '#app/kernel/context.ts'
import { type Limit, limitInWords } from '#app/kernel/limit.ts'
import { formatDateTime, formatWorking } from '#app/kernel/text.ts'
import { say } from '#app/kernel/words.ts'
import { Badge, Card, ClockBar, type ClockPart, Facts, Why } from '#app/ui/index.ts'
import type { DossierPage } from '../views.ts'
import { dossierWords } from '../words.ts'
import { Due } from './due.tsx'
import { OpinionsCard } from './opinions.tsx'
import { pageWords } from './words.ts'

/** What stands beside a dossier: its promise, and the facts of who and where. */
export function Aside({ ctx, dossier }: { ctx: Ctx; dossier: DossierPage }) {
  const t = say(pageWords, ctx.lang)
  const d = say(dossierWords, ctx.lang)
  const { procedure } = dossier
  const delivery = d[`delivery_${dossier.resultDelivery as 'COUNTER'}`]
  return (
    <>
      <DueCard ctx={ctx} dossier={dossier} />
      <OpinionsCard ctx={ctx} dossier={dossier} />
      <Card title={d.dossier}>
        <Facts
          items={[
            {
              label: t.procedure,
              value: (
                <a href={`/procedures/${procedure.code}/versions/${procedure.versionNo}`}>
                  {`${procedure.code}, ${t.procedureVersion(procedure.versionNo)}`}
                </a>
              ),
            },
            { label: t.home, value: dossier.agencies.home },
            { label: t.receiving, value: dossier.agencies.receiving },
            { label: t.filed, value: formatDateTime(dossier.submittedAt) },
            {
              label: t.delivery,
              value:
                dossier.deliveryAddress && !dossier.applicant.masked
                  ? `${delivery}, ${dossier.deliveryAddress}`
                  : delivery,
            },
            { label: t.resultNo, value: dossier.resultNo },
            { label: t.returnedTo, value: dossier.returnedTo },
            { label: t.nationalCode, value: dossier.nationalCode },
          ]}
        />
        <p>
          <a href={new URL(dossier.verifyUrl).pathname}>{t.verify}</a>
        </p>
      </Card>
    </>
  )
}

/** The promise: chip, bar, figures and the reasons behind the date. */
function DueCard({ ctx, dossier }: { ctx: Ctx; dossier: DossierPage }) {
  const t = say(pageWords, ctx.lang)
  const { due } = dossier
  if (due.limit === null) {
    return (
      <Card title={t.dueCard}>
        <p className="sub">{t.notStarted}</p>
      </Card>
    )
  }
  const time = (minutes: number): string => formatWorking(minutes, ctx.lang, due.dayMinutes)
  const used = t.used(time(due.usedMinutes), limitInWords(due.limit as Limit, ctx.lang))
  const moved = due.original !== null && due.at !== null && due.original.getTime() !== due.at.getTime()
  return (
    <Card title={t.dueCard}>
      <p>
        <Due
          lang={ctx.lang}
          state={due.state}
          leftMinutes={due.leftMinutes}
          dayMinutes={due.dayMinutes}
          at={null}
          outcome={dossier.outcome}
        />
      </p>
      <ClockBar
        parts={clockParts(due)}
        label={due.pausedAt ? `${used} ${t.pausedSince(formatDateTime(due.pausedAt))}` : used}
      />
      <p className="num">
        {used}
        {due.at && (
          <>
            <br />
            <b>{t.dueOn(formatDateTime(due.at))}</b>
          </>
        )}
        {moved && due.original && (
          <>
            <br />
            {t.firstPromise(formatDateTime(due.original))}
          </>
        )}
        {due.pausedAt && (
          <>
            <br />
            <Badge tone="pause">{t.pausedSince(formatDateTime(due.pausedAt))}</Badge>
          </>
        )}
        {due.resumedNow && (
          <>
            <br />
            {t.ifNow(formatDateTime(due.resumedNow))}
          </>
        )}
      </p>
      {due.explain.length > 0 && <Why summary={<b>{t.why}</b>} reasons={due.explain} />}
    </Card>
  )
}

/** The bar: what is used, what is over, and a hatched piece while it waits. */
export function clockParts(due: DossierPage['due']): ClockPart[] {
  const { usedMinutes, totalMinutes } = due
  const whole = Math.max(usedMinutes, totalMinutes, 1)
  const share = (minutes: number): number => Math.round((Math.max(0, minutes) / whole) * 1000) / 10
  const over = Math.max(0, usedMinutes - totalMinutes)
  const run = share(usedMinutes - over)
  const parts: ClockPart[] = [{ kind: 'run', share: run }]
  if (over > 0) parts.push({ kind: 'over', share: share(over) })
  if (due.pausedAt) parts.push({ kind: 'pause', share: Math.min(6, Math.max(2, 100 - run)) })
  return parts
}
