import type { ReactNode } from 'react'
import { formatNumber } from '#app/kernel/text.ts'
import { limitInWords } from '#app/kernel/limit.ts'
import { parts, type ProcedureContent, promisedLimit } from '../../catalogue/index.ts'
import { type Change, changes } from '../rules.ts'
import type { ProposalView } from '../views.ts'
import { publicationWords } from '../words.ts'
import { paperWords } from './words.ts'

/** The annex of a publication decision: its lists, and for procedures of the locality's own what each consists of. */

type ShownItem = ProposalView['items'][number]
const w = paperWords
const p = publicationWords.vi

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

/** The annex's lists, one for each kind of change, with what the law asks to be named for it. */
export function Lists({ view }: { view: ProposalView }) {
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
const part = (name: parts.ComponentName): string => capital(parts.inWords([name]).vi)

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
    change === 'NEW' ? [] : [[w.col.changed, item => parts.inWords(item.draft?.changedComponents ?? []).vi]]
  const successor: PaperColumn[] =
    change === 'REPLACED' ? [[w.col.successor, item => item.successorCode ?? item.code]] : []
  const ministry: PaperColumn[] = kind === 'LIST' ? [[w.col.ministry, item => item.draft?.content.decisionNo]] : []
  return [...named, ...successor, ...terms, ...changed, basis, ...ministry]
}

/** The limit, or where the channels differ each with its name. */
function limitOf({ draft }: ShownItem): string {
  if (!draft) return ''
  const limits = new Map<string, string[]>()
  for (const { channel } of draft.content.channels) {
    const limit = promisedLimit({ content: draft.content, promised: null }, channel)
    if (limit === null) continue
    const words = limitInWords(limit, 'vi')
    limits.set(words, [...(limits.get(words) ?? []), w.channel[channel]])
  }
  if (limits.size < 2) return [...limits.keys()].join('')
  return [...limits].map(([words, channels]) => `${channels.join(', ')}: ${words}`).join('; ')
}

function feesOf({ draft }: ShownItem): string {
  const fees = (draft?.content.channels ?? []).flatMap(rule => rule.terms.flatMap(term => term.fees))
  return [...new Set(fees.map(feeOf))].filter(text => text !== '').join('; ')
}

type Fee = ProcedureContent['channels'][number]['terms'][number]['fees'][number]

function feeOf({ status, amount, currency, note }: Fee): string {
  if (note !== '') return note
  if (status === 'FREE') return w.free
  if (amount === null) return ''
  return `${formatNumber(amount)} ${currency === 'USD' ? 'USD' : 'đồng'}`
}

type Channel = ProcedureContent['channels'][number]['channel']
type Paper = ProcedureContent['components'][number]['papers'][number]

function limitBy(content: ProcedureContent, channel: Channel): string {
  const limit = promisedLimit({ content, promised: null }, channel)
  return limit === null ? '' : limitInWords(limit, 'vi')
}

function feesBy(content: ProcedureContent, channel: Channel): string {
  const fees = content.channels
    .filter(rule => rule.channel === channel)
    .flatMap(rule => rule.terms.flatMap(term => term.fees))
  return [...new Set(fees.map(feeOf))].filter(text => text !== '').join('; ')
}

/** How many of a paper; a remark among the papers is none. */
const copiesOf = ({ originals, copies }: Paper): string[] => [
  ...(originals > 0 ? [w.originals(originals)] : []),
  ...(copies > 0 ? [w.copies(copies)] : []),
]

/**
 * What a full decision publishes of each procedure.
 * law: ND-63-2010#15 — all components, those of the list above not said again
 */
export function FullContents({ view }: { view: ProposalView }) {
  return view.items.map(item => {
    const content = item.draft?.content
    if (!content) return null
    return (
      <section key={item.no}>
        <h2>{w.fullContent(content.name)}</h2>
        <p>
          <b>{part('steps')}</b>
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
          <b>{part('channels')}</b>
        </p>
        <ul>
          {content.channels.map(rule => (
            <li key={rule.channel}>
              {w.channel[rule.channel]}:{' '}
              {[limitBy(content, rule.channel), feesBy(content, rule.channel)].filter(Boolean).join('; ')}
            </li>
          ))}
        </ul>
        <p>
          <b>{part('papers')}</b>
        </p>
        {content.components.map((group, at) => (
          <div key={at}>
            {group.case && <p>{group.case}</p>}
            <ol>
              {group.papers.map((paper, n) => (
                <li key={n}>
                  {[paper.form === null ? paper.name : `${paper.name} (${paper.form})`, ...copiesOf(paper)].join(', ')}
                </li>
              ))}
            </ol>
          </div>
        ))}
        <p>
          <b>{part('subjects')}:</b> {content.subjects.map(one => one.name).join('; ')}
        </p>
        <p>
          <b>{part('agency')}:</b> {content.performingAgencyText || content.competentAgencyText}
        </p>
        <p>
          <b>{part('result')}:</b> {content.results.map(one => one.name).join('; ')}
        </p>
        {content.conditions && (
          <p>
            <b>{part('conditions')}:</b> {content.conditions}
          </p>
        )}
        <p>
          <b>{part('legalBasis')}:</b> {content.legalBases.map(one => `${one.number} ${one.name}`).join('; ')}
        </p>
      </section>
    )
  })
}
