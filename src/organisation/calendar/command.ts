/** `motcua due`: one due instant with its reasons, or a stream of them. Needs no database unless an agency is named. */

import { once } from 'node:events'
import { createInterface } from 'node:readline'
import type { Readable, Writable } from 'node:stream'
import type { Command } from 'commander'
import type { Lang } from '#app/kernel/context.ts'
import { Refusal } from '#app/kernel/refusal.ts'
import { isoLocal } from '#app/kernel/text.ts'
import { parseInstant } from './civil.ts'
import type { Remainder } from './clocks.ts'
import type { Calendar } from './compile.ts'
import { defaultCalendar } from './default.ts'
import { dueAt, type Pause } from './due.ts'
import { explain } from './explain.ts'
import { parseLimit } from '#app/kernel/limit.ts'
import { badPause, badRequest, unknownAgency } from './refusals.ts'

export interface DueDeps {
  /** The calendar in force for an agency; null where no agency has the code. Called only when a code is given. */
  calendarOf?: (code: string) => Promise<Calendar | null>
  stdin?: Readable
  stdout?: Writable
}

/** A question as text: instants like 2026-08-27T16:00, a limit like 3wd, pauses FROM/TO (TO empty: still open). */
export interface DueQuestion {
  received: string
  limit: string
  agency?: string
  pauses?: readonly string[]
}

/** `dueAt` is null, and `remaining` given, while a pause is open. */
export interface DueAnswer {
  dueAt: string | null
  remaining?: Remainder
  explain: string[]
}

interface DueFlags {
  received?: string
  limit?: string
  agency?: string
  pause: string[]
  lang: string
  json?: boolean
  stdin?: boolean
}

/** Answers one question. Refuses what cannot be read, what the calendar does not know, and unknown agencies. */
export async function dueCommand(
  question: DueQuestion,
  lang: Lang,
  calendarOf: DueDeps['calendarOf'],
): Promise<DueAnswer> {
  const { received, limit, agency, pauses = [] } = question
  const calendar = agency === undefined ? defaultCalendar() : await calendarOf?.(agency)
  const due = dueAt(
    calendar ?? unknownAgency(agency ?? ''),
    parseInstant(received),
    parseLimit(limit),
    pauses.map(parsePause),
  )
  const reasons = explain(due.steps(), lang)
  return due.dueAt === null
    ? { dueAt: null, remaining: due.remaining, explain: reasons }
    : { dueAt: isoLocal(due.dueAt), explain: reasons }
}

/** Adds the command `due` to the command line. Bad input: one line on stderr, exit code 2. */
export function registerDue(program: Command, deps: DueDeps = {}): void {
  const command = program
    .command('due')
    .description('when a dossier falls due, and why')
    .option('--received <instant>', 'complete and valid reception, 2026-08-27T16:00 (+07:00 unless said)')
    .option('--limit <limit>', '3wd, 0.5wd, 20cd, 4wh, 2mo or sameday')
    .option('--agency <code>', 'by the calendar of this agency')
    .option(
      '--pause <from/to>',
      'time that does not count; may be repeated',
      (pause, all: string[]) => [...all, pause],
      [],
    )
    .option('--lang <lang>', 'vi or en', 'vi')
    .option('--json', 'one JSON object')
    .option('--stdin', 'JSON lines {received, limit, agency?, pauses?} in, one answer a line out, in order')
  command.action(async (flags: DueFlags) => {
    const stdout = deps.stdout ?? process.stdout
    const lang = flags.lang === 'en' ? 'en' : 'vi'
    try {
      if (flags.lang !== lang) badLang(flags.lang)
      if (flags.stdin) return await answerLines(deps.stdin ?? process.stdin, stdout, lang, deps.calendarOf)
      const answer = await dueCommand(questionOf(flags), lang, deps.calendarOf)
      await write(stdout, flags.json ? JSON.stringify(answer) : answer.explain.join('\n'))
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      command.error(`due: ${error.words[lang]}`, { exitCode: 2, code: error.code })
    }
  })
}

/** Answers JSON lines one by one: a line that cannot be answered gets its refusal and the stream goes on. */
async function answerLines(from: Readable, to: Writable, lang: Lang, calendarOf: DueDeps['calendarOf']): Promise<void> {
  const calendars = remember(calendarOf)
  for await (const line of createInterface({ input: from, crlfDelay: Infinity })) {
    await write(to, JSON.stringify(await answerLine(line, lang, calendars)))
  }
}

async function answerLine(line: string, lang: Lang, calendarOf: DueDeps['calendarOf']): Promise<unknown> {
  try {
    return await dueCommand(parseQuestion(line), lang, calendarOf)
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return { error: { code: error.code, message: error.words[lang] } }
  }
}

/** An agency is looked up once per stream. */
function remember(calendarOf: DueDeps['calendarOf']): DueDeps['calendarOf'] {
  if (calendarOf === undefined) return undefined
  const known = new Map<string, Promise<Calendar | null>>()
  return code => {
    const calendar = known.get(code) ?? calendarOf(code)
    known.set(code, calendar)
    return calendar
  }
}

/** Waits while the reader is slower than we are, so that memory stays flat however long the stream. */
async function write(to: Writable, line: string): Promise<void> {
  if (!to.write(`${line}\n`)) await once(to, 'drain')
}

function questionOf(flags: DueFlags): DueQuestion {
  const { received, limit, agency, pause } = flags
  if (received === undefined || limit === undefined) {
    return badRequest({
      vi: 'Cần --received và --limit, hoặc --stdin. Ví dụ: --received 2026-08-27T16:00 --limit 3wd.',
      en: '--received and --limit are needed, or --stdin. For example: --received 2026-08-27T16:00 --limit 3wd.',
    })
  }
  return { received, limit, agency, pauses: pause }
}

function parseQuestion(line: string): DueQuestion {
  let read: unknown
  try {
    read = JSON.parse(line)
  } catch {
    read = null
  }
  const { received, limit, agency, pauses = [] } = (read ?? {}) as Partial<Record<string, unknown>>
  const texts = [received, limit, agency ?? ''].every(value => typeof value === 'string')
  if (texts && Array.isArray(pauses) && pauses.every(pause => typeof pause === 'string')) {
    return { received, limit, pauses, ...(agency ? { agency } : {}) } as DueQuestion
  }
  return badRequest({
    vi: 'Mỗi dòng phải là JSON {"received", "limit", "agency"?, "pauses"?: ["FROM/TO"]}.',
    en: 'Each line must be JSON {"received", "limit", "agency"?, "pauses"?: ["FROM/TO"]}.',
  })
}

function parsePause(text: string): Pause {
  const [from = '', to, more] = text.split('/')
  if (to === undefined || more !== undefined) return badPause(text)
  return { from: parseInstant(from), to: to === '' ? null : parseInstant(to) }
}

function badLang(lang: string): never {
  return badRequest({
    vi: `Không có ngôn ngữ “${lang}”. Hãy chọn vi hoặc en.`,
    en: `There is no language “${lang}”. Choose vi or en.`,
  })
}
