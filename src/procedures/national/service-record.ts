/**
 * Reads a record of the national procedure database in the structure of its service `LayThuTuc`. The names on the wire
 * appear in this file only. Pure: no file, no database, no clock.
 *
 * As with the crawl every record is read or rejected with a named reason; what cannot be read is kept verbatim and named.
 * Clients of the service disagree on what kind of procedure 1 and 2 mean, so these are kept and not guessed.
 */
import { parseProcedureCode } from '#app/kernel/codes.ts'
import { z } from 'zod'
import { ProcedureContent } from '../catalogue/index.ts'
import { readLimit } from './crawl-channels.ts'
import type { CrawlOutcome } from './crawl.ts'
import { oneLine, stated } from './crawl-record.ts'
import { readFee } from './crawl-fees.ts'
import { type Review, startReview } from './crawl-review.ts'
import { readSubjects } from './crawl-words.ts'
import type { Channel, ChannelRule, Level, Term } from './shape.ts'

/** Texts come as text, number or nothing. */
const text = z
  .union([z.string(), z.number(), z.null()])
  .optional()
  .transform(value => (value === undefined || value === null ? '' : String(value).normalize('NFC').trim()))
/** Lists come as a list, as one thing, or as nothing. */
const list = <T extends z.ZodType>(item: T) =>
  z.preprocess(value => (value === undefined || value === null || value === '' ? [] : [value].flat()), z.array(item))

const WireFee = z.object({ MAPHILEPHI: text, SOTIEN: text, DONVI: text, MOTA: text })
const WireTerm = z.object({ THOIGIANGIAIQUYET: text, DONVITINH: text, MOTA: text, PHILEPHI: list(WireFee) })
const WirePaper = z.object({ TENGIAYTO: text, SOBANCHINH: text, SOBANSAO: text, TENMAUDON: text })
const WireSchema = z.object({
  MATTHC: text,
  TENTTHC: text,
  LOAITTHC: text,
  TRANGTHAI: text,
  CAPTHUCHIEN: list(z.union([text, z.object({ CAPTHUCHIEN: text, TENCAP: text })])),
  LINHVUCTHUCHIEN: list(z.object({ TENLINHVUC: text })),
  COQUANTHUCHIEN: list(z.union([text, z.object({ TENDONVI: text })])),
  COQUANCOTHAMQUYEN: text,
  COQUANPHOIHOP: text,
  KETQUATHUCHIEN: list(z.object({ MAKETQUA: text, TENKETQUA: text })),
  TRINHTUTHUCHIEN: list(z.object({ TRUONGHOP: text, TRINHTU: list(z.object({ TENTRINHTU: text })) })),
  CACHTHUCTHUCHIEN: list(z.object({ KENH: text, THOIGIAN: list(WireTerm) })),
  THANHPHANHOSO: list(z.object({ TRUONGHOP: text, GIAYTO: list(WirePaper) })),
  DOITUONGTHUCHIEN: list(z.object({ TENDOITUONG: text })),
  MOTADOITUONGTHUCHIEN: text,
  CANCUPHAPLY: list(z.object({ SOVANBAN: text, TENVANBAN: text })),
  YEUCAU: text,
  TUKHOA: text,
  MOTA: text,
  DIACHITIEPNHAN: text,
  IDQUYETDINHCONGBO: text,
})
type Wire = z.output<typeof WireSchema>

const CHANNEL_NUMBERS: Readonly<Record<string, Channel>> = { '1': 'DIRECT', '2': 'ONLINE', '3': 'POST' }
/** 2 was the district, which is no more. */
const LEVEL_NUMBERS: Readonly<Record<string, Level>> = { '0': 'MINISTRY', '1': 'PROVINCE', '3': 'COMMUNE' }
/** Shown where a record names no sector. */
const NO_SECTOR = 'Chưa rõ lĩnh vực'
const PUBLIC_STATE = '1'
const OTHER_KIND = '3'

/** Whether a record has the structure of the national service. */
export const isNationalRecord = (record: unknown): boolean =>
  typeof record === 'object' && record !== null && 'MATTHC' in record

/** The records of an answer of the service ({…, result: […]}), or the thing itself. */
export function recordsOf(value: unknown): unknown[] {
  if (Array.isArray(value)) return value
  if (typeof value !== 'object' || value === null || isNationalRecord(value)) return [value]
  const { result } = value as { result?: unknown }
  return Array.isArray(result) && result.every(isNationalRecord) && result.length > 0 ? result : [value]
}

/** The code a record names, for the list of rejections. */
export const nationalCodeOf = (record: unknown): string | null => {
  const code = (record as { MATTHC?: unknown } | null)?.MATTHC
  return typeof code === 'string' ? code.slice(0, 40) : null
}

