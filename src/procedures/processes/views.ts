import { sql } from 'kysely'
import type { Reader } from '#app/kernel/context.ts'
import { notFound } from '#app/kernel/refusal.ts'
import type { Limit } from '#app/kernel/limit.ts'
import { hasWords } from '#app/kernel/search.ts'
import type { OnSite } from './input.ts'
import { onSiteClass, type OnSiteClass } from './model.ts'
import { type ProcessStep, type ProcessState, sumHours } from './rules.ts'

/** Processes as pages and the API show them. */

export interface ProcessVersion {
  id: number
  no: number
  state: ProcessState
  steps: readonly ProcessStep[]
  /** Of the longest way through. */
  hours: number
  /** What the version declares to be done at the centre; null: as its steps say. */
  onSite: readonly OnSite[] | null
  onSiteClass: OnSiteClass | null
  decisionNo: string | null
  illustrative: boolean
  approvedBy: string | null
  from: string | null
  to: string | null
}

export interface ProcessView {
  code: string
  name: string
  sector: string
  home: string | null
  /** The tightest promise in force on the day: what the steps must fit. */
  limit: { limit: Limit; hours: number; channel: string } | null
  published: boolean
  inForce: ProcessVersion | null
  draft: ProcessVersion | null
  /** Newest first. */
  versions: ProcessVersion[]
}

/** The processes of a procedure, and what stands on a day. @throws Refusal NOT_FOUND */
export async function processPage(db: Reader, code: string, day: string): Promise<ProcessView> {
  const { rows } = await sql<{
    name: string | null
    sector: string | null
    home: string | null
    state: string | null
    limit: ProcessView['limit']
    versions: Omit<ProcessVersion, 'hours' | 'onSiteClass'>[]
  }>`
    select s.name, s.sector, s.home, s.state, s.tightest as "limit",
           (select coalesce(jsonb_agg(jsonb_build_object('id', v.id, 'no', v.no, 'state', v.state, 'steps', v.steps,
                     'onSite', v.on_site, 'decisionNo', v.decision_no, 'illustrative', v.illustrative, 'approvedBy', v.approved_by,
                     'from', v.effective_from, 'to', v.effective_to) order by v.no desc), '[]')
              from procedures.process_version v where v.procedure_id = p.id) as versions
      from procedures.procedure p
      left join lateral (
        select v.name, v.sector, v.home, v.state, v.tightest from procedures.procedure_version v
         where v.procedure_id = p.id
         order by (v.state in ('PUBLISHED', 'CLOSED') and v.effective_from <= ${day}::date
                   and (v.effective_to is null or v.effective_to > ${day}::date)) desc, v.no desc limit 1) s on true
     where p.code = ${code}`.execute(db)
  const row = rows[0]
  if (!row) throw notFound({ vi: `thủ tục ${code}`, en: `Procedure ${code}` })
  const versions = row.versions.map(version => ({
    ...version,
    hours: sumHours(version.steps),
    onSiteClass: onSiteClass(version.steps, version.onSite),
  }))
  return {
    code,
    name: row.name ?? code,
    sector: row.sector ?? '',
    home: row.home,
    limit: row.limit,
    published: row.state === 'PUBLISHED' || row.state === 'CLOSED',
    inForce: versions.find(v => v.state !== 'DRAFT' && (v.from ?? '') <= day && (v.to === null || v.to > day)) ?? null,
    draft: versions.find(v => v.state === 'DRAFT') ?? null,
    versions,
  }
}

export interface ProcessRow {
  code: string
  name: string
  sector: string
  home: string | null
  limit: { limit: Limit; hours: number } | null
  /** Number of steps and working hours of the process in force; null: there is none. */
  steps: number | null
  hours: number | null
  /** 3, 4 or 5 steps on the spot; null where it is not handled at the centre. */
  onSite: OnSiteClass | null
  hasDraft: boolean
  illustrative: boolean
}

/**
 * Published procedures of a day with their processes: those that cannot be handled yet come first.
 * @param onSite  only those with so many steps on the spot; 0: those with none
 */
export async function processList(
  db: Reader,
  day: string,
  q?: string,
  onSite?: OnSiteClass | 0,
): Promise<ProcessRow[]> {
  const { rows } = await sql<
    Omit<ProcessRow, 'hours' | 'steps' | 'onSite'> & { stepList: ProcessStep[] | null; declared: OnSite[] | null }
  >`
    select p.code, s.name, s.sector, s.home, s.tightest as "limit", a.steps as "stepList", a.on_site as declared, coalesce(a.illustrative, false) as illustrative,
           exists (select 1 from procedures.process_version d where d.procedure_id = p.id and d.state = 'DRAFT') as "hasDraft"
      from procedures.procedure_version s
      join procedures.procedure p on p.id = s.procedure_id
      left join procedures.process_version a on a.procedure_id = p.id and a.state in ('APPROVED', 'CLOSED')
           and a.effective_from <= ${day}::date and (a.effective_to is null or a.effective_to > ${day}::date)
     where s.state in ('PUBLISHED', 'CLOSED') and s.effective_from <= ${day}::date and (s.effective_to is null or s.effective_to > ${day}::date)
       and ${hasWords(sql.ref('s.search_text'), q)}
     order by a.id is not null, s.name collate kernel.vi, p.id`.execute(db)
  const all = rows.map(
    ({ stepList, declared, ...row }): ProcessRow => ({
      ...row,
      steps: stepList?.length ?? null,
      hours: stepList ? sumHours(stepList) : null,
      onSite: stepList ? onSiteClass(stepList, declared) : null,
    }),
  )
  return onSite === undefined ? all : all.filter(row => (row.onSite ?? 0) === onSite)
}
