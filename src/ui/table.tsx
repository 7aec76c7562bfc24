import type { ReactNode } from 'react'
import { Button } from './button.tsx'
import { cx, usePage, useWords } from './context.ts'
import { CsrfField, HiddenFields } from './form.tsx'
import { Icon } from './icon.tsx'
import { turnsOf } from './turning.ts'

export type Column<Row> = {
  key: string
  head: ReactNode
  cell: (row: Row) => ReactNode
  /** Numbers stand to the right. */
  align?: 'right'
  /** Value of the sort parameter; makes the head a link. */
  sort?: string
  /** The head is only read out. */
  hideHead?: boolean
  /** The column that names the row: read out as its heading. */
  rowHead?: boolean
  /** As cards on a phone: show the head before the value (by default only for numbers). */
  labelled?: boolean
  /** Last line: totals. */
  foot?: ReactNode
}

export type Sort = { by: string; direction: 'up' | 'down'; href: (by: string, direction: 'up' | 'down') => string }

export type DataTableProps<Row> = {
  /** What the table lists; read out, shown when `showCaption`. */
  caption: string
  showCaption?: boolean
  columns: Column<Row>[]
  rows: Row[]
  rowKey: (row: Row) => string
  /** Checkboxes that belong to the form of a `BulkBar` with the same `formId`. */
  select?: {
    formId: string
    name?: string
    label: (row: Row) => string
    selected?: (row: Row) => boolean
    disabled?: (row: Row) => boolean
  }
  sort?: Sort
  /** Shown in place of the rows when there are none. */
  empty?: ReactNode
  /** Rows become cards where the columns do not fit; `false` lets a figures table scroll instead. */
  stack?: boolean
  /** Without its own border, inside a card. */
  bare?: boolean
  /** Marks a row: `now` (being worked on), `late`. */
  rowTone?: (row: Row) => 'late' | 'quiet' | undefined
}

function SortHead<Row>({ column, sort }: { column: Column<Row>; sort: Sort }) {
  const words = useWords()
  const on = sort.by === column.sort
  const next = on && sort.direction === 'up' ? 'down' : 'up'
  return (
    <a href={sort.href(column.sort ?? column.key, next)}>
      {column.head}
      {on && (
        <>
          <Icon name={sort.direction === 'up' ? 'up' : 'down'} />
          <span className="sr"> {sort.direction === 'up' ? words.sortUp : words.sortDown}</span>
        </>
      )}
    </a>
  )
}

