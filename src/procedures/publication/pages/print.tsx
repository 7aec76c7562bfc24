import type { ReactNode } from 'react'
import { formatDate } from '#app/kernel/text.ts'
import { limitInWords } from '#app/organisation/calendar/index.ts'
import { signatureLines } from '#app/organisation/delegations/index.ts'
import { promisedLimit } from '../../catalogue/index.ts'
import { type Change, changes, levelGroups, totalOf } from '../rules.ts'
import type { ProposalView } from '../views.ts'
import { componentNames, publicationWords } from '../words.ts'
import { paperWords } from './words.ts'

/** The submission and the decision with its annexes, as NĐ 30/2020/NĐ-CP sets them out. Official papers are Vietnamese. */

type ShownItem = ProposalView['items'][number]
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
      <div>
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
      <h1>{w.annex}</h1>
      <p className="subtitle">{w.annexTitle(view.kind)}</p>
      <p className="subtitle plain">
        <i>{w.annexOf(view.decisionNo ?? w.blank, dated(signedOn))}</i>
      </p>
      <Lists view={view} />
      {view.kind === 'FULL' && <FullContents view={view} />}
    </article>
  )
}

function Ruled({ caption, heads, rows }: { caption: string; heads: string[]; rows: ReactNode[][] }) {
  return (
    <div className="scroll" role="region" tabIndex={0} aria-label={caption}>
      <table>
        <thead>
          <tr>
            {heads.map(head => (
              <th key={head} scope="col">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, at) => (
            <tr key={at}>
              {row.map((cell, column) => (
                <td key={column}>{cell}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
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

/** The annex's lists, one for each kind of change, with what the law asks to be named for it. */
function Lists({ view }: { view: ProposalView }) {
  return changes.map(change => {
    const items = view.items.filter(item => item.change === change)
    if (items.length === 0) return null
    const columns = columnsFor(change, view.kind)
    const title = w.part(capital(p[`change_${change}`]), items.length)
    return (
      <section key={change}>
        <h2>{title}</h2>
        <Ruled
          caption={title}
          heads={[w.col.no, ...columns.map(([head]) => head)]}
          rows={items.map((item, at) => [at + 1, ...columns.map(([, cell]) => cell(item))])}
        />
      </section>
    )
  })
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

type PaperColumn = [string, (item: ShownItem) => ReactNode]

/** law: ND-63-2010#15 */
function columnsFor(change: Change, kind: 'FULL' | 'LIST'): PaperColumn[] {
  const named: PaperColumn[] = [
    [w.col.code, item => item.code],
    [w.col.name, item => item.draft?.content.name ?? item.name],
  ]
  const basis: PaperColumn = [w.col.basis, item => item.basis]
  if (change === 'REPEALED') return [...named, basis]
  const terms: PaperColumn[] = [
    [w.col.limit, limitOf],
    [w.col.place, item => item.draft?.content.performingAgencyText ?? item.draft?.content.competentAgencyText],
    [w.col.fee, feesOf],
  ]
  const changed: PaperColumn[] =
    change === 'NEW'
      ? []
      : [
          [
            w.col.changed,
            item => componentNames((item.draft?.changedComponents ?? []) as Parameters<typeof componentNames>[0]).vi,
          ],
        ]
  const successor: PaperColumn[] =
    change === 'REPLACED' ? [[w.col.successor, item => item.successorCode ?? item.code]] : []
  const ministry: PaperColumn[] = kind === 'LIST' ? [[w.col.ministry, item => item.draft?.content.decisionNo]] : []
  return [...named, ...successor, ...terms, ...changed, basis, ...ministry]
}

/** Each channel's limit, those alike together. */
function limitOf({ draft }: ShownItem): string {
  const limits = (draft?.content.channels ?? []).flatMap(({ channel }) => {
    const limit = draft ? promisedLimit({ content: draft.content, promised: null }, channel) : null
    return limit === null ? [] : [limitInWords(limit, 'vi')]
  })
  return [...new Set(limits)].join('; ')
}

function feesOf({ draft }: ShownItem): string {
  const notes = (draft?.content.channels ?? []).flatMap(rule =>
    rule.terms.flatMap(term =>
      term.fees.map(fee =>
        fee.note !== ''
          ? fee.note
          : fee.amount === null
            ? ''
            : `${fee.amount.toLocaleString('vi-VN')} ${fee.currency === 'USD' ? 'USD' : 'đ'}`,
      ),
    ),
  )
  return [...new Set(notes.filter(note => note !== ''))].join('; ')
}

/** What a full decision publishes of each procedure: steps, papers, results, conditions. */
function FullContents({ view }: { view: ProposalView }) {
  return view.items.map(item => {
    const content = item.draft?.content
    if (!content) return null
    return (
      <section key={item.no}>
        <h2>{w.fullContent(content.name)}</h2>
        <p>
          <b>{capital(p.part_steps)}</b>
        </p>
        {content.steps.map((group, at) => (
          <div key={at}>
            {group.case && <p>{group.case}</p>}
            <ol>
              {group.items.map((step, n) => (
                <li key={n}>{step}</li>
              ))}
            </ol>
          </div>
        ))}
        <p>
          <b>{capital(p.part_papers)}</b>
        </p>
        {content.components.map((group, at) => (
          <div key={at}>
            {group.case && <p>{group.case}</p>}
            <ol>
              {group.papers.map((paper, n) => (
                <li key={n}>{paper.form === null ? paper.name : `${paper.name} (${paper.form})`}</li>
              ))}
            </ol>
          </div>
        ))}
        <p>
          <b>{capital(p.part_subjects)}:</b> {content.subjects.map(one => one.name).join('; ')}
        </p>
        <p>
          <b>{capital(p.part_result)}:</b> {content.results.map(one => one.name).join('; ')}
        </p>
        {content.conditions && (
          <p>
            <b>{capital(p.part_conditions)}:</b> {content.conditions}
          </p>
        )}
        <p>
          <b>{capital(p.part_legalBasis)}:</b> {content.legalBases.map(one => `${one.number} ${one.name}`).join('; ')}
        </p>
      </section>
    )
  })
}
