import type { ReactNode } from 'react'
import { cx, useWords } from './context.ts'
import { FormContext, type FormValues, HiddenFields } from './form.tsx'
import { isHot, type NavItem } from './frame.tsx'
import { Icon } from './icon.tsx'

/** Saved filters or parts of a thing as links; counts come from the same counters as everywhere else. */
export function Tabs({ label, items }: { label: string; items: NavItem[] }) {
  return (
    <nav className="tabs" aria-label={label}>
      {items.map(item => (
        <a
          key={item.href}
          href={item.href}
          className={cx(isHot(item) && 'hot')}
          aria-current={item.current ? 'page' : undefined}
        >
          {item.label}
          {item.count !== undefined && <b>{item.count}</b>}
        </a>
      ))}
    </nav>
  )
}

export type FilterBarProps = {
  action: string
  values?: FormValues
  /** Parameters to keep, such as the tab and the order. */
  keep?: Record<string, string | number>
  /** Where all filters are gone; shown when `values` holds something. */
  clearHref?: string
  submitLabel?: string
  /** Read out; tells two such forms of a page apart. */
  label?: string
  children: ReactNode
}

/** Fields that narrow a list: a GET form; where JavaScript runs a change of a list sends it. */
export function FilterBar({ action, values = {}, keep, clearHref, submitLabel, label, children }: FilterBarProps) {
  const words = useWords()
  const filtered = Object.values(values).some(value => value !== undefined && value.length > 0)
  return (
    <FormContext value={{ values, errors: {}, prefix: 'q', compact: true }}>
      <form className="tools" action={action} role="search" aria-label={label ?? words.filters} data-autosubmit>
        <HiddenFields fields={keep} />
        {children}
        <button className="btn" type="submit">
          {submitLabel ?? words.filter}
        </button>
        {filtered && clearHref && (
          <a className="clear" href={clearHref}>
            {words.clearFilters}
          </a>
        )}
      </form>
    </FormContext>
  )
}

/** What the list is narrowed by now; each can be taken away. */
export function FilterChips({ items }: { items: { label: ReactNode; removeHref: string }[] }) {
  const words = useWords()
  if (items.length === 0) return null
  return (
    <ul className="chips" aria-label={words.activeFilters}>
      {items.map((item, at) => (
        <li key={at}>
          <a className="chip" href={item.removeHref}>
            <span className="sr">{words.removeFilter}: </span>
            {item.label}
            <Icon name="close" />
          </a>
        </li>
      ))}
    </ul>
  )
}
