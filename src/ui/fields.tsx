import type { HTMLAttributes, ReactNode } from 'react'
import { cx, useWords } from './context.ts'
import { useField } from './form.tsx'

/** What every field has. Fields are required unless `required={false}`, which is said beside the label. */
export type FieldProps = {
  name: string
  label: ReactNode
  help?: ReactNode
  required?: boolean
  /** Instead of what the form holds. */
  value?: string
  error?: string
  disabled?: boolean
  /** The label is only read out (a search box beside its button). */
  hideLabel?: boolean
}

type Shell = Omit<FieldProps, 'value' | 'disabled'> & { id: string; compact?: boolean; children: ReactNode }

/** `aria-describedby` for a control with help and error texts. */
export const describedBy = (id: string, help: ReactNode, error: string | undefined): string | undefined =>
  cx(Boolean(help) && `${id}-help`, Boolean(error) && `${id}-err`)

/** The sentence of an error beside its field. */
export function FieldError({ id, error }: { id: string; error: string | undefined }) {
  const words = useWords()
  if (!error) return null
  return (
    <p className="err" id={`${id}-err`}>
      <span className="sr">{words.error} </span>
      {error}
    </p>
  )
}

export const OptionalMark = ({ required }: { required: boolean | undefined }) => {
  const words = useWords()
  return required === false ? <span className="opt"> ({words.optional})</span> : null
}

function Field({ id, label, help, required, error, hideLabel, compact, children }: Shell) {
  return (
    <div className={cx('field', error && 'bad')}>
      <label className={cx(hideLabel && 'sr')} htmlFor={id}>
        {label}
        {!compact && <OptionalMark required={required} />}
      </label>
      {help && (
        <p className="help" id={`${id}-help`}>
          {help}
        </p>
      )}
      <FieldError id={id} error={error} />
      {children}
    </div>
  )
}

/** Everything the controls share, from the field's props and its form. */
function useControl(props: FieldProps) {
  const { id, value, error, compact } = useField(props.name, props.value, props.error)
  const text = Array.isArray(value) ? value[0] : value
  return {
    shell: { ...props, id, error, compact },
    control: {
      id,
      name: props.name,
      defaultValue: text,
      disabled: props.disabled,
      required: props.required !== false && !compact,
      'aria-describedby': describedBy(id, props.help, error),
      'aria-invalid': error ? (true as const) : undefined,
    },
  }
}

export type TextFieldProps = FieldProps & {
  type?: 'text' | 'email' | 'tel' | 'password' | 'search' | 'url' | 'time' | 'month'
  autoComplete?: string
  inputMode?: HTMLAttributes<HTMLInputElement>['inputMode']
  placeholder?: string
  maxLength?: number
  /** How many characters wide the box looks; whole width when left out. */
  width?: 4 | 8 | 16 | 24
  spellCheck?: boolean
  autoFocus?: boolean
}

export function TextField({
  type = 'text',
  autoComplete,
  inputMode,
  placeholder,
  maxLength,
  width,
  spellCheck,
  autoFocus,
  ...props
}: TextFieldProps) {
  const { shell, control } = useControl(props)
  return (
    <Field {...shell}>
      <input
        {...control}
        defaultValue={type === 'password' ? undefined : control.defaultValue}
        className={cx('in', width && `w${width}`)}
        type={type}
        autoComplete={autoComplete}
        inputMode={inputMode}
        placeholder={placeholder}
        maxLength={maxLength}
        spellCheck={spellCheck}
        autoFocus={autoFocus}
      />
    </Field>
  )
}

export function TextArea({
  rows = 4,
  maxLength,
  autoFocus,
  ...props
}: FieldProps & { rows?: number; maxLength?: number; autoFocus?: boolean }) {
  const { shell, control } = useControl(props)
  return (
    <Field {...shell}>
      <textarea {...control} className="in" rows={rows} maxLength={maxLength} autoFocus={autoFocus} />
    </Field>
  )
}

export type Option = {
  value: string
  label: string /** Options with the same group stand together. */
  group?: string
  disabled?: boolean
}

