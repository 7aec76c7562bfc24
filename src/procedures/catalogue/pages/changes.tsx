import {
  Breadcrumbs,
  Button,
  Card,
  CheckboxGroup,
  type Column,
  DataTable,
  Form,
  FormActions,
  type FormErrors,
  type FormValues,
  Head,
  type Lang,
  Notice,
} from '#app/ui/index.ts'
import { say } from '#app/kernel/words.ts'
import type { Comparison, VersionChanges } from '../changes.ts'
import type { ComponentDiff, DiffLine } from '../diff.ts'
import { catalogueWords } from '../words.ts'
import { changeWords } from './change-words.ts'

/** What a version changes, side by side, and the national copy beside what holds here. */

export function Changes({ changes, lang }: { changes: VersionChanges | undefined; lang: Lang }) {
  const w = say(changeWords, lang)
  if (!changes) return null
  return (
    <Card title={w.changes} id="changes">
      <p className="sub">{w.against(changes.before.code, changes.before.no)}</p>
      {changes.parts.length === 0 && <p>{w.none}</p>}
      <DiffParts parts={changes.parts} heads={[w.before, w.after]} lang={lang} />
    </Card>
  )
}

/** One table for each component that differs; lines that stay are left out of long ones. */
export function DiffParts({
  parts,
  heads,
  lang,
}: {
  parts: readonly ComponentDiff[]
  heads: [string, string]
  lang: Lang
}) {
  const c = say(catalogueWords, lang)
  return parts.map(({ part, lines }) => (
    <DataTable
      key={part}
      bare
      showCaption
      caption={capital(c[`part_${part}`])}
      rows={shown(lines)}
      rowKey={row => String(row.at)}
      columns={columns(heads, lang)}
    />
  ))
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
  const side = (text: string | null, same: boolean, sign: 'ins' | 'del') => {
    if (text === null) return ''
    if (same) return <span lang="vi">{text}</span>
    return sign === 'ins' ? <ins lang="vi">{text}</ins> : <del lang="vi">{text}</del>
  }
  return [
    {
      key: 'before',
      head: before,
      labelled: true,
      cell: row => (
        <>
          {row.sign === 'REMOVED' && <span className="sub">{w.removed} </span>}
          {side(row.before, row.sign === 'SAME', 'del')}
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
          {side(row.after, row.sign === 'SAME', 'ins')}
        </>
      ),
    },
  ]
}

export function ComparePage({
  view,
  mayEdit,
  values,
  errors,
  lang,
}: {
  view: Comparison
  mayEdit: boolean
  values: FormValues
  errors: FormErrors
  lang: Lang
}) {
  const w = say(changeWords, lang)
  const c = say(catalogueWords, lang)
  return (
    <>
      <Breadcrumbs items={[{ label: view.code, href: `/catalogue/${view.code}` }]} />
      <Head title={w.compareTitle} sub={`${view.code} · ${view.name}`} />
      <p>{w.compareLead(view.local.no, w[`state_${view.local.state}`], view.national.at)}</p>
      {view.parts.length === 0 && <Notice tone="ok">{w.equal}</Notice>}
      {mayEdit && view.parts.length > 0 && (
        <Card title={w.adopt}>
          <p className="sub">{w.adoptLead}</p>
          <Form action={`/catalogue/${view.code}/compare`} values={values} errors={errors}>
            <CheckboxGroup
              name="parts[]"
              label={w.parts}
              inline
              options={view.parts.map(({ part }) => ({ value: part, label: c[`part_${part}`] }))}
            />
            <FormActions>
              <Button kind="primary">{w.adopt}</Button>
            </FormActions>
          </Form>
        </Card>
      )}
      <DiffParts parts={view.parts} heads={[w.local, w.national]} lang={lang} />
    </>
  )
}
