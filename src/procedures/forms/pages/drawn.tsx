import { say } from '#app/kernel/words.ts'
import { Badge, type Column, DataTable, type Lang, Notice, Sub } from '#app/ui/index.ts'
import type { ReactNode } from 'react'
import type { FormFault } from '../checks.ts'
import { type FormDefinition, type FormField, type FormSection, MAX_ROWS, type RowField } from '../definition.ts'
import { wordsOfConditions } from '../questions.ts'
import { faultWords } from '../refusals.ts'
import { formWords } from '../words.ts'
import { anchorOf } from './addresses.ts'

/** A form as tables of its sections: read by officers, with buttons in the editor. */

/** A field with where it stands: within the rows of a group it is drawn below it. */
export interface FieldRow {
  field: FormField | RowField
  group: string | null
  path: string
}

export const rowsOf = (section: FormSection, at: number): FieldRow[] =>
  section.fields.flatMap((field, f): FieldRow[] => {
    const path = `sections.${at}.fields.${f}`
    const inner = (field.fields ?? []).map((one, r) => ({ field: one, group: field.key, path: `${path}.fields.${r}` }))
    return [{ field, group: null, path }, ...inner]
  })

interface Props {
  form: FormDefinition
  section: FormSection
  /** Number of the section, from 0. */
  at: number
  lang: Lang
  /** What is still wrong, said beside its place. */
  faults?: readonly FormFault[]
  /** Buttons of a row; left out where the form is only read. */
  actions?: (row: FieldRow) => ReactNode
}

/** The fields of one section. */
export function SectionTable(props: Props) {
  const { section, at, lang } = props
  return (
    <DataTable
      bare
      caption={section.title[lang]}
      rows={rowsOf(section, at)}
      rowKey={row => row.field.key}
      empty={<Notice tone="warn">{say(formWords, lang).emptySection}</Notice>}
      columns={columns(props)}
    />
  )
}

function columns({ form, lang, faults = [], actions }: Props): Column<FieldRow>[] {
  const w = say(formWords, lang)
  const conditions = wordsOfConditions(form, lang)
  return [
    { key: 'field', head: w.field, rowHead: true, cell: row => <FieldName row={row} faults={faults} lang={lang} /> },
    {
      key: 'type',
      head: w.type,
      cell: row => (
        <>
          {w[`type_${row.field.type}`]}
          <Sub>
            {detail(row.field, lang)} <code>{row.field.key}</code>
          </Sub>
        </>
      ),
    },
    {
      key: 'when',
      head: w.onlyWhen,
      labelled: true,
      cell: row => (row.field.when ? conditions(row.field.when) : ''),
    },
    ...(actions ? [{ key: 'actions', head: w.actions, cell: actions }] : []),
  ]
}

function FieldName({ row, faults, lang }: { row: FieldRow; faults: readonly FormFault[]; lang: Lang }) {
  const { field, group, path } = row
  const own = faults.filter(one => one.path === path || one.path.startsWith(`${path}.when.`))
  return (
    <span id={anchorOf({ kind: 'field', key: field.key })}>
      {group !== null && <span aria-hidden="true">↳ </span>}
      {field.label[lang]} {field.required && <Badge>{say(formWords, lang).required}</Badge>}
      {field.help && <Sub>{field.help[lang]}</Sub>}
      <Faults faults={own} lang={lang} />
    </span>
  )
}

function detail(field: FormField | RowField, lang: Lang): string {
  const w = say(formWords, lang)
  if (field.options) return field.options.map(option => option.label[lang]).join(' · ')
  if (field.type !== 'group') return ''
  const { minRows = 0, maxRows = MAX_ROWS } = field
  return w.rowsOf(minRows, maxRows)
}

/** What is wrong at a place, beside it. */
export function Faults({ faults, lang }: { faults: readonly FormFault[]; lang: Lang }) {
  return faults.map(fault => (
    <p key={`${fault.fault}${fault.path}`} className="err">
      {faultWords(fault)[lang]}
    </p>
  ))
}
