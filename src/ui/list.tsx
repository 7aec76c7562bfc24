import type { ReactNode } from 'react'
import { withQuery } from '#app/kernel/http/query.ts'
import { LinkButton } from './button.tsx'
import { FilterBar } from './filters.tsx'
import { Head } from './reading.tsx'
import { DataTable, type DataTableProps, Pager } from './table.tsx'

type Query = Record<string, string | number | undefined>

export type ListPageProps<Row, Q extends Query> = Pick<
  DataTableProps<Row>,
  'columns' | 'rowKey' | 'empty' | 'rowTone' | 'select'
> & {
  title: string
  sub?: ReactNode
  /** Address of the list; its sheet lies below it, at `export.xlsx`, unless said. */
  path: string
  sheet?: string
  /** Label of the link to the sheet. */
  exportLabel: ReactNode
  /** More to do from here: to make a new one. */
  actions?: ReactNode
  /** Between head and filters: tabs, a notice. */
  above?: ReactNode
  /** What was asked for: what narrows, the order, the page. Whatever is no filter stays when the filters are cleared. */
  query: Q
  /** Names of the fields in `children`. */
  filters: readonly (keyof Q & string)[]
  submitLabel?: string
  /** The fields that narrow the list. */
  children: ReactNode
  /** What the table lists, where the title does not say it. */
  caption?: string
  page: { items: Row[]; next: string | null }
  /** How many there are, in words. */
  found?: string
  /** Column (its `sort`) the list is ordered by unless asked otherwise; the query says `sort` and `direction`. */
  sortedBy?: string
}

/** A list one can narrow, order, page through and take home as a sheet: all its addresses come from one query. */
export function ListPage<Row, Q extends Query>(props: ListPageProps<Row, Q>) {
  const { path, filters, page, title, columns, rowKey, empty, rowTone, select, sortedBy } = props
  const { after, limit: _limit, ...asked } = props.query as Query
  const kept = Object.fromEntries(Object.entries(asked).filter(([name]) => !filters.includes(name)))
  const href = (more: Query = {}, to = path): string => withQuery(to, { ...asked, ...more })
  return (
    <>
      <Head title={title} sub={props.sub}>
        <LinkButton href={href({}, props.sheet ?? `${path}/export.xlsx`)} download>
          {props.exportLabel}
        </LinkButton>
        {props.actions}
      </Head>
      {props.above}
      <FilterBar
        action={path}
        values={Object.fromEntries(filters.map(name => [name, String(asked[name] ?? '')]))}
        keep={Object.fromEntries(Object.entries(kept).flatMap(([name, value]) => (value ? [[name, value]] : [])))}
        clearHref={withQuery(path, kept)}
        submitLabel={props.submitLabel}
      >
        {props.children}
      </FilterBar>
      <DataTable
        caption={props.caption ?? title}
        rows={page.items}
        sort={
          sortedBy === undefined
            ? undefined
            : {
                by: String(asked['sort'] ?? sortedBy),
                direction: asked['direction'] === 'down' ? 'down' : 'up',
                href: (sort, direction) => href({ sort, direction }),
              }
        }
        {...{ columns, rowKey, empty, rowTone, select }}
      />
      <Pager
        text={props.found}
        firstHref={after === undefined ? undefined : href()}
        nextHref={page.next === null ? undefined : href({ after: page.next })}
      />
    </>
  )
}
