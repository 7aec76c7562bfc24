/** Reads the two simple tables of a crawled page: legal bases (name and number) and results (name and code). */
import { NOTHING, oneLine, stated } from './crawl-record.ts'
import type { Review } from './crawl-review.ts'
import type { ProcedureContent } from '../catalogue/index.ts'

const LEGAL_HEADER = 'Tên văn bản pháp lýMã văn bản'

/**
 * A document number: digits, a year for most, and parts in capitals; a law ends in a parliament's two digits. The number
 * and the next name touch ("…/NĐ-CPNghị định…", "…/QH1361/2014/QH13"), so the parts must stop at the right capital.
 */
const PART = '(?:TTg|(?:UBTV)?QH\\d{2}|\\p{Lu}+)'
const DOC_NUMBER = new RegExp(
  `(?<!/\\d{0,3})\\d+(?:\\.[a-z\\d]+)?[a-z]?\\s?/\\s?(?:\\d{4}\\s?/\\s?)?${PART}(?:(?:[-–/]|\\s[-–]|[-–]\\s)${PART})*`,
  'gu',
)

/** A name that ends in its year touches the number: "Luật Nhà ở 2014" + "65/2014/QH13". */
const YEAR_BEFORE_NUMBER = /^(?:19|20)\d{2}(?=\d{1,4}\s?\/)/

/** Issuers by their abbreviation, to tell the last capital of a number from the first letter of the next name. */
const ISSUERS = new Set(
  'CP TTg BTC BTP BCA BXD BNNMT BNNPTNT BTNMT NHNN BGTVT BKHĐT BCT BYT BNV BQP BNG BKHCN BTTTT BVHTTDL BLĐTBXH BGDĐT BHXH TANDTC VKSNDTC UBTVQH HĐND HĐTP TTCP TW CTN UBND VPQH VPCP'.split(
    ' ',
  ),
)

/** The kind of document that some rows print in the number cell as well. */
const KIND_BEFORE_NUMBER =
  /(?:Bộ luật|Luật|Pháp lệnh|Nghị định|Nghị quyết|Thông tư liên tịch|Thông tư|Quyết định|LUẬT|NGHỊ ĐỊNH|THÔNG TƯ|QUYẾT ĐỊNH)?\s*(?:[Ss]ố|SỐ)?\s*:?\s*$/u

type NumberMatch = { text: string; start: number; end: number }

/** The legal bases, in the order of the page; what carries no number is kept verbatim. */
export function readLegalBases(table: string, review: Review): ProcedureContent['legalBases'] {
  const body = (table.startsWith(LEGAL_HEADER) ? table.slice(LEGAL_HEADER.length) : table).trim()
  if (body === '' || body === NOTHING) {
    review.warn('LEGAL_BASIS_MISSING')
    return []
  }
  const bases: ProcedureContent['legalBases'] = []
  let from = 0
  for (const number of numberCells(body)) {
    const name = oneLine(body.slice(from, number.start).replace(KIND_BEFORE_NUMBER, ''))
    from = number.end
    bases.push({ name: name || oneLine(number.text), number: number.text.replace(/\s+/g, '') })
  }
  if (body.slice(from).trim() !== '') {
    review.warn('LEGAL_BASIS_UNREADABLE')
    review.keep('legalBases', body.slice(from))
  }
  return bases
}

