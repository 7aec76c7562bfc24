/**
 * Reads the fee cell of a channel row: "Miễn phí", "Không có thông tin" or an amount with its currency, then a note in
 * brackets. The cell alone is not to be trusted: the portal prints "Miễn phí" for any amount of 0, also where the note
 * names a fee or leaves it to the provincial council, and some amounts were typed in thousands.
 */
import { NOTHING } from './crawl-record.ts'
import type { Review } from './crawl-review.ts'
import type { Currency, Fee } from './shape.ts'

const CURRENCY_LABELS = { 'Việt Nam Đồng': 'VND', VNĐ: 'VND', USD: 'USD' } as const satisfies Record<string, Currency>

/** A fee cell as a pattern source, for the search of row starts. */
export const FEE_CELL = `Miễn phí|${NOTHING}|\\d[\\d,.]* (?:${Object.keys(CURRENCY_LABELS).join('|')})`

/** No fee in đồng is smaller; a smaller one was typed in thousands or in another currency. */
const SMALLEST_FEE_VND = 1000

const COUNCIL = /hội đồng nhân dân|hđnd|(?:ủy|uỷ) ban nhân dân (?:cấp )?tỉnh[^.]{0,20}quy(?:ết)? định/iu
/** In a description the council is named for other reasons too, so "phí" must stand near it. */
const COUNCIL_SETS_FEE = /phí[^.\n]{0,80}(?:hội đồng nhân dân|hđnd)|(?:hội đồng nhân dân|hđnd)[^.\n]{0,80}phí/iu
const MONEY = /\d{1,3}(?:\.\d{3})+\s*(?:đồng|đ(?!\p{L})|vnđ|vnd)|\d\s*(?:triệu|nghìn)\s*đồng|\d\s*USD/iu
/** Notes that agree with "Miễn phí": none, not set, exempt. */
const SAYS_FREE = /^[\s(\-–+*]*(?:không|chưa quy định|miễn)/iu

type Cell = { amount: number | null; currency: Currency; stated: boolean }

/** The fee of a row and what is left of the row as its description; `rest` is the row's text after the fee cell. */
export function readFee(feeCell: string, rest: string, review: Review): { fee: Fee; note: string } {
  const cell = readCell(feeCell)
  const { bracket, after, balanced } = cell.stated ? leadingBracket(rest) : { bracket: '', after: rest, balanced: true }
  if (!balanced) review.warn('FEE_NOTE_UNBALANCED')
  const note = bracket.trim()
  const description = after.trim()
  const text = note === '' ? description : note
  const fee: Fee = { kind: feeKind(note), amount: null, currency: cell.currency, per: null, status: 'UNKNOWN', note }
  return { fee: { ...fee, ...judge(cell, note, text, review) }, note: description }
}

function readCell(feeCell: string): Cell {
  if (feeCell === NOTHING) return { amount: null, currency: 'VND', stated: false }
  const [, digits, label = ''] = /^(\d[\d,.]*) (.+)$/u.exec(feeCell) ?? []
  const currency = CURRENCY_LABELS[label as keyof typeof CURRENCY_LABELS] ?? 'VND'
  return { amount: digits === undefined ? 0 : Number(digits.replace(/[,.]/g, '')), currency, stated: true }
}

/** Status, amount and unit of a fee, from the cell and the words around it. */
function judge(cell: Cell, note: string, text: string, review: Review): Partial<Fee> {
  const setLocally = note === '' ? COUNCIL_SETS_FEE.test(text) : COUNCIL.test(note)
  const amount = cell.amount === null || cell.amount === 0 ? null : plausible(cell.amount, cell.currency, note, review)
  const per = feeUnit(note, amount)
  if (setLocally) {
    review.warn('FEE_SET_LOCALLY')
    return { status: 'LOCAL_COUNCIL', amount, per }
  }
  if (cell.amount === null) {
    review.warn('FEE_MISSING')
    return { status: 'UNKNOWN' }
  }
  if (cell.amount > 0) return { status: amount === null ? 'UNKNOWN' : 'AMOUNT', amount, per }
  if (note === '' || (SAYS_FREE.test(note) && !MONEY.test(note))) return { status: 'FREE', amount: 0 }
  review.warn('FEE_FREE_CONTRADICTED')
  return { status: 'UNKNOWN' }
}

/**
 * An amount in đồng below the smallest fee is a typing slip. It is repaired only when the note itself repeats the
 * amount in full thousands ("20 VNĐ" with "20.000 đ/tờ khai"); otherwise it is not taken over.
 */
function plausible(amount: number, currency: Currency, note: string, review: Review): number | null {
  if (currency !== 'VND' || amount >= SMALLEST_FEE_VND) return amount
  const thousands = (amount * 1000).toLocaleString('de-DE')
  if (new RegExp(`(?<![\\d.])${RegExp.escape(thousands)}(?![\\d.]\\d)\\s*(?:đ|vnđ)`, 'iu').test(note)) {
    review.warn('FEE_READ_IN_THOUSANDS')
    return amount * 1000
  }
  review.warn('FEE_AMOUNT_IMPLAUSIBLE')
  return null
}

/** What the amount is paid for each of: "/giao dịch", or the words behind the same amount in the note. */
function feeUnit(note: string, amount: number | null): string | null {
  const bare = note.replace(/^\(+/, '').replace(/\)+$/, '').trim()
  const whole = /^\/\s*([^/,.;()]{1,40})$/u.exec(bare)?.[1]
  const written = amount === null ? null : RegExp.escape(amount.toLocaleString('de-DE'))
  const behind =
    written === null
      ? undefined
      : new RegExp(`(?<![\\d.])${written}\\s*(?:đồng|vnđ|đ|usd)\\s*/\\s*([^,.;:()\\n]{1,40})`, 'iu').exec(bare)?.[1]
  return (whole ?? behind)?.trim() || null
}

/** lệ phí → charge, phí → fee; both or neither named → unknown. */
function feeKind(note: string): Fee['kind'] {
  const lower = note.toLowerCase()
  const charge = lower.includes('lệ phí')
  const fee = /(?<!\p{L})phí(?!\p{L})/u.test(lower.replaceAll('lệ phí', '').replace(/miễn phí/g, ''))
  if (charge === fee) return 'UNKNOWN'
  return charge ? 'CHARGE' : 'FEE'
}

/** Splits a bracketed note off the front of a text, minding brackets within; an unclosed one runs to the end. */
function leadingBracket(text: string): { bracket: string; after: string; balanced: boolean } {
  if (!text.startsWith('(')) return { bracket: '', after: text, balanced: true }
  let depth = 0
  for (let at = 0; at < text.length; at++) {
    if (text[at] === '(') depth++
    if (text[at] === ')') depth--
    if (depth === 0) return { bracket: text.slice(1, at), after: text.slice(at + 1), balanced: true }
  }
  return { bracket: text.slice(1), after: '', balanced: false }
}
