import { type RawBuilder, sql } from 'kysely'
import type { Ctx, Reader } from '#app/kernel/context.ts'
import { afterKey, decodeCursor, type Page, toPage } from '#app/kernel/paging.ts'
import { may } from '#app/kernel/permission.ts'
import { dayOf } from '#app/kernel/text.ts'
import { isRefusal, type Words2 } from '#app/kernel/refusal.ts'
import { type AgencyTree, agencyTree } from '#app/organisation/agencies/index.ts'
import { deadlinesOf } from '../deadlines/index.ts'
import { type Deadline, deadlineOn } from './deadlines.ts'
import { type ListQuery, stageTabs } from './input.ts'
import {
  homeOf,
  type Item,
  itemsOf,
  type Proposal,
  proposalColumns,
  readProposal,
  searched,
  seesAll,
} from './record.ts'
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
import { signsAs } from './signing.ts'

/** What pages and machines read of publications. */

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
  const deadline = async (due: string | null, doneOn: string | null): Promise<Deadline> =>
    await deadlineOn(ctx.db, proposal.provinceId, day, due, doneOn)
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

/** Adopted texts of the register that nothing publishes yet. */
export async function adoptedTexts(db: Reader): Promise<{ id: number; title: string; number: string }[]> {
  const { rows } = await sql<{ id: number; title: string; number: string }>`
    select d.id, d.title, d.adopted_no as number from procedures.legal_draft d
     where d.stage = 'ADOPTED' and d.adopted_no is not null
       and not exists (select 1 from procedures.proposal p where p.draft_id = d.id and p.stage <> 'CANCELLED')
     order by d.moved_at desc limit 200`.execute(db)
  return rows
}
