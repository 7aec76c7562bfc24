import { type RawBuilder, sql } from 'kysely'
import type { Ctx, Reader } from '#app/kernel/context.ts'
import { afterKey, decodeCursor, type Page, toPage } from '#app/kernel/paging.ts'
import { may } from '#app/kernel/permission.ts'
import { dayOf, fold } from '#app/kernel/text.ts'
import { isRefusal, type Words2 } from '#app/kernel/refusal.ts'
import { type AgencyTree, agencyTree } from '#app/organisation/agencies/index.ts'
import { daysLeft, type DeadlineState, deadlinesOf, deadlineState, type DecisionKind } from '../catalogue/index.ts'
import { signsAs } from './deciding.ts'
import { type DeadlineQuery, deadlineTabs, type ListQuery, stageTabs } from './input.ts'
import { homeOf, type Item, itemsOf, type Proposal, proposalColumns, readProposal, seesAll } from './record.ts'
import {
  type Action,
  actionPermission,
  actions,
  afterAction,
  type Counts,
  countsOf,
  type Lack,
  lacksOf,
  type Stage,
} from './rules.ts'

/** What pages and machines read of publications. */

export interface Deadline {
  due: string | null
  doneOn: string | null
  state: DeadlineState
  /** Working days left; negative when over, null when done or not measured. */
  left: number | null
}

export interface ProposalView extends Proposal {
  agency: string
  province: string
  items: (Item & { lacks: Lack[] })[]
  counts: Counts
  decided: Deadline
  public: Deadline
  /** Where the numbers of days come from. */
  rule: { basis: string; verified: boolean } | null
  effectiveOn: string | null
  /** Why a leader cannot sign what waits for a signature; null where they can, or where nothing waits. */
  signRefused: Words2 | null
  /** What the reader may do now. */
  abilities: Record<Action, boolean>
}

/** @throws Refusal NOT_FOUND */
export async function proposalPage(ctx: Ctx, id: number): Promise<ProposalView> {
  const proposal = await readProposal(ctx.db, id)
  const day = dayOf(ctx.now)
  const tree = await agencyTree(ctx.db, day)
  const items = (await itemsOf(ctx.db, proposal)).map(item => ({
    ...item,
    lacks: proposal.decisionId === null ? lacksOf(proposal.kind, item) : [],
  }))
  const decision =
    proposal.decisionId === null
      ? null
      : ((await ctx.db
          .selectFrom('procedures.publication_decision')
          .select(['signed_on', 'effective_on', 'public_due_on', 'published_at'])
          .where('id', '=', proposal.decisionId)
          .executeTakeFirst()) ?? null)
  const deadlines = await deadlinesOf(ctx.db, {
    agencyId: proposal.provinceId,
    basisEffectiveOn: null,
    signedOn: null,
    on: decision?.signed_on ?? day,
  })
  const deadline = async (due: string | null, doneOn: string | null): Promise<Deadline> => ({
    due,
    doneOn,
    state: deadlineState(due, doneOn, day),
    left: due === null || doneOn !== null ? null : await daysLeft(ctx.db, proposal.provinceId, day, due),
  })
  const ended = proposal.stage === 'CANCELLED'
  const abilities = abilitiesOf(ctx, proposal, homeOf(tree, ctx.actor))
  const signRefused = abilities.sign ? await whyNotSign(ctx, tree, proposal.provinceId) : null
  return {
    ...proposal,
    agency: tree.get(proposal.agencyId)?.name ?? '',
    province: tree.get(proposal.provinceId)?.name ?? '',
    items,
    counts: countsOf(items),
    decided: await deadline(
      proposal.kind === 'FULL' && !ended ? proposal.decisionDueOn : null,
      decision?.signed_on ?? null,
    ),
    public: await deadline(
      decision?.public_due_on ?? null,
      decision?.published_at ? dayOf(decision.published_at) : null,
    ),
    rule: deadlines && { basis: deadlines.rule.basis, verified: deadlines.rule.verified },
    effectiveOn: decision?.effective_on ?? null,
    signRefused,
    abilities: { ...abilities, sign: abilities.sign && signRefused === null },
  }
}

async function whyNotSign(ctx: Ctx, tree: AgencyTree, provinceId: number): Promise<Words2 | null> {
  try {
    await signsAs(ctx, tree, provinceId)
    return null
  } catch (cause) {
    if (isRefusal(cause)) return cause.words
    throw cause
  }
}

