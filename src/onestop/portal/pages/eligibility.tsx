import type { Lang } from '#app/kernel/context.ts'
import { nest, newFormKey, readForm } from '#app/kernel/http/form.ts'
import type { C, House } from '#app/kernel/http/house.ts'
import { withQuery } from '#app/kernel/http/query.ts'
import { dayOf } from '#app/kernel/text.ts'
import { type ProcedureForIntake, procedureForIntake } from '#app/procedures/catalogue/index.ts'
import { eligibilityOf } from '#app/procedures/forms/index.ts'
import {
  Actions,
  Breadcrumbs,
  Button,
  Card,
  CheckAnswers,
  Form,
  FormActions,
  Head,
  HiddenFields,
  LinkButton,
  Notice,
  PostButton,
  RadioGroup,
} from '#app/ui/index.ts'
import { publicScreen } from '#app/ui/screen.tsx'
import { eligibilityForm } from '../input.ts'
import { noProcedure } from '../refusals.ts'
import { permissions } from '../rules.ts'
import { answerEligibility, startDraft } from '../service.ts'
import { draftHref } from './steps.tsx'
import { guided } from './filing-words.ts'

/**
 * Questions before filing, one a page, for everybody: no account, no script, nothing kept. The answers so far stand in the
 * address, so that the back button, a bookmark and signing in lose nothing.
 */

type Question = NonNullable<ProcedureForIntake['form']['eligibility']>[number]
type Given = Readonly<Record<string, 'YES' | 'NO'>>

const named = (given: Given): Record<string, string> =>
  Object.fromEntries(Object.entries(given).map(([key, value]) => [`q.${key}`, value]))

/** The address of the questions with these answers; asked for a draft that was begun, they lead back to it. */
export function eligibilityHref(code: string, given: Given = {}, draft?: string): string {
  return withQuery(`/apply/${code}/eligibility`, { ...named(given), draft })
}

/** The answers before a question: its page with those asks it anew. */
function before(questions: readonly Question[], given: Given, one: Question): Given {
  const earlier = questions.slice(0, questions.indexOf(one))
  return Object.fromEntries(earlier.flatMap(({ key }) => (given[key] ? [[key, given[key]] as const] : [])))
}

async function intakeOf(c: C): Promise<ProcedureForIntake> {
  const ctx = c.get('ctx')
  const code = c.req.param('code') ?? ''
  const intake = await procedureForIntake(ctx.db, code, dayOf(ctx.now))
  if (!intake) throw noProcedure(code.slice(0, 40))
  return intake
}

async function ask(c: C): Promise<Response> {
  const { lang, actor } = c.get('ctx')
  const intake = await intakeOf(c)
  const questions = intake.form.eligibility ?? []
  const read = eligibilityForm.safeParse(nest(c.req.query()))
  const given = read.success ? read.data.q : {}
  const { stop, next } = eligibilityOf(intake.form, given)
  const draft = read.success ? read.data.draft : undefined
  const page = { intake, questions, given, draft, lang }
  if (stop) return publicScreen(c, { title: guided(lang).stopped }, <Stopped {...page} stop={stop} />)
  if (!next) {
    const who = actor.kind === 'CITIZEN' ? 'citizen' : actor.kind === 'ANONYMOUS' ? 'nobody' : 'officer'
    return publicScreen(c, { title: guided(lang).mayFile }, <MayFile {...page} who={who} />)
  }
  const isMissed = c.req.query('asked') === next.key
  return publicScreen(
    c,
    { title: next.question[lang], ...(isMissed ? { status: 422 } : {}) },
    <Ask {...page} question={next} isMissed={isMissed} />,
  )
}

/** Begins the draft, or keeps the answers with one that was begun; whoever skipped the questions is asked them first. */
async function begin(c: C): Promise<Response> {
  const intake = await intakeOf(c)
  const read = await readForm(c, eligibilityForm)
  const given = read.ok ? read.value.q : {}
  const draft = read.ok ? read.value.draft : undefined
  const { stop, next } = eligibilityOf(intake.form, given)
  if (next ?? stop) return c.redirect(eligibilityHref(intake.code, given, draft), 303)
  if (draft) {
    await answerEligibility(c.get('ctx'), draft, given)
    return c.redirect(draftHref(draft, 'check'), 303)
  }
  const { id } = await startDraft(c.get('ctx'), { code: intake.code, eligibility: given })
  return c.redirect(draftHref(id, 'agency'), 303)
}

