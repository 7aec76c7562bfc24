import { type RawBuilder, sql } from 'kysely'
import type { Ctx } from '#app/kernel/context.ts'
import { afterKey, decodeCursor, type Page, toPage } from '#app/kernel/paging.ts'
import { addDays, dayOf, roundHalfUp, startOfDay } from '#app/kernel/text.ts'
import { agencyTree } from '#app/organisation/agencies/index.ts'
import { coverTraces, scopeOf } from '#app/voice/feedback/index.ts'
import { type FiguresQuery, levels, type Question, questions } from './input.ts'
import { SATISFIED_FROM, sharesOf, whyNoRating, type WhyNoRating } from './rules.ts'
import { dossierFor, type SlipDossier } from './service.ts'

/** The slip's page, and the figures made of slips. */

export interface SlipView {
  dossier: SlipDossier
  agency: string
  refused: WhyNoRating | null
  /** The agency's last twelve months. */
  figures: { slips: number; share: number | null }
}

/** What the citizen's page shows. @throws Refusal NOT_FOUND */
export async function slipView(ctx: Ctx, code: string, key: string): Promise<SlipView> {
  const dossier = await dossierFor(ctx.db, code, key)
  const tree = await agencyTree(ctx.db, dayOf(ctx.now))
  const since = startOfDay(addDays(dayOf(ctx.now), -365))
  const { rows } = await sql<{ slips: number; satisfied: number; total: number }>`
    select count(*)::int as slips, count(*) filter (where score >= ${SATISFIED_FROM})::int as satisfied,
           coalesce(sum(score), 0)::int as total
      from voice.satisfaction where agency_id = ${dossier.agencyId} and given_at >= ${since} and given_at <= ${ctx.now}`.execute(
    ctx.db,
  )
  const count = rows[0] ?? { slips: 0, satisfied: 0, total: 0 }
  return {
    dossier,
    agency: tree.get(dossier.agencyId)?.name ?? '',
    refused: whyNoRating(dossier, ctx.actor),
    figures: { slips: count.slips, share: sharesOf(count).share },
  }
}

/** A line of figures: an agency, a procedure or a month. */
export interface FigureLine {
  key: string
  label: string
  slips: number
  satisfied: number
  share: number | null
  mean: number | null
}

export interface SatisfactionFigures {
  from: string
  to: string
  agencyId: number | null
  all: FigureLine
  /** How many gave each level, 5 first. */
  levels: { level: number; slips: number }[]
  questions: { question: Question; answers: number; mean: number | null }[]
  months: FigureLine[]
  agencies: FigureLine[]
  procedures: FigureLine[]
  /** Agencies the officer may choose between. */
  choices: { id: number; name: string }[]
}

/** First day of the twelve months that end with `day`'s. */
export function yearUpTo(day: string): string {
  const [year = 0, month = 1] = day.split('-').map(Number)
  const first = month === 12 ? [year, 1] : [year - 1, month + 1]
  return `${first[0]}-${String(first[1]).padStart(2, '0')}-01`
}

async function asked(ctx: Ctx, query: FiguresQuery) {
  const today = dayOf(ctx.now)
  const to = query.to ?? today
  const from = query.from ?? yearUpTo(to)
  const tree = await agencyTree(ctx.db, today)
  const scope = await scopeOf(ctx.db, ctx.actor, ctx.now)
  const subtree = query.agency && tree.get(query.agency) ? tree.subtree(query.agency) : null
  const ids = subtree === null ? scope : scope === null ? subtree : subtree.filter(id => scope.includes(id))
  const where: RawBuilder<boolean> = sql<boolean>`given_at >= ${startOfDay(from)} and given_at < ${startOfDay(addDays(to, 1))}
    and ${ids === null ? sql`true` : sql`agency_id = any(${[...ids]}::int[])`}`
  return { from, to, tree, scope, where }
}

const counted = sql`count(*)::int as slips, count(*) filter (where score >= ${SATISFIED_FROM})::int as satisfied,
  coalesce(sum(score), 0)::int as total`

interface CountRow {
  key: string
  label: string
  slips: number
  satisfied: number
  total: number
}

const asLine = ({ key, label, slips, satisfied, total }: CountRow): FigureLine => ({
  key,
  label,
  slips,
  satisfied,
  ...sharesOf({ slips, satisfied, total }),
})

