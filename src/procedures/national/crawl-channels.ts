/**
 * Reads the table "cách thức thực hiện" of a crawled page: channel, time, fee and description run together, e.g.
 * `Trực tuyến7 Ngày làm việc10,000 Việt Nam Đồng(note)descriptionTrực tiếp…`.
 *
 * The portal prints four cells per row and never leaves the time or fee cell empty (it prints "Không có thông tin"),
 * so a row starts exactly where a channel, a time cell and a fee cell follow each other without a gap. In prose these
 * three never touch, therefore the same words inside a description do not start a row.
 */
import { LimitSchema } from '#app/kernel/limit.ts'
import { NOTHING } from './crawl-record.ts'
import type { Review } from './crawl-review.ts'
import { FEE_CELL, readFee } from './crawl-fees.ts'
import type { Channel, ChannelRule, Currency, Fee, Limit, LimitUnit, Term } from './shape.ts'

const HEADER = 'Hình thức nộpThời gianPhí, lệ phíMô tả'

const CHANNEL_LABELS = {
  'Trực tuyến': 'ONLINE',
  'Trực tiếp': 'DIRECT',
  'Dịch vụ bưu chính': 'POST',
} as const satisfies Record<string, Channel>

/** Longest first, so that "Ngày làm việc" is not read as "Ngày". Hours are working hours unless the text says otherwise. */
const UNIT_LABELS = {
  'Ngày làm việc': 'WORKING_DAY',
  'Giờ làm việc': 'WORKING_HOUR',
  Ngày: 'CALENDAR_DAY',
  Giờ: 'WORKING_HOUR',
  Tháng: 'MONTH',
} as const satisfies Record<string, LimitUnit>

/** Time cells in words that state no limit. */
const LIMIT_WORDS = ['Không phải trả kết quả cho người nộp thuế', 'Không quy định', 'Không']

/** Limits as descriptions name them: "05 ngày làm việc", "30 (ba mươi) ngày", "3 tháng"; not "ngày 01 tháng 7". */
const LIMIT_IN_PROSE =
  /(?<![\d./])0?(\d+)\s*(?:\([^)\d]{1,25}\)\s*)?(ngày làm việc|giờ làm việc|ngày(?! \d| tháng| làm việc)|tháng(?! \d))/giu

const PROSE_UNITS = {
  'ngày làm việc': 'WORKING_DAY',
  'giờ làm việc': 'WORKING_HOUR',
  ngày: 'CALENDAR_DAY',
  tháng: 'MONTH',
} as const satisfies Record<string, LimitUnit>

/** A longer time cell in words is not believed: it would swallow a description. */
const LONGEST_TIME_CELL = 200

const channelPattern = Object.keys(CHANNEL_LABELS).join('|')
const unitPattern = Object.keys(UNIT_LABELS).join('|')
const timePattern = `\\d+(?:[.,]\\d+)? (?:${unitPattern})`
const gluedPattern = '(?<gluedDigits>\\d[\\d,]*) (?<gluedCurrency>Việt Nam Đồng|VNĐ|USD)'

type Row = { channel: Channel; time: string; feeCell: string; glued: boolean; rest: string }

/** The channel rules of the table; rows of one channel with the same time and description are one term with several fees. */
export function readChannels(table: string, review: Review): ChannelRule[] {
  const body = table.startsWith(HEADER) ? table.slice(HEADER.length) : table
  const { rows, before } = splitRows(body)
  if (rows.length === 0 || before.trim() !== '') {
    review.warn('CHANNEL_TABLE_UNREADABLE')
    review.keep('channels', before)
  }
  const rules = new Map<Channel, Term[]>()
  const currencies = new Set<Currency>()
  for (const row of rows) {
    const { fee, note } = readFee(row.feeCell, row.rest, review)
    if (fee.amount !== null && fee.amount > 0) currencies.add(fee.currency)
    const terms = rules.get(row.channel) ?? []
    rules.set(row.channel, terms)
    addTerm(terms, row, fee, note, review)
  }
  if (currencies.size > 1) review.warn('FEE_MIXED_CURRENCIES')
  return [...rules].map(([channel, terms]) => ({ channel, terms }))
}

function addTerm(terms: Term[], row: Row, fee: Fee, note: string, review: Review): void {
  const limitText = row.time.trim()
  const same = terms.find(term => term.limitText === limitText && term.note === note)
  if (same) {
    // Some pages repeat a row word for word.
    if (!same.fees.some(known => JSON.stringify(known) === JSON.stringify(fee))) same.fees.push(fee)
    return
  }
  if (row.glued) review.warn('LIMIT_DIGITS_GLUED')
  const limit = readLimit(limitText, review)
  if (differs(limit, note)) review.warn('LIMIT_DIFFERS_IN_NOTE')
  terms.push({ limit, limitText, fees: [fee], note, illustrative: false })
}

