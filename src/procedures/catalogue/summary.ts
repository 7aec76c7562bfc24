import type { Lang } from '#app/kernel/context.ts'
import { formatMoney, formatNumber } from '#app/kernel/text.ts'
import { say } from '#app/kernel/words.ts'
import { type Limit, limitInWords } from '#app/kernel/limit.ts'
import { legalLimit, type Limited, promisedLimit } from './limits.ts'
import type { Channel, ComponentGroup, Fee, Paper, ProcedureContent } from './shape.ts'
import { catalogueWords } from './words.ts'

/** What a person asks first of a procedure, in few words: how long, how much, what to bring. Pure. */

const sameLimit = (a: Limit | null, b: Limit | null): boolean => a?.unit === b?.unit && a?.amount === b?.amount

export interface LimitLine {
  channels: Channel[]
  limit: Limit | null
  /** The legal limit where a shorter one is promised. */
  legal: Limit | null
}

/** The promise of each channel listed; channels with the same one together. */
export function limitLines(version: Limited): LimitLine[] {
  const lines: LimitLine[] = []
  for (const { channel } of version.content.channels) {
    const limit = promisedLimit(version, channel)
    const legal = legalLimit(version.content, channel)
    const shown = sameLimit(limit, legal) ? null : legal
    const same = lines.find(line => sameLimit(line.limit, limit) && sameLimit(line.legal, shown))
    if (!same) lines.push({ channels: [channel], limit, legal: shown })
    else if (!same.channels.includes(channel)) same.channels.push(channel)
  }
  return lines
}

/** The first figure of the strip: the promise, and what it depends on. */
export function limitSummary(version: Limited, lang: Lang): { value: string; label: string } {
  const w = say(catalogueWords, lang)
  const lines = limitLines(version).filter(line => line.limit !== null)
  const [first] = lines
  if (!first?.limit) return { value: w.limitUnknown, label: w.limitUnknownNote }
  const words = (limit: Limit): string => capital(limitInWords(limit, lang))
  if (lines.some(line => !sameLimit(line.limit, first.limit))) {
    const label = lines
      .map(line => `${namesOf(line.channels, lang)}: ${limitInWords(line.limit as Limit, lang)}`)
      .join('; ')
    return { value: span(lines, lang) ?? words(first.limit), label: capital(label) }
  }
  const legal = lines.find(line => line.legal)?.legal
  if (legal) return { value: words(first.limit), label: w.legalLimit(limitInWords(legal, lang)) }
  return { value: words(first.limit), label: first.limit.unit === 'SAME_DAY' ? w.afterCutOff : w.limitLabel }
}

/** '15–20 ngày' where the channels differ in nothing but the number. */
function span(lines: readonly LimitLine[], lang: Lang): string | null {
  const limits = lines.flatMap(line => (line.limit ? [line.limit] : []))
  const [first] = limits
  if (!first || limits.some(limit => limit.unit !== first.unit)) return null
  const amounts = limits.map(limit => limit.amount)
  const longest = limits.reduce((a, b) => (a.amount >= b.amount ? a : b))
  return `${formatNumber(Math.min(...amounts), lang)}–${limitInWords(longest, lang)}`
}

export const namesOf = (channels: readonly Channel[], lang: Lang): string =>
  channels.map(channel => say(catalogueWords, lang)[`channel_${channel}`].toLowerCase()).join(', ')

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

/** A fee in words: '8.000 đ/bản sao', 'Miễn phí', 'Do Hội đồng nhân dân tỉnh quy định'. */
export function feeText(fee: Fee, lang: Lang): string {
  const w = say(catalogueWords, lang)
  const amount = fee.amount === null ? '' : money(fee, lang) + (fee.per ? `/${fee.per}` : '')
  const texts = {
    FREE: w.feeFree,
    AMOUNT: amount,
    LOCAL_COUNCIL: fee.amount ? `${w.feeLocal} (${w.feeSource(amount)})` : w.feeLocal,
    UNKNOWN: w.feeUnknown,
  } as const satisfies Record<Fee['status'], string>
  return texts[fee.status]
}

