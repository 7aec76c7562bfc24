import { type RawBuilder, sql } from 'kysely'
import type { Ctx, Reader } from '#app/kernel/context.ts'
import { afterKey, decodeCursor, type Page, toPage } from '#app/kernel/paging.ts'
import { dayOf } from '#app/kernel/text.ts'
import type { decisions } from '../catalogue/index.ts'
import { daysLeft, type DeadlineState, deadlineState } from '../deadlines/index.ts'
import { type DeadlineQuery, deadlineTabs } from './input.ts'
import { searched } from './record.ts'

/** Deadlines of decisions and of publications on their way: what runs, what was kept, what is late. */

export interface Deadline {
  due: string | null
  doneOn: string | null
  state: DeadlineState
  /** Working days left; negative when over, null when done or not measured. */
  left: number | null
}

/** How a deadline stands on a day, counted by the calendar of an agency. */
export async function deadlineOn(
  db: Reader,
  agencyId: number,
  day: string,
  due: string | null,
  doneOn: string | null,
): Promise<Deadline> {
  const left = due === null || doneOn !== null ? null : await daysLeft(db, agencyId, day, due)
  return { due, doneOn, state: deadlineState(due, doneOn, day), left }
}

export interface DeadlineLine {
  key: string
  proposalId: number | null
  decisionId: number | null
  number: string | null
  title: string
  kind: decisions.Kind
  basisNo: string | null
  basisEffectiveOn: string | null
  decided: Deadline
  public: Deadline
}

interface DeadlineRow {
  key: string
  proposalId: number | null
  decisionId: number | null
  agencyId: number
  number: string | null
  title: string
  kind: decisions.Kind
  basisNo: string | null
  basisEffectiveOn: string | null
  decisionDueOn: string | null
  signedOn: string | null
  publicDueOn: string | null
  publicOn: string | null
  due: string
}

/** Decisions that are measured and publications not signed yet, with the day that comes next. */
const measured = (day: string): RawBuilder<unknown> => sql`(
  select m.*, case when m."signedOn" is null then coalesce(m."decisionDueOn", '9999-12-31') when m."publicOn" is null
                then coalesce(m."publicDueOn", '9999-12-31') else '9999-12-31' end as due,
         coalesce((m."signedOn" is null and m."decisionDueOn" < ${day}::date) or m."signedOn" > m."decisionDueOn"
               or (m."signedOn" is not null and m."publicOn" is null and m."publicDueOn" < ${day}::date) or m."publicOn" > m."publicDueOn", false) as late,
         (m."signedOn" is null or (m."publicOn" is null and m."publicDueOn" is not null)) as running
    from (
      select 'd' || d.id as key, p.id as "proposalId", d.id as "decisionId", d.agency_id as "agencyId", d.number, d.title, d.kind,
             d.basis_no as "basisNo", d.basis_effective_on as "basisEffectiveOn", d.decision_due_on as "decisionDueOn",
             d.signed_on as "signedOn", d.public_due_on as "publicDueOn",
             (d.published_at at time zone 'Asia/Ho_Chi_Minh')::date as "publicOn", d.search_text
        from procedures.publication_decision d left join procedures.proposal p on p.decision_id = d.id
       where d.decision_due_on is not null or d.public_due_on is not null
      union all
      select 'p' || p.id, p.id, null, p.province_id, p.decision_no, p.title, p.kind, p.basis_no, p.basis_effective_on,
             case when p.kind = 'FULL' then p.decision_due_on end, null, null, null, p.search_text
        from procedures.proposal p where p.stage in ('PREPARING', 'SUBMITTED', 'NUMBERED')) m)`

const deadlineTab = {
  running: sql<boolean>`(m.running)`,
  late: sql<boolean>`(m.late)`,
  met: sql<boolean>`(not m.running and not m.late)`,
  all: sql<boolean>`true`,
} as const satisfies Record<(typeof deadlineTabs)[number], RawBuilder<boolean>>

const deadlineNarrowed = (query: Pick<DeadlineQuery, 'kind' | 'q'>): RawBuilder<boolean> =>
  sql<boolean>`(${query.kind ? sql`m.kind = ${query.kind}` : sql`true`} and ${searched(sql`m.search_text`, query.q)})`

/** Deadlines, what is due first at the top, with working days left. */
export async function deadlineList(ctx: Ctx, query: DeadlineQuery): Promise<Page<DeadlineLine>> {
  const day = dayOf(ctx.now)
  const columns = [
    { column: sql`m.due`, type: 'date' as const },
    { column: sql`m.key`, type: 'text' as const },
  ]
  const from = query.after ? afterKey(columns, 'asc', decodeCursor(query.after, 2)) : sql<boolean>`true`
  const { rows } = await sql<DeadlineRow>`
    select m.* from ${measured(day)} m
     where ${deadlineTab[query.tab ?? 'running']} and ${deadlineNarrowed(query)} and ${from}
     order by m.due, m.key limit ${query.limit + 1}`.execute(ctx.db)
  const page = toPage(rows, query.limit, row => [row.due, row.key])
  const items: DeadlineLine[] = []
  for (const row of page.items) {
    items.push({
      key: row.key,
      proposalId: row.proposalId,
      decisionId: row.decisionId,
      number: row.number,
      title: row.title,
      kind: row.kind,
      basisNo: row.basisNo,
      basisEffectiveOn: row.basisEffectiveOn,
      decided: await deadlineOn(ctx.db, row.agencyId, day, row.decisionDueOn, row.signedOn),
      public: await deadlineOn(ctx.db, row.agencyId, day, row.publicDueOn, row.publicOn),
    })
  }
  return { items, next: page.next }
}

export async function deadlineCounts(
  ctx: Ctx,
  query: Pick<DeadlineQuery, 'kind' | 'q'>,
): Promise<Record<(typeof deadlineTabs)[number], number>> {
  const { rows } = await sql<Record<(typeof deadlineTabs)[number], number>>`
    select ${sql.join(deadlineTabs.map(tab => sql`count(*) filter (where ${deadlineTab[tab]})::int as ${sql.ref(tab)}`))}
      from ${measured(dayOf(ctx.now))} m where ${deadlineNarrowed(query)}`.execute(ctx.db)
  return rows[0] as Record<(typeof deadlineTabs)[number], number>
}

/** Publications that wait and deadlines that have passed: the number in the side list. */
export async function waiting(ctx: Ctx): Promise<{ n: number; hot: boolean }> {
  const { rows } = await sql<{ n: number; late: number }>`
    select count(*)::int as n, count(*) filter (where m.late)::int as late from ${measured(dayOf(ctx.now))} m where m.running`.execute(
    ctx.db,
  )
  return { n: rows[0]?.n ?? 0, hot: (rows[0]?.late ?? 0) > 0 }
}
