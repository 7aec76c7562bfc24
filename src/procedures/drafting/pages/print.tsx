import type { ReactNode } from 'react'
import { dayOf, formatDateTime } from '#app/kernel/text.ts'
import { Actions, type Lang, LinkButton, PrintButton } from '#app/ui/index.ts'
import type { Affected, AssessmentRow } from '../affected.ts'
import type { DraftView } from '../page.ts'
import {
  type About,
  askedParts,
  type Part,
  type Question,
  questionnaireVersion,
  skippedGroups,
} from '../questionnaire.ts'
import { placeWords, terms } from '../words.ts'
import { capital } from './answers.tsx'
import { optionWord } from './assessment.tsx'
import { pageWords } from './words.ts'

/** Papers: the questionnaires as the annexes set them, and the table of what became of the opinions. */

interface PaperProps {
  agency: string
  title: string
  form?: string
  today: string
  lang: Lang
  children: ReactNode
  wide?: boolean
  /** Where the paper is left to. */
  back: string
  /** Who signed; a place to sign where nobody has. */
  signedBy?: string | null
}

/** An official paper as NĐ 30/2020/NĐ-CP sets it out: its head, its body, the places to sign. */
function Paper({ agency, title, form, today, lang, children, wide, back, signedBy }: PaperProps) {
  const w = pageWords[lang]
  const [year = '', month = '', day = ''] = today.split('-')
  return (
    <>
      <PaperActions back={back} lang={lang} />
      <article className={wide ? 'slip landscape' : 'slip'} lang="vi">
        {form && <p className="formno">{form}</p>}
        <div className="masthead">
          <div>
            <p>
              <b>{agency.toUpperCase()}</b>
            </p>
            <p className="under" />
          </div>
          <div>
            <p>
              <b>{w.national}</b>
            </p>
            <p>
              <b>{w.motto}</b>
            </p>
            <p className="under motto">
              <i>{w.dated(day, month, year)}</i>
            </p>
          </div>
        </div>
        <h1>{title.toUpperCase()}</h1>
        {children}
        <div className="signs">
          <Signer role={w.signMaker} note={w.signNote} name={null} />
          <Signer role={w.signHead} note={w.signNote} name={signedBy ?? null} />
        </div>
      </article>
    </>
  )
}

function Signer({ role, note, name }: { role: string; note: string; name: string | null }) {
  return (
    <div>
      <b>{role.toUpperCase()}</b>
      {name === null && <i>{note}</i>}
      <b>{name ?? '\u00A0'}</b>
    </div>
  )
}

const PaperActions = ({ back, lang }: { back: string; lang: Lang }) => (
  <div className="no-print">
    <Actions>
      <PrintButton kind="primary" />
      <LinkButton href={back} kind="link">
        {pageWords[lang].back}
      </LinkButton>
    </Actions>
  </div>
)

interface AssessmentPaperProps {
  view: DraftView
  of: Affected
  one: AssessmentRow
  today: string
  lang: Lang
}

export function AssessmentPaper({ view, of, one, today, lang }: AssessmentPaperProps) {
  const [w, t] = [pageWords[lang], terms[lang]]
  const questionnaire = questionnaireVersion(one.questionnaire)
  const form = questionnaire.forms[one.form]
  const about: About = { form: one.form, change: of.change }
  const skipped = skippedGroups(about, one.answers)
  const asked = new Set(askedParts(questionnaire, about, one.answers).map(part => part.key))
  const groups = form.groups.filter(group => group.key !== 'AMENDMENT' || of.change === 'AMENDED')
  return (
    <Paper
      agency={view.agency}
      title={form.title[lang]}
      form={w.annexOf(form.annex)}
      today={one.signed && one.signedAt ? dayOf(one.signedAt) : today}
      lang={lang}
      back={`/drafting/${view.id}/assessments/${one.id}`}
      signedBy={one.signed ? one.signedBy : null}
    >
      <p>
        {w.about}: <b>{view.row.title}</b>
      </p>
      <p>
        {w.procedure}: <b>{[of.code, of.name].filter(Boolean).join(' ')}</b> ({t.change[of.change]})
      </p>
      {one.subject && (
        <p>
          {w.subject}: <b>{one.subject}</b>
        </p>
      )}
      <div className="scroll" role="region" tabIndex={0} aria-label={form.title[lang]}>
        <table>
          <caption className="sr">{form.title[lang]}</caption>
          {groups.map(group => (
            <tbody key={group.key}>
              <tr>
                <th scope="colgroup" colSpan={2}>
                  {[group.no, group.words[lang]].filter(Boolean).join('. ')}
                </th>
              </tr>
              {skipped.includes(group.key) ? (
                <tr>
                  <td colSpan={2}>{w.skipped}</td>
                </tr>
              ) : (
                form.questions
                  .filter(question => question.group === group.key)
                  .map(question => (
                    <QuestionRow key={question.no} question={question} one={one} asked={asked} lang={lang} />
                  ))
              )}
            </tbody>
          ))}
        </table>
      </div>
      <p>
        {one.signed && one.signedAt ? w.signedBy(one.signedBy ?? '', formatDateTime(one.signedAt)) : w.unsigned}
        {one.verdict && ` · ${w.verdict}: ${t.verdict[one.verdict]}`}
      </p>
    </Paper>
  )
}

