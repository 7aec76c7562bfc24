import type { Lang } from '#app/kernel/context.ts'
import { say } from '#app/kernel/words.ts'
import type { shownAnswers } from '#app/procedures/forms/index.ts'
import {
  type Answer,
  AnsweredRows,
  Button,
  Card,
  CheckAnswers,
  Form,
  FormActions,
  LinkButton,
  Notice,
  Sub,
} from '#app/ui/index.ts'
import { dossierWords } from '../../dossiers/index.ts'
import { papersMissing, type Problems, type Step } from '../rules.ts'
import type { Draft } from '../views.ts'
import { eligibilityHref } from './eligibility.tsx'
import { draftHref, StepFrame } from './steps.tsx'
import { guided } from './filing-words.ts'

type Shown = Awaited<ReturnType<typeof shownAnswers>>

/** The way back leads to the question itself. */
const formAnswer = ({ key, label, value, table }: Shown[number]['items'][number], changeHref: string): Answer => ({
  label,
  value: table ? <AnsweredRows caption={label} {...table} /> : value,
  whole: table !== undefined,
  changeHref: `${changeHref}#f-form_${key}`,
})

interface CheckProps {
  draft: Draft
  /** What was answered, in words. */
  shown: Shown
  lang: Lang
  choices: { code: string; name: string }[]
  /** What is still wrong, by step. */
  wrong: Partial<Record<Step, Problems>>
  /** What filing was refused for. */
  refusal: string | null
}

/** Check your answers: everything, each with a way back to it; then the one button. */
export function CheckPage({ draft, shown, lang, choices, wrong, refusal }: CheckProps) {
  const t = guided(lang)
  const d = say(dossierWords, lang)
  const { data, intake } = draft
  const change = (step: Step): string => `${draftHref(draft.id, step)}?goto=check`
  const answer = (step: Step, label: string, value: string | undefined): Answer => ({
    label,
    value: value ?? '',
    changeHref: change(step),
  })
  const one = data.applicant ?? {}
  const word = (prefix: 'kind' | 'delivery', key: string | undefined): string =>
    key && `${prefix}_${key}` in d ? String(d[`${prefix}_${key}` as keyof typeof d]) : ''
  const { asked } = draft.answered
  const missing = papersMissing(draft, asked)
  const names = [...new Set([...asked.map(p => p.name), ...draft.files.map(f => f.paper)])]
  const steps = Object.entries(wrong).filter(([, problems]) => Object.keys(problems).length > 0) as [Step, Problems][]
  return (
    <StepFrame draft={draft} step="check" lang={lang}>
      {refusal && (
        <Notice tone="late" live>
          {refusal}
        </Notice>
      )}
      {(draft.eligibility.next ?? draft.eligibility.stop) && (
        <Notice tone="late" title={t.askedAnew} live>
          <a href={eligibilityHref(intake.code, draft.eligibility.answers, draft.id)}>{t.answerAnew}</a>
        </Notice>
      )}
      {steps.length > 0 && (
        <Notice tone="late" title={t.notReady} live>
          <ul>
            {steps.map(([step, problems]) => (
              <li key={step}>
                <a href={change(step)}>{t.fixStep(t[`step_${step}`])}</a>:{' '}
                {[...new Set(Object.values(problems).map(p => p[lang]))].join(' ')}
              </li>
            ))}
          </ul>
        </Notice>
      )}
      <CheckAnswers
        title={t.step_agency}
        answers={[answer('agency', t.agencyLabel, choices.find(c => c.code === data.agencyCode)?.name)]}
      />
      <CheckAnswers
        title={t.step_applicant}
        answers={[
          answer('applicant', t.kind, word('kind', one['kind'])),
          answer('applicant', t.name, one['name']),
          answer('applicant', t.idNo, one['idNo']),
          answer('applicant', t.phone, one['phone']),
          answer('applicant', t.email, one['email']),
          answer('applicant', t.address, one['address']),
        ]}
      />
      {shown.map(section => (
        <CheckAnswers
          key={section.title}
          title={section.title}
          answers={section.items.map(item =>
            section.before
              ? { ...item, changeHref: eligibilityHref(intake.code, {}, draft.id) }
              : formAnswer(item, change('answers')),
          )}
        />
      ))}
      {names.length > 0 && (
        <CheckAnswers
          title={t.step_papers}
          answers={names.map(name => {
            const files = draft.files.filter(file => file.paper === name).map(file => file.name)
            const brought = data.onPaper?.includes(name) ? [t.broughtOnPaper] : []
            const extra = asked.some(paper => paper.name === name) ? [] : [t.noLongerAsked]
            return answer('papers', name, [...files, ...brought, ...extra].join('\n'))
          })}
        />
      )}
      {missing.length > 0 && (
        <Notice tone="warn" title={t.missingTitle}>
          {t.missingText}
          <ul>
            {missing.map(paper => (
              <li key={paper.name}>
                {paper.name}
                {paper.case && <Sub>{t.whenCase(paper.case)}</Sub>}
              </li>
            ))}
          </ul>
        </Notice>
      )}
      <CheckAnswers
        title={t.step_delivery}
        answers={[
          answer('delivery', t.deliveryLabel, word('delivery', data.resultDelivery)),
          ...(data.resultDelivery === 'POST' ? [answer('delivery', t.deliveryAddress, data.deliveryAddress)] : []),
          answer('delivery', t.copies, data.copies),
        ]}
      />
      <Card>
        <Form action={`/drafts/${draft.id}/submit`} prefix="go">
          <p>{t.declare}</p>
          <FormActions>
            <Button kind="primary" big>
              {t.file}
            </Button>
            <LinkButton big href="/my">
              {t.leave}
            </LinkButton>
          </FormActions>
        </Form>
      </Card>
    </StepFrame>
  )
}
