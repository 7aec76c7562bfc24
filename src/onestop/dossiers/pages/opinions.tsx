import type { Ctx } from '#app/kernel/context.ts'
import { formatDateTime } from '#app/kernel/text.ts'
import { say } from '#app/kernel/words.ts'
import { Badge, Card, Sub } from '#app/ui/index.ts'
import type { OpinionView } from '../opinion-views.ts'
import type { DossierPage } from '../views.ts'
import { dossierWords } from '../words.ts'
import { dossierHref } from './places.ts'
import { opinionWords } from './opinion-words.ts'

/** What other agencies were asked about a dossier: beside it how far each is, in its process what each said. */

type Shown = { ctx: Ctx; dossier: DossierPage }

/** State of an opinion in a word, never colour alone. */
export function OpinionState({ ctx, opinion }: { ctx: Ctx; opinion: OpinionView }) {
  const t = say(opinionWords, ctx.lang)
  const d = say(dossierWords, ctx.lang)
  const text = opinion.verdict ? d[`verdict_${opinion.verdict}`] : t[`state_${opinion.state}`]
  const tones = { AGREE: 'ok', DISAGREE: 'late', NEEDS: 'warn' } as const
  return (
    <>
      <Badge tone={opinion.verdict ? tones[opinion.verdict] : undefined}>{text}</Badge>{' '}
      {opinion.late && <Badge tone="late">{t.late}</Badge>}
    </>
  )
}

/** Beside the step: who was asked, who has answered, who is late. */
export function OpinionsCard({ ctx, dossier }: Shown) {
  const t = say(opinionWords, ctx.lang)
  const running = dossier.steps.find(step => step.endedAt === null)
  const here = dossier.opinions.filter(
    opinion => running && opinion.stepNo === running.no && opinion.askedAt >= running.startedAt,
  )
  if (here.length === 0) return null
  return (
    <Card title={t.card}>
      {here.map(opinion => (
        <div key={opinion.no} className="block">
          {opinion.agency} <OpinionState ctx={ctx} opinion={opinion} />
          <Sub>
            {[
              opinion.ask,
              opinion.state === 'OPEN' && t.dueBy(formatDateTime(opinion.dueAt)),
              opinion.state === 'OPEN' && opinion.remindedAt && t.reminded(formatDateTime(opinion.remindedAt)),
            ]
              .filter(Boolean)
              .join(' · ')}
          </Sub>
        </div>
      ))}
      {here.some(opinion => opinion.state === 'OPEN') && <p className="sub">{t.wait}</p>}
      <p>
        <a href={`${dossierHref(dossier.code)}?part=process#opinions`}>{t.all}</a>
      </p>
    </Card>
  )
}

/** Every opinion asked of the dossier, with what was said. */
export function Opinions({ ctx, dossier }: Shown) {
  const t = say(opinionWords, ctx.lang)
  if (dossier.opinions.length === 0) return null
  return (
    <Card title={t.card} id="opinions">
      {dossier.opinions.map(opinion => (
        <section key={opinion.no}>
          <h3>
            {opinion.agency} <OpinionState ctx={ctx} opinion={opinion} />
          </h3>
          <p className="sub">{said(ctx, opinion).join(' · ')}</p>
          {opinion.body && <p className="said">{opinion.body}</p>}
          {opinion.reason && <p className="said">{opinion.reason}</p>}
          {opinion.fileName && (
            <p>
              <a href={`${dossierHref(dossier.code)}?part=papers`}>{t.file(opinion.fileName)}</a>
            </p>
          )}
        </section>
      ))}
    </Card>
  )
}

function said(ctx: Ctx, opinion: OpinionView): string[] {
  const t = say(opinionWords, ctx.lang)
  const { endedAt, endedWhy } = opinion
  return [
    opinion.ask,
    t.atStep(opinion.stepName),
    t.dueBy(formatDateTime(opinion.dueAt)),
    endedAt && opinion.state === 'GIVEN' ? t.givenAt(opinion.officer, formatDateTime(endedAt)) : '',
    endedAt && endedWhy ? `${t[`why_${endedWhy as 'ENDED'}`]}, ${formatDateTime(endedAt)}` : '',
  ].filter(Boolean)
}
