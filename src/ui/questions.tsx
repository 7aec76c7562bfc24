import { type ReactNode, useContext } from 'react'
import { Button } from './button.tsx'
import { CheckboxGroup, RadioGroup } from './choices.tsx'
import { cx, useWords } from './context.ts'
import {
  DateField,
  describedBy,
  FieldError,
  MoneyField,
  NumberField,
  OptionalMark,
  SelectField,
  TextArea,
  TextField,
} from './fields.tsx'
import { FormContext, useField } from './form.tsx'
import type { Asked, PlaceLists, Question, QuestionSection } from './question.ts'
import { ADD_ROW, REMOVE_ROW, rowsTyped, SHOW_LIST } from './rows.ts'

export type QuestionsProps = {
  sections: readonly QuestionSection[]
  /** What the names of all fields begin with. */
  name: string
  places: PlaceLists
  /** Name of the row or the boxes that get the focus when the page opens (`reshaped`). */
  focus?: string | undefined
}

type Placed = { name: string; places: PlaceLists; focus: string | undefined }

/**
 * Sections of typed questions, within a `Form`. Without a script every part is shown with a sentence saying when it
 * applies, and rows come and go by sending the form (`reshaped`); the script `answers` does the same in place.
 */
export function Questions({ sections, name, places, focus }: QuestionsProps) {
  const words = useWords()
  return (
    <div className="questions" data-questions={name} data-shown={words.partShown} data-gone={words.partGone}>
      {/* Enter presses a form's first button: it must not be one that adds a row. */}
      <button className="sr" type="submit" tabIndex={-1} aria-hidden="true" />
      <p className="sr" role="status" data-said="" />
      {sections.map(section => (
        <fieldset key={section.key} {...part('set', section.when, section.title)}>
          <legend>{section.title}</legend>
          {(section.when || section.help) && <p className="help">{helpOf(section, words.onlyWhen)}</p>}
          {section.questions.map(question => (
            <Ask
              key={question.key}
              question={question}
              name={`${name}.${question.key}`}
              places={places}
              focus={focus}
            />
          ))}
        </fieldset>
      ))}
    </div>
  )
}

/** A part of a form that is asked only sometimes, whatever stands in it. */
export function Part({ when, label, children }: { when?: Asked | undefined; label: string; children: ReactNode }) {
  const words = useWords()
  return (
    <div {...part('', when, label)}>
      {when && <p className="help">{helpOf({ when }, words.onlyWhen)}</p>}
      {children}
    </div>
  )
}

const part = (look: string, when: Asked | undefined, label: string) => ({
  className: cx(look, when?.holds === false && 'unasked'),
  ...(when ? { 'data-when': JSON.stringify(when.rule), 'data-label': label } : {}),
})

function helpOf({ when, help }: { when?: Asked | undefined; help?: string | undefined }, onlyWhen: string): ReactNode {
  if (!when) return help
  return (
    <>
      <span className="when">
        {onlyWhen} {when.words}.{' '}
      </span>
      {help}
    </>
  )
}

function Ask({ question, ...placed }: Placed & { question: Question }) {
  const { type, when, label } = question
  return (
    <div {...part('', when, label)} data-question={placed.name} data-type={type}>
      <Box question={question} {...placed} />
    </div>
  )
}

/** So few choices that all can be seen at once. */
const FEW = 5

function Box({ question, ...placed }: Placed & { question: Question }) {
  const words = useWords()
  const { label, required, autoComplete = 'off' } = question
  const options = [...(question.options ?? [])]
  const shared = { name: placed.name, label, required, help: helpOf(question, words.onlyWhen) }
  switch (question.type) {
    case 'textarea':
      return <TextArea {...shared} maxLength={4_000} />
    case 'date':
      return <DateField {...shared} />
    case 'partialDate': {
      const help = (
        <>
          {shared.help} {words.partialDate}
        </>
      )
      return <TextField {...shared} help={help} autoComplete={autoComplete} width={16} maxLength={30} />
    }
    case 'number':
      return <NumberField {...shared} decimals />
    case 'money':
      return <MoneyField {...shared} />
    case 'oneOf':
      if (options.length > FEW) return <SelectField {...shared} options={options} />
      return <RadioGroup {...shared} options={options} inline={options.length === 2} />
    case 'severalOf':
      return <CheckboxGroup {...shared} name={`${placed.name}[]`} options={options} />
    case 'digits':
      return <TextField {...shared} inputMode="numeric" autoComplete={autoComplete} width={16} maxLength={20} />
    case 'phone':
      return <TextField {...shared} type="tel" autoComplete={autoComplete} width={16} maxLength={20} />
    case 'email':
      return <TextField {...shared} type="email" autoComplete={autoComplete} maxLength={200} />
    case 'boxes':
    case 'place':
      return <Boxes question={question} {...placed} />
    case 'rows':
      return <Rows question={question} {...placed} />
    case 'text':
      return <TextField {...shared} autoComplete={autoComplete} maxLength={300} />
  }
  return question.type satisfies never
}