/** A closed list. `blank`: the first, empty line (`false`: none). */
export function SelectField({ options, blank, ...props }: FieldProps & { options: Option[]; blank?: string | false }) {
  const words = useWords()
  const { shell, control } = useControl(props)
  const groups = [...new Set(options.map(option => option.group))]
  const items = (group: string | undefined) =>
    options
      .filter(option => option.group === group)
      .map(option => (
        <option key={option.value} value={option.value} disabled={option.disabled}>
          {option.label}
        </option>
      ))
  return (
    <Field {...shell}>
      <select {...control} className="in">
        {blank !== false && <option value="">{blank ?? words.choose}</option>}
        {groups.map(group =>
          group === undefined ? (
            items(group)
          ) : (
            <optgroup key={group} label={group}>
              {items(group)}
            </optgroup>
          ),
        )}
      </select>
    </Field>
  )
}

type Span = { min?: string; max?: string }

/** Sent as `YYYY-MM-DD`, with `THH:mm` for a time; written as the browser writes days, and day first where the script runs. */
function Day({
  type,
  width,
  min,
  max,
  ...props
}: FieldProps & Span & { type: 'date' | 'datetime-local'; width: string }) {
  const words = useWords()
  const { shell, control } = useControl(props)
  const texts = { 'data-form': type === 'date' ? words.dayForm : words.timeForm, 'data-open': words.openCalendar }
  // A browser drops what is no day; what was typed comes back by the script.
  const isDay = /^\d{4}-/.test(control.defaultValue ?? '')
  const given = isDay ? {} : { defaultValue: undefined, 'data-given': control.defaultValue || undefined }
  return (
    <Field {...shell}>
      <input {...control} {...texts} {...given} className={`in ${width}`} type={type} min={min} max={max} data-day />
    </Field>
  )
}

/** A day, `YYYY-MM-DD`. */
export function DateField(props: FieldProps & Span) {
  return <Day {...props} type="date" width="w16" />
}

/** A day and time of day of the province's clock, `YYYY-MM-DDTHH:mm`. */
export function DateTimeField(props: FieldProps & Span) {
  return <Day {...props} type="datetime-local" width="w24" />
}

function Measured({ unit, id, children }: { unit: ReactNode; id: string; children: ReactNode }) {
  return (
    <span className="unit">
      {children}
      {unit && <span id={`${id}-unit`}>{unit}</span>}
    </span>
  )
}

type MeasuredProps = FieldProps & { unit?: ReactNode; inputMode: 'numeric' | 'decimal'; money?: boolean }

function MeasuredField({ unit, inputMode, money, ...props }: MeasuredProps) {
  const { shell, control } = useControl(props)
  const described = cx(control['aria-describedby'], Boolean(unit) && `${control.id}-unit`)
  return (
    <Field {...shell}>
      <Measured unit={unit} id={control.id}>
        <input
          {...control}
          aria-describedby={described}
          className="in num w16"
          type="text"
          inputMode={inputMode}
          autoComplete="off"
          data-money={money || undefined}
        />
      </Measured>
    </Field>
  )
}

/** An amount of đồng as people write it: `1.500.000`; the door reads away the dots. */
export function MoneyField(props: FieldProps) {
  const words = useWords()
  return <MeasuredField {...props} unit={words.currency} inputMode="numeric" money />
}

/** A number as people write it (`51,25`); `unit` stands behind the box. */
export function NumberField({ decimals, ...props }: FieldProps & { unit?: ReactNode; decimals?: boolean }) {
  return <MeasuredField {...props} inputMode={decimals ? 'decimal' : 'numeric'} />
}

export type FileFieldProps = Omit<FieldProps, 'value'> & {
  accept?: string
  multiple?: boolean /** In words: `20 MB`. */
  limit?: string
}

/** Papers to send; the form needs `files`. A browser never gives chosen files back, so say it when a form returns. */
export function FileField({ accept, multiple, limit, help, ...props }: FileFieldProps) {
  const words = useWords()
  const kinds = accept
    ?.split(',')
    .filter(kind => kind.trim().startsWith('.'))
    .map(kind => kind.trim().slice(1).toUpperCase())
    .join(', ')
  const limits = [kinds, limit && `${words.fileLimit} ${limit}`].filter(Boolean).join(' · ')
  const { shell, control } = useControl({
    ...props,
    help: (help || limits) && (
      <>
        {help}
        {help && limits ? ' · ' : ''}
        {limits}
      </>
    ),
  })
  return (
    <Field {...shell}>
      <input
        {...control}
        defaultValue={undefined}
        className="in file"
        type="file"
        accept={accept}
        multiple={multiple}
      />
    </Field>
  )
}
