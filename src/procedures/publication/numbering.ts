import { sql } from 'kysely'
import type { Ctx, Reader, Tx } from '#app/kernel/context.ts'
import { wallClock } from '#app/kernel/text.ts'
import { numbersPast } from './refusals.ts'
import { type SeriesKind, writtenNumber } from './rules.ts'
import { publicationWords } from './words.ts'

/**
 * Numbers of documents: one series for each agency, kind and year, from 01. Every number has an entry that says what it
 * was used for, or why it was not, so that nothing is missing between the first and the last.
 */

/** The next number, locked until the transaction ends: who comes second waits, and nothing is lost when the first fails. */
async function next(tx: Tx, agencyId: number, kind: SeriesKind, year: number): Promise<number> {
  const { last } = await tx
    .insertInto('procedures.series')
    .values({ agency_id: agencyId, kind, year, last: 1 })
    .onConflict(oc => oc.columns(['agency_id', 'kind', 'year']).doUpdateSet({ last: sql`series.last + 1` }))
    .returning('last')
    .executeTakeFirstOrThrow()
  return last
}

export interface GivenNumber {
  no: number
  written: string
}

/**
 * Gives a document of a proposal the next number of the year. Numbers that decisions entered by hand have taken are passed
 * over, with that reason.
 */
export async function giveNumber(
  ctx: Ctx,
  tx: Tx,
  one: { agencyId: number; kind: SeriesKind; sign: string; proposalId: number },
): Promise<GivenNumber> {
  const { year } = wallClock(ctx.now)
  for (;;) {
    const no = await next(tx, one.agencyId, one.kind, year)
    const written = writtenNumber(no, one.sign)
    const taken = one.kind === 'DECISION' && (await takenByHand(tx, one.agencyId, written, `${no}/${one.sign}`, year))
    await tx
      .insertInto('procedures.series_entry')
      .values({
        agency_id: one.agencyId,
        kind: one.kind,
        year,
        no,
        through: no,
        proposal_id: taken ? null : one.proposalId,
        reason: taken ? publicationWords.vi.numberTaken : null,
        given_at: ctx.now,
        given_by: ctx.actor.name,
      })
      .execute()
    if (!taken) return { no, written }
  }
}

/** Numbers begin anew each year but a decision's number is written without it: only this year's stand in the way. */
async function takenByHand(tx: Tx, agencyId: number, written: string, bare: string, year: number): Promise<boolean> {
  const found = await tx
    .selectFrom('procedures.publication_decision')
    .select('id')
    .where('agency_id', '=', agencyId)
    .where('number', 'in', [written, bare])
    .where(sql<boolean>`extract(year from signed_on) = ${year}`)
    .executeTakeFirst()
  return found !== undefined
}

/** Says why the numbers of a proposal were given and not used. */
export async function explainNumbers(tx: Tx, proposalId: number, kinds: readonly SeriesKind[], reason: string) {
  await tx
    .updateTable('procedures.series_entry')
    .set({ reason })
    .where('proposal_id', '=', proposalId)
    .where('kind', 'in', [...kinds])
    .where('reason', 'is', null)
    .execute()
}

/** Passes over the numbers up to one that are used elsewhere. @returns the first and last of them @throws Refusal NUMBERS_PAST */
export async function passOver(
  ctx: Ctx,
  tx: Tx,
  one: { agencyId: number; kind: SeriesKind; through: number; reason: string },
): Promise<{ from: number; through: number }> {
  const { year } = wallClock(ctx.now)
  const from = await next(tx, one.agencyId, one.kind, year)
  if (one.through < from) numbersPast(from - 1)
  await tx
    .updateTable('procedures.series')
    .set({ last: one.through })
    .where('agency_id', '=', one.agencyId)
    .where('kind', '=', one.kind)
    .where('year', '=', year)
    .execute()
  await tx
    .insertInto('procedures.series_entry')
    .values({
      agency_id: one.agencyId,
      kind: one.kind,
      year,
      no: from,
      through: one.through,
      proposal_id: null,
      reason: one.reason,
      given_at: ctx.now,
      given_by: ctx.actor.name,
    })
    .execute()
  return { from, through: one.through }
}

export interface SeriesLine {
  agencyId: number
  kind: SeriesKind
  year: number
  no: number
  through: number
  proposalId: number | null
  title: string | null
  reason: string | null
  givenAt: Date
  givenBy: string
}

/** What the numbers of a year were used for, newest first. */
export async function seriesOf(db: Reader, year: number, agencyIds: readonly number[] | null): Promise<SeriesLine[]> {
  const { rows } = await sql<SeriesLine>`
    select e.agency_id as "agencyId", e.kind, e.year, e.no, e.through, e.proposal_id as "proposalId", p.title, e.reason,
           e.given_at as "givenAt", e.given_by as "givenBy"
      from procedures.series_entry e left join procedures.proposal p on p.id = e.proposal_id
     where e.year = ${year} and ${agencyIds === null ? sql`true` : sql`e.agency_id = any(${[...agencyIds]}::int[])`}
     order by e.kind, e.agency_id, e.no desc limit 1000`.execute(db)
  return rows
}
