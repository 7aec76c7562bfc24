import { sql } from 'kysely'
import type { Selectable } from 'kysely'
import type { Ctx } from '#app/kernel/context.ts'
import { perDatabase } from '#app/kernel/db/memory.ts'
import type { OnestopDraft } from '#app/kernel/db/types.ts'
import { dayOf } from '#app/kernel/text.ts'
import { type AgencyTree, agencyTree } from '#app/organisation/agencies/index.ts'
import { type ProcedureForIntake, procedureForIntake } from '#app/procedures/catalogue/index.ts'
import { changesSince, eligibilityOf } from '#app/procedures/forms/index.ts'
import { noDraft } from './refusals.ts'
import { type Answered, answered, type DraftData, type DraftFile } from './rules.ts'

/** What the front page and drafts show. */

export interface Draft {
  id: string
  row: Selectable<OnestopDraft>
  intake: ProcedureForIntake
  /** A new version of the procedure came into force since the draft was begun. */
  isStale: boolean
  /** What the form asks otherwise than when it was filled in, and whether it was withdrawn. */
  since: Awaited<ReturnType<typeof changesSince>>
  /** What was answered before beginning and still answers the same questions. */
  eligibility: ReturnType<typeof eligibilityOf>
  data: DraftData
  answered: Answered
  tree: AgencyTree
  files: DraftFile[]
  updatedAt: Date
  expiresAt: Date
  filedCode: string | null
}

/** One's own draft. @throws Refusal NOT_FOUND for somebody else's, an expired one, or a procedure no longer in force */
export async function draftOf(ctx: Ctx, id: string): Promise<Draft> {
  const found = await ctx.db
    .selectFrom('onestop.draft as d')
    .innerJoin('procedures.procedure_version as v', 'v.id', 'd.procedure_version_id')
    .innerJoin('procedures.procedure as p', 'p.id', 'v.procedure_id')
    .selectAll('d')
    .select('p.code')
    .where('d.id', '=', id)
    .where('d.account_id', '=', ctx.actor.accountId ?? 0)
    .executeTakeFirst()
  if (!found || (found.filed_code === null && found.expires_at <= ctx.now)) throw noDraft()
  const { code, ...row } = found
  const intake = await procedureForIntake(ctx.db, code, dayOf(ctx.now))
  if (!intake) throw noDraft()
  const tree = await agencyTree(ctx.db, dayOf(ctx.now))
  const data = row.data as DraftData
  const before = data.eligibility ?? { formVersionId: null, answers: {} }
  const { stillAsked } = await changesSince(ctx.db, before.formVersionId, intake)
  const answersBefore = Object.entries(before.answers).filter(([key]) => stillAsked(key))
  return {
    id,
    row,
    intake,
    isStale: intake.versionId !== row.procedure_version_id,
    since: await changesSince(ctx.db, row.form_version_id, intake),
    eligibility: eligibilityOf(intake.form, Object.fromEntries(answersBefore)),
    data,
    answered: answered(data, intake, tree),
    tree,
    files: row.files as unknown as DraftFile[],
    updatedAt: row.updated_at,
    expiresAt: row.expires_at,
    filedCode: row.filed_code,
  }
}

/** The draft with something else typed into it. */
export function retyped(draft: Draft, typed: DraftData): Draft {
  const data = { ...draft.data, ...typed }
  return { ...draft, data, answered: answered(data, draft.intake, draft.tree) }
}

export interface DraftLine {
  id: string
  procedureName: string
  step: string
  updatedAt: Date
  expiresAt: Date
}

/** One's open drafts, the latest first. */
export async function myDrafts(ctx: Ctx): Promise<DraftLine[]> {
  const rows = await ctx.db
    .selectFrom('onestop.draft as d')
    .innerJoin('procedures.procedure_version as v', 'v.id', 'd.procedure_version_id')
    .select(['d.id', 'v.name', 'd.step', 'd.updated_at', 'd.expires_at'])
    .where('d.account_id', '=', ctx.actor.accountId ?? 0)
    .where('d.filed_code', 'is', null)
    .where('d.expires_at', '>', ctx.now)
    .orderBy('d.updated_at', 'desc')
    .limit(50)
    .execute()
  return rows.map(r => ({
    id: r.id,
    procedureName: r.name,
    step: r.step,
    updatedAt: r.updated_at,
    expiresAt: r.expires_at,
  }))
}