type GroupProps = {
  question: Question
  name: string
  look: string
  isFocused: boolean
  children: ReactNode
  data?: Record<`data-${string}`, string | number>
}

/** Boxes under one legend; what is wrong with the whole stands first. */
function Group({ question, name, look, isFocused, data, children }: GroupProps) {
  const words = useWords()
  const { id, error } = useField(name)
  const help = helpOf(question, words.onlyWhen)
  return (
    <fieldset
      className={cx('field', look, error && 'bad')}
      id={id}
      tabIndex={-1}
      autoFocus={isFocused || undefined}
      aria-describedby={describedBy(id, help, error)}
      {...data}
    >
      <legend>
        {question.label}
        <OptionalMark required={question.required} />
      </legend>
      {help && (
        <p className="help" id={`${id}-help`}>
          {help}
        </p>
      )}
      <FieldError id={id} error={error} />
      {children}
    </fieldset>
  )
}

function Boxes({ question, ...placed }: Placed & { question: Question }) {
  const { name, focus } = placed
  const [first, second, ...rest] = question.questions ?? []
  const isPlace = question.type === 'place' && first !== undefined && second !== undefined
  const inside = isPlace ? rest : (question.questions ?? [])
  return (
    <Group question={question} name={name} look="boxes" isFocused={focus === name}>
      {isPlace && <Lists outer={first} inner={second} {...placed} />}
      {inside.map(box => (
        <Box key={box.key} question={box} {...placed} name={`${name}.${box.key}`} />
      ))}
    </Group>
  )
}

/** Two lists, the second of what lies in the first; a place not listed is written. */
function Lists({ outer, inner, name, places }: Placed & { outer: Question; inner: Question }) {
  const words = useWords()
  const outerName = `${name}.${outer.key}`
  const innerName = `${name}.${inner.key}`
  const { value } = useField(outerName)
  const chosen = typeof value === 'string' && value !== '' ? value : places.home
  const shared = { name: innerName, label: inner.label, required: inner.required, help: inner.help }
  return (
    <div data-source={places.source} data-home={places.home} data-written={places.written} data-blank={words.choose}>
      <SelectField
        name={outerName}
        label={outer.label}
        help={outer.help}
        required={outer.required}
        options={[...places.outer]}
      />
      <div className="field noscript">
        <Button name={SHOW_LIST} value={name}>
          {words.showList}
          <span className="sr"> {inner.label}</span>
        </Button>
      </div>
      {chosen === places.written ? (
        <TextField {...shared} autoComplete="off" maxLength={200} />
      ) : (
        <SelectField {...shared} options={[...places.inner(chosen)]} />
      )}
    </div>
  )
}

/** How many rows there may be where nothing is said. */
const MOST = 20

function Rows({ question, name, places, focus }: Placed & { question: Question }) {
  const words = useWords()
  const { values } = useContext(FormContext)
  const { label, least = 0, most = MOST, questions = [] } = question
  const shown = Math.max(1, least, Math.min(most, rowsTyped(values, name)))
  const data = {
    'data-least': least,
    'data-most': most,
    'data-added': words.rowAdded,
    'data-removed': words.rowRemoved,
  }
  return (
    <Group question={question} name={name} look="rows" isFocused={focus === name} data={data}>
      {Array.from({ length: shown }, (_, no) => (
        <fieldset
          key={no}
          className="entry"
          tabIndex={-1}
          autoFocus={focus === `${name}.${no}` || undefined}
          data-row={no}
        >
          <legend>
            {label} (<span data-no="">{no + 1}</span>)
          </legend>
          {questions.map(inner => (
            <Ask key={inner.key} question={inner} name={`${name}.${no}.${inner.key}`} places={places} focus={focus} />
          ))}
          <div data-remove={words.removeAsk} hidden={shown <= least && least > 1}>
            <Button name={REMOVE_ROW} value={`${name}.${no}`}>
              {words.removeRow}
              <span className="sr">
                {' '}
                {label} (<span data-no="">{no + 1}</span>)
              </span>
            </Button>
          </div>
        </fieldset>
      ))}
      <div data-add="" hidden={shown >= most}>
        <Button name={ADD_ROW} value={`${name}.${shown}`}>
          {words.addRow}
          <span className="sr"> {label}</span>
        </Button>
      </div>
    </Group>
  )
}
