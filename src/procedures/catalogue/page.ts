import { sql } from 'kysely'
import { formatProcedureCode, parseProcedureCode } from '#app/kernel/codes.ts'
import type { Ctx, Reader } from '#app/kernel/context.ts'
import { notFound } from '#app/kernel/refusal.ts'
import { dayOf } from '#app/kernel/text.ts'
import { agencyTree } from '#app/organisation/agencies/index.ts'
import type { Promises, Tightest } from './limits.ts'
import { holdsOn, type VersionState } from './rules.ts'
import type { OnlineLevel, ProcedureContent } from './shape.ts'
import { storedContent, storedPromises } from './stored.ts'

/** One procedure: the version shown, what it says, and all versions it has had. */

export interface VersionLine {
  id: number
  no: number
  state: VersionState
  changeKind: string
  changedComponents: string[]
  from: string | null
  to: string | null
  name: string
  onlineLevel: OnlineLevel
  home: string | null
  tightest: Tightest | null
  reviewNotes: string[]
  createdAt: string
  publishedAt: string | null
  closeReason: string | null
  decision: {
    id: number
    number: string
    title: string
    signedOn: string
    effectiveOn: string
    illustrative: boolean
  } | null
}

export interface VersionContent {
  content: ProcedureContent
  promised: Promises | null
}

/** How the version shown stands: in force, still to come, ended, a national copy, or an older version asked for. */
export type Standing = 'IN_FORCE' | 'COMING' | 'ENDED' | 'NATIONAL' | 'DRAFT'

export interface ProcedureView extends VersionContent {
  procedureId: number
  code: string
  shown: VersionLine
  standing: Standing
  /** Newest first; drafts only for those who may see them. */
  versions: VersionLine[]
  /** Who decides, by name. */
  homeName: string | null
  /** An approved process for this day: dossiers can be received. */
  handled: boolean
  /** Number of the decision that promises the shorter limits, where it is not the publication decision. */
  promiseBasis: string | null
  /** What takes the place of a procedure that was replaced under another code. */
  successor: { code: string; name: string } | null
}

interface Head {
  procedureId: number
  code: string
  handled: boolean
  successor: { code: string; name: string } | null
  versions: VersionLine[]
}

/** The code as it is stored, from whatever form a link or a person uses. @throws Refusal NOT_FOUND */
export function codeOf(text: string): string {
  const code = parseProcedureCode(text)
  if (!code) throw notFound({ vi: `thủ tục ${text.slice(0, 40)}`, en: `Procedure ${text.slice(0, 40)}` })
  return formatProcedureCode(code)
}

async function headOf(db: Reader, code: string, day: string): Promise<Head | null> {
  const { rows } = await sql<Head>`
    select p.id as "procedureId", p.code,
           exists (select 1 from procedures.process_version s where s.procedure_id = p.id and s.state in ('APPROVED', 'CLOSED')
                    and s.effective_from <= ${day}::date and (s.effective_to is null or s.effective_to > ${day}::date)) as handled,
           (select jsonb_build_object('code', n.code, 'name', v.name)
              from procedures.succession u join procedures.procedure n on n.id = u.successor_id
              join lateral (select name from procedures.procedure_version v where v.procedure_id = n.id order by v.no desc limit 1) v on true
             where u.procedure_id = p.id and u.since <= ${day}::date) as successor,
           (select coalesce(jsonb_agg(jsonb_build_object('id', v.id, 'no', v.no, 'state', v.state, 'changeKind', v.change_kind,
                     'changedComponents', v.changed_components, 'from', v.effective_from, 'to', v.effective_to, 'name', v.name,
                     'onlineLevel', v.online_level, 'home', v.home, 'tightest', v.tightest, 'reviewNotes', v.review_notes,
                     'createdAt', v.created_at, 'publishedAt', v.published_at, 'closeReason', v.close_reason,
                     'decision', case when d.id is null then null else jsonb_build_object('id', d.id, 'number', d.number,
                        'title', d.title, 'signedOn', d.signed_on, 'effectiveOn', d.effective_on, 'illustrative', d.illustrative) end)
                     order by v.no desc), '[]')
              from procedures.procedure_version v
              left join procedures.publication_decision d on d.id = v.decision_id
             where v.procedure_id = p.id) as versions
      from procedures.procedure p where p.code = ${code}`.execute(db)
  return rows[0] ?? null
}

