import type { ReactNode } from 'react'
import { formatDate } from '#app/kernel/text.ts'
import { say } from '#app/kernel/words.ts'
import { signatureLines } from '#app/organisation/delegations/index.ts'
import { Actions, type Lang, LinkButton, PrintButton } from '#app/ui/index.ts'
import { changes, levelGroups, totalOf } from '../rules.ts'
import type { ProposalView } from '../views.ts'
import { publicationWords } from '../words.ts'
import { FullContents, Lists } from './annex.tsx'
import { BASE } from './parts.tsx'
import { pageWords, paperWords } from './words.ts'

/** The submission and the decision with its annexes, as NĐ 30/2020/NĐ-CP sets them out. Official papers are Vietnamese. */

const w = paperWords
const p = publicationWords.vi
const two = (n: number): string => String(n).padStart(2, '0')
const dated = (day: string | null): string => (day === null ? w.undated : w.dated(day))

/** '02 thủ tục ban hành mới, 06 thủ tục sửa đổi, bổ sung'. */
export const countWords = (view: ProposalView): string =>
  changes
    .filter(change => totalOf(view.counts, change) > 0)
    .map(change => w.counted(two(totalOf(view.counts, change)), p[`change_${change}`]))
    .join(', ')

function Masthead({
  above,
  issuer,
  number,
  day,
}: {
  above: string | null
  issuer: string
  number: string
  day: string
}) {
  return (
    <div className="masthead">
      <div>
        {above && <p>{above.toUpperCase()}</p>}
        <p>
          <b>{issuer.toUpperCase()}</b>
        </p>
        <p className="under">
          {w.number} {number}
        </p>
      </div>
      <div>
        <p>
          <b>{w.state}</b>
        </p>
        <p>
          <b>{w.motto}</b>
        </p>
        <p className="under motto">
          <i>{day}</i>
        </p>
      </div>
    </div>
  )
}

function Signature({ roles, name }: { roles: string[]; name: string | null }) {
  return (
    <div className="signs">
      <div className="receivers">
        <b>{w.receivers}</b>
        {w.receiverList.map(line => (
          <span key={line}>{line}</span>
        ))}
      </div>
      <div>
        {roles.map(role => (
          <b key={role}>{role}</b>
        ))}
        <b>{name ?? ' '}</b>
      </div>
    </div>
  )
}

/** A paper on the screen: with what prints it, and the way back. */
export function OnScreen({ view, lang, children }: { view: ProposalView; lang: Lang; children: ReactNode }) {
  return (
    <>
      <div className="no-print">
        <Actions>
          <PrintButton kind="primary" />
          <LinkButton href={`${BASE}/${view.id}`} kind="link">
            {say(pageWords, lang).back}
          </LinkButton>
        </Actions>
      </div>
      {children}
    </>
  )
}

export function SubmissionPaper({ view }: { view: ProposalView }) {
  return (
    <article className="slip" lang="vi">
      <Masthead
        above={view.agencyId === view.provinceId ? null : view.province}
        issuer={view.agency}
        number={view.submissionNo ?? w.blank}
        day={dated(view.submittedOn)}
      />
      <h1>{w.submission}</h1>
      <p className="subtitle">{w.submissionAbout(view.basisNo)}</p>
      <p className="subtitle plain">{w.to(view.province)}</p>
      <p className="run">{w.submissionBody(view.basisNo, view.basisTitle, formatDate(view.basisEffectiveOn))}</p>
      <CountTable view={view} />
      <Lists view={view} />
      <p className="run">{w.submissionAsk}</p>
      <Signature roles={[w.head]} name={view.submittedBy} />
    </article>
  )
}

/** KT. CHỦ TỊCH, PHÓ CHỦ TỊCH; before it is signed, the chairman. */
const signedAs = ({ signedTitle, signMark, signedFor }: ProposalView): string[] =>
  signedTitle === '' ? [w.chairman] : signatureLines({ title: signedTitle, mark: signMark, of: signedFor })

export function DecisionPaper({ view }: { view: ProposalView }) {
  const signedOn = view.decided.doneOn
  return (
    <article className="slip" lang="vi">
      {view.decisionId === null && <p className="formno">{w.draftMark}</p>}
      <Masthead above={null} issuer={view.province} number={view.decisionNo ?? w.blank} day={dated(signedOn)} />
      <h1>{w.decision}</h1>
      <p className="subtitle">{view.kind === 'LIST' ? w.aboutList : w.aboutFull}</p>
      <p className="subtitle">{w.chair(view.province)}</p>
      {w.grounds.map(line => (
        <p className="run" key={line}>
          <i>{line}</i>
        </p>
      ))}
      <p className="run">
        <i>{w.ground(view.basisNo, view.basisTitle)}</i>
      </p>
      <p className="run">
        <i>{w.proposed(view.agency, view.submissionNo ?? w.blank, dated(view.submittedOn))}</i>
      </p>
      <p className="subtitle">
        <b>{w.decision}:</b>
      </p>
      <p className="run">{w.article1(countWords(view), view.agency, view.kind)}</p>
      <p className="run">{w.article2(view.effectiveOn === null ? w.blank : formatDate(view.effectiveOn))}</p>
      <p className="run">{w.article3(view.agency)}</p>
      <Signature roles={signedAs(view)} name={view.signedBy} />
      <h1 className="annex">{w.annex}</h1>
      <p className="subtitle">{w.annexTitle(view.kind)}</p>
      <p className="subtitle plain">
        <i>{w.annexOf(view.decisionNo ?? w.blank, dated(signedOn))}</i>
      </p>
      <Lists view={view} />
      {view.kind === 'FULL' && <FullContents view={view} />}
    </article>
  )
}

function CountTable({ view }: { view: ProposalView }) {
  const shown = changes.filter(change => totalOf(view.counts, change) > 0)
  return (
    <ul>
      {shown.map(change => (
        <li key={change}>
          {w.counted(two(totalOf(view.counts, change)), p[`change_${change}`])} (
          {levelGroups
            .filter(level => view.counts[change][level] > 0)
            .map(level => w.byLevel(p[`level_${level}`], two(view.counts[change][level])))
            .join('; ')}
          )
        </li>
      ))}
    </ul>
  )
}