/** Reads one record; `warnings` are the codes of `content.reviewNotes`, which carry the counts. */
export function parseNational(record: unknown): CrawlOutcome {
  const parsed = WireSchema.safeParse(record)
  if (!parsed.success) {
    return reject(
      'NOT_A_NATIONAL_RECORD',
      `the record differs from the structure at ${parsed.error.issues[0]?.path.join('.') ?? ''}`,
    )
  }
  const wire = parsed.data
  const code = parseProcedureCode(wire.MATTHC)
  if (code === null) {
    return reject('CODE_NOT_NATIONAL', `"${wire.MATTHC.slice(0, 40)}" is not a national procedure code`)
  }
  if (oneLine(wire.TENTTHC) === '') return reject('NAME_MISSING', `procedure ${code.national} has no name`)
  const content = ProcedureContent.safeParse(toContent(wire, code.national))
  if (!content.success) {
    return reject('SHAPE_INVALID', `${code.national}: ${content.error.issues[0]?.path.join('.') ?? ''}`)
  }
  return { ok: true, content: content.data, warnings: content.data.reviewNotes.map(note => note.code) }
}

function reject(reason: Exclude<CrawlOutcome, { ok: true }>['reason'], message: string): CrawlOutcome {
  return { ok: false, reason, message }
}

function toContent(wire: Wire, code: string): ProcedureContent {
  const review = startReview()
  if (wire.TRANGTHAI !== PUBLIC_STATE && wire.TRANGTHAI !== '') review.warn('NATIONAL_NOT_PUBLIC')
  const sectors = wire.LINHVUCTHUCHIEN.map(one => oneLine(one.TENLINHVUC)).filter(name => name !== '')
  if (sectors.length === 0) review.warn('SECTOR_MISSING')
  for (const more of sectors.slice(1)) review.keep('sector', more)
  if (wire.IDQUYETDINHCONGBO !== '') review.keep('decision', wire.IDQUYETDINHCONGBO)
  const content = {
    code,
    name: oneLine(wire.TENTTHC),
    sector: sectors[0] ?? NO_SECTOR,
    levels: levelsOf(wire, review),
    scope: 'PUBLIC' as const,
    lawKind: lawKindOf(wire, review),
    subjects: subjectsOf(wire, review),
    competentAgencyText: stated(wire.COQUANCOTHAMQUYEN),
    performingAgencyText: stated(
      wire.COQUANTHUCHIEN.map(one => (typeof one === 'string' ? one : one.TENDONVI))
        .filter(name => name !== '')
        .join('; '),
    ),
    receptionAddressText: stated(wire.DIACHITIEPNHAN),
    coordinatingText: stated(wire.COQUANPHOIHOP),
    decisionNo: null,
    steps: stepsOf(wire, review),
    channels: channelsOf(wire, review),
    components: componentsOf(wire, review),
    legalBases: basesOf(wire, review),
    conditions: stated(wire.YEUCAU),
    results: resultsOf(wire, review),
    keywords: stated(wire.TUKHOA),
    description: stated(wire.MOTA),
  }
  return { ...content, raw: review.raw(), reviewNotes: review.notes() }
}

function levelsOf(wire: Wire, review: Review): Level[] {
  const levels = wire.CAPTHUCHIEN.flatMap(one => {
    const number = typeof one === 'string' ? one : one.CAPTHUCHIEN
    const level = LEVEL_NUMBERS[number]
    if (level) return [level]
    review.warn('LEVEL_UNKNOWN')
    review.keep('levels', typeof one === 'string' ? one : `${one.CAPTHUCHIEN} ${one.TENCAP}`)
    return []
  })
  return levels.length > 0 ? [...new Set(levels)] : ['OTHER']
}

function lawKindOf(wire: Wire, review: Review): ProcedureContent['lawKind'] {
  if (wire.LOAITTHC === OTHER_KIND) return 'OTHER'
  review.warn('LAW_KIND_UNKNOWN')
  review.keep('lawKind', wire.LOAITTHC)
  return null
}

function subjectsOf(wire: Wire, review: Review): ProcedureContent['subjects'] {
  const names = wire.DOITUONGTHUCHIEN.map(one => one.TENDOITUONG).filter(name => name !== '')
  const found = names.flatMap(name => readSubjects(oneLine(name), review))
  if (found.length > 0) return found
  const described = stated(wire.MOTADOITUONGTHUCHIEN)
  return described === null ? [] : readSubjects(described, review)
}

function stepsOf(wire: Wire, review: Review): ProcedureContent['steps'] {
  const steps = wire.TRINHTUTHUCHIEN.map(one => ({
    case: stated(oneLine(one.TRUONGHOP)),
    items: one.TRINHTU.flatMap(step => stated(step.TENTRINHTU) ?? []),
  })).filter(one => one.items.length > 0)
  if (steps.length === 0) review.warn('STEPS_MISSING')
  return steps
}

