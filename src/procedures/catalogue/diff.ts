import type { Lang } from '#app/kernel/context.ts'
import { formatNumber } from '#app/kernel/text.ts'
import { say } from '#app/kernel/words.ts'
import { type Limit, limitInWords } from '#app/kernel/limit.ts'
import type { Promises } from './limits.ts'
import { canonical, COMPONENT_NAMES, type ComponentName, partsOf } from './parts.ts'
import { CHANNELS, type ComponentGroup, type Paper, type ProcedureContent, type Term } from './shape.ts'
import { copiesText, feeText } from './summary.ts'
import { catalogueWords } from './words.ts'

/** Two contents of a procedure side by side, and what is taken over from one into the other. Pure. */

/** What is compared: a content, and the shorter limits promised with it. */
export interface Compared {
  content: ProcedureContent
  promised: Promises | null
}

/** A row of the comparison: what stood there, what stands there now; both where it stayed or was put otherwise. */
export interface DiffLine {
  sign: 'SAME' | 'CHANGED' | 'ADDED' | 'REMOVED'
  before: string | null
  after: string | null
}

export interface ComponentDiff {
  part: ComponentName
  lines: DiffLine[]
}

/** Which components differ, in the order of the law; another promise is another limit. */
export function differing(before: Compared, after: Compared): ComponentName[] {
  const [a, b] = [partsOf(before.content), partsOf(after.content)]
  const promise = canonical(before.promised ?? {}) !== canonical(after.promised ?? {})
  return COMPONENT_NAMES.filter(part => canonical(a[part]) !== canonical(b[part]) || (part === 'limit' && promise))
}

/** The components that differ, each with its lines side by side. `diff(a, a)` is empty. */
export function diff(before: Compared, after: Compared, lang: Lang): ComponentDiff[] {
  return differing(before, after).map(part => ({
    part,
    lines: aligned(linesOf(part, before, lang), linesOf(part, after, lang)),
  }))
}

/** What a component says, line by line, in the words of the pages; everything that is compared is in it. */
export const linesOf = (part: ComponentName, compared: Compared, lang: Lang): string[] => says[part](compared, lang)

/** What every row of every channel says, under the channel's name. */
function inChannels({ content }: Compared, lang: Lang, lines: (term: Term) => readonly string[]): string[] {
  const w = say(catalogueWords, lang)
  return content.channels.flatMap(rule =>
    rule.terms.flatMap(term => lines(term).map(line => `${w[`channel_${rule.channel}`]}: ${line}`)),
  )
}

const says: Record<ComponentName, (compared: Compared, lang: Lang) => string[]> = {
  name: ({ content }) => [content.name],
  steps: ({ content }) => content.steps.flatMap(group => [...heading(group.case), ...group.items]),
  channels: (compared, lang) =>
    inChannels(compared, lang, term => [term.note === '' ? say(catalogueWords, lang).noNote : term.note]),
  papers: ({ content }, lang) =>
    content.components.flatMap(group => [
      ...heading(group.case),
      ...group.papers.map(paper => paperLine(paper, group, lang)),
    ]),
  limit: (compared, lang) => {
    const w = say(catalogueWords, lang)
    const legal = inChannels(compared, lang, term => [
      [term.limit ? limitInWords(term.limit, lang) : term.limitText, illustrativeMark(term, lang)].join(''),
    ])
    const promised = CHANNELS.flatMap(channel => {
      const limit: Limit | undefined = compared.promised?.[channel]
      return limit ? [`${w[`channel_${channel}`]}: ${w.promisedIs(limitInWords(limit, lang))}`] : []
    })
    return [...legal, ...promised]
  },
  subjects: ({ content }) => content.subjects.map(one => one.name),
  agency: ({ content }, lang) => {
    const w = say(catalogueWords, lang)
    const named: [string, string | null][] = [
      [w.competent, content.competentAgencyText],
      [w.performing, content.performingAgencyText],
      [w.coordinating, content.coordinatingText],
    ]
    return named.flatMap(([label, text]) => (text === null ? [] : [`${label}: ${text}`]))
  },
  result: ({ content }) => content.results.map(one => (one.code === null ? one.name : `${one.name} (${one.code})`)),
  forms: ({ content }) =>
    content.components.flatMap(group =>
      group.papers.flatMap(paper => (paper.form === null ? [] : [`${paper.name}: ${paper.form}`])),
    ),
  conditions: ({ content }) => content.conditions?.split('\n') ?? [],
  fees: (compared, lang) => {
    const w = say(catalogueWords, lang)
    return inChannels(compared, lang, term =>
      term.fees.map(fee => [`${w[`fee_${fee.kind}`]}: ${feeText(fee, lang)}`, fee.note].filter(Boolean).join(' — ')),
    )
  },
  legalBasis: ({ content }) => content.legalBases.map(one => `${one.number}: ${one.name}`),
}

function paperLine(paper: Paper, group: ComponentGroup, lang: Lang): string {
  const w = say(catalogueWords, lang)
  const notes = [
    copiesText(paper, group.mustShow, lang),
    ...(group.mustShow ? countsOf(paper, lang) : []),
    paper.kind === 'NOTE' ? w.noPaper : '',
    group.illustrative ? w.illustrative : '',
  ]
  return [paper.name, ...notes.filter(one => one !== '')].join(' — ')
}

const heading = (name: string | null): string[] => (name === null ? [] : [`[${name}]`])
const countsOf = ({ originals, copies }: { originals: number; copies: number }, lang: Lang): string[] =>
  originals + copies === 0 ? [] : [`${formatNumber(originals, lang)} + ${formatNumber(copies, lang)}`]
