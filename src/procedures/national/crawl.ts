/**
 * Reads one record of the crawled national catalogue into the house's shape. Pure: no file, no database, no clock.
 *
 * Every record is either imported or rejected with a named reason. What could not be read is kept verbatim in `raw`
 * and named in `reviewNotes`, for a person to finish; nothing is guessed. In particular a bare number in the time cell
 * has no unit, so its limit is null.
 */
import { parseProcedureCode } from '#app/kernel/codes.ts'
import { ProcedureContent } from '../catalogue/index.ts'
import { readChannels } from './crawl-channels.ts'
import { readComponents } from './crawl-components.ts'
import { type CrawledRecord, codeOnPage, readCrawledRecord, stated } from './crawl-record.ts'
import { type Review, startReview } from './crawl-review.ts'
import { readLegalBases, readResults } from './crawl-tables.ts'
import { readLawKind, readLevels, readSubjects } from './crawl-words.ts'
import type { ReviewCode } from './shape.ts'

export const REJECT_CODES = [
  'NOT_A_CRAWLED_RECORD',
  'NOT_A_NATIONAL_RECORD',
  'CODE_NOT_NATIONAL',
  'NAME_MISSING',
  /** The page behind the record is another procedure's: its texts would be shown under the wrong code. */
  'TEXT_OF_ANOTHER_PROCEDURE',
  'SHAPE_INVALID',
] as const

export type RejectCode = (typeof REJECT_CODES)[number]

export type CrawlOutcome =
  | { ok: true; content: ProcedureContent; warnings: ReviewCode[] }
  | { ok: false; reason: RejectCode; message: string }

/** "163/QĐ-BTP", "105a/QĐ-NHNN": what a decision number of a ministry looks like today. */
const DECISION_NUMBER = /^\d+[a-z]?\/QĐ-[\p{Lu}\d-]+$/u

/** Reads one record; `warnings` are the codes of `content.reviewNotes`, which carry the counts. */
export function parseCrawled(record: unknown): CrawlOutcome {
  const source = readCrawledRecord(record)
  if (source === null)
    return reject('NOT_A_CRAWLED_RECORD', 'the record lacks a field of the crawl, or has one that is not text')
  if (parseProcedureCode(source.code)?.national !== source.code)
    return reject('CODE_NOT_NATIONAL', `"${source.code}" is not a national procedure code`)
  if (source.name === '') return reject('NAME_MISSING', `procedure ${source.code} has no name`)
  const shown = codeOnPage(source.page)
  if (shown !== source.code) {
    return reject(
      'TEXT_OF_ANOTHER_PROCEDURE',
      `filed under ${source.code}, but its page is that of ${shown ?? 'no procedure'}`,
    )
  }
  const content = ProcedureContent.safeParse(toContent(source))
  if (!content.success)
    return reject('SHAPE_INVALID', `${source.code}: ${content.error.issues[0]?.path.join('.') ?? ''}`)
  return { ok: true, content: content.data, warnings: content.data.reviewNotes.map(note => note.code) }
}

function reject(reason: RejectCode, message: string): CrawlOutcome {
  return { ok: false, reason, message }
}

function toContent(source: CrawledRecord): ProcedureContent {
  const review = startReview()
  if (!DECISION_NUMBER.test(source.decisionNo)) review.warn('DECISION_NUMBER_ODD')
  const lawKind = readLawKind(source.lawKind, review)
  const content = {
    code: source.code,
    name: source.name,
    sector: source.sector,
    levels: readLevels(source.levels, review),
    scope: scopeOf(source, review),
    lawKind,
    subjects: readSubjects(source.subjects, review),
    competentAgencyText: stated(source.competentAgency),
    performingAgencyText: stated(source.performingAgency),
    receptionAddressText: stated(source.receptionAddress),
    coordinatingText: stated(source.coordinating),
    decisionNo: stated(source.decisionNo),
    steps: readSteps(source.steps, review),
    channels: readChannels(source.channels, review),
    components: readComponents(source.components, review),
    legalBases: readLegalBases(source.legalBases, review),
    conditions: stated(source.conditions),
    ...readResults(source.results, review),
  }
  return { ...content, raw: review.raw(), reviewNotes: review.notes() }
}

/** The page prints the kind of procedure for public ones only; all 90 records without it are internal ones. */
function scopeOf(source: CrawledRecord, review: Review): ProcedureContent['scope'] {
  if (source.lawKind !== '') return 'PUBLIC'
  review.warn('SCOPE_INFERRED')
  return 'INTERNAL'
}

/** One step per line, verbatim: the crawl has lost the case headings, so all lines are one case. */
function readSteps(text: string, review: Review): ProcedureContent['steps'] {
  const items = (stated(text) ?? '')
    .split('\n')
    .map(line => line.trim())
    .filter(line => line !== '')
  if (items.length > 0) return [{ case: null, items }]
  review.warn('STEPS_MISSING')
  return []
}
