import {
  Actions,
  Button,
  Card,
  Form,
  FormActions,
  Head,
  HiddenField,
  type Lang,
  LinkButton,
  More,
  Notice,
  RadioGroup,
  TextArea,
} from '#app/ui/index.ts'
import type { FormValues } from '#app/kernel/http/form.ts'
import { say } from '#app/kernel/words.ts'
import { levels, questions } from '../input.ts'
import type { SlipView } from '../views.ts'
import { satisfactionWords } from '../words.ts'
import { Face } from './faces.tsx'

/** The citizen's slip: one click is enough. */

interface SlipProps {
  view: SlipView
  slipKey: string
  values: FormValues
  errors: Record<string, string>
  formKey: string
  lang: Lang
}

export function SlipPage({ view, slipKey, values, errors, formKey, lang }: SlipProps) {
  const w = say(satisfactionWords, lang)
  const { dossier } = view
  return (
    <>
      <Head title={w.rateTitle} sub={w.rateLead(dossier.code, view.agency)} />
      <p>{dossier.procedureName}</p>
      <Form action={`/rate/${dossier.code}`} values={values} errors={errors} idempotencyKey={formKey}>
        <HiddenField name="key" value={slipKey} />
        <RadioGroup
          name="score"
          label={w.overall}
          help={w.overallHelp}
          options={levels.map(level => ({
            value: String(level),
            label: (
              <>
                <Face level={level} /> {w.level(level)}
              </>
            ),
          }))}
        />
        <More
          summary={w.more}
          open={questions.some(name => values[name] || errors[name]) || Boolean(values['comment'])}
        >
          {questions.map(name => (
            <RadioGroup
              key={name}
              name={name}
              label={w.question(name)}
              inline
              options={levels.map(level => ({ value: String(level), label: w.level(level) }))}
            />
          ))}
          <TextArea name="comment" label={w.comment} help={w.commentHelp} required={false} maxLength={2000} />
        </More>
        <FormActions>
          <Button kind="primary" big>
            {w.send}
          </Button>
        </FormActions>
      </Form>
      <p className="sub">{w.never}</p>
    </>
  )
}

interface AfterProps {
  view: SlipView
  /** The level given just now; null when the slip was given earlier or may not be given yet. */
  score: number | null
  lang: Lang
}

/** Thanks, with what others said; or why there is no slip to fill in. */
export function SlipAfter({ view, score, lang }: AfterProps) {
  const w = say(satisfactionWords, lang)
  const { dossier, figures } = view
  return (
    <>
      {score !== null ? (
        <>
          <Head title={w.thanks} sub={w.rateLead(dossier.code, view.agency)} />
          <Notice tone="ok" live>
            {w.thanksLead(w.level(score), dossier.code)}
          </Notice>
        </>
      ) : (
        <>
          <Head title={w.rateTitle} sub={w.rateLead(dossier.code, view.agency)} />
          {dossier.ratedAt ? (
            <Notice live>{w.already(dossier.ratedAt)}</Notice>
          ) : (
            <Notice title={w.notYet}>{w.notYetText}</Notice>
          )}
        </>
      )}
      <Card>
        <p>{w.figures(view.agency, figures.slips, figures.share)}</p>
      </Card>
      <Actions>
        <LinkButton href={`/feedback?dossier=${encodeURIComponent(dossier.code)}&agency=${dossier.agencyId}`}>
          {w.feedbackLink}
        </LinkButton>
        <LinkButton href="/track">{w.track}</LinkButton>
      </Actions>
    </>
  )
}