/** All figures of a period within what the officer may see: per agency, procedure and month. */
export async function satisfactionFigures(ctx: Ctx, query: FiguresQuery): Promise<SatisfactionFigures> {
  const { from, to, tree, scope, where } = await asked(ctx, query)
  const [all, perLevel, means, months, agencies, procedures] = await Promise.all([
    sql<CountRow>`select '' as key, '' as label, ${counted} from voice.satisfaction where ${where}`.execute(ctx.db),
    sql<{
      level: number
      slips: number
    }>`select score as level, count(*)::int as slips from voice.satisfaction where ${where} group by 1`.execute(ctx.db),
    sql<{ question: Question; answers: number; total: number }>`
      select a.key as question, count(*)::int as answers, sum(a.value::int)::int as total
        from voice.satisfaction, jsonb_each_text(answers) a where ${where} group by 1`.execute(ctx.db),
    sql<CountRow>`
      select to_char(given_at at time zone 'Asia/Ho_Chi_Minh', 'YYYY-MM') as key, to_char(given_at at time zone 'Asia/Ho_Chi_Minh', 'MM/YYYY') as label, ${counted}
        from voice.satisfaction where ${where} group by 1, 2 order by 1`.execute(ctx.db),
    sql<CountRow>`select agency_id::text as key, '' as label, ${counted} from voice.satisfaction where ${where} group by 1`.execute(
      ctx.db,
    ),
    sql<CountRow>`
      select p.code as key, coalesce((select v.name from procedures.procedure_version v where v.procedure_id = p.id order by v.no desc limit 1), p.code) as label,
             s.slips, s.satisfied, s.total
        from (select procedure_id, ${counted} from voice.satisfaction where ${where} group by 1) s
        join procedures.procedure p on p.id = s.procedure_id order by s.slips desc, p.code`.execute(ctx.db),
  ])
  const nameOf = (id: string): string => tree.get(Number(id))?.name ?? `#${id}`
  const homes = tree
    .subtree(tree.province())
    .filter(id => tree.homeOf(id) === id && (scope === null || scope.includes(id)))
  return {
    from,
    to,
    agencyId: query.agency ?? null,
    all: asLine(all.rows[0] ?? { key: '', label: '', slips: 0, satisfied: 0, total: 0 }),
    levels: levels.map(level => ({ level, slips: perLevel.rows.find(row => row.level === level)?.slips ?? 0 })),
    questions: questions.map(question => {
      const row = means.rows.find(one => one.question === question)
      return { question, answers: row?.answers ?? 0, mean: row ? roundHalfUp(row.total / row.answers, 2) : null }
    }),
    months: months.rows.map(asLine),
    agencies: agencies.rows
      .map(row => asLine({ ...row, label: nameOf(row.key) }))
      .sort((a, b) => b.slips - a.slips || a.label.localeCompare(b.label, 'vi')),
    procedures: procedures.rows.map(asLine),
    choices: homes.map(id => ({ id, name: nameOf(String(id)) })),
  }
}

export interface CommentRow {
  key: string
  at: Date
  score: number
  /** With whatever looks personal covered. */
  comment: string
  agency: string
  procedureName: string
}

/** What people wrote, newest first; never who wrote it, nor the dossier's code. */
export async function comments(ctx: Ctx, query: FiguresQuery): Promise<Page<CommentRow>> {
  const { tree, where } = await asked(ctx, query)
  const after = query.after
    ? sql`and ${afterKey(
        [
          { column: sql`given_at`, type: 'timestamptz' },
          { column: sql`dossier_id`, type: 'bigint' },
        ],
        'desc',
        decodeCursor(query.after, 2),
      )}`
    : sql``
  const { rows } = await sql<{
    key: string
    dossier_id: number
    agency_id: number
    given_at: Date
    score: number
    comment: string
    procedure: string | null
  }>`
    select to_char(given_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as key, dossier_id, agency_id, given_at, score, comment,
           (select v.name from procedures.procedure_version v where v.procedure_id = s.procedure_id order by v.no desc limit 1) as procedure
      from voice.satisfaction s where ${where} and comment <> '' ${after}
     order by given_at desc, dossier_id desc limit ${query.limit + 1}`.execute(ctx.db)
  const page = toPage(rows, query.limit, row => [row.key, row.dossier_id])
  return {
    items: page.items.map(row => ({
      key: `${row.agency_id}-${row.dossier_id}`,
      at: row.given_at,
      score: row.score,
      comment: coverTraces(row.comment),
      agency: tree.get(row.agency_id)?.name ?? '',
      procedureName: row.procedure ?? '',
    })),
    next: page.next,
  }
}