export function eligibilityDoors(house: House): void {
  house.page('get', '/apply/:code/eligibility', permissions.see, ask)
  house.page('post', '/apply/:code', permissions.own, begin)
}

interface PageProps {
  intake: ProcedureForIntake
  questions: readonly Question[]
  given: Given
  /** The draft the answers are for; undefined: one is begun with them. */
  draft: string | undefined
  lang: Lang
}

const Way = ({ intake }: { intake: ProcedureForIntake }) => (
  <Breadcrumbs items={[{ label: intake.name, href: `/apply/${intake.code}` }]} />
)

function Ask({
  intake,
  questions,
  given,
  draft,
  lang,
  question,
  isMissed,
}: PageProps & { question: Question; isMissed: boolean }) {
  const t = guided(lang)
  const at = questions.indexOf(question)
  const earlier = questions[at - 1]
  const name = `q.${question.key}`
  return (
    <>
      <Way intake={intake} />
      <Head title={t.eligibilityTitle} sub={t.questionOf(at + 1, questions.length)} />
      <Form
        action={`/apply/${intake.code}/eligibility`}
        method="get"
        errors={isMissed ? { [name]: t.chooseYesNo } : {}}
      >
        <HiddenFields fields={{ ...named(given), ...(draft ? { draft } : {}), asked: question.key }} />
        <RadioGroup
          name={name}
          label={question.question[lang]}
          help={question.help?.[lang]}
          options={[
            { value: 'YES', label: t.yes },
            { value: 'NO', label: t.no },
          ]}
        />
        <FormActions>
          <Button kind="primary" big>
            {t.goOnShort}
          </Button>
          <LinkButton
            kind="link"
            href={
              earlier ? eligibilityHref(intake.code, before(questions, given, earlier), draft) : `/apply/${intake.code}`
            }
          >
            {t.back}
          </LinkButton>
        </FormActions>
      </Form>
    </>
  )
}

function Given({ intake, questions, given, draft, lang }: PageProps) {
  const t = guided(lang)
  const answered = questions.filter(one => given[one.key] !== undefined)
  return (
    <CheckAnswers
      title={t.yourAnswers}
      answers={answered.map(one => ({
        label: one.question[lang],
        value: given[one.key] === 'YES' ? t.yes : t.no,
        changeHref: eligibilityHref(intake.code, before(questions, given, one), draft),
      }))}
    />
  )
}

function Stopped({ stop, ...page }: PageProps & { stop: Question }) {
  const { intake, lang } = page
  const t = guided(lang)
  return (
    <>
      <Way intake={intake} />
      <Head title={t.stopped} sub={intake.name} />
      <Notice tone="warn" title={t.stoppedSays} live>
        <p className="said">{stop.words[lang]}</p>
      </Notice>
      <Card title={t.insteadTitle}>
        <ul>
          <li>
            <a href={`/procedures/${intake.code}`}>{t.insteadProcedure}</a>
          </li>
          <li>
            <a href="/procedures">{t.insteadOther}</a>
          </li>
          <li>
            <a href="/feedback">{t.insteadAsk}</a>
          </li>
        </ul>
      </Card>
      <Given {...page} />
    </>
  )
}

function MayFile({ who, ...page }: PageProps & { who: 'citizen' | 'officer' | 'nobody' }) {
  const { intake, given, draft, lang } = page
  const t = guided(lang)
  return (
    <>
      <Way intake={intake} />
      <Head title={t.mayFile} sub={intake.name} />
      <p>{t.mayFileText}</p>
      {who === 'officer' && <Notice>{t.officerCannot}</Notice>}
      <Actions>
        {who === 'citizen' && (
          <PostButton
            action={`/apply/${intake.code}`}
            kind="primary"
            big
            idempotencyKey={newFormKey()}
            fields={{ ...named(given), ...(draft ? { draft } : {}) }}
          >
            {draft ? t.goOn : t.begin}
          </PostButton>
        )}
        {who === 'nobody' && (
          <LinkButton
            kind="primary"
            big
            href={`/sign-in?next=${encodeURIComponent(eligibilityHref(intake.code, given, draft))}`}
          >
            {t.signInToBegin}
          </LinkButton>
        )}
        <LinkButton big href={`/apply/${intake.code}`}>
          {t.before}
        </LinkButton>
      </Actions>
      <Given {...page} />
    </>
  )
}
