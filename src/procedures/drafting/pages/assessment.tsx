import { formatDateTime } from '#app/kernel/text.ts'
import {
  Breadcrumbs,
  Button,
  Card,
  CheckboxGroup,
  FieldSet,
  Form,
  FormActions,
  type FormErrors,
  type FormValues,
  Head,
  HiddenField,
  type Lang,
  LinkButton,
  MoneyField,
  Notice,
  PostButton,
  RadioGroup,
  TextArea,
} from '#app/ui/index.ts'
import type { Affected, AssessmentRow } from '../affected.ts'
import type { DraftView } from '../page.ts'
import {
  type About,
  askedParts,
  conclusions,
  missingParts,
  type Part,
  type Question,
  questionnaireVersion,
  skippedGroups,
} from '../questionnaire.ts'
import { terms } from '../words.ts'
import { VerdictBadge } from './parts.tsx'
import { pageWords } from './words.ts'

/** One questionnaire to fill in: all questions that are asked, in the groups of the annex, on one page. */

export interface AssessmentProps {
  view: DraftView
  of: Affected
  one: AssessmentRow
  values: FormValues
  errors: FormErrors
  saved: boolean
  formKey: string
  lang: Lang
}

/** The answers as fields of the form. */
export function answerValues(one: AssessmentRow): FormValues {
  return Object.fromEntries(
    Object.entries(one.answers).map(([key, value]) => [
      typeof value === 'string' ? `answers.${key}` : `answers.${key}[]`,
      typeof value === 'string' ? value : [...value],
    ]),
  )
}

export function AssessmentPage(props: AssessmentProps) {
  const { view, of, one, saved, errors, lang } = props
  const [w, t] = [pageWords[lang], terms[lang]]
  const questionnaire = questionnaireVersion(one.questionnaire)
  const about: About = { form: one.form, change: of.change }
  const asked = askedParts(questionnaire, about, one.answers).length
  const missing = missingParts(questionnaire, about, one.answers).length
  const path = `/drafting/${view.id}/assessments/${one.id}`
  return (
    <>
      <Breadcrumbs
        items={[
          { label: w.title, href: '/drafting' },
          { label: view.row.title, href: `/drafting/${view.id}` },
          { label: w.tab_assessments, href: `/drafting/${view.id}/assessments` },
        ]}
      />
      <Head
        title={<span lang="vi">{one.subject || of.name}</span>}
        sub={`${t.form[one.form]} · ${t.change[of.change]} · ${
          one.signed && one.signedAt
            ? w.signedBy(one.signedBy ?? '', formatDateTime(one.signedAt))
            : w.answeredOf(asked - missing, asked)
        }`}
      >
        <VerdictBadge verdict={one.verdict} lang={lang} />
        <LinkButton href={`/drafting/${view.id}/print/assessments/${one.id}`}>{w.print}</LinkButton>
        {view.can.sign && one.complete && !one.signed && (
          <PostButton action={`${path}/sign`} fields={{ version: view.row.version }} kind="primary" confirm={w.signAsk}>
            {w.sign}
          </PostButton>
        )}
      </Head>
      {saved && (
        <Notice tone="ok" live>
          {w.saved}
        </Notice>
      )}
      {errors['_'] && (
        <Notice tone="late" live>
          {errors['_']}
        </Notice>
      )}
      {one.reopenedAt && !one.signed && <Notice tone="warn">{w.reopenedNote}</Notice>}
      <Fields {...props} about={about} />
      <p className="sub">
        {w.basis}: {questionnaire.basis}
      </p>
    </>
  )
}

