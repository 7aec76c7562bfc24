import type { ReactNode } from 'react'
import type { Ctx } from '#app/kernel/context.ts'
import { may } from '#app/kernel/permission.ts'
import { formatDateTime } from '#app/kernel/text.ts'
import { say } from '#app/kernel/words.ts'
import {
  AnsweredRows,
  Breadcrumbs,
  Card,
  Columns,
  Facts,
  Head,
  LinkButton,
  Menu,
  Notice,
  PostButton,
  Story,
  Tabs,
} from '#app/ui/index.ts'
import { nextStatus, permissions } from '../rules.ts'
import type { DossierPage } from '../views.ts'
import { dossierWords } from '../words.ts'
import { Aside } from './aside.tsx'
import { History, Papers, Process, Slips, slipHref, slipTitle, storyOf } from './parts.tsx'
import { dossierHref } from './places.ts'
import { actionPaths, isOfficers, type OfficerAction } from './verb-list.ts'
import { pageWords } from './words.ts'

export const parts = ['content', 'papers', 'process', 'slips', 'history'] as const
export type Part = (typeof parts)[number]

/** What a screen puts first when it may be done; everything else is in the menu. */
const firstOf: readonly OfficerAction[] = [
  'giveOpinion',
  'receive',
  'takeSupplement',
  'approve',
  'complete',
  'forward',
  'claim',
  'handOver',
  'extend',
]

const letters: Partial<Record<OfficerAction, string>> = {
  receive: 'N',
  takeSupplement: 'B',
  approve: 'D',
  complete: 'H',
  forward: 'C',
  claim: 'V',
  handOver: 'T',
  giveOpinion: 'Y',
}

interface OneScreen {
  ctx: Ctx
  dossier: DossierPage
  part: Part
  formKey: string
  notice: string | null
}

/** One dossier as an officer sees it. */
export function One(screen: OneScreen) {
  const { ctx, dossier, part, notice } = screen
  const t = say(pageWords, ctx.lang)
  const d = say(dossierWords, ctx.lang)
  const base = dossierHref(dossier.code)
  const counts = { papers: dossier.papers.length, slips: dossier.slips.length, history: dossier.history.length }
  return (
    <>
      <Breadcrumbs items={[{ label: t.place_mine, href: '/work' }, { label: d[`status_${dossier.status}`] }]} />
      <Head
        title={dossier.procedure.name}
        sub={
          <>
            <span className="code">{dossier.code}</span>
            {` · ${dossier.applicant.name} · ${d[`channel_${dossier.channel}`]} · `}
            {stateSentence(ctx, dossier)}
          </>
        }
      >
        {dossier.slips.length > 0 && (
          <Menu label={t.print}>
            {dossier.slips.map(slip => (
              <a key={slip.no} href={slipHref(dossier.code, slip.no)} target="_blank" rel="noopener">
                {slipTitle(ctx, slip.formNo)}
              </a>
            ))}
            <a href={`${base}/slips/control`} target="_blank" rel="noopener">
              {t.form_control}
            </a>
          </Menu>
        )}
        <Deeds screen={screen} />
      </Head>
      {notice && (
        <Notice tone="ok" live>
          {notice}
        </Notice>
      )}
      <Tabs
        label={t.tabs_of}
        items={parts.map(one => ({
          href: one === 'content' ? base : `${base}?part=${one}`,
          label: t[`part_${one}`],
          ...(one === 'papers' || one === 'slips' || one === 'history' ? { count: counts[one] } : {}),
          current: one === part,
        }))}
      />
      <Columns aside={<Aside ctx={ctx} dossier={dossier} />}>
        <Shown screen={screen} />
      </Columns>
    </>
  )
}

function Shown({ screen: { ctx, dossier, part } }: { screen: OneScreen }): ReactNode {
  switch (part) {
    case 'papers':
      return <Papers ctx={ctx} dossier={dossier} />
    case 'process':
      return <Process ctx={ctx} dossier={dossier} />
    case 'slips':
      return <Slips ctx={ctx} dossier={dossier} />
    case 'history':
      return <History ctx={ctx} dossier={dossier} />
    default:
      return <Content ctx={ctx} dossier={dossier} />
  }
}

/** One primary action, the others in a menu. */
function Deeds({ screen: { ctx, dossier, formKey } }: { screen: OneScreen }) {
  const t = say(pageWords, ctx.lang)
  const d = say(dossierWords, ctx.lang)
  const first = firstOf.find(action => dossier.abilities.includes(action))
  const others = dossier.abilities.filter(isOfficers).filter(action => action !== first)
  const mayMove = may(ctx.actor, permissions.moveProcess) && nextStatus(dossier.status, 'moveProcess') !== null
  const href = (action: OfficerAction): string => `${dossierHref(dossier.code)}/${actionPaths[action]}`
  return (
    <>
      {(others.length > 0 || mayMove) && (
        <Menu label={t.more}>
          {others.map(action =>
            action === 'claim' ? (
              <Claim key={action} dossier={dossier} formKey={formKey} label={d.do_claim} />
            ) : (
              <a key={action} href={href(action)}>
                {d[`do_${action}`]}
              </a>
            ),
          )}
          {mayMove && <a href={`${dossierHref(dossier.code)}/move-process`}>{d.do_moveProcess}</a>}
        </Menu>
      )}
      {first === 'claim' ? (
        <Claim dossier={dossier} formKey={formKey} label={d.do_claim} primary />
      ) : (
        first && (
          <LinkButton kind="primary" href={href(first)} keyHint={letters[first]}>
            {d[`do_${first}`]}
          </LinkButton>
        )
      )}
    </>
  )
}

