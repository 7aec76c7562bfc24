import { inflateRawSync } from 'node:zlib'
import mammoth from 'mammoth'
import { fold } from '#app/kernel/text.ts'
import { readHours } from './hours.ts'
import type { StepRole } from './input.ts'
import { MAX_STEPS, type ReadProcess, type ReadStep, type ReadWarning, tidy, warning } from './reading.ts'
import { fileUnreadable } from './refusals.ts'

/** The table of a process from a Word file, as decisions of approval carry it: bước, nội dung, đơn vị, thời gian, kết quả. */

const COLUMNS = {
  code: /^(buoc|stt|tt|step)\b/,
  name: /noi dung|cong viec|ten buoc|trinh tu|thuc hien$|^work/,
  who: /don vi|vi tri|nguoi|trach nhiem|bo phan|chu the|^who/,
  time: /thoi gian|thoi han|^time/,
  output: /ket qua|bieu mau|san pham|^output/,
} as const
type Column = keyof typeof COLUMNS
const COLUMN_WORDS: Record<Column, string> = {
  code: 'bước',
  name: 'nội dung công việc',
  who: 'đơn vị, vị trí',
  time: 'thời gian',
  output: 'kết quả, biểu mẫu',
}

interface Cell {
  text: string
  rowSpan: number
  colSpan: number
}

/**
 * @param places  names of agencies by code, to recognise who does a step
 * @throws Refusal PROCESS_FILE_UNREADABLE
 */
export async function readDocx(bytes: Uint8Array, places: ReadonlyMap<string, string>): Promise<ReadProcess> {
  const tables = tablesIn(await htmlOf(bytes))
  const processes = tables.flatMap(rows => {
    const at = rows.findIndex(row => isHead(row))
    return at < 0 ? [] : [{ head: rows[at] ?? [], rows: rows.slice(at + 1) }]
  })
  const [table, ...others] = processes
  if (!table) {
    fileUnreadable({
      vi: 'Tệp không có bảng quy trình: cần một bảng có cột nội dung công việc và cột thời gian.',
      en: 'The file has no table of a process: one with columns for the work and its time is needed.',
    })
  }
  const warnings: ReadWarning[] = []
  if (others.length > 0) warnings.push(warning('OTHER_TABLES', 'DOCX', String(others.length)))
  return { procedureCode: null, steps: stepsOf(table.head, table.rows, places, warnings), onSite: null, warnings }
}

async function htmlOf(bytes: Uint8Array): Promise<string> {
  const unreadable = (): never =>
    fileUnreadable({ vi: 'Tệp không phải DOCX đọc được.', en: 'This is not a DOCX file that can be read.' })
  if (!unpacksWithin(bytes)) unreadable()
  const read = await mammoth
    .convertToHtml(
      { buffer: Buffer.from(bytes) },
      { convertImage: mammoth.images.imgElement(async () => ({ src: '' })), ignoreEmptyParagraphs: true },
    )
    .catch(unreadable)
  return read.value
}

const MAX_UNPACKED = 24 * 1_048_576

/** Whether all that is packed in an archive stays small once unpacked: tried, because what an archive says of itself may be a lie. */
function unpacksWithin(bytes: Uint8Array): boolean {
  const zip = Buffer.from(bytes)
  const end = zip.lastIndexOf(Buffer.from([0x50, 0x4b, 5, 6]))
  if (end < 0 || end + 20 > zip.length) return false
  let left = MAX_UNPACKED
  try {
    let at = zip.readUInt32LE(end + 16)
    for (let n = zip.readUInt16LE(end + 10); n > 0; n--) {
      if (zip.readUInt32LE(at) !== 0x02014b50) return false
      const method = zip.readUInt16LE(at + 10)
      const packed = zip.readUInt32LE(at + 20)
      const local = zip.readUInt32LE(at + 42)
      const start = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28)
      const data = zip.subarray(start, start + packed)
      left -= method === 8 ? inflateRawSync(data, { maxOutputLength: Math.max(1, left) }).length : data.length
      if (left <= 0) return false
      at += 46 + zip.readUInt16LE(at + 28) + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32)
    }
    return true
  } catch {
    return false
  }
}

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'", nbsp: ' ' }