function Fields({ view, one, values, errors, formKey, lang, about }: AssessmentProps & { about: About }) {
  const w = pageWords[lang]
  const questionnaire = questionnaireVersion(one.questionnaire)
  const form = questionnaire.forms[one.form]
  const skipped = skippedGroups(about, one.answers)
  const writable = view.can.assess && !one.signed
  const led = conclusions(about, one.answers)
  const asked = new Set(askedParts(questionnaire, about, one.answers).map(part => part.key))
  const groups = form.groups.filter(group => group.key !== 'AMENDMENT' || about.change === 'AMENDED')
  return (
    <Form
      action={`/drafting/${view.id}/assessments/${one.id}`}
      values={{ ...answerValues(one), ...values }}
      errors={errors}
      idempotencyKey={formKey}
      prefix="q"
      guard={writable}
    >
      <HiddenField name="version" value={view.row.version} />
      {groups.map(group => (
        <Card key={group.key} title={[group.no, group.words[lang]].filter(Boolean).join('. ')}>
          {skipped.includes(group.key) ? (
            <p className="sub">
              {w.skipped} {w.skippedWhy}
            </p>
          ) : (
            form.questions
              .filter(one => one.group === group.key)
              .map(question => (
                <FieldSet key={question.no} legend={numbered(question, lang)}>
                  {question.parts.map(part => (
                    <PartField
                      key={part.key}
                      part={part}
                      note={noteOf(part, form.questions, led, lang)}
                      hidden={isQuiet(part, led)}
                      required={asked.has(part.key)}
                      disabled={!writable}
                      lang={lang}
                    />
                  ))}
                </FieldSet>
              ))
          )}
        </Card>
      ))}
      {writable && (
        <FormActions>
          <Button kind="primary" keyHint="s">
            {w.saveAnswers}
          </Button>
        </FormActions>
      )}
    </Form>
  )
}

const numbered = (question: Question, lang: Lang): string =>
  /^\d/.test(question.no) ? `${question.no}. ${question.words[lang]}` : question.words[lang]

type Led = ReturnType<typeof conclusions>

/** A reason for a differing conclusion is asked for only where one differs. */
const isQuiet = (part: Part, led: Led): boolean => {
  const { when } = part
  return when !== undefined && 'differs' in when && !led.some(one => one.group === when.differs && one.differs)
}

/** When a part is asked, or what a conclusion rests on. */
function noteOf(part: Part, questions: readonly Question[], led: Led, lang: Lang): string | undefined {
  const w = pageWords[lang]
  const { when } = part
  const concluded = led.find(one => one.part === part.key)
  if (concluded?.leadsTo) return w.leadsTo(w[concluded.leadsTo])
  if (!when) return undefined
  if ('differs' in when) return w.differs
  const question = questions.find(one => one.parts.some(each => each.key === when.part))
  const on = question?.parts.find(each => each.key === when.part)
  const names = when.is.map(value => optionWord(on, value, lang)).join(', ')
  // A part that hangs on another part of its own question is told by that part's words.
  return on && on !== question?.parts[0] ? w.onlyIfPart(on.words[lang], names) : w.onlyIf(question?.no ?? '', names)
}

/** What an answer is called. */
export function optionWord(part: Part | undefined, value: string, lang: Lang): string {
  const w = pageWords[lang]
  if (part?.kind === 'YES_NO') return value === 'YES' ? w.yes : w.no
  return part?.options?.find(one => one.value === value)?.words[lang] ?? value
}

interface PartProps {
  part: Part
  note: string | undefined
  hidden: boolean
  /** By the answers there are; another answer above may change it. */
  required: boolean
  disabled: boolean
  lang: Lang
}

function PartField({ part, note, hidden, required, disabled, lang }: PartProps) {
  const name = part.kind === 'MANY' ? `answers.${part.key}[]` : `answers.${part.key}`
  if (hidden) return null
  const values = part.kind === 'YES_NO' ? ['YES', 'NO'] : (part.options ?? []).map(one => one.value)
  const options = values.map(value => ({ value, label: optionWord(part, value, lang) }))
  const shared = { name, label: part.words[lang], help: note, disabled, required }
  switch (part.kind) {
    case 'YES_NO':
      return <RadioGroup {...shared} options={options} inline />
    case 'ONE':
      return <RadioGroup {...shared} options={options} />
    case 'MANY':
      return <CheckboxGroup {...shared} options={options} />
    case 'MONEY':
      return <MoneyField {...shared} />
    default:
      return <TextArea {...shared} rows={2} maxLength={4_000} />
  }
}