function Claim({
  dossier,
  formKey,
  label,
  primary,
}: {
  dossier: DossierPage
  formKey: string
  label: string
  primary?: boolean
}) {
  return (
    <PostButton
      action={`${dossierHref(dossier.code)}/claim`}
      kind={primary ? 'primary' : 'plain'}
      idempotencyKey={formKey}
      fields={{ version: dossier.version }}
      keyHint={primary ? letters.claim : undefined}
    >
      {label}
    </PostButton>
  )
}

/** The state in a sentence, the line below the title. */
function stateSentence(ctx: Ctx, dossier: DossierPage): string {
  const t = say(pageWords, ctx.lang)
  const d = say(dossierWords, ctx.lang)
  const at = (when: Date | null): string => (when ? formatDateTime(when) : '')
  const step = dossier.steps.find(s => s.endedAt === null)
  switch (dossier.status) {
    case 'SUBMITTED':
      return t.is_SUBMITTED
    case 'REFUSED':
      return t.is_REFUSED
    case 'SUPPLEMENT_REQUESTED':
      return t.is_paused(at(dossier.due.pausedAt))
    case 'COMPLETED':
      return t.is_COMPLETED(at(dossier.finishedAt), dossier.resultNo ?? '')
    case 'RETURNED':
      return t.is_RETURNED(at(dossier.returnedAt), dossier.returnedTo ?? '')
    case 'WITHDRAWN':
    case 'STOPPED':
      return t.is_ended(d[`status_${dossier.status}`], at(dossier.finishedAt))
    default:
      return step
        ? t.is_step(step.name, step.unit, dossier.assigneeId === null ? t.nobody : t.heldBy(step.officer))
        : d[`status_${dossier.status}`]
  }
}

function Content({ ctx, dossier }: { ctx: Ctx; dossier: DossierPage }) {
  const t = say(pageWords, ctx.lang)
  const answers = dossier.answers.filter(section => section.items.length > 0)
  return (
    <>
      <Card title={t.request}>
        {answers.length === 0 && <p className="sub">{t.noAnswers}</p>}
        {answers.map(section => (
          <section key={section.title}>
            {answers.length > 1 && <h3>{section.title}</h3>}
            <Facts
              items={section.items.map(({ label, value, table }) => ({
                label,
                value: table ? <AnsweredRows caption={label} {...table} /> : value,
                whole: table !== undefined,
              }))}
            />
          </section>
        ))}
      </Card>
      <Applicant ctx={ctx} dossier={dossier} />
      <Card title={t.progress} actions={<a href={`${dossierHref(dossier.code)}?part=history`}>{t.wholeHistory}</a>}>
        <Story items={storyOf(ctx, dossier, 5)} />
      </Card>
    </>
  )
}

function Applicant({ ctx, dossier }: { ctx: Ctx; dossier: DossierPage }) {
  const t = say(pageWords, ctx.lang)
  const d = say(dossierWords, ctx.lang)
  const { applicant } = dossier
  const base = dossierHref(dossier.code)
  const number = (value: string): ReactNode => value && <span className="num">{value}</span>
  return (
    <Card
      title={t.applicant}
      id="applicant"
      actions={
        applicant.masked ? (
          <PostButton action={`${base}/reveal`}>{t.revealAll}</PostButton>
        ) : (
          <a href={base}>{t.hideAgain}</a>
        )
      }
    >
      {applicant.masked ? (
        <p className="sub">{t.maskedNote}</p>
      ) : (
        <Notice tone="warn" live>
          {t.revealed}
        </Notice>
      )}
      <Facts
        items={[
          { label: t.name, value: `${applicant.name} (${d[`kind_${applicant.kind as 'CITIZEN'}`].toLowerCase()})` },
          { label: applicant.kind === 'CITIZEN' ? t.idCard : t.taxCode, value: number(applicant.idNo) },
          {
            label: t.phone,
            value:
              applicant.phone && !applicant.masked ? (
                <a href={`tel:${applicant.phone}`}>{applicant.phone}</a>
              ) : (
                number(applicant.phone)
              ),
          },
          { label: t.email, value: applicant.email },
          { label: t.address, value: applicant.address },
        ]}
      />
    </Card>
  )
}