/** Time and fee hang on the channel, several rows to each; a channel that comes twice is one. */
function channelsOf(wire: Wire, review: Review): ChannelRule[] {
  const rules = new Map<Channel, Term[]>()
  for (const one of wire.CACHTHUCTHUCHIEN) {
    const channel = CHANNEL_NUMBERS[one.KENH]
    if (!channel) {
      review.warn('CHANNEL_UNKNOWN')
      review.keep('channels', JSON.stringify(one))
      continue
    }
    const terms = one.THOIGIAN.map(term => termOf(term, review))
    if (terms.length === 0) {
      review.warn('LIMIT_MISSING')
      terms.push({ limit: null, limitText: '', fees: [], note: '', illustrative: false })
    }
    rules.set(channel, [...(rules.get(channel) ?? []), ...terms])
  }
  if (rules.size === 0) review.warn('CHANNEL_TABLE_UNREADABLE')
  return [...rules].map(([channel, terms]) => ({ channel, terms }))
}

function termOf(term: z.output<typeof WireTerm>, review: Review): Term {
  const unit = term.DONVITINH.charAt(0).toUpperCase() + term.DONVITINH.slice(1).toLowerCase()
  const limitText = [term.THOIGIANGIAIQUYET, unit].filter(part => part !== '').join(' ')
  if (term.PHILEPHI.length === 0) review.warn('FEE_MISSING')
  return {
    limit: limitText === '' ? missingLimit(review) : readLimit(limitText, review),
    limitText,
    fees: term.PHILEPHI.map(fee => feeOf(fee, review)),
    note: term.MOTA,
    illustrative: false,
  }
}

function missingLimit(review: Review): null {
  review.warn('LIMIT_MISSING')
  return null
}

/** As the portal prints it: an amount with its currency and the description behind it in brackets. */
function feeOf(fee: z.output<typeof WireFee>, review: Review): Term['fees'][number] {
  // Đồng has no cents: what follows a sign by one or two zeros is how a number was printed.
  const amount = /^\d+([.,]\d+)*$/.test(fee.SOTIEN) ? fee.SOTIEN.replace(/[.,]0{1,2}$/, '') : null
  if (fee.SOTIEN !== '' && amount === null) {
    review.warn('AMOUNT_UNREADABLE')
    review.keep('fees', fee.SOTIEN)
  }
  const currency = /usd/iu.test(fee.DONVI) ? 'USD' : 'VNĐ'
  const cell =
    amount === null
      ? 'Không có thông tin'
      : Number(amount.replace(/[.,]/g, '')) === 0
        ? 'Miễn phí'
        : `${amount} ${currency}`
  const read = readFee(cell, fee.MOTA === '' ? '' : `(${fee.MOTA})`, review).fee
  return { ...read, note: fee.MOTA }
}

function componentsOf(wire: Wire, review: Review): ProcedureContent['components'] {
  const groups = wire.THANHPHANHOSO.map(one => ({
    case: stated(oneLine(one.TRUONGHOP)),
    mustShow: false,
    papers: one.GIAYTO.filter(paper => paper.TENGIAYTO !== '').map(paper => {
      const [originals, copies] = [countOf(paper.SOBANCHINH, review), countOf(paper.SOBANSAO, review)]
      return {
        name: oneLine(paper.TENGIAYTO),
        form: stated(oneLine(paper.TENMAUDON)),
        originals,
        copies,
        kind: originals + copies === 0 ? ('NOTE' as const) : ('PAPER' as const),
      }
    }),
    illustrative: false,
  })).filter(group => group.papers.length > 0)
  if (groups.length === 0) review.warn('COMPONENTS_MISSING')
  if (groups.some(group => group.papers.some(paper => paper.kind === 'NOTE'))) review.warn('COMPONENT_NOTE_ROW')
  return groups
}

function countOf(text: string, review: Review): number {
  if (text === '' || /^\d{1,3}$/.test(text)) return Number(text)
  review.warn('COMPONENTS_UNREADABLE')
  review.keep('components', text)
  return 0
}

function basesOf(wire: Wire, review: Review): ProcedureContent['legalBases'] {
  const bases = wire.CANCUPHAPLY.flatMap(one => {
    if (one.SOVANBAN !== '' && one.TENVANBAN !== '')
      return [{ name: oneLine(one.TENVANBAN), number: oneLine(one.SOVANBAN) }]
    review.warn('LEGAL_BASIS_UNREADABLE')
    review.keep('legalBases', [one.SOVANBAN, one.TENVANBAN].join(' '))
    return []
  })
  if (wire.CANCUPHAPLY.length === 0) review.warn('LEGAL_BASIS_MISSING')
  return bases
}

function resultsOf(wire: Wire, review: Review): ProcedureContent['results'] {
  const results = wire.KETQUATHUCHIEN.filter(one => one.TENKETQUA !== '').map(one => ({
    name: oneLine(one.TENKETQUA),
    code: stated(one.MAKETQUA),
  }))
  if (results.length === 0) review.warn('RESULT_MISSING')
  else if (results.some(one => one.code === null)) review.warn('RESULT_CODE_MISSING')
  return results
}
