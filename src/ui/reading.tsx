import type { ReactNode } from 'react'
import { cx, useWords } from './context.ts'
import { standingForm } from './form.tsx'

/** Head of a page: the thing itself, its state in a sentence, the actions (one of them primary). */
export function Head({ title, sub, children }: { title: ReactNode; sub?: ReactNode; children?: ReactNode }) {
  return (
    <div className="head">
      <div className="grow">
        <h1>{title}</h1>
        {sub && <p className="sub num">{sub}</p>}
      </div>
      {children && <div className="headacts">{children}</div>}
    </div>
  )
}

export type Crumb = { label: string; href?: string }

/** The way back: from the widest to this page's parent. */
export function Breadcrumbs({ items }: { items: Crumb[] }) {
  const words = useWords()
  return (
    <nav className="crumb" aria-label={words.breadcrumbs}>
      {items.map((item, at) => (
        <span key={at}>
          {at > 0 && <span aria-hidden="true"> › </span>}
          {item.href ? <a href={item.href}>{item.label}</a> : item.label}
        </span>
      ))}
    </nav>
  )
}

/** A white sheet with a heading; `actions` stand to its right. */
export function Card({
  title,
  actions,
  id,
  children,
}: {
  title?: ReactNode
  actions?: ReactNode
  id?: string
  children: ReactNode
}) {
  return (
    <section className="card" id={id}>
      {(title || actions) && (
        <div className="cardhead">
          {title && <h2>{title}</h2>}
          {actions}
        </div>
      )}
      {children}
    </section>
  )
}

/** Main column and a narrower one beside it, which goes below on small screens. */
export function Columns({ children, aside }: { children: ReactNode; aside: ReactNode }) {
  return (
    <div className="cols">
      <div>{children}</div>
      <aside>{aside}</aside>
    </div>
  )
}

/** `whole`: a table below its label rather than beside it. */
export type Fact = { label: ReactNode; value: ReactNode; whole?: boolean | undefined }

/** Facts of a thing: label and value in two columns. Pairs whose value is missing are left out. */
export function Facts({ items }: { items: Fact[] }) {
  return (
    <dl className="facts">
      {items
        .filter(item => item.value !== undefined && item.value !== null && item.value !== '')
        .map((item, at) => (
          <div key={at} className={cx(item.whole && 'whole')}>
            <dt>{item.label}</dt>
            <dd>{item.value}</dd>
          </div>
        ))}
    </dl>
  )
}

export type StoryItem = {
  text: ReactNode /** Instant in words and the papers it made. */
  when: ReactNode
  now?: boolean
  dateTime?: string
}

/** History as sentences, newest first: who did what, when, with the paper it made. */
export function Story({ items }: { items: StoryItem[] }) {
  return (
    <ol className="story">
      {items.map((item, at) => (
        <li key={at} className={cx(item.now && 'now')}>
          {item.text}
          <div className="at">{item.dateTime ? <time dateTime={item.dateTime}>{item.when}</time> : item.when}</div>
        </li>
      ))}
    </ol>
  )
}

export type Step = { title: ReactNode; text?: ReactNode; state?: 'done' | 'now' | 'todo' }

/** Numbered steps; with `state` it also shows how far one is. */
export function StepList({ steps }: { steps: Step[] }) {
  const words = useWords()
  return (
    <ol className="steps">
      {steps.map((step, at) => (
        <li key={at} className={step.state} aria-current={step.state === 'now' ? 'step' : undefined}>
          <b>{step.title}</b>
          {step.state === 'done' && <span className="sr"> ({words.done})</span>}
          {step.text && <div>{step.text}</div>}
        </li>
      ))}
    </ol>
  )
}

/** The strip of two to five figures that answers first: how long, how much, what to bring. */
export function SummaryStrip({ items }: { items: { value: ReactNode; label: ReactNode }[] }) {
  return (
    <div className="sum">
      {items.map((item, at) => (
        <div key={at}>
          <b>{item.value}</b>
          <span>{item.label}</span>
        </div>
      ))}
    </div>
  )
}

export type Tone = 'info' | 'ok' | 'warn' | 'late'

/** A remark set apart. `live`: the answer to what was just done, read out when the page opens. */
export function Notice({
  tone = 'info',
  title,
  live,
  children,
}: {
  tone?: Tone
  title?: ReactNode
  live?: boolean
  children?: ReactNode
}) {
  return (
    <div
      className={cx('note', tone !== 'info' && tone)}
      role={live ? (tone === 'late' ? 'alert' : 'status') : undefined}
    >
      {title && <b>{title}</b>}
      {children && <div>{children}</div>}
    </div>
  )
}

/** Nothing to show: says why, and what to do next. */
export function Empty({ title, children }: { title?: ReactNode; children?: ReactNode }) {
  const words = useWords()
  return (
    <div className="empty">
      <p>
        <b>{title ?? words.empty}</b>
      </p>
      {children}
    </div>
  )
}

/** A word about a thing, never colour alone. */
export function Badge({ tone, children }: { tone?: 'ok' | 'warn' | 'late' | 'pause' | 'seal'; children: ReactNode }) {
  return <span className={cx('badge', tone)}>{children}</span>
}

export type MaskedProps = {
  value: string
  /** The verb that records the asking and shows the whole; `name`/`value` say which datum. */
  reveal?: { action: string; name?: string; value?: string }
  /** What it is, read out after "hiện": `số CCCD`. */
  label?: string
}

/** Personal data with its middle hidden; asking to see it is a POST, because the asking is recorded. May stand within a sentence. */
export function Masked({ value, reveal, label }: MaskedProps) {
  const words = useWords()
  return (
    <span className="masked">
      <span className="num">{value}</span>
      {reveal && (
        <button
          className="linklike"
          type="submit"
          form={standingForm}
          formAction={reveal.action}
          name={reveal.name}
          value={reveal.value}
          aria-label={label && `${words.reveal} ${label}`}
        >
          {words.reveal}
        </button>
      )}
    </span>
  )
}

/** Something long, folded; works without JavaScript. */
export function More({ summary, open, children }: { summary: ReactNode; open?: boolean; children: ReactNode }) {
  return (
    <details className="more" open={open}>
      <summary>{summary}</summary>
      <div>{children}</div>
    </details>
  )
}

/** The reasons behind a figure or a day, one short sentence each. */
export function Why({ summary, reasons, open }: { summary: ReactNode; reasons: ReactNode[]; open?: boolean }) {
  return (
    <More summary={summary} open={open}>
      <ul className="why">
        {reasons.map((reason, at) => (
          <li key={at}>{reason}</li>
        ))}
      </ul>
    </More>
  )
}

/** A row of buttons. */
export function Actions({ children }: { children: ReactNode }) {
  return <div className="row">{children}</div>
}
