import type { Lang } from '#app/kernel/context.ts'
import { formatMoney } from '#app/kernel/text.ts'
import { limitInWords } from '#app/kernel/limit.ts'
import { type ProcedureForIntake, promisedLimit } from '#app/procedures/catalogue/index.ts'
import {
  Actions,
  Breadcrumbs,
  Card,
  Head,
  LinkButton,
  More,
  Notice,
  PostButton,
  StepList,
  Sub,
  SummaryStrip,
} from '#app/ui/index.ts'
import { askedGroups, askedPapers, DRAFT_DAYS, steps } from '../rules.ts'
import { eligibilityHref } from './eligibility.tsx'
import { guided } from './filing-words.ts'

const capital = (text: string): string => text.slice(0, 1).toLocaleUpperCase('vi') + text.slice(1)

/** What filing on-line costs, as far as the publication says. */
function feeInWords(intake: ProcedureForIntake, lang: Lang): string {
  const t = guided(lang)
  const rules = intake.content.channels
  const rule = rules.find(r => r.channel === 'ONLINE') ?? rules[0]
  const fee = rule?.terms[0]?.fees[0]
  if (fee?.status === 'FREE') return t.feeFree
  return fee?.status === 'AMOUNT' && fee.amount !== null && fee.currency === 'VND'
    ? formatMoney(fee.amount, lang)
    : t.feeLater
}

interface BeforeProps {
  intake: ProcedureForIntake
  /** To fill in the form. */
  minutes: number
  lang: Lang
  who: 'citizen' | 'officer' | 'nobody'
  /** An open draft of the same procedure. */
  draftHref: string | null
  formKey: string
}

/** Step 1: how long, how much, what to have ready; then one button. */
export function BeforePage({ intake, minutes, lang, who, draftHref, formKey }: BeforeProps) {
  const t = guided(lang)
  const limit = promisedLimit(intake, 'ONLINE')
  const groups = askedGroups(intake.content)
  const papers = askedPapers(intake.content)
  const possible = intake.onlineLevel !== 'INFORMATION' && intake.process !== null
  const here = `/apply/${intake.code}`
  const questions = intake.form.eligibility?.length ?? 0
  const ruled = new Set<string | null>(intake.form.cases?.map(one => one.case))
  const least = askedPapers(intake.content, one => !ruled.has(one)).length
  return (
    <>
      <Breadcrumbs
        items={[{ label: intake.sector, href: `/procedures?sector=${encodeURIComponent(intake.sector)}` }]}
      />
      <Head title={intake.name} sub={`${t.before} · ${intake.code}`} />
      <SummaryStrip
        items={[
          { value: limit ? capital(limitInWords(limit, lang)) : t.timeUnknown, label: t.timeLimit },
          { value: feeInWords(intake, lang), label: t.fee },
          { value: least < papers.length ? `${least}–${papers.length}` : least, label: t.papersNeeded },
          ...(intake.form.sections.length > 0 ? [{ value: t.aboutMinutes(minutes), label: t.fillTime }] : []),
        ]}
      />
      {draftHref && (
        <Notice>
          <a href={draftHref}>{t.goOnDraft}</a>
        </Notice>
      )}
      {possible && questions > 0 && <p>{t.eligibilityFirst(questions)}</p>}
      {possible ? (
        <Actions>
          {questions > 0 && (
            <LinkButton kind="primary" big href={eligibilityHref(intake.code)}>
              {t.eligibilityBegin}
            </LinkButton>
          )}
          {questions === 0 && who === 'citizen' && (
            <PostButton action={here} kind="primary" big idempotencyKey={formKey}>
              {t.begin}
            </PostButton>
          )}
          {questions === 0 && who === 'nobody' && (
            <LinkButton kind="primary" big href={`/sign-in?next=${encodeURIComponent(here)}`}>
              {t.signInToBegin}
            </LinkButton>
          )}
          <LinkButton big href={`/procedures/${intake.code}`}>
            {t.procedurePage}
          </LinkButton>
        </Actions>
      ) : (
        <Notice tone="warn" title={t.notOnlineTitle}>
          {t.notOnlineText} <a href={`/procedures/${intake.code}`}>{t.procedurePage}</a>
        </Notice>
      )}
      {who === 'officer' && possible && <Notice>{t.officerCannot}</Notice>}
      <Card title={t.prepare}>
        {papers.length === 0 ? <p>{t.prepareNone}</p> : <p>{t.prepareText}</p>}
        {groups
          .filter(group => group.papers.length > 0)
          .map((group, at) => (
            <div key={at} className="preparegroup">
              {(group.case || group.mustShow) && <h3>{group.mustShow ? t.mustShow : t.whenCase(group.case ?? '')}</h3>}
              <ul>
                {group.papers.map(paper => (
                  <li key={paper.name}>
                    {paper.name} <span className="sub">{t.copiesAsked(paper.originals, paper.copies)}</span>
                    {paper.blank && <Sub>{t.blank(paper.blank)}</Sub>}
                  </li>
                ))}
              </ul>
            </div>
          ))}
      </Card>
      {intake.content.conditions && (
        <Card title={t.conditions}>
          <More summary={t.conditions}>
            <p className="said">{intake.content.conditions}</p>
          </More>
        </Card>
      )}
      <Card title={t.stepsToDo}>
        <StepList steps={steps.map(step => ({ title: t[`step_${step}`] }))} />
        <p className="sub">{t.keptDays(DRAFT_DAYS)}</p>
      </Card>
    </>
  )
}
