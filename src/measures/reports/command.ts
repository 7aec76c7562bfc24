import type { Writable } from 'node:stream'
import type { Command } from 'commander'
import { type Database, systemActor } from '#app/kernel/context.ts'
import { parse } from '#app/kernel/input.ts'
import { Refusal } from '#app/kernel/refusal.ts'
import { dayOf, formatDate, formatDateTime, formatNumber, isoLocal } from '#app/kernel/text.ts'
import { agencyTree } from '#app/organisation/agencies/index.ts'
import { periods } from '../metrics/index.ts'
import * as places from '../places/index.ts'
import { type Cells, type Check, leavesOf } from './form.ts'
import { type FormCode, formCodes, formOf } from './forms.ts'
import { reportPageQuery } from './input.ts'
import { type Report, report } from './views.ts'

/** `motcua report II.06a`: a form of an agency or the whole province, as a table or as JSON. */

export interface ReportDeps {
  /** Opens the database; `close` is called when the answer is written. */
  open: () => Promise<{ db: Database; close: () => Promise<void> }>
  now: () => Date
  stdout?: Writable
}

interface ReportFlags {
  agency?: string
  from?: string
  to?: string
  json?: boolean
  live?: boolean
}

/** The answer of `--json` and of the API: rows in order, the total last. */
export interface ReportJson {
  form: string
  agency: string | null
  from: string
  to: string
  rows: { label: string; cells: Cells }[]
  /** When the period is not over: the instant the figures are of. */
  asOf: string | null
  formulaVersion: number
  failedChecks: Check[]
  closed: { version: number; closedAt: string; closedBy: string; reason: string; changedSince: number } | null
}

export function reportJson(one: Report): ReportJson {
  const { closed } = one
  return {
    form: one.form,
    agency: one.place.code,
    from: one.from,
    to: one.to,
    rows: [...one.lines, one.total].map(({ label, cells }) => ({ label, cells })),
    asOf: one.asOf ? isoLocal(one.asOf) : null,
    formulaVersion: one.formulaVersion,
    failedChecks: one.failed,
    closed: closed && {
      version: closed.version,
      closedAt: isoLocal(closed.closedAt),
      closedBy: closed.closedBy,
      reason: closed.reason,
      changedSince: closed.drift.length,
    },
  }
}

/** Adds the command `report` to the command line. Bad input: one line on stderr, exit code 2. */
export function registerReport(program: Command, deps: ReportDeps): void {
  const command = program
    .command('report')
    .description('a statutory report of an agency or of the whole province')
    .argument('<form>', `the form: ${formCodes.join(', ')}`)
    .option('--agency <code>', 'of this agency and everything below it; left out: the whole province')
    .option('--from <day>', 'first day, 2026-03-15; without days the reporting quarter that ended last')
    .option('--to <day>', 'last day, 2026-06-14')
    .option('--live', 'figures of now, also where the period is closed')
    .option('--json', 'one JSON object')
  command.action(async (form: string, flags: ReportFlags) => {
    try {
      const wanted = wantedOf(form, flags)
      const [{ db, close }, now] = [await deps.open(), deps.now()]
      try {
        const today = dayOf(now)
        const place = places.placeFor(systemActor('report'), await agencyTree(db, today), wanted.agency)
        const last = periods.quarterBefore(periods.quarterOf(today))
        const { from = last.from, to = last.to, live } = wanted
        const one = await report({ db, now }, { form: wanted.form, place, from, to }, { live: live === '1' })
        const text = flags.json ? JSON.stringify(reportJson(one)) : table(one)
        ;(deps.stdout ?? process.stdout).write(`${text}\n`)
      } finally {
        await close()
      }
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      const [field] = Object.entries(error.fields)
      const detail = field && error.code === 'BAD_INPUT' ? `--${field[0]}: ${field[1].vi}` : error.words.vi
      command.error(`report: ${detail}`, { exitCode: 2, code: error.code })
    }
  })
}

function wantedOf(form: string, { agency, from, to, live }: ReportFlags) {
  const { code }: { code: FormCode } = formOf(form)
  return { form: code, ...parse(reportPageQuery, { agency, from, to, live: live ? '1' : undefined }) }
}

/** The form for a terminal. */
function table(one: Report): string {
  const lines = [...one.lines, one.total]
  const columns = leavesOf(one.layout.heads).map(leaf => leaf.column)
  const width = Math.max(10, ...lines.map(line => line.label.length))
  const cell = (text: string): string => text.padStart(9)
  const head = [''.padEnd(width), ...columns.map(column => cell(`(${column})`))].join(' ')
  const figure = (n: number | undefined): string => cell(n === undefined ? '–' : formatNumber(n))
  const body = lines.map(line => [line.label.padEnd(width), ...columns.map(c => figure(line.cells[c]))].join(' '))
  const notes = [
    one.asOf && `Kỳ chưa kết thúc: số liệu tính đến ${formatDateTime(one.asOf)}.`,
    one.closed &&
      `Kỳ đã chốt, bản ${one.closed.version}, ${formatDateTime(one.closed.closedAt)}; ${one.closed.drift.length} ô nay đã khác.`,
    !one.layout.verified && `Nguồn bố cục cột: ${one.layout.basis}, cần đối chiếu.`,
    ...one.failed.map(check => `KHÔNG CÂN ĐỐI ${check.row}: ${check.rule}, ${check.left} khác ${check.right}`),
  ].filter((note): note is string => typeof note === 'string')
  const title = `Biểu ${one.form} · ${one.place.name} · ${formatDate(one.from)} – ${formatDate(one.to)}`
  return [title, '', head, '-'.repeat(head.length), ...body, ...(notes.length > 0 ? ['', ...notes] : [])].join('\n')
}