/** Rows of cells of every table; a table inside a cell is text of that cell. mammoth writes plain, closed tags. */
function tablesIn(html: string): Cell[][][] {
  const tables: Cell[][][] = []
  let depth = 0
  let cell: Cell | null = null
  for (const [, tag, text] of html.matchAll(/<(\/?[a-z][^>]*)>|([^<]+)/gi)) {
    if (text !== undefined) {
      if (cell) cell.text += text.replaceAll(/&(#?\w+);/g, (whole, name: string) => ENTITIES[name] ?? whole)
      continue
    }
    const name = /^\/?[a-z0-9]+/i.exec(tag ?? '')?.[0]
    if (name === 'table' && depth++ === 0) tables.push([])
    else if (name === '/table') depth -= 1
    else if (depth !== 1) continue
    else if (name === 'tr') tables.at(-1)?.push([])
    else if (name === 'td' || name === 'th') {
      const span = (kind: string): number => Number(new RegExp(`${kind}="(\\d{1,2})"`).exec(tag ?? '')?.[1] ?? 1)
      cell = { text: '', rowSpan: span('rowspan'), colSpan: span('colspan') }
      tables.at(-1)?.at(-1)?.push(cell)
    } else if (name === '/td' || name === '/th') cell = null
    else if (cell) cell.text += ' '
  }
  return tables.map(grid)
}

/** Every row with a cell for each column: what spans rows or columns stands once, and is empty where it goes on. */
function grid(rows: Cell[][]): Cell[][] {
  const pending = new Map<number, number>()
  return rows.map(row => {
    const out: Cell[] = []
    const fill = (): void => {
      while ((pending.get(out.length) ?? 0) > 0) {
        pending.set(out.length, (pending.get(out.length) ?? 1) - 1)
        out.push({ text: '', rowSpan: 0, colSpan: 1 })
      }
    }
    for (const cell of row) {
      fill()
      for (let n = 0; n < cell.colSpan; n++) {
        if (cell.rowSpan > 1) pending.set(out.length, cell.rowSpan - 1)
        out.push(n === 0 ? { ...cell, text: tidy(cell.text, 1_000) } : { text: '', rowSpan: 1, colSpan: 1 })
      }
    }
    fill()
    return out
  })
}

const columnAt = (head: readonly Cell[], column: Column): number =>
  head.findIndex(cell => COLUMNS[column].test(fold(cell.text)))
const isHead = (row: readonly Cell[]): boolean => columnAt(row, 'name') >= 0 && columnAt(row, 'time') >= 0

function stepsOf(
  head: readonly Cell[],
  rows: readonly Cell[][],
  places: ReadonlyMap<string, string>,
  warnings: ReadWarning[],
): ReadStep[] {
  const at = Object.fromEntries(
    (Object.keys(COLUMNS) as Column[]).map(column => [column, columnAt(head, column)]),
  ) as Record<Column, number>
  for (const column of ['who', 'output'] as const) {
    if (at[column] < 0) warnings.push(warning('COLUMN_MISSING', 'DOCX', COLUMN_WORDS[column]))
  }
  const steps: ReadStep[] = []
  let total: number | null = null
  let shared = ''
  let sharedWho = ''
  for (const [n, row] of rows.entries()) {
    const cell = (column: Column): Cell | undefined => row[at[column]]
    const text = (column: Column): string => cell(column)?.text ?? ''
    if (/^(tong|cong)\b/.test(fold(row.find(one => one.text !== '')?.text ?? ''))) {
      total = row.map(one => readHours(one.text)).find(hours => hours !== null) ?? total
      continue
    }
    const name = tidy(text('name'))
    if (name.length < 2) {
      const whole = tidy(row.map(one => one.text).join(' '), 80)
      if (whole !== '') warnings.push(warning('ROW_SKIPPED', `Dòng ${n + 1}`, whole))
      continue
    }
    const code = `B${steps.length + 1}`
    const time = text('time')
    if (time !== '') shared = time
    // Who does it may be said once for several rows; an empty cell of its own says nothing.
    const who = cell('who')?.rowSpan === 0 ? sharedWho : text('who')
    sharedWho = who
    const goesOn = cell('time')?.rowSpan === 0
    const hours = goesOn ? null : readHours(time, /ngày/i.test(head[at.time]?.text ?? '') ? 'DAY' : 'HOUR')
    if (goesOn) warnings.push(warning('TIME_SHARED', code, shared))
    else if (hours === null) warnings.push(warning('HOURS_UNREADABLE', code, tidy(time, 80)))
    steps.push({
      code,
      name,
      output: tidy(text('output')),
      hours: hours ?? undefined,
      ...whoDoes(who, name, code),
    })
  }
  if (steps.length > MAX_STEPS) warnings.push(warning('TOO_MANY_STEPS', 'DOCX'))
  const sum = steps.reduce((all, step) => all + (step.hours ?? 0), 0)
  if (total !== null && total !== sum) warnings.push(warning('SUM_DIFFERS', 'DOCX', String(sum).replace('.', ',')))
  return steps.slice(0, MAX_STEPS)

  function whoDoes(who: string, name: string, code: string): Pick<ReadStep, 'role' | 'place'> {
    const role = roleOf(fold(who)) ?? (who === '' ? roleOf(fold(name)) : undefined)
    if (!role) warnings.push(warning('ROLE_UNREADABLE', code, tidy(who, 80)))
    if (role === 'RECEPTION') return { role, place: 'RECEPTION' }
    const said = fold(who)
    const agency = [...places].find(([, agencyName]) => agencyName !== '' && said.includes(fold(agencyName)))
    if (agency) return { role, place: agency[0] }
    if (/\b(so|ubnd|uy ban|cong an|chi cuc|ban quan ly)\b/.test(said)) {
      warnings.push(warning('PLACE_GUESSED', code, tidy(who, 80)))
    }
    return { role, place: 'HOME' }
  }
}

/** The position a text means, most telling words first. */
function roleOf(said: string): StepRole | undefined {
  const roles: [RegExp, StepRole][] = [
    [/mot cua|tiep nhan|tra ket qua|trung tam phuc vu|bpmc|\btthcc\b/, 'RECEPTION'],
    [/van thu/, 'CLERK'],
    [/(lanh dao|truong|pho truong|phu trach)\s+(phong|bo phan|ban)/, 'DIVISION_HEAD'],
    [/lanh dao|giam doc|chu tich|thu truong|cuc truong|chi cuc truong/, 'LEADER'],
    [/chuyen vien|cong chuc|can bo|vien chuc|phong/, 'SPECIALIST'],
  ]
  return roles.find(([words]) => words.test(said))?.[1]
}
