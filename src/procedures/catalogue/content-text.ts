import type { Words2 } from '#app/kernel/refusal.ts'
import type { Limit } from '#app/kernel/limit.ts'
import { canonical } from './parts.ts'
import { CHANNELS, type Channel, type ChannelRule, type Fee, type ProcedureContent } from './shape.ts'

/**
 * A content as an officer writes it: one text a component, one line an item, `[…]` before the items of a case; and one row a
 * channel. What is not touched stays to the letter, also where the text cannot say all of it. Pure.
 */

export interface ContentTexts {
  name: string
  sector: string
  steps: string
  papers: string
  subjects: string
  results: string
  conditions: string
  competent: string
  performing: string
  coordinating: string
  legalBases: string
}

/** One channel as it is written: no limit and no note, the procedure is not performed that way. */
export interface ChannelTexts {
  limit: Limit | null
  fee: number | null
  feeNote: string
  note: string
}

export type ChannelRows = Partial<Record<Channel, ChannelTexts>>

const SHOWN = ' (xuất trình)'
const NOTE = 'ghi chú'
const PLAIN = 'Công dân Việt Nam'

const caseLine = (name: string | null, mark = ''): string[] =>
  name === null && mark === '' ? [] : [`[${name ?? ''}]${mark}`]

/** What the fields of the form show of a content. */
export function textsOf(content: ProcedureContent): ContentTexts {
  return {
    name: content.name,
    sector: content.sector,
    steps: content.steps.flatMap(group => [...caseLine(group.case), ...group.items]).join('\n'),
    papers: content.components
      .flatMap(group => [
        ...caseLine(group.case, group.mustShow ? SHOWN : ''),
        ...group.papers.map(paper =>
          paper.kind === 'NOTE'
            ? `${paper.name} | ${NOTE}`
            : [paper.name, paper.originals, paper.copies, ...(paper.form === null ? [] : [paper.form])].join(' | '),
        ),
      ])
      .join('\n'),
    subjects: content.subjects.map(one => one.name).join('\n'),
    results: content.results.map(one => (one.code === null ? one.name : `${one.name} | ${one.code}`)).join('\n'),
    conditions: content.conditions ?? '',
    competent: content.competentAgencyText ?? '',
    performing: content.performingAgencyText ?? '',
    coordinating: content.coordinatingText ?? '',
    legalBases: content.legalBases.map(one => `${one.number}: ${one.name}`).join('\n'),
  }
}

/** The channels a row can say; one with several limits or fees is changed from a file or through the API only. */
export function rowsOf(content: ProcedureContent): ChannelRows {
  const rows: ChannelRows = {}
  for (const channel of CHANNELS) {
    const rules = content.channels.filter(rule => rule.channel === channel)
    const terms = rules.flatMap(rule => rule.terms)
    const [term] = terms
    if (terms.length > 1 || (term?.fees.length ?? 0) > 1) continue
    const [fee] = term?.fees ?? []
    rows[channel] = {
      limit: term?.limit ?? null,
      fee: fee?.status === 'FREE' ? 0 : (fee?.amount ?? null),
      feeNote: fee?.note ?? '',
      note: term?.note ?? '',
    }
  }
  return rows
}

export type Wrong = Partial<Record<keyof ContentTexts, Words2>>

/**
 * The content that texts and rows describe.
 * @param base  what they were shown from: components whose text is as it was shown are taken from it unchanged
 */
export function contentFrom(
  base: ProcedureContent,
  texts: ContentTexts,
  rows: ChannelRows,
): { ok: true; content: ProcedureContent } | { ok: false; wrong: Wrong } {
  const shown = textsOf(base)
  const wrong: Wrong = {}
  const read = <T>(field: keyof ContentTexts, same: T, reader: (lines: string[]) => T | Words2): T => {
    if (texts[field] === shown[field]) return same
    const made = reader(linesOf(texts[field]))
    if (!isWords(made)) return made
    wrong[field] = made
    return same
  }
  const content: ProcedureContent = {
    ...base,
    name: texts.name,
    sector: texts.sector,
    steps: read('steps', base.steps, lines =>
      byCase(lines).flatMap(({ name, items }) => (items.length > 0 ? [{ case: name, items }] : [])),
    ),
    components: read('papers', base.components, lines => readPapers(lines, base.components)),
    subjects: read('subjects', base.subjects, lines =>
      lines.map(
        name =>
          base.subjects.find(one => one.name === name) ?? {
            subject: name === PLAIN ? ('CITIZEN' as const) : ('OTHER' as const),
            name,
          },
      ),
    ),
    results: read('results', base.results, lines =>
      lines.map(line => {
        const [name = '', code] = cells(line)
        return { name, code: code || null }
      }),
    ),
    conditions: texts.conditions || null,
    competentAgencyText: texts.competent || null,
    performingAgencyText: texts.performing || null,
    coordinatingText: texts.coordinating || null,
    legalBases: read('legalBases', base.legalBases, readBases),
    channels: channelsFrom(base, rows),
  }
  return Object.keys(wrong).length > 0 ? { ok: false, wrong } : { ok: true, content }
}