/** Cuts the table into rows; `before` is what stands ahead of the first row and belongs to none. */
function splitRows(body: string): { rows: Row[]; before: string } {
  const pattern = rowPattern(wordsOfFirstRow(body))
  const starts = [...body.matchAll(pattern)]
  const rows = starts.map((match, index) => {
    const end = starts[index + 1]?.index ?? body.length
    return toRow(match, body.slice(match.index + match[0].length, end))
  })
  return { rows, before: body.slice(0, starts[0]?.index ?? body.length) }
}

function toRow(match: RegExpExecArray, rest: string): Row {
  const { channel = '', time = '', fee = '', gluedDigits, gluedCurrency = '' } = match.groups ?? {}
  const name = CHANNEL_LABELS[channel as keyof typeof CHANNEL_LABELS]
  if (gluedDigits === undefined) return { channel: name, time, feeCell: fee, glued: false, rest }
  const { days, amount } = splitGluedDigits(gluedDigits)
  return { channel: name, time: days, feeCell: `${amount} ${gluedCurrency}`, glued: true, rest }
}

/** The time cell is tried with its unit, in words, bare, and last as digits that have run into the amount. */
function rowPattern(extraWords: string | null): RegExp {
  const words = [NOTHING, ...LIMIT_WORDS, ...(extraWords === null ? [] : [extraWords])].map(word => RegExp.escape(word))
  const time = `(?<time>${timePattern}|(?:${words.join('|')})[.\\s]?|\\d+(?=Miễn phí|${NOTHING}))`
  return new RegExp(`(?<channel>${channelPattern})(?:${time}(?<fee>${FEE_CELL})|${gluedPattern})`, 'gu')
}

/** A time cell in words that the table of words does not know; the page repeats it in its other rows. */
function wordsOfFirstRow(body: string): string | null {
  const match = new RegExp(`^(?:${channelPattern})(\\D{1,${LONGEST_TIME_CELL}}?)(?:${FEE_CELL})`, 'u').exec(body)
  return match?.[1]?.replace(/[.\s]+$/, '') ?? null
}

/**
 * Splits digits that belong to two cells, "1" + "20,000" in `120,000 VNĐ`. The time cell is never empty, so at least
 * one digit is time; it gets the fewest digits that leave a well-formed amount (grouped by comma, no leading zero).
 * In every record seen the split agrees with the amount that the fee's own note repeats.
 */
export function splitGluedDigits(digits: string): { days: string; amount: string } {
  for (let cut = 1; cut < digits.length; cut++) {
    const amount = digits.slice(cut)
    if (/^(?:0|[1-9]\d{0,2}(?:,\d{3})*)$/.test(amount)) return { days: digits.slice(0, cut), amount }
  }
  return { days: digits, amount: '0' }
}

/** A limit from a time cell, or null with a warning that says why none could be counted. */
export function readLimit(text: string, review: Review): Limit | null {
  const [, digits = '', unitLabel = ''] = new RegExp(`^(\\d+(?:[.,]\\d+)?) (${unitPattern})$`, 'u').exec(text) ?? []
  const unit = UNIT_LABELS[unitLabel as keyof typeof UNIT_LABELS] as LimitUnit | undefined
  if (unit === undefined) {
    review.warn(text === NOTHING ? 'LIMIT_MISSING' : /^\d/.test(text) ? 'LIMIT_WITHOUT_UNIT' : 'LIMIT_IN_WORDS')
    return null
  }
  if (unitLabel === 'Giờ') review.warn('LIMIT_HOURS_ASSUMED_WORKING')
  const limit = LimitSchema.safeParse({ unit, amount: Number(digits.replace(',', '.')) })
  if (limit.success) return limit.data
  review.warn('LIMIT_UNUSABLE')
  return null
}

/** Whether a description that names exactly one limit names another one than the time cell. */
function differs(limit: Limit | null, note: string): boolean {
  const named = new Set(
    [...note.matchAll(LIMIT_IN_PROSE)].map(([, amount, unit = '']) => `${amount} ${unit.toLowerCase()}`),
  )
  const [amount = '', ...words] = [...named][0]?.split(' ') ?? []
  const unit = PROSE_UNITS[words.join(' ') as keyof typeof PROSE_UNITS]
  return limit !== null && named.size === 1 && (limit.unit !== unit || limit.amount !== Number(amount))
}
