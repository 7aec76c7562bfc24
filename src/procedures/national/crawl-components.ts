/**
 * Reads the tables "thành phần hồ sơ" of a crawled page. Each table is a heading, the three column titles, and rows of
 * paper name, optional form file and count run together: `…Đơn theo mẫu.Mau 01.docx1 bản chính,1 bản saoGiấy …`.
 * A heading stands behind the last count of the table before it.
 */
import type { Review } from './crawl-review.ts'
import type { ComponentGroup, Paper } from './shape.ts'

const COLUMN_TITLES = 'Tên giấy tờMẫu đơn, tờ khaiSố lượng'

/** What the portal prints for a group without a case. */
const NO_CASE = /^-+$/

/** Headings that only say how the papers are handed over and name no case. */
const PLAIN_HEADING =
  /^[*\s\-–+\d.)a-e]*(?:các )?(?:giấy tờ phải (?:nộp|xuất trình)|thành phần hồ sơ)(?:[,\s]*(?:bao )?gồm)?[\s:.]*$/iu

const COUNT = /(?<digits>\d+) bản chính(?:,\s*(?<copies>\d+) bản sao)?/gu

/** File names of forms; what stands before the ending is searched for a boundary from the back. */
const FILE_ENDING = /\.(?:docx?|DOCX?|pdf|PDF|xlsx?|XLSX?|rar|zip|jpe?g|png|JPG|PNG)$/u

/**
 * Between a paper name and the file name of its form there is no space: a lower-case letter or a closing mark, then a
 * capital or digit; a full stop, then a capitalised word; or anything, then a word that forms are named by.
 */
const FILE_BOUNDARY =
  /(?<!Mau|Phlc|Phuluc)(?<=[\p{Ll})\]”;:,])(?=[\p{Lu}\d])|(?<=\.)(?=\p{Lu}\p{L}*\p{Ll}|TK |PL |PHỤ LỤC|MẪU)|(?<=[\p{L}\d);.])(?=Mẫu|Mau|MẪU|Phụ lục|Phu luc|PHỤ LỤC|Đơn |Don |Giấy |Giay |Tờ khai)/gu

type CountCell = { start: number; end: number; originals: number; copies: number; glued: boolean }

/** The groups of papers, in the order of the page; what no row could be cut from is kept verbatim. */
export function readComponents(text: string, review: Review): ComponentGroup[] {
  const [first = '', ...tables] = text.split(COLUMN_TITLES)
  if (text.trim() === '' || NO_CASE.test(text.trim())) review.warn('COMPONENTS_MISSING')
  else if (tables.length === 0) unreadable(text, review)
  const groups: ComponentGroup[] = []
  let heading = first
  for (const table of tables) {
    const cells = countCells(table)
    const papers = cells.map((cell, index) =>
      readPaper(table.slice(cells[index - 1]?.end ?? 0, cell.start), cell, review),
    )
    const rest = table.slice(cells.at(-1)?.end ?? 0)
    if (cells.length === 0) unreadable(rest, review)
    groups.push({ ...readHeading(heading), papers: papers.filter(paper => paper !== null), illustrative: false })
    heading = cells.length === 0 ? '' : rest
  }
  // Nothing follows the last table, so a rest there is a row whose count was not found.
  if (tables.length > 0 && heading.trim() !== '' && !NO_CASE.test(heading.trim())) unreadable(heading, review)
  return groups.filter(group => group.papers.length > 0)
}

function unreadable(text: string, review: Review): void {
  review.warn('COMPONENTS_UNREADABLE')
  review.keep('components', text)
}

function readHeading(heading: string): { case: string | null; mustShow: boolean } {
  const text = heading.trim()
  const mustShow = /xuất trình/iu.test(text) && !/phải nộp/iu.test(text)
  return { case: text === '' || NO_CASE.test(text) || PLAIN_HEADING.test(text) ? null : text, mustShow }
}

/** A row, or null when the table has a count without any name before it. */
function readPaper(text: string, cell: CountCell, review: Review): Paper | null {
  const trimmed = text.replace(/^[\s.,;)]+(?=\p{L}|\d|[-+*(])/u, '').trim()
  if (trimmed === '') {
    review.warn('COMPONENTS_UNREADABLE')
    return null
  }
  if (cell.glued) review.warn('COMPONENT_COUNT_GLUED')
  const kind = cell.originals === 0 && cell.copies === 0 ? 'NOTE' : 'PAPER'
  if (kind === 'NOTE') review.warn('COMPONENT_NOTE_ROW')
  return { ...splitForm(trimmed, review), originals: cell.originals, copies: cell.copies, kind }
}

/** Takes the form's file name, or several, off the end of a row; without a clear boundary the name keeps it and a person decides. */
function splitForm(text: string, review: Review): { name: string; form: string | null } {
  const forms: string[] = []
  let name = text
  while (FILE_ENDING.test(name)) {
    const cut = lastBoundary(name)
    if (cut === null) {
      review.warn('FORM_NAME_GLUED')
      return { name: text, form: null }
    }
    forms.unshift(name.slice(cut).trim())
    name = name.slice(0, cut).trim()
  }
  return { name, form: forms.length === 0 ? null : forms.join('; ') }
}

function lastBoundary(text: string): number | null {
  const stem = text.replace(FILE_ENDING, '')
  return [...stem.matchAll(FILE_BOUNDARY)].map(match => match.index).findLast(index => index > 0) ?? null
}

/** The count cells of a table: "n bản chính" that is glued to what stands before and after it, unlike the same words in prose. */
function countCells(table: string): CountCell[] {
  const cells: CountCell[] = []
  for (const match of table.matchAll(COUNT)) {
    const digits = match.groups?.digits ?? ''
    const end = match.index + match[0].length
    if (!isCountCell(table.slice(0, match.index), digits, table.slice(end))) continue
    // The count is one digit; any before it end the name ("01/01/2026" + "1 bản chính").
    cells.push({
      start: match.index + digits.length - 1,
      end,
      originals: Number(digits.at(-1)),
      copies: Number(match.groups?.copies ?? 0),
      glued: digits.length > 1,
    })
  }
  return cells
}

/** Whether a count stands in its own cell: prose has a space or a mark behind it, or a padded number ("01 bản chính"). */
function isCountCell(before: string, digits: string, after: string): boolean {
  const padded = /^0\d$/.test(digits) && !/[\p{L}.)]$/u.test(before)
  if (padded && after !== '' && !/^\p{Lu}/u.test(after)) return false
  if (/[(]$/.test(before)) return false
  if (after === '' || /^[\p{L}\p{N}\-–+*([“"'\uf000-\uf0ff]/u.test(after)) return true
  if (/^[.,;)]{1,3}\s?[\p{L}\p{N}\-–+*(]/u.test(after))
    return !/\s$/.test(before) && /^[.,;)]+[\p{Lu}\-–+*(]|^\) \p{Lu}/u.test(after)
  return /^\s+[\p{Lu}*(+\-–\d]/u.test(after) && !/\s$/.test(before)
}
