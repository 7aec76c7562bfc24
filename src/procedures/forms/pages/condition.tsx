import { say } from '#app/kernel/words.ts'
import {
  Button,
  FieldRow,
  FieldSet,
  type FormValues,
  type Lang,
  Notice,
  type Option,
  SelectField,
  TextField,
} from '#app/ui/index.ts'
import { TESTS } from '../conditions.ts'
import { type FormField, type RowField, YES_NO } from '../definition.ts'
import { partWords } from '../part-words.ts'
import { editorWords } from '../editor-words.ts'
import { choiceValue } from './typed.ts'

/** A condition, put together by selects from the fields before. */

export type Before = readonly (FormField | RowField)[]

/** "Asked only when": lines of field, comparison and answer, of the fields before. */
export function ConditionFields({ before, values, lang }: { before: Before; values: FormValues; lang: Lang }) {
  const w = say(editorWords, lang)
  const yesNo = say(partWords, lang)
  if (before.length === 0) return <Notice>{w.noneBefore}</Notice>
  const typed = Object.keys(values).flatMap(name => /^tests\.(\d+)\./.exec(name)?.[1] ?? [])
  const rows = Math.min(10, Math.max(1, ...typed.map(at => Number(at) + 1)) + (values['do'] === 'more' ? 1 : 0))
  const choices = before.flatMap(field => {
    const options =
      field.type === 'yesNo'
        ? YES_NO.map(value => ({ value, label: value === 'YES' ? yesNo.yes : yesNo.no }))
        : (field.options ?? []).map(option => ({ value: option.value, label: option.label[lang] }))
    return options.map(({ value, label }) => ({
      value: choiceValue(field.key, value),
      label,
      group: field.label[lang],
    }))
  })
  return (
    <FieldSet legend={w.onlyWhen} help={`${w.onlyWhenHelp} ${w.testValueHelp}`}>
      <SelectField
        name="match"
        label={w.match}
        blank={false}
        options={[
          { value: 'ALL', label: w.match_ALL },
          { value: 'ANY', label: w.match_ANY },
        ]}
      />
      {Array.from({ length: rows }, (_, at) => (
        <ConditionRow key={at} at={at} before={before} choices={choices} lang={lang} />
      ))}
      {rows < 10 && (
        <div className="field">
          <Button name="do" value="more">
            {w.moreTests}
          </Button>
        </div>
      )}
    </FieldSet>
  )
}

/** One line: the blanks say what each box is for, as there are many of them. */
function ConditionRow({ at, before, choices, lang }: { at: number; before: Before; choices: Option[]; lang: Lang }) {
  const w = say(editorWords, lang)
  const label = (part: string): string => `${w.line(at + 1)}: ${part}`
  const shared = { required: false, hideLabel: true }
  return (
    <FieldRow>
      <SelectField
        {...shared}
        name={`tests.${at}.field`}
        label={label(w.testField)}
        blank={`${w.testField}…`}
        options={before.map(field => ({ value: field.key, label: field.label[lang] }))}
      />
      <SelectField
        {...shared}
        name={`tests.${at}.is`}
        label={label(w.testIs)}
        blank={false}
        options={TESTS.map(value => ({ value, label: w[`test_${value}`] }))}
      />
      {choices.length > 0 && (
        <SelectField
          {...shared}
          name={`tests.${at}.choice`}
          label={label(w.testChoice)}
          blank={`${w.testChoice}…`}
          options={choices}
        />
      )}
      <TextField {...shared} name={`tests.${at}.value`} label={label(w.testValue)} placeholder={`${w.testValue}…`} />
    </FieldRow>
  )
}
