import { type Column, DataTable, type Lang } from '#app/ui/index.ts'
import type { Change } from '../questionnaire.ts'
import { terms } from '../words.ts'
import { ProcedureName } from './parts.tsx'
import { pageWords } from './words.ts'

/** The procedures a draft touches. */

interface AffectedLine {
  change: Change
  code: string | null
  name: string
  articles: readonly string[]
}

/** Procedures in the four kinds, with the articles that touch them. */
export function AffectedTable({ rows, lang }: { rows: readonly AffectedLine[]; lang: Lang }) {
  const w = pageWords[lang]
  return (
    <DataTable
      caption={w.affectedTitle}
      bare
      rows={[...rows]}
      rowKey={row => `${row.change}-${row.code ?? row.name}`}
      columns={affectedColumns(lang)}
    />
  )
}

function affectedColumns(lang: Lang): Column<AffectedLine>[] {
  const [w, t] = [pageWords[lang], terms[lang]]
  return [
    { key: 'name', head: w.name, rowHead: true, cell: row => <ProcedureName code={row.code} name={row.name} /> },
    { key: 'change', head: w.change, cell: row => t.change[row.change] },
    { key: 'articles', head: w.articleNo, cell: row => w.articlesOf(row.articles.join(', ')) },
  ]
}