/** Which version a reader sees on a day when none is asked for. */
export function versionShown(versions: readonly VersionLine[], day: string): VersionLine | null {
  const own = versions.filter(v => (v.state === 'PUBLISHED' || v.state === 'CLOSED') && v.from !== null)
  const span = (v: VersionLine) => ({ from: v.from ?? '', to: v.to })
  return (
    own.find(v => holdsOn(span(v), day)) ??
    own.find(v => (v.from ?? '') <= day) ??
    versions.find(v => v.state === 'IMPORTED') ??
    own.at(-1) ??
    null
  )
}

export function standingOf(version: VersionLine, day: string): Standing {
  if (version.state === 'DRAFT') return 'DRAFT'
  if (version.state === 'IMPORTED') return 'NATIONAL'
  if ((version.from ?? '') > day) return 'COMING'
  return version.to === null || version.to > day ? 'IN_FORCE' : 'ENDED'
}

/**
 * A procedure as shown on the day of `ctx.now`, or one of its versions.
 * @param no  a version's number; drafts are found only when `drafts`
 * @throws Refusal NOT_FOUND
 */
export async function procedurePage(
  ctx: Ctx,
  codeText: string,
  { no, drafts = false }: { no?: number; drafts?: boolean } = {},
): Promise<ProcedureView> {
  const code = codeOf(codeText)
  const day = dayOf(ctx.now)
  const head = await headOf(ctx.db, code, day)
  const versions = (head?.versions ?? []).filter(version => drafts || version.state !== 'DRAFT')
  const shown =
    no === undefined
      ? (versionShown(versions, day) ?? versions.find(version => version.state === 'DRAFT') ?? null)
      : (versions.find(version => version.no === no) ?? null)
  if (!head || !shown) throw notFound({ vi: `thủ tục ${code}`, en: `Procedure ${code}` })
  const row = await ctx.db
    .selectFrom('procedures.procedure_version')
    .select(['content', 'promised', 'promise_basis'])
    .where('id', '=', shown.id)
    .executeTakeFirstOrThrow()
  return {
    procedureId: head.procedureId,
    code: head.code,
    shown,
    standing: standingOf(shown, day),
    versions,
    homeName: shown.home === null ? null : await homeName(ctx, shown.home),
    handled: head.handled,
    promiseBasis: row.promise_basis,
    successor: head.successor,
    content: storedContent(row.content),
    promised: storedPromises(row.promised),
  }
}

/** Who decides, by name: the communes as a kind, or the department. */
export async function homeName(ctx: Ctx, home: string): Promise<string> {
  if (home === 'COMMUNE') return 'Ủy ban nhân dân cấp xã'
  return (await agencyTree(ctx.db, dayOf(ctx.now))).byCode(home)?.name ?? home
}

export interface Counter {
  name: string
  kind: string
  /** Its own, else that of the agency it belongs to. */
  address: string
  phone: string
}

/**
 * Where papers are handed in on a day: the centres of province and communes take in whatever is decided in the province,
 * regardless of boundaries.
 */
export async function counters(ctx: Ctx): Promise<Counter[]> {
  const day = dayOf(ctx.now)
  const tree = await agencyTree(ctx.db, day)
  const roots = tree.roots()
  if (roots.length === 0) return []
  const { rows } = await sql<Counter>`
    select v.name, v.kind, coalesce(nullif(v.address, ''), p.address, '') as address, coalesce(nullif(v.phone, ''), p.phone, '') as phone
      from organisation.agency_version v
      left join organisation.agency_version p on p.agency_id = v.parent_id
           and p.valid_from <= ${day}::date and (p.valid_to is null or p.valid_to > ${day}::date)
     where v.agency_id = any(${[...tree.subtree(tree.province())]}::int[]) and v.kind in ('SERVICE_CENTRE', 'COMMUNE_CENTRE')
       and v.valid_from <= ${day}::date and (v.valid_to is null or v.valid_to > ${day}::date)
     order by v.kind desc, v.name collate kernel.vi`.execute(ctx.db)
  return rows
}