/** Document numbers that stand in the number cell: nothing, or the next name, follows without a space or mark. */
function numberCells(body: string): NumberMatch[] {
  const numbers = [...body.matchAll(DOC_NUMBER)].map(match => trimNumber(body, match))
  return numbers.filter((number, index) => {
    const after = body.slice(number.end)
    const next = numbers[index + 1]
    // A number printed twice in a row ends the name and fills the cell: only the second one is the cell.
    if (next && next.start === number.end) return next.text !== number.text
    return after === '' || /^\s?[\p{Lu}“"\-\d]/u.test(after)
      ? after === '' || !/^\s/.test(after) || startsEntry(after)
      : /^\p{Ll}/u.test(after)
  })
}

/** Behind a number and a space, only a kind of document starts a new row; anything else continues the name. */
function startsEntry(after: string): boolean {
  return /^\s(?:Bộ luật|Luật|Pháp lệnh|Nghị định|Nghị quyết|Thông tư|Quyết định)/u.test(after)
}

/** Gives the last capital back when it begins the next word: "…/NĐ-CPN" + "ghị định". */
function trimNumber(body: string, match: RegExpExecArray): NumberMatch {
  const start = match.index + (YEAR_BEFORE_NUMBER.exec(match[0])?.[0].length ?? 0)
  let end = match.index + match[0].length
  if (/^\p{Ll}/u.test(body.slice(end)) && /\p{Lu}$/u.test(match[0]) && !ISSUERS.has(lastPart(match[0]))) end -= 1
  // A name in capitals runs on from the number: cut behind the issuer it starts with.
  const issuer = longestIssuer(lastPart(body.slice(start, end)))
  if (issuer !== null && /^\p{Lu}+$/u.test(lastPart(body.slice(start, end))))
    end -= lastPart(body.slice(start, end)).length - issuer.length
  while (/[-–/\s]$/.test(body.slice(start, end))) end -= 1
  return { text: body.slice(start, end), start, end }
}

function lastPart(number: string): string {
  return number.split(/[-–/]/).at(-1)?.trim() ?? ''
}

function longestIssuer(part: string): string | null {
  const starts = [...ISSUERS].filter(issuer => part.startsWith(issuer))
  return starts.toSorted((a, b) => b.length - a.length)[0] ?? null
}

/** Codes of results as met: KQ.G15.000031, KQ-G12.000012, TP-G12.0001143, 000.00.00.G04-KQ3030, G19-KQ006178. */
const RESULT_CODE =
  /Mã:\s*(?:(?<code>(?:(?:KQ|TP)[.-])?(?:000\.00\.\d{2}\.)?[GHgh]\d{2}[.-](?:KQ)?\d{3,8}|[\p{Lu}\d][\p{Lu}\d.\-_]*\d)|(?<junk>[a-z\d]{2,12})(?=\p{Lu}|$))?/gu

/** Where the page's own furniture begins: keywords and description of the procedure, then the agency picker. */
const KEYWORDS = 'Từ khóa'
const DESCRIPTION = 'Mô tả'
const AGENCY_PICKER = 'Chọn cơ quan thực hiện'

export type ResultsPart = Pick<ProcedureContent, 'results' | 'keywords' | 'description'>

/** The results, and the keywords and description that the page prints behind them; the agency picker is dropped. */
export function readResults(text: string, review: Review): ResultsPart {
  const withoutPicker = cutAt(text, AGENCY_PICKER).before
  const { before: table, after: furniture } = cutAt(withoutPicker, KEYWORDS)
  const { before: keywords, after: description } = cutAt(furniture, DESCRIPTION)
  const results: ProcedureContent['results'] = []
  let from = 0
  for (const match of table.matchAll(RESULT_CODE)) {
    const name = oneLine(table.slice(from, match.index))
    from = match.index + match[0].length
    const code = match.groups?.code ?? null
    if (code === null) review.warn('RESULT_CODE_MISSING')
    review.keep('results', match.groups?.junk ?? '')
    if (name !== '') results.push({ name, code })
  }
  const rest = stated(table.slice(from))
  if (rest !== null && results.length === 0) {
    review.warn('RESULT_CODE_MISSING')
    results.push({ name: oneLine(rest), code: null })
  } else if (rest !== null) review.keep('results', rest)
  if (results.length === 0) review.warn('RESULT_MISSING')
  return { results, keywords: stated(keywords), description: stated(description) }
}

function cutAt(text: string, label: string): { before: string; after: string } {
  const at = text.indexOf(label)
  return at < 0 ? { before: text, after: '' } : { before: text.slice(0, at), after: text.slice(at + label.length) }
}