function money(fee: Fee, lang: Lang): string {
  const amount = fee.amount ?? 0
  return fee.currency === 'USD' ? `${formatNumber(amount, lang)} USD` : formatMoney(amount, lang)
}

/** The second figure of the strip: what the main channel costs, and what may come on top. */
export function feeSummary(content: Pick<ProcedureContent, 'channels'>, lang: Lang): { value: string; label: string } {
  const w = say(catalogueWords, lang)
  const fees = content.channels.flatMap(rule => rule.terms.flatMap(term => term.fees))
  const seen = new Map(fees.map(fee => [`${fee.status} ${fee.amount} ${fee.currency} ${fee.per}`, fee]))
  const [first, ...more] = [...seen.values()]
  if (!first) return { value: w.feeUnknown, label: w.feeLabel }
  const value =
    first.status === 'FREE'
      ? money({ ...first, amount: 0, currency: 'VND' }, lang)
      : first.status === 'AMOUNT'
        ? money(first, lang)
        : w.feeByCouncilShort
  const amounts = more.filter(fee => fee.status === 'AMOUNT')
  const label =
    amounts.length > 0 && amounts.length <= 2
      ? amounts.map(fee => (fee.per ? `${fee.per}: ${money(fee, lang)}` : money(fee, lang))).join('; ')
      : more.length > 0
        ? w.feeMany
        : first.status === 'LOCAL_COUNCIL'
          ? w.feeLocal
          : first.per
            ? w.feePer(first.per)
            : w.feeLabel
  return { value: first.status === 'UNKNOWN' ? w.feeUnknown : value, label }
}

const handedIn = (group: ComponentGroup): Paper[] =>
  group.mustShow ? [] : group.papers.filter(paper => paper.kind === 'PAPER')

/** The third figure of the strip: how many papers, from the plainest case to all of them. */
export function paperSummary(
  content: Pick<ProcedureContent, 'components'>,
  lang: Lang,
): { value: string; label: string } {
  const w = say(catalogueWords, lang)
  const counts = content.components.map(group => ({ n: handedIn(group).length, always: group.case === null }))
  const all = counts.reduce((sum, group) => sum + group.n, 0)
  const always = counts.filter(group => group.always).reduce((sum, group) => sum + group.n, 0)
  if (all === 0) return { value: w.papersNone, label: w.papersShowOnly }
  if (always === all) return { value: w.papers(String(all), all), label: w.papersLabel }
  return { value: w.papers(`${always}–${all}`, all), label: w.papersByCase }
}

/** '1 bản chính, 2 bản sao'; papers to show are shown. */
export function copiesText(paper: Paper, mustShow: boolean, lang: Lang): string {
  const w = say(catalogueWords, lang)
  if (mustShow) return w.toShow
  const parts = [
    paper.originals > 0 ? w.originals(paper.originals) : null,
    paper.copies > 0 ? w.copies(paper.copies) : null,
  ]
  return parts.filter(part => part !== null).join(', ')
}

/** Whether any term or paper of this content was recalled or invented for the demo. */
export const isIllustrative = (content: ProcedureContent): boolean =>
  content.channels.some(rule => rule.terms.some(term => term.illustrative)) ||
  content.components.some(group => group.illustrative)

/** A step without its number, its first words apart from the rest where they are short: what a list numbers itself. */
export function stepText(item: string): { lead: string | null; rest: string } {
  const text = item.replace(/^(?:Bước\s+\d+\s*[:.]|[-+•]\s+)\s*/u, '').trim()
  const cut = /^(.{8,90}?)[:.]\s+(?=\S)/u.exec(text)
  if (cut?.[1]) return { lead: cut[1], rest: text.slice(cut[0].length) }
  return text.length <= 90 ? { lead: text, rest: '' } : { lead: null, rest: text }
}