/** A dense table; cards on a phone, nothing lost. The first link of a row is where Enter goes. */
export function DataTable<Row>({
  caption,
  showCaption,
  columns,
  rows,
  rowKey,
  select,
  sort,
  empty,
  stack = true,
  bare,
  rowTone,
}: DataTableProps<Row>) {
  const words = useWords()
  if (rows.length === 0 && empty !== undefined) return <div className={cx('sheet', bare && 'bare')}>{empty}</div>
  const sortOf = (column: Column<Row>) =>
    sort && column.sort && sort.by === column.sort ? (sort.direction === 'up' ? 'ascending' : 'descending') : undefined
  const scroll = stack ? {} : { tabIndex: 0, role: 'region', 'aria-label': caption }
  return (
    <div className={cx('sheet', bare && 'bare', !stack && 'wide')} {...scroll}>
      <table className={cx(stack && 'stack', stack && columns.length > 4 && 'many')}>
        <caption className={cx(!showCaption && 'sr')}>{caption}</caption>
        <thead>
          <tr>
            {select && (
              <th className="pick" scope="col">
                <span className="sr">{words.select}</span>
                <input type="checkbox" hidden data-js data-all={select.formId} aria-label={words.selectAll} />
              </th>
            )}
            {columns.map(column => (
              <th
                key={column.key}
                scope="col"
                className={cx(column.align === 'right' && 'r')}
                aria-sort={sortOf(column)}
              >
                {column.hideHead ? (
                  <span className="sr">{column.head}</span>
                ) : sort && column.sort ? (
                  <SortHead column={column} sort={sort} />
                ) : (
                  column.head
                )}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(row => {
            const key = rowKey(row)
            return (
              <tr key={key} className={rowTone?.(row)}>
                {select && (
                  <td className="pick">
                    <input
                      type="checkbox"
                      name={select.name ?? 'id'}
                      value={key}
                      form={select.formId}
                      aria-label={`${words.select} ${select.label(row)}`}
                      defaultChecked={select.selected?.(row)}
                      disabled={select.disabled?.(row)}
                    />
                  </td>
                )}
                {columns.map(column => {
                  const labelled = column.labelled ?? column.align === 'right'
                  const shared = {
                    className: cx(column.align === 'right' && 'r'),
                    'data-label': stack && labelled && typeof column.head === 'string' ? column.head : undefined,
                  }
                  return column.rowHead ? (
                    <th key={column.key} scope="row" {...shared}>
                      {column.cell(row)}
                    </th>
                  ) : (
                    <td key={column.key} {...shared}>
                      {column.cell(row)}
                    </td>
                  )
                })}
              </tr>
            )
          })}
        </tbody>
        {columns.some(column => column.foot !== undefined) && (
          <tfoot>
            <tr>
              {select && <td />}
              {columns.map(column => (
                <td
                  key={column.key}
                  className={cx(column.align === 'right' && 'r')}
                  data-label={
                    stack &&
                    column.foot !== undefined &&
                    (column.labelled ?? column.align === 'right') &&
                    typeof column.head === 'string'
                      ? column.head
                      : undefined
                  }
                >
                  {column.foot}
                </td>
              ))}
            </tr>
          </tfoot>
        )}
      </table>
    </div>
  )
}

/** A code that never breaks, as a link where it leads somewhere. */
export function Code({ href, children }: { href?: string; children: ReactNode }) {
  return href ? (
    <a className="code" href={href}>
      {children}
    </a>
  ) : (
    <span className="code">{children}</span>
  )
}

/** The second, quieter line of a cell. */
export function Sub({ children }: { children: ReactNode }) {
  return <div className="sub">{children}</div>
}

export type PagerProps = {
  /** `51–100 trong khoảng 4.200 hồ sơ`. */
  text?: ReactNode
  /** The first page; left out on it. */
  firstHref?: string
  /** The page after this one, by `after`; left out on the last. */
  nextHref?: string
}

/** Pages by cursor: first, previous, next; absent ends are left out. The way back is in the page's own address. */
export function Pager({ text, firstHref, nextHref }: PagerProps) {
  const words = useWords()
  const { first, previous, next } = turnsOf(usePage().address ?? '', firstHref, nextHref)
  if (!text && !first && !previous && !next) return null
  return (
    <nav className="pager" aria-label={words.pages}>
      {text && <span className="num">{text}</span>}
      {first && <a href={first}>{words.pageFirst}</a>}
      {previous && (
        <a href={previous} rel="prev">
          <Icon name="left" />
          {words.pagePrevious}
        </a>
      )}
      {next && (
        <a className="btn" href={next} rel="next">
          {words.pageNext}
          <Icon name="right" />
        </a>
      )}
    </nav>
  )
}

export type BulkAction = {
  label: ReactNode
  action: string
  name?: string
  value?: string
  keyHint?: string
  confirm?: string
}

export type BulkBarProps = {
  formId: string
  actions: BulkAction[]
  /** With `{n}` for the number: `{n} hồ sơ được chọn`. */
  counted: string
  /** How many of them each action fits, or another remark. */
  note?: ReactNode
  /** More controls of the same form (whom to give them to). */
  children?: ReactNode
  csrf?: string
  idempotencyKey?: string
  fields?: Record<string, string | number>
}

/** What can be done with the ticked rows; shows itself while one is ticked. */
export function BulkBar({ formId, actions, counted, note, children, csrf, idempotencyKey, fields }: BulkBarProps) {
  const words = useWords()
  return (
    <form className="bulk" id={formId} method="post" action={actions[0]?.action} aria-label={words.bulk}>
      <CsrfField csrf={csrf} idempotencyKey={idempotencyKey} />
      <HiddenFields fields={fields} />
      <b data-counted={counted} aria-live="polite">
        {words.selectFirst}
      </b>
      <span className="grow">{note}</span>
      {children}
      {actions.map((action, at) => (
        <Button
          key={at}
          formAction={action.action}
          name={action.name}
          value={action.value}
          keyHint={action.keyHint}
          confirm={action.confirm}
        >
          {action.label}
        </Button>
      ))}
    </form>
  )
}