const illustrativeMark = (term: Term, lang: Lang): string =>
  term.illustrative ? ` (${say(catalogueWords, lang).illustrative})` : ''

/** Longer texts are compared line for line by place: the table of the comparison would grow with their product. */
const MOST_CELLS = 400_000

/** Lines of two texts beside each other: the longest common sequence stays, what goes and comes between meets as changed. */
export function aligned(before: readonly string[], after: readonly string[]): DiffLine[] {
  const kept = before.length * after.length > MOST_CELLS ? byPlace(before, after) : longestCommon(before, after)
  const lines: DiffLine[] = []
  let [i, j] = [0, 0]
  for (const [a, b] of [...kept, [before.length, after.length] as const]) {
    while (i < a || j < b) {
      if (i < a && j < b) lines.push({ sign: 'CHANGED', before: before[i++] as string, after: after[j++] as string })
      else if (i < a) lines.push({ sign: 'REMOVED', before: before[i++] as string, after: null })
      else lines.push({ sign: 'ADDED', before: null, after: after[j++] as string })
    }
    if (a < before.length && b < after.length) {
      lines.push({ sign: 'SAME', before: before[a] as string, after: after[b] as string })
      i = a + 1
      j = b + 1
    }
  }
  return lines
}

function byPlace(before: readonly string[], after: readonly string[]): [number, number][] {
  return before.flatMap((line, at): [number, number][] => (line === after[at] ? [[at, at]] : []))
}

/** Places of a longest common sequence of two lists, in order. */
function longestCommon(before: readonly string[], after: readonly string[]): [number, number][] {
  const width = after.length + 1
  const length = new Uint32Array((before.length + 1) * width)
  const at = (i: number, j: number): number => length[i * width + j] ?? 0
  for (let i = before.length - 1; i >= 0; i--) {
    for (let j = after.length - 1; j >= 0; j--) {
      length[i * width + j] = before[i] === after[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1))
    }
  }
  const kept: [number, number][] = []
  for (let i = 0, j = 0; i < before.length && j < after.length; ) {
    if (before[i] === after[j]) kept.push([i++, j++])
    else if (at(i + 1, j) >= at(i, j + 1)) i++
    else j++
  }
  return kept
}

/** What taking components over from a source makes of a content, and which of them it took with it. */
export interface Adoption {
  content: ProcedureContent
  taken: ComponentName[]
}

/** Components that are written in the same rows, and can be taken apart only while these rows stand alike. */
const IN_CHANNELS: readonly ComponentName[] = ['channels', 'limit', 'fees']
const IN_PAPERS: readonly ComponentName[] = ['papers', 'forms']

/**
 * A content with some components of another. Ways, limits and fees hang on the same rows, so do papers and their forms:
 * where these rows differ in number, one of them takes the others with it. Afterwards nothing taken differs from the
 * source, and nothing else from what was there.
 */
export function adoptFrom(
  target: ProcedureContent,
  source: ProcedureContent,
  wanted: readonly ComponentName[],
): Adoption {
  const takes = new Set(wanted)
  const rows = (c: ProcedureContent): string => canonical(c.channels.map(rule => [rule.channel, rule.terms.length]))
  const groups = (c: ProcedureContent): string =>
    canonical(c.components.map(group => group.papers.map(paper => paper.name)))
  if (IN_CHANNELS.some(part => takes.has(part)) && rows(target) !== rows(source))
    for (const part of IN_CHANNELS) takes.add(part)
  if (IN_PAPERS.some(part => takes.has(part)) && groups(target) !== groups(source))
    for (const part of IN_PAPERS) takes.add(part)
  const content: ProcedureContent = { ...target }
  if (takes.has('name')) content.name = source.name
  if (takes.has('steps')) content.steps = source.steps
  if (takes.has('subjects')) content.subjects = source.subjects
  if (takes.has('agency')) {
    content.competentAgencyText = source.competentAgencyText
    content.performingAgencyText = source.performingAgencyText
    content.coordinatingText = source.coordinatingText
  }
  if (takes.has('result')) content.results = source.results
  if (takes.has('conditions')) content.conditions = source.conditions
  if (takes.has('legalBasis')) content.legalBases = source.legalBases
  if (IN_CHANNELS.some(part => takes.has(part))) content.channels = channelsFrom(target, source, takes)
  if (IN_PAPERS.some(part => takes.has(part))) content.components = componentsFrom(target, source, takes)
  return { content, taken: COMPONENT_NAMES.filter(part => takes.has(part)) }
}

function channelsFrom(target: ProcedureContent, source: ProcedureContent, takes: ReadonlySet<ComponentName>) {
  if (IN_CHANNELS.every(part => takes.has(part))) return source.channels
  return target.channels.map((rule, at) => ({
    ...rule,
    terms: rule.terms.map((term, row) => {
      const other = source.channels[at]?.terms[row] ?? term
      return {
        ...term,
        ...(takes.has('channels') ? { note: other.note } : {}),
        ...(takes.has('limit')
          ? { limit: other.limit, limitText: other.limitText, illustrative: other.illustrative }
          : {}),
        ...(takes.has('fees') ? { fees: other.fees } : {}),
      }
    }),
  }))
}

function componentsFrom(target: ProcedureContent, source: ProcedureContent, takes: ReadonlySet<ComponentName>) {
  if (IN_PAPERS.every(part => takes.has(part))) return source.components
  const [rows, forms] = takes.has('papers') ? [source, target] : [target, source]
  return rows.components.map((group, at) => ({
    ...group,
    papers: group.papers.map((paper, row) => ({
      ...paper,
      form: forms.components[at]?.papers[row]?.form ?? null,
    })),
  }))
}