/** Who a dossier of this procedure may be sent to: every commune of the province, or the one department. */
export async function agencyChoices(ctx: Ctx, intake: ProcedureForIntake): Promise<{ code: string; name: string }[]> {
  const tree = await agencyTree(ctx.db, dayOf(ctx.now))
  const named = (node: { code: string | null; name: string } | undefined) =>
    node?.code ? [{ code: node.code, name: node.name }] : []
  if (intake.home === null) return []
  if (intake.home !== 'COMMUNE') return named(tree.byCode(intake.home))
  return tree.subtree(tree.province()).flatMap(id => {
    const node = tree.get(id)
    return node?.kind === 'COMMUNE' ? named(node) : []
  })
}

/** What is known of a citizen: name and number from the account, how to reach them from their last dossier. */
export async function prefill(ctx: Ctx): Promise<DraftData> {
  const account = await ctx.db
    .selectFrom('kernel.account')
    .select('login')
    .where('id', '=', ctx.actor.accountId ?? 0)
    .executeTakeFirst()
  const idNo = /^\d{12}$/.test(account?.login ?? '') ? (account?.login ?? '') : ''
  const last = await ctx.db
    .selectFrom('onestop.dossier')
    .select(['applicant_phone', 'applicant_email', 'applicant_address'])
    .where('citizen_account_id', '=', ctx.actor.accountId ?? 0)
    .where('applicant_id_no', '=', idNo)
    .orderBy('submitted_at', 'desc')
    .limit(1)
    .executeTakeFirst()
  return {
    applicant: {
      kind: 'CITIZEN',
      name: ctx.actor.name,
      idNo,
      phone: last?.applicant_phone ?? '',
      email: last?.applicant_email ?? '',
      address: last?.applicant_address ?? '',
    },
  }
}

export interface HomeFacts {
  /** Procedures most often asked for lately, or, before there are dossiers, some that can be filed. */
  popular: { code: string; name: string; sector: string }[]
  sectors: { name: string; procedures: number }[]
  centre: { name: string; address: string; phone: string } | null
}

const HOME_MS = 600_000
const kept = perDatabase(() => ({ facts: null as HomeFacts | null, until: 0, day: '' }))

/** The facts of the front page; ten minutes old at most, for everybody asks for them. */
export async function homeFacts(ctx: Ctx): Promise<HomeFacts> {
  const memory = kept(ctx.db)
  const day = dayOf(ctx.now)
  if (memory.facts && memory.day === day && performance.now() < memory.until) return memory.facts
  const facts = await readHome(ctx, day)
  // An empty catalogue is being filled right now: look again at once.
  const until = facts.sectors.length > 0 ? performance.now() + HOME_MS : 0
  Object.assign(memory, { facts, until, day })
  return facts
}

async function readHome(ctx: Ctx, day: string): Promise<HomeFacts> {
  const since = new Date(ctx.now.getTime() - 30 * 86_400_000)
  const inForce = sql<boolean>`v.state = 'PUBLISHED' and v.effective_from <= ${day}::date
    and (v.effective_to is null or v.effective_to > ${day}::date) and v.scope = 'PUBLIC'`
  const [popular, sectors, centre] = await Promise.all([
    sql<{ code: string; name: string; sector: string }>`
      select p.code, v.name, v.sector from procedures.procedure_version v join procedures.procedure p on p.id = v.procedure_id
        left join (select procedure_id, count(*) as n from onestop.dossier where submitted_at > ${since} group by 1) d
          on d.procedure_id = p.id
       where ${inForce} and v.online_level <> 'INFORMATION'
       order by coalesce(d.n, 0) desc, v.name collate kernel.vi limit 8`.execute(ctx.db),
    sql<{ name: string; procedures: number }>`
      select v.sector as name, count(*) as procedures from procedures.procedure_version v where ${inForce}
       group by 1 order by v.sector collate kernel.vi`.execute(ctx.db),
    centreOf(ctx, day),
  ])
  return { popular: popular.rows, sectors: sectors.rows, centre }
}

async function centreOf(ctx: Ctx, day: string): Promise<HomeFacts['centre']> {
  const { rows } = await sql<{ name: string; address: string; phone: string }>`
    select name, address, phone from organisation.agency_version
     where kind in ('SERVICE_CENTRE', 'PROVINCE') and valid_from <= ${day}::date and (valid_to is null or valid_to > ${day}::date)
     order by kind desc, agency_id limit 1`.execute(ctx.db)
  return rows[0] ?? null
}
