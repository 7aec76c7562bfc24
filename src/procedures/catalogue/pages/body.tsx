import { Card, type Column, DataTable, Facts, type Lang, More, Sub } from '#app/ui/index.ts'
import type { ReactNode } from 'react'
import { say } from '#app/kernel/words.ts'
import type { ComponentGroup, Paper, ProcedureContent } from '../shape.ts'
import { copiesText, stepText } from '../summary.ts'
import { Illustrative } from './list.tsx'
import { publicWords } from './words.ts'

/** What a version says, part by part: the public page, the officers' page and the posting sheet show the same. */

export interface Part {
  content: ProcedureContent
  lang: Lang
}

interface PaperRow {
  key: string
  paper: Paper
  group: ComponentGroup
}

/** Cases with so many papers get a heading of their own; single papers stand in the main table with their case below. */
const OWN_TABLE = 3

export function Papers({ content, lang }: Part) {
  const w = say(publicWords, lang)
  const rowsOf = (group: ComponentGroup, at: number): PaperRow[] =>
    group.papers.filter(paper => paper.kind === 'PAPER').map((paper, n) => ({ key: `${at}-${n}`, paper, group }))
  const groups = content.components.map((group, at) => ({ group, rows: rowsOf(group, at) }))
  const apart = groups.filter(({ group, rows }) => group.case !== null && rows.length >= OWN_TABLE)
  const main = groups.filter(one => !apart.includes(one)).flatMap(one => one.rows)
  const notes = content.components.flatMap(group => group.papers.filter(paper => paper.kind === 'NOTE'))
  return (
    <Card title={w.papers} id="papers">
      {main.length === 0 && apart.length === 0 && <p>{w.papersNone}</p>}
      {main.length > 0 && <PaperTable rows={main} caption={w.papers} withCase lang={lang} />}
      {apart.map(({ group, rows }) => (
        <div key={group.case}>
          <h3 lang="vi">{w.caseOf(group.case ?? '')}</h3>
          <PaperTable rows={rows} caption={group.case ?? w.papers} lang={lang} />
        </div>
      ))}
      {notes.map((note, at) => (
        <p className="sub" lang="vi" key={at}>
          {note.name}
        </p>
      ))}
    </Card>
  )
}

function PaperTable({
  rows,
  caption,
  withCase,
  lang,
}: {
  rows: PaperRow[]
  caption: string
  withCase?: boolean
  lang: Lang
}) {
  return <DataTable bare caption={caption} rows={rows} rowKey={row => row.key} columns={paperColumns(withCase, lang)} />
}

export function Steps({ content, lang }: Part) {
  const w = say(publicWords, lang)
  if (content.steps.length === 0) return null
  return (
    <Card title={w.steps} id="steps">
      {content.steps.map((group, at) => (
        <div key={at}>
          {group.case && <h3 lang="vi">{w.caseOf(group.case)}</h3>}
          <ol className="steps" lang="vi">
            {group.items.map((item, n) => {
              const { lead, rest } = stepText(item)
              return (
                <li key={n}>
                  {lead && (rest ? <b>{lead}</b> : lead)}
                  {rest && <div>{rest}</div>}
                </li>
              )
            })}
          </ol>
        </div>
      ))}
    </Card>
  )
}

export function Results({ content, lang }: Part) {
  const w = say(publicWords, lang)
  if (content.results.length === 0) return null
  return (
    <Card title={w.results} id="results">
      <ul lang="vi">
        {content.results.map((result, at) => (
          <li key={at}>
            {result.name}
            {result.code && <Sub>{result.code}</Sub>}
          </li>
        ))}
      </ul>
    </Card>
  )
}

/** Conditions, subjects, agencies, legal bases: what fewer people ask for, folded where it is long. */
export function Rest({ content, homeName, lang }: Part & { homeName: string | null }) {
  const w = say(publicWords, lang)
  return (
    <>
      <Card title={w.who}>
        <Facts
          items={[
            { label: w.subjects, value: content.subjects.map(one => one.name).join('; ') },
            { label: w.decides, value: homeName },
            { label: w.competent, value: content.competentAgencyText },
            {
              label: w.performing,
              value: content.performingAgencyText !== content.competentAgencyText ? content.performingAgencyText : null,
            },
            { label: w.coordinating, value: content.coordinatingText },
          ]}
        />
      </Card>
      {content.conditions && (
        <Card title={w.conditions} id="conditions">
          <Long text={content.conditions} />
        </Card>
      )}
      {content.legalBases.length > 0 && (
        <Card title={w.bases} id="bases">
          <Folded summary={`${w.bases} (${content.legalBases.length})`} when={content.legalBases.length > 6}>
            <ul lang="vi">
              {content.legalBases.map((basis, at) => (
                <li key={at}>
                  {basis.name}
                  <Sub>{basis.number}</Sub>
                </li>
              ))}
            </ul>
          </Folded>
        </Card>
      )}
      {content.raw.length > 0 && (
        <Card title={w.raw} id="raw">
          {content.raw.map((one, at) => (
            <Long key={at} text={one.text} />
          ))}
        </Card>
      )}
    </>
  )
}

function Folded({ summary, when, children }: { summary: string; when: boolean; children: ReactNode }) {
  return when ? <More summary={summary}>{children}</More> : children
}

function Long({ text }: { text: string }) {
  return text
    .split('\n')
    .filter(line => line.trim() !== '')
    .map((line, at) => (
      <p key={at} lang="vi">
        {line}
      </p>
    ))
}

function paperColumns(withCase: boolean | undefined, lang: Lang): Column<PaperRow>[] {
  const w = say(publicWords, lang)
  return [
    {
      key: 'paper',
      head: w.paper,
      cell: ({ paper, group }) => (
        <>
          <span lang="vi">{paper.name}</span>
          <Illustrative when={group.illustrative} lang={lang} />
          {withCase && group.case && <Sub>{w.onlyFor(group.case)}</Sub>}
          {paper.form && <Sub>{w.formOf(paper.form)}</Sub>}
        </>
      ),
    },
    {
      key: 'n',
      head: w.quantity,
      align: 'right',
      // Each number stays with its noun; a line ends after a comma only.
      cell: ({ paper, group }) => copiesText(paper, group.mustShow, lang).replaceAll(/(?<!,) /g, '\u00a0'),
    },
  ]
}
