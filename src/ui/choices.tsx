import type { ReactNode } from 'react'
import { cx } from './context.ts'
import { describedBy, FieldError, type FieldProps, OptionalMark } from './fields.tsx'
import { useField } from './form.tsx'

/** One of the answers offered; `help` explains it below. */
export type Choice = { value: string; label: ReactNode; help?: ReactNode; disabled?: boolean }

type GroupProps = Omit<FieldProps, 'value' | 'hideLabel'> & {
  options: Choice[] /** Short answers beside each other. */
  inline?: boolean
}

type ChoiceBoxProps = {
  id: string
  type: 'radio' | 'checkbox'
  name: string
  choice: Choice
  checked: boolean
  disabled?: boolean
  describedby?: string
  invalid?: boolean
}

function ChoiceBox({ id, type, name, choice, checked, disabled, describedby, invalid }: ChoiceBoxProps) {
  return (
    <div className="choice">
      <input
        id={id}
        type={type}
        name={name}
        value={choice.value}
        defaultChecked={checked}
        disabled={disabled || choice.disabled}
        aria-describedby={cx(describedby, Boolean(choice.help) && `${id}-help`)}
        aria-invalid={invalid || undefined}
      />
      <label htmlFor={id}>{choice.label}</label>
      {choice.help && (
        <p className="help" id={`${id}-help`}>
          {choice.help}
        </p>
      )}
    </div>
  )
}

type ManyProps = GroupProps & { type: 'radio' | 'checkbox'; chosen: string[]; id: string }

function ChoiceGroup({ type, name, label, help, required, error, disabled, options, inline, chosen, id }: ManyProps) {
  return (
    <fieldset
      className={cx('field', 'choices', error && 'bad', inline && 'inline')}
      aria-describedby={describedBy(id, help, error)}
    >
      <legend>
        {label}
        <OptionalMark required={required} />
      </legend>
      {help && (
        <p className="help" id={`${id}-help`}>
          {help}
        </p>
      )}
      <FieldError id={id} error={error} />
      {options.map((choice, at) => (
        <ChoiceBox
          key={choice.value}
          id={at === 0 ? id : `${id}-${at}`}
          type={type}
          name={name}
          choice={choice}
          checked={chosen.includes(choice.value)}
          disabled={disabled}
          invalid={Boolean(error)}
        />
      ))}
    </fieldset>
  )
}

const list = (value: string | string[] | undefined): string[] =>
  value === undefined ? [] : Array.isArray(value) ? value : [value]

/** One of few answers, all in sight. */
export function RadioGroup({ value, ...props }: GroupProps & { value?: string }) {
  const field = useField(props.name, value, props.error)
  return <ChoiceGroup {...props} type="radio" id={field.id} error={field.error} chosen={list(field.value)} />
}

/** Any number of answers; sent as the same name several times. */
export function CheckboxGroup({ value, ...props }: GroupProps & { value?: string[] }) {
  const field = useField(props.name, value, props.error)
  return <ChoiceGroup {...props} type="checkbox" id={field.id} error={field.error} chosen={list(field.value)} />
}

export type CheckboxFieldProps = Pick<FieldProps, 'name' | 'label' | 'help' | 'error' | 'disabled'> & {
  /** What is sent when ticked; nothing is sent otherwise. */
  sends?: string
  checked?: boolean
}

/** One statement to tick. */
export function CheckboxField({ name, label, help, error, disabled, sends = 'on', checked }: CheckboxFieldProps) {
  const field = useField(name, undefined, error)
  return (
    <div className={cx('field', 'choices', field.error && 'bad')}>
      <FieldError id={field.id} error={field.error} />
      <ChoiceBox
        id={field.id}
        type="checkbox"
        name={name}
        choice={{ value: sends, label, help }}
        checked={field.value === undefined ? (checked ?? false) : list(field.value).includes(sends)}
        disabled={disabled}
        describedby={field.error ? `${field.id}-err` : undefined}
        invalid={Boolean(field.error)}
      />
    </div>
  )
}
