import { Fragment, type ReactNode } from 'react'
import { Card, type Column, DataTable, type Lang } from '#app/ui/index.ts'
import { say } from '#app/kernel/words.ts'
import type { VersionChanges } from '../changes.ts'
import type { ComponentDiff, DiffLine } from '../diff.ts'
import type { ComponentName } from '../parts.ts'
import { catalogueWords } from '../words.ts'
import { type Piece, wordDiff } from '../word-diff.ts'
import { changeWords } from './change-words.ts'

/** What a version changes, side by side, the changed words marked. */

export function Changes({ changes, lang }: { changes: VersionChanges | undefined; lang: Lang }) {
  const w = say(changeWords, lang)
  if (!changes) return null
  return (
    <Card title={w.changes} id="changes">
      <p className="sub">{w.against(changes.before.code, changes.before.no)}</p>
      {changes.parts.length === 0 && <p>{w.none}</p>}
      <DiffParts parts={changes.parts} heads={[w.before, w.after]} inCard lang={lang} />
    </Card>
  )
}

/** One table for each component that differs; lines that stay are left out of long ones. */
export function DiffParts({
  parts,
  heads,
  inCard = false,
  lang,
}: {
  parts: readonly ComponentDiff[]
  heads: [string, string]
  /** Where they stand in a card already; else each has its own. */
  inCard?: boolean
  lang: Lang
}) {
  const c = say(catalogueWords, lang)
  const part = (name: ComponentName): string => capital(c[`part_${name}`])
  return parts.map(({ part: name, lines }) => {
    const table = (
      <DataTable
        bare
        showCaption={inCard}
        caption={part(name)}
        rows={shown(lines)}
        rowKey={row => String(row.at)}
        columns={columns(heads, lang)}
      />
    )
    return inCard ? (
      <Fragment key={name}>{table}</Fragment>
    ) : (
      <Card key={name} title={part(name)} id={name}>
        {table}
      </Card>
    )
  })
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

interface ShownLine extends DiffLine {
  at: number
}

/** Changed lines with the one before and after each. */
function shown(lines: readonly DiffLine[]): ShownLine[] {
  const near = (at: number): boolean => [at - 1, at, at + 1].some(n => lines[n] && lines[n]?.sign !== 'SAME')
  return lines.map((line, at) => ({ ...line, at })).filter(line => lines.length <= 6 || near(line.at))
}

function columns([before, after]: [string, string], lang: Lang): Column<ShownLine>[] {
  const w = say(changeWords, lang)
  return [
    {
      key: 'before',
      head: before,
      labelled: true,
      cell: row => (
        <>
          {row.sign === 'REMOVED' && <span className="sub">{w.removed} </span>}
          {side(row, 'before')}
        </>
      ),
    },
    {
      key: 'after',
      head: after,
      labelled: true,
      cell: row => (
        <>
          {row.sign === 'ADDED' && <span className="sub">{w.added} </span>}
          {side(row, 'after')}
        </>
      ),
    },
  ]
}

/** One side of a line: as it is where both say it, word by word where it was put otherwise, else marked as a whole. */
function side(line: DiffLine, which: 'before' | 'after'): ReactNode {
  const text = line[which]
  if (text === null) return ''
  if (line.sign === 'SAME') return <span lang="vi">{text}</span>
  const pieces = line.before !== null && line.after !== null ? wordDiff(line.before, line.after)?.[which] : undefined
  return <span lang="vi">{(pieces ?? [{ text, own: true }]).map((piece, at) => marked(piece, which, at))}</span>
}

function marked({ text, own }: Piece, which: 'before' | 'after', at: number): ReactNode {
  const gap = at === 0 ? '' : ' '
  if (!own) return `${gap}${text}`
  return [gap, which === 'before' ? <del key={at}>{text}</del> : <ins key={at}>{text}</ins>]
}
