import { createContext, type ReactNode, useContext } from 'react'
import { cx, usePage, useWords } from './context.ts'

/** What was typed, by field name; kept and shown again when a form comes back. */
export type FormValues = Record<string, string | string[] | undefined>
/** What is wrong, by field name; the name `_` is for the form as a whole. */
export type FormErrors = Record<string, string>

type FormFacts = { values: FormValues; errors: FormErrors; prefix: string; compact: boolean }

export const FormContext = createContext<FormFacts>({ values: {}, errors: {}, prefix: 'f', compact: false })

/** The name without the `[]` of lists: how errors are keyed. */
const bareName = (name: string): string => name.replace(/\[\]$/, '')

/** The id of a field's control: `f-name`; error summaries link to it. */
export const fieldId = (prefix: string, name: string): string => `${prefix}-${bareName(name).replace(/[^\w-]/g, '_')}`

/** Value, error and ids of one field: what its props say, else what its form says. */
export function useField(name: string, value?: string | string[], error?: string) {
  const form = useContext(FormContext)
  const id = fieldId(form.prefix, name)
  return {
    id,
    value: value ?? form.values[name],
    error: error ?? form.errors[name] ?? form.errors[bareName(name)],
    compact: form.compact,
  }
}

export type FormProps = {
  action: string
  /** `get`: a question whose answer is an address; it changes nothing. */
  method?: 'get'
  /** What was typed; keeps it on the screen. */
  values?: FormValues
  errors?: FormErrors
  /** Hidden field `_csrf`; the page's token when left out. */
  csrf?: string
  /** Hidden field `idempotencyKey`: the same key gives the same answer, once. */
  idempotencyKey?: string
  /** Carries files (multipart). */
  files?: boolean
  id?: string
  /** Start of the field ids; needed only when two forms of a page have fields of the same name. */
  prefix?: string
  /** Warn before leaving with something typed and not sent. */
  guard?: boolean
  /** Leave the error summary to the page. */
  noSummary?: boolean
  /** What fields are called, where the summary shall say so. */
  labelOf?: ((name: string) => string | undefined) | undefined
  children: ReactNode
}

/** A form in one column, POST unless told otherwise. Checked by the server only, so every reader gets the same words. */
export function Form({
  action,
  method,
  values = {},
  errors = {},
  csrf,
  idempotencyKey,
  files,
  id,
  prefix = 'f',
  guard,
  noSummary,
  labelOf,
  children,
}: FormProps) {
  const words = useWords()
  return (
    <FormContext value={{ values, errors, prefix, compact: false }}>
      <form
        className="form"
        method={method ?? 'post'}
        action={action}
        id={id}
        noValidate
        encType={files ? 'multipart/form-data' : undefined}
        data-guard={guard ? words.unsaved : undefined}
      >
        {!method && <CsrfField csrf={csrf} idempotencyKey={idempotencyKey} />}
        {!noSummary && <ErrorSummary errors={errors} prefix={prefix} labelOf={labelOf} />}
        {children}
      </form>
    </FormContext>
  )
}

/** Id of the empty form that `<Document>` puts at the end of every page, for buttons that are not in one. */
export const standingForm = 'post'

/** The form of buttons that stand within a sentence. */
export function StandingForm() {
  return (
    <form id={standingForm} method="post" hidden>
      <CsrfField />
    </form>
  )
}

/** The hidden fields every changing form carries: `_csrf` and, where given, `idempotencyKey`. */
export function CsrfField({ csrf, idempotencyKey }: { csrf?: string; idempotencyKey?: string }) {
  const page = usePage()
  const token = csrf ?? page.csrf
  return (
    <>
      {token && <input type="hidden" name="_csrf" value={token} />}
      {idempotencyKey && <input type="hidden" name="idempotencyKey" value={idempotencyKey} />}
    </>
  )
}

export function HiddenField({ name, value }: { name: string; value: string | number }) {
  return <input type="hidden" name={name} value={value} />
}

