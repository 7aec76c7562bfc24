import type { ReactNode } from 'react'
import { cx, useWords } from './context.ts'
import { CsrfField, HiddenFields, standingForm } from './form.tsx'
import { Icon } from './icon.tsx'

/** `primary`: the one main action of a screen, in lacquer red; `danger`: what cannot be taken back. */
export type ButtonKind = 'plain' | 'primary' | 'danger' | 'link'

type Look = {
  kind?: ButtonKind
  /** 48 px: for citizens and forms. */
  big?: boolean
  /** A letter that presses it (officers); shown on the button. */
  keyHint?: string
}

const look = ({ kind, big }: Look) =>
  kind === 'link' ? 'linklike' : cx('btn', kind === 'primary' && 'pri', kind === 'danger' && 'danger', big && 'big')

const Hint = ({ letter }: { letter: string | undefined }) => (letter ? <kbd aria-hidden="true">{letter}</kbd> : null)

const shortcut = (letter: string | undefined) =>
  letter ? { 'data-key': letter.toLowerCase(), 'aria-keyshortcuts': letter.toUpperCase() } : {}

export type ButtonProps = Look & {
  children: ReactNode
  type?: 'submit' | 'button'
  name?: string
  value?: string
  /** Another address for the same form. */
  formAction?: string
  /** The form it belongs to when it stands outside. */
  form?: string
  disabled?: boolean
  /** A question to answer first; asked only where JavaScript runs. For the grave ones use a `Confirm` page. */
  confirm?: string
}

/** A button of a form; `submit` unless told otherwise. */
export function Button({
  children,
  type = 'submit',
  name,
  value,
  formAction,
  form,
  disabled,
  confirm,
  keyHint,
  ...rest
}: ButtonProps) {
  return (
    <button
      className={look(rest)}
      type={type}
      name={name}
      value={value}
      formAction={formAction}
      form={form}
      disabled={disabled}
      data-confirm={confirm}
      {...shortcut(keyHint)}
    >
      {children}
      <Hint letter={keyHint} />
    </button>
  )
}

export type LinkButtonProps = Look & {
  href: string
  children: ReactNode
  download?: boolean | string
  newTab?: boolean
}

/** A link that looks like a button: it goes somewhere, it changes nothing. */
export function LinkButton({ href, children, download, newTab, keyHint, ...rest }: LinkButtonProps) {
  return (
    <a
      className={look(rest)}
      href={href}
      download={download}
      target={newTab ? '_blank' : undefined}
      rel={newTab ? 'noopener' : undefined}
      {...shortcut(keyHint)}
    >
      {children}
      <Hint letter={keyHint} />
    </a>
  )
}

export type PostButtonProps = Look & {
  action: string
  children: ReactNode
  csrf?: string
  idempotencyKey?: string
  fields?: Record<string, string | number>
  confirm?: string
  /** Read out instead of the text when several buttons say the same. */
  label?: string
}

/**
 * One verb as one button: POST, token, hidden fields. Without fields of its own it borrows the page's standing form,
 * so it may stand within a sentence; with fields it is a form, which HTML allows in no `<p>`.
 */
export function PostButton({
  action,
  children,
  csrf,
  idempotencyKey,
  fields,
  confirm,
  label,
  keyHint,
  ...rest
}: PostButtonProps) {
  const bare = !csrf && !idempotencyKey && !fields
  const button = (
    <button
      className={look(rest)}
      type="submit"
      form={bare ? standingForm : undefined}
      formAction={bare ? action : undefined}
      data-confirm={confirm}
      aria-label={label}
      {...shortcut(keyHint)}
    >
      {children}
      <Hint letter={keyHint} />
    </button>
  )
  if (bare) return button
  return (
    <form className="one" method="post" action={action}>
      <CsrfField csrf={csrf} idempotencyKey={idempotencyKey} />
      <HiddenFields fields={fields} />
      {button}
    </form>
  )
}

/** A list of links and buttons that unfolds (`<details>`); Esc and a click outside close it. `bare`: text, not a button. */
export function Menu({ label, bare, children }: { label: ReactNode; bare?: boolean; children: ReactNode }) {
  return (
    <details className="menu">
      <summary className={bare ? 'plainsum' : 'btn'}>
        {label}
        <Icon name="open" />
      </summary>
      <div>{children}</div>
    </details>
  )
}

/** Prints the page; absent where JavaScript does not run (the browser's own print remains). */
export function PrintButton({ children, ...rest }: Look & { children?: ReactNode }) {
  const words = useWords()
  return (
    <button className={look(rest)} type="button" hidden data-js data-print {...shortcut(rest.keyHint)}>
      {children ?? words.print}
      <Hint letter={rest.keyHint} />
    </button>
  )
}

/** Copies `text`; says so for a moment. Absent where JavaScript does not run. */
export function CopyButton({
  text,
  children,
  kind = 'link',
}: {
  text: string
  children?: ReactNode
  kind?: ButtonKind
}) {
  const words = useWords()
  return (
    <button className={look({ kind })} type="button" hidden data-js data-copy={text} data-done={words.copied}>
      {children ?? words.copy}
    </button>
  )
}
