import { sql } from 'kysely'
import type { Ctx } from '#app/kernel/context.ts'
import { afterKey, decodeCursor, type KeyPart, type Page, toPage } from '#app/kernel/paging.ts'
import { notFound } from '#app/kernel/refusal.ts'
import { dayOf } from '#app/kernel/text.ts'
import { agencyTree } from '#app/organisation/agencies/index.ts'
import { affectedOf } from './affected.ts'
import type { Article } from './articles.ts'
import type { Change } from './questionnaire.ts'
import { articlesOf, readDraft } from './record.ts'
import { opinionsOf, roundsOf } from './rounds.ts'
import { after, type Disposition, type DraftKind, type Stage } from './rules.ts'
import { unknownDraft } from './service.ts'

/** What everybody may read: drafts on which the public was asked, in the text it was asked about. */

export interface PublicLine {
  id: number
  kind: DraftKind
  title: string
  agency: string
  stage: Stage
  openedAt: Date
  dueAt: Date
  open: boolean
}

/** Drafts the public was asked about, the open ones and the newest first. */
export async function publicDrafts(
  ctx: Ctx,
  query: { limit: number; after?: string | undefined },
): Promise<Page<PublicLine>> {
  const { rows } = await sql<Omit<PublicLine, 'agency'> & { agencyId: number; key: number }>`
    with asked as (
      select distinct on (d.id) d.id, d.kind, d.title, d.agency_id as "agencyId", d.stage,
             r.opened_at as "openedAt", r.due_at as "dueAt", r.closed_at is null as open, r.id as round
        from procedures.legal_draft d join procedures.opinion_round r on r.draft_id = d.id and r.kind = 'PUBLIC'
       where d.stage <> 'WITHDRAWN' order by d.id, r.id desc)
    select *, (case when open then 1 else 0 end) as key from asked
     where ${query.after ? afterKey(publicSort, 'desc', cursorOf(query.after)) : sql<boolean>`true`}
     order by open desc, round desc limit ${query.limit + 1}`.execute(ctx.db)
  const tree = await agencyTree(ctx.db, dayOf(ctx.now))
  const page = toPage(rows as ((typeof rows)[number] & { round: number })[], query.limit, row => [row.key, row.round])
  return {
    items: page.items.map(({ id, kind, title, agencyId, stage, openedAt, dueAt, open }) => ({
      id,
      kind,
      title,
      agency: tree.get(agencyId)?.name ?? '',
      stage,
      openedAt,
      dueAt,
      open,
    })),
    next: page.next,
  }
}

const publicSort = [
  { column: sql`(case when open then 1 else 0 end)`, type: 'int' as const },
  { column: sql`round`, type: 'int' as const },
]

/** A cursor whose parts are no numbers of ours is as wrong as any other. */
function cursorOf(after: string): KeyPart[] {
  const key = decodeCursor(after, 2)
  const fits = key.every(part => Number.isInteger(part) && Number(part) >= 0 && Number(part) < 2 ** 31)
  return fits ? key : decodeCursor('', 2)
}

export interface PublicDraft extends PublicLine {
  purpose: string
  question: string
  articles: Article[]
  affected: { change: Change; code: string | null; name: string; articles: string[] }[]
  /** How many opinions the public gave, and what became of them. */
  opinions: number
  answered: Record<Disposition, number>
  adopted: { number: string; effectiveOn: string } | null
}

/** One draft the public was asked about. @throws Refusal NOT_FOUND, also for one it was not asked about */
export async function publicDraft(ctx: Ctx, id: number): Promise<PublicDraft> {
  const row = await readDraft(ctx.db, id)
  const round =
    row && row.stage !== 'WITHDRAWN' ? (await roundsOf(ctx.db, id)).findLast(one => one.kind === 'PUBLIC') : undefined
  if (!row || !round) throw notFound(unknownDraft)
  const tree = await agencyTree(ctx.db, dayOf(ctx.now))
  const mine = (await opinionsOf(ctx.db, id)).filter(one => one.kind === 'PUBLIC')
  const answered: Record<Disposition, number> = { ACCEPTED: 0, PARTLY: 0, EXPLAINED: 0 }
  for (const { disposition } of mine) if (disposition) answered[disposition] += 1
  return {
    id,
    kind: row.kind,
    title: row.title,
    agency: tree.get(row.agency_id)?.name ?? '',
    stage: row.stage,
    openedAt: round.openedAt,
    dueAt: round.dueAt,
    open: round.closedAt === null && after(row.stage, 'opine') !== undefined,
    purpose: row.purpose,
    question: round.question,
    articles: await articlesOf(ctx.db, id, round.textNo),
    affected: (await affectedOf(ctx.db, id, round.textNo)).map(({ change, code, name, articles }) => ({
      change,
      code,
      name,
      articles,
    })),
    opinions: mine.length,
    answered,
    adopted: row.adopted_no && row.effective_on ? { number: row.adopted_no, effectiveOn: row.effective_on } : null,
  }
}