export function HiddenFields({ fields = {} }: { fields?: Record<string, string | number> }) {
  return Object.entries(fields).map(([name, value]) => <HiddenField key={name} name={name} value={value} />)
}

/** The list of what is wrong, first on the page, focused when it opens; each line leads to its field. */
export function ErrorSummary({
  errors,
  prefix = 'f',
  title,
  labelOf,
}: {
  errors: FormErrors
  prefix?: string
  title?: string
  labelOf?: FormProps['labelOf']
}) {
  const words = useWords()
  const said = (name: string, message: string): string => {
    const label = labelOf?.(name)
    return label ? `${label}: ${message}` : message
  }
  const entries = Object.entries(errors)
  if (entries.length === 0) return null
  return (
    <div className="errors" role="alert" tabIndex={-1} autoFocus aria-labelledby={`${prefix}-errors`}>
      <h2 id={`${prefix}-errors`}>{title ?? words.errorTitle}</h2>
      <p>{words.errorLead}</p>
      <ul>
        {entries.map(([name, message]) => (
          <li key={name}>
            {name && name !== '_' ? <a href={`#${fieldId(prefix, name)}`}>{said(name, message)}</a> : message}
          </li>
        ))}
      </ul>
    </div>
  )
}

/** Fields that belong together; `legend` is their heading. */
export function FieldSet({ legend, help, children }: { legend: ReactNode; help?: ReactNode; children: ReactNode }) {
  return (
    <fieldset className="set">
      <legend>{legend}</legend>
      {help && <p className="help">{help}</p>}
      {children}
    </fieldset>
  )
}

/** Two or three short fields side by side (day and number of a paper); below each other on a phone. */
export function FieldRow({ children }: { children: ReactNode }) {
  return <div className="fieldrow">{children}</div>
}

/** The buttons that end a form: the main one first. */
export function FormActions({ children }: { children: ReactNode }) {
  return <div className="acts">{children}</div>
}

export type Answer = {
  label: ReactNode
  value: ReactNode
  /** A table below its label rather than beside it. */
  whole?: boolean
  changeHref?: string /** Read out after "Sửa". */
  changeLabel?: string
}

/** "Check your answers": every answer with a way back to it, before anything is sent. */
export function CheckAnswers({ title, answers }: { title?: string; answers: Answer[] }) {
  const words = useWords()
  return (
    <section className="card">
      {title && <h2>{title}</h2>}
      <dl className="facts answers">
        {answers.map((answer, at) => (
          <div key={at} className={cx(answer.whole && 'whole')}>
            <dt>{answer.label}</dt>
            <dd>
              <div className="said">{answer.value || <span className="sub">{words.notGiven}</span>}</div>
              {answer.changeHref && (
                <a href={answer.changeHref}>
                  {words.change}
                  <span className="sr"> {answer.changeLabel ?? answer.label}</span>
                </a>
              )}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  )
}

export type ConfirmProps = {
  /** The question, as the page's heading. */
  title: string
  /** What will happen, and what cannot be taken back. */
  children: ReactNode
  action: string
  confirmLabel: string
  cancelHref: string
  danger?: boolean
  fields?: Record<string, string | number>
  csrf?: string
  idempotencyKey?: string
}

/** A page that asks once more before something grave. */
export function Confirm({
  title,
  children,
  action,
  confirmLabel,
  cancelHref,
  danger,
  fields,
  csrf,
  idempotencyKey,
}: ConfirmProps) {
  const words = useWords()
  return (
    <form className={cx('card', 'confirm', danger && 'grave')} method="post" action={action}>
      <CsrfField csrf={csrf} idempotencyKey={idempotencyKey} />
      <HiddenFields fields={fields} />
      <h1>{title}</h1>
      {children}
      <FormActions>
        <button className={cx('btn', 'big', danger ? 'danger' : 'pri')} type="submit">
          {confirmLabel}
        </button>
        <a className="btn big" href={cancelHref}>
          {words.cancel}
        </a>
      </FormActions>
    </form>
  )
}