/** As the verbs will judge: the table of stages, the role, the agency. */
function abilitiesOf(ctx: Ctx, proposal: Proposal, home: number | null): Record<Action, boolean> {
  const all = seesAll(ctx.actor)
  const whose = {
    edit: all || home === proposal.agencyId,
    submit: all || home === proposal.agencyId,
    cancel: all || home === proposal.agencyId,
    giveBack: all || home === proposal.provinceId,
    number: all || home === proposal.provinceId,
    publish: all || home === proposal.provinceId,
    // By whose right is asked apart: it takes a look at the delegations.
    sign: true,
  } as const satisfies Record<Action, boolean>
  return Object.fromEntries(
    actions.map(action => [
      action,
      afterAction(proposal.stage, action) !== null && may(ctx.actor, actionPermission[action]) && whose[action],
    ]),
  ) as Record<Action, boolean>
}

const likeText = (text: string): string => `%${fold(text.trim()).replaceAll(/[\\%_]/g, sign => `\\${sign}`)}%`
const searched = (column: RawBuilder<unknown>, text: string | undefined): RawBuilder<boolean> =>
  text?.trim() ? sql<boolean>`${column} like ${likeText(text)}` : sql<boolean>`true`

export interface ProposalLine extends Proposal {
  agency: string
  items: number
}

const tabIs = (tab: (typeof stageTabs)[number]): RawBuilder<boolean> =>
  tab === 'all'
    ? sql<boolean>`true`
    : tab === 'open'
      ? sql<boolean>`p.stage not in ('PUBLISHED', 'CANCELLED')`
      : sql<boolean>`p.stage = ${tab satisfies Stage}`

/** Publications, the newest first. */
export async function proposalList(ctx: Ctx, query: ListQuery): Promise<Page<ProposalLine>> {
  const from = query.after
    ? afterKey([{ column: sql`p.id`, type: 'int' }], 'desc', decodeCursor(query.after, 1))
    : sql<boolean>`true`
  const { rows } = await sql<Proposal & { items: number }>`
    select ${proposalColumns}, (select count(*) from procedures.proposal_item i where i.proposal_id = p.id)::int as items
      from procedures.proposal p
     where ${tabIs(query.tab ?? 'open')} and ${query.kind ? sql`p.kind = ${query.kind}` : sql`true`}
       and ${searched(sql`p.search_text`, query.q)} and ${from}
     order by p.id desc limit ${query.limit + 1}`.execute(ctx.db)
  const tree = await agencyTree(ctx.db, dayOf(ctx.now))
  const page = toPage(rows, query.limit, row => [row.id])
  return { ...page, items: page.items.map(row => ({ ...row, agency: tree.get(row.agencyId)?.name ?? '' })) }
}

/** How many there are behind each tab. */
export async function proposalCounts(
  db: Reader,
  query: Pick<ListQuery, 'q' | 'kind'>,
): Promise<Record<(typeof stageTabs)[number], number>> {
  const { rows } = await sql<Record<(typeof stageTabs)[number], number>>`
    select ${sql.join(stageTabs.map(tab => sql`count(*) filter (where ${tabIs(tab)})::int as ${sql.ref(tab)}`))}
      from procedures.proposal p
     where ${query.kind ? sql`p.kind = ${query.kind}` : sql`true`} and ${searched(sql`p.search_text`, query.q)}`.execute(
    db,
  )
  return rows[0] as Record<(typeof stageTabs)[number], number>
}

export interface DeadlineLine {
  key: string
  proposalId: number | null
  decisionId: number | null
  number: string | null
  title: string
  kind: DecisionKind
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
  kind: DecisionKind
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
    const deadline = async (due: string | null, doneOn: string | null): Promise<Deadline> => ({
      due,
      doneOn,
      state: deadlineState(due, doneOn, day),
      left: due === null || doneOn !== null ? null : await daysLeft(ctx.db, row.agencyId, day, due),
    })
    items.push({
      key: row.key,
      proposalId: row.proposalId,
      decisionId: row.decisionId,
      number: row.number,
      title: row.title,
      kind: row.kind,
      basisNo: row.basisNo,
      basisEffectiveOn: row.basisEffectiveOn,
      decided: await deadline(row.decisionDueOn, row.signedOn),
      public: await deadline(row.publicDueOn, row.publicOn),
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

/** Adopted texts of the register that nothing publishes yet. */
export async function adoptedTexts(db: Reader): Promise<{ id: number; title: string; number: string }[]> {
  const { rows } = await sql<{ id: number; title: string; number: string }>`
    select d.id, d.title, d.adopted_no as number from procedures.legal_draft d
     where d.stage = 'ADOPTED' and d.adopted_no is not null
       and not exists (select 1 from procedures.proposal p where p.draft_id = d.id and p.stage <> 'CANCELLED')
     order by d.moved_at desc limit 200`.execute(db)
  return rows
}