interface QuestionProps {
  question: Question
  one: AssessmentRow
  asked: ReadonlySet<string>
  lang: Lang
}

function QuestionRow({ question, one, asked, lang }: QuestionProps) {
  // A finished form shows what was asked; one still open shows every line there may be to fill in.
  const shown = question.parts.filter(
    part => asked.has(part.key) || (!one.complete && !(part.when && 'differs' in part.when)),
  )
  return (
    <tr>
      <th scope="row">
        {/^\d/.test(question.no) && `${question.no}. `}
        {question.words[lang]}
      </th>
      <td>
        {shown.map(part => (
          <p key={part.key}>
            {part.words[lang]}
            {part.words[lang].endsWith('?') ? ' ' : ': '}
            <AnswerOnPaper part={part} value={asked.has(part.key) ? one.answers[part.key] : undefined} lang={lang} />
          </p>
        ))}
      </td>
    </tr>
  )
}

/** Boxes with the chosen ones crossed, in letters every font has; dots where nothing was written. */
function AnswerOnPaper({
  part,
  value,
  lang,
}: {
  part: Part
  value: string | readonly string[] | undefined
  lang: Lang
}) {
  const given = value === undefined ? [] : typeof value === 'string' ? [value] : value
  if (part.kind === 'TEXT') return <span className="said">{given[0] ?? '…………'}</span>
  if (part.kind === 'MONEY') {
    return (
      <span className="num">
        {given[0] ? Number(given[0]).toLocaleString(lang === 'vi' ? 'vi-VN' : 'en-GB') : '…………'}
      </span>
    )
  }
  const values = part.kind === 'YES_NO' ? ['YES', 'NO'] : (part.options ?? []).map(one => one.value)
  return values.map(one => (
    <span key={one}>
      {given.includes(one) ? '[x]' : '[\u00A0\u00A0]'} {optionWord(part, one, lang)}{' '}
    </span>
  ))
}

export function AnswersPaper({ view, today, lang }: { view: DraftView; today: string; lang: Lang }) {
  const [w, t] = [pageWords[lang], terms[lang]]
  return (
    <Paper agency={view.agency} title={w.table} today={today} lang={lang} back={`/drafting/${view.id}/answers`} wide>
      <p>
        {w.about}: <b>{view.row.title}</b>
      </p>
      <div className="scroll" role="region" tabIndex={0} aria-label={w.table}>
        <table>
          <caption className="sr">{w.table}</caption>
          <thead>
            <tr>
              <th scope="col">{w.no_}</th>
              <th scope="col">{w.articleNo}</th>
              <th scope="col">{w.place}</th>
              <th scope="col" className="third">
                {w.opinion}
              </th>
              <th scope="col" className="third">
                {w.answer}
              </th>
            </tr>
          </thead>
          <tbody>
            {view.opinions.map((row, at) => (
              <tr key={row.id}>
                <td>{at + 1}</td>
                <td>{capital(placeWords(row.articleNo)[lang])}</td>
                <td>
                  {row.author || w.citizen}
                  {row.kind !== 'CONTROL' && (
                    <>
                      {' '}
                      <br />
                      {t.round[row.kind]}
                    </>
                  )}
                </td>
                <td>
                  {t.stance[row.stance]}
                  {row.body && `: ${row.body}`}
                </td>
                <td>
                  {row.disposition && t.disposition[row.disposition]}
                  {row.answer && `: ${row.answer}`}
                  {!row.disposition && !row.owed && w.noAnswerNeeded}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p>{w.owedLeft(view.opinions.filter(one => one.owed).length)}</p>
    </Paper>
  )
}
