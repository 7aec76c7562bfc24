import { sql } from 'kysely'
import type { Database, Reader } from '#app/kernel/context.ts'
import { addDays, formatDate, startOfDay } from '#app/kernel/text.ts'
import type { BehindItem, Wanted } from './form.ts'
import { changeNames, type changes } from './published.ts'

/** The texts and procedures behind figures of forms II.01 and II.02: those drafting counts, one by one. */

interface Row {
  draft: number
  title: string
  /** Number of the text once it is adopted. */
  number: string | null
  on: string
  code: string | null
  name: string
  change: (typeof changes)[number]
}

/** What was assessed, or issued in adopted texts, in a period; an assessment counts on the day it was signed last. */
async function counted(db: Reader, what: 'assessed' | 'issued', { place, from, to }: Wanted, kind: string | null) {
  const [begin, end] = [startOfDay(from), startOfDay(addDays(to, 1))]
  const when =
    what === 'issued'
      ? sql`d.stage = 'ADOPTED' and d.adopted_on between ${from}::date and ${to}::date`
      : sql`s.signed_at >= ${begin} and s.signed_at < ${end}`
  const { rows } = await sql<Row>`
    select distinct d.id as draft, d.title, d.adopted_no as number,
           ${what === 'issued' ? sql`d.adopted_on::text` : sql`(s.signed_at at time zone 'Asia/Ho_Chi_Minh')::date::text`} as "on",
           p.code, a.id, a.name, a.change
      from procedures.legal_draft d
      join procedures.article_change c on c.draft_id = d.id and c.text_no = d.text_no
      join procedures.affected_procedure a on a.id = c.affected_id
      left join procedures.procedure p on p.id = a.procedure_id
      left join procedures.impact_assessment s on s.affected_id = a.id and s.form = 'PROCEDURE' and s.state = 'SIGNED'
     where ${when} and (${place.id}::int is null or d.agency_id = ${place.id}::int)
       and (${kind}::text is null or d.kind = ${kind})
     order by d.id, a.name`.execute(db)
  return rows
}

const TEXTS: Readonly<Record<string, 'assessed' | 'issued'>> = { drafts: 'assessed', adopted: 'issued' }

/** Figures of published procedures are listed elsewhere. */
export const draftingBehind = {
  lists: (measure: string): boolean => /^(drafts|adopted|assessed|issued)\b/.test(measure),
  items: async (
    { db }: { db: Database },
    wanted: Wanted,
    { measure, key }: { measure: string; key: string | null },
  ): Promise<BehindItem[]> => {
    const texts = TEXTS[measure]
    const [what, change] = measure.split('.')
    const rows = await counted(db, texts ?? (what === 'issued' ? 'issued' : 'assessed'), wanted, key)
    if (texts) return [...new Map(rows.map(row => [row.draft, textItem(row)])).values()]
    return rows.filter(row => change === undefined || row.change === change).map(procedureItem)
  },
}

const textItem = (row: Row): BehindItem => ({
  code: row.number ?? `#${row.draft}`,
  name: row.title,
  what: { vi: formatDate(row.on), en: formatDate(row.on) },
  href: `/drafting/${row.draft}`,
})

function procedureItem(row: Row): BehindItem {
  const { vi, en } = changeNames[row.change]
  const where = `${row.number ?? row.title} (${formatDate(row.on)})`
  return {
    code: row.code ?? `#${row.draft}`,
    name: row.name,
    what: { vi: `${vi}, ${where}`, en: `${en}, ${where}` },
    href: `/drafting/${row.draft}`,
  }
}