const isWords = (value: unknown): value is Words2 => typeof value === 'object' && value !== null && 'vi' in value
const linesOf = (text: string): string[] =>
  text
    .split('\n')
    .map(line => line.trim())
    .filter(line => line !== '')
const cells = (line: string): string[] => line.split('|').map(cell => cell.trim())

/** Lines under the `[case]` they follow. */
function byCase(lines: readonly string[]): { name: string | null; shown: boolean; items: string[] }[] {
  const groups: { name: string | null; shown: boolean; items: string[] }[] = [{ name: null, shown: false, items: [] }]
  for (const line of lines) {
    const [, name, mark] = /^\[(.*)\](.*)$/.exec(line) ?? []
    if (name === undefined) groups.at(-1)?.items.push(line)
    else groups.push({ name: name.trim() || null, shown: mark?.trim() === SHOWN.trim(), items: [] })
  }
  return groups
}

function readPapers(lines: string[], before: ProcedureContent['components']): ProcedureContent['components'] | Words2 {
  const groups: ProcedureContent['components'] = []
  for (const { name, shown, items } of byCase(lines)) {
    if (items.length === 0) continue
    const papers: ProcedureContent['components'][number]['papers'] = []
    for (const line of items) {
      const [paper = '', originals = '1', copies = '0', form = ''] = cells(line)
      if (paper === '' || !(originals === NOTE || (/^\d{1,3}$/.test(originals) && /^\d{1,3}$/.test(copies)))) {
        return {
          vi: `Dòng "${line}": ghi tên giấy tờ | số bản chính | số bản sao | mẫu, hoặc ghi chú | ${NOTE}.`,
          en: `Line "${line}": write name | originals | copies | form, or remark | ${NOTE}.`,
        }
      }
      const isNote = originals === NOTE
      papers.push({
        name: paper,
        form: form || null,
        originals: isNote ? 0 : Number(originals),
        copies: isNote ? 0 : Number(copies),
        kind: isNote ? 'NOTE' : 'PAPER',
      })
    }
    const illustrative = before.find(group => group.case === name)?.illustrative ?? false
    groups.push({ case: name, mustShow: shown, papers, illustrative })
  }
  return groups
}

function readBases(lines: string[]): ProcedureContent['legalBases'] | Words2 {
  const bases: ProcedureContent['legalBases'] = []
  for (const line of lines) {
    const [, number, name] = /^([^:]+):\s*(.+)$/.exec(line) ?? []
    if (!number || !name) {
      return {
        vi: `Dòng "${line}": ghi số hiệu, dấu hai chấm, rồi tên văn bản.`,
        en: `Line "${line}": write the number, a colon, and the title.`,
      }
    }
    bases.push({ number: number.trim(), name: name.trim() })
  }
  return bases
}

/** Channels in the order they stood, new ones after; a row as it was shown leaves its channel alone. */
function channelsFrom(base: ProcedureContent, rows: ChannelRows): ChannelRule[] {
  const shown = rowsOf(base)
  const known = [...new Set(base.channels.map(rule => rule.channel))]
  const order = [...known, ...CHANNELS.filter(channel => !known.includes(channel))]
  return order.flatMap(channel => {
    const old = base.channels.filter(rule => rule.channel === channel)
    const row = rows[channel]
    if (!row || !shown[channel] || canonical(row) === canonical(shown[channel])) return old
    if (row.limit === null && row.note === '' && row.fee === null && row.feeNote === '') return []
    const [term] = old.flatMap(rule => rule.terms)
    const sameLimit = canonical(term?.limit ?? null) === canonical(row.limit)
    return {
      channel,
      terms: [
        {
          limit: row.limit,
          limitText: sameLimit ? (term?.limitText ?? '') : '',
          fees: feesFrom(term?.fees[0], row),
          note: row.note,
          illustrative: sameLimit ? (term?.illustrative ?? false) : false,
        },
      ],
    }
  })
}

function feesFrom(old: Fee | undefined, { fee, feeNote }: ChannelTexts): Fee[] {
  if (fee === null && feeNote === '') return []
  const status = fee === null ? (old?.amount === null ? old.status : 'LOCAL_COUNCIL') : fee === 0 ? 'FREE' : 'AMOUNT'
  return [
    {
      kind: old?.kind ?? 'CHARGE',
      amount: fee,
      currency: old?.currency ?? 'VND',
      per: old?.per ?? null,
      status: fee === null && status === 'FREE' ? 'LOCAL_COUNCIL' : status,
      note: feeNote,
    },
  ]
}

/** A content of the locality's own with nothing in it yet. */
export const emptyContent = (code: string, level: 'PROVINCE' | 'COMMUNE'): ProcedureContent => ({
  code,
  name: '',
  sector: '',
  levels: [level],
  scope: 'PUBLIC',
  lawKind: 'LOCAL_WITHOUT_LAW',
  subjects: [],
  competentAgencyText: null,
  performingAgencyText: null,
  receptionAddressText: null,
  coordinatingText: null,
  decisionNo: null,
  steps: [],
  channels: [],
  components: [],
  legalBases: [],
  conditions: null,
  results: [],
  keywords: null,
  description: null,
  raw: [],
  reviewNotes: [],
})
