import type { ReactNode } from 'react'
import { say } from '#app/kernel/words.ts'
import {
  Breadcrumbs,
  Button,
  CheckboxField,
  FieldRow,
  Form,
  FormActions,
  type FormErrors,
  type FormValues,
  Head,
  HiddenField,
  type Lang,
  LinkButton,
  NumberField,
  RadioGroup,
  SelectField,
  TextArea,
  TextField,
} from '#app/ui/index.ts'
import { FIELD_TYPES } from '../definition.ts'
import { editorWords } from '../editor-words.ts'
import { draftHref, formHref } from './addresses.ts'
import { type Before, ConditionFields } from './condition.tsx'

/** The forms by which a part of a draft is added or changed. */

export interface PartFormProps {
  code: string
  /** Of the page. */
  title: string
  /** Key of the part that is changed; '' for a new one. */
  at: string
  revision: number
  values: FormValues
  errors: FormErrors
  lang: Lang
}

function PartForm({
  code,
  title,
  at,
  kind,
  revision,
  values,
  errors,
  lang,
  children,
}: PartFormProps & { kind: string; children: ReactNode }) {
  const w = say(editorWords, lang)
  return (
    <>
      <Breadcrumbs
        items={[
          { label: w.forms, href: '/forms' },
          { label: code, href: formHref(code) },
          { label: w.draft, href: draftHref(code) },
        ]}
      />
      <Head title={title} />
      <Form
        action={`${draftHref(code)}/${kind}`}
        values={values}
        errors={errors}
        labelOf={name => named(lang)[name]}
        guard
      >
        {/* Enter presses the first button of a form: it must be the one that saves. */}
        <button className="sr" type="submit" tabIndex={-1} aria-hidden="true" />
        <HiddenField name="revision" value={revision} />
        <HiddenField name="at" value={at} />
        {children}
        <FormActions>
          <Button kind="primary">{w.save}</Button>
          <LinkButton href={draftHref(code)}>{w.back}</LinkButton>
        </FormActions>
      </Form>
    </>
  )
}

/** What the fields are called, for the list of what is wrong. */
function named(lang: Lang): Record<string, string> {
  const w = say(editorWords, lang)
  return {
    'label.vi': w.labelVi,
    'label.en': w.labelEn,
    'title.vi': w.titleVi,
    'title.en': w.titleEn,
    'question.vi': w.questionVi,
    'question.en': w.questionEn,
    'words.vi': w.stopWordsVi,
    'words.en': w.stopWordsEn,
    'help.vi': w.helpVi,
    'help.en': w.helpEn,
    options: w.options,
    minRows: w.minRows,
    maxRows: w.maxRows,
    stopOn: w.stopOn,
    key: w.key,
    ...Object.fromEntries(Array.from({ length: 10 }, (_, at) => [`tests.${at}.field`, w.line(at + 1)])),
    ...Object.fromEntries(Array.from({ length: 10 }, (_, at) => [`tests.${at}.choice`, w.line(at + 1)])),
  }
}

const KeyField = ({ lang }: { lang: Lang }) => {
  const w = say(editorWords, lang)
  return (
    <TextField
      name="key"
      label={w.key}
      help={w.keyHelp}
      required={false}
      width={24}
      maxLength={61}
      spellCheck={false}
    />
  )
}

export interface FieldFormProps extends PartFormProps {
  section: string
  group: string
  before: Before
}

export function FieldForm({ section, group, before, ...props }: FieldFormProps) {
  const { values, lang } = props
  const w = say(editorWords, lang)
  const type = values['type']
  const types = group === '' ? FIELD_TYPES : FIELD_TYPES.filter(one => one !== 'group')
  return (
    <PartForm {...props} kind="field">
      <HiddenField name="section" value={section} />
      <HiddenField name="group" value={group} />
      <SelectField
        name="type"
        label={w.type}
        blank={false}
        options={types.map(value => ({ value, label: w[`type_${value}`] }))}
      />
      <div className="field">
        <Button name="do" value="retype">
          {w.retype}
        </Button>
      </div>
      <TextField name="label.vi" label={w.labelVi} maxLength={300} />
      <TextField name="label.en" label={w.labelEn} help={w.englishHelp} required={false} maxLength={300} />
      <CheckboxField name="required" label={w.isRequired} />
      {(type === 'select' || type === 'severalOf') && (
        <TextArea name="options" label={w.options} help={w.optionsHelp} rows={6} />
      )}
      {type === 'group' && (
        <FieldRow>
          <NumberField name="minRows" label={w.minRows} required={false} />
          <NumberField name="maxRows" label={w.maxRows} required={false} />
        </FieldRow>
      )}
      <TextField name="help.vi" label={w.helpVi} required={false} maxLength={300} />
      <TextField name="help.en" label={w.helpEn} required={false} maxLength={300} />
      <ConditionFields before={before} values={values} lang={lang} />
      <KeyField lang={lang} />
    </PartForm>
  )
}

export function SectionForm({ before, ...props }: PartFormProps & { before: Before }) {
  const { values, lang } = props
  const w = say(editorWords, lang)
  return (
    <PartForm {...props} kind="section">
      <TextField name="title.vi" label={w.titleVi} maxLength={300} />
      <TextField name="title.en" label={w.titleEn} help={w.englishHelp} required={false} maxLength={300} />
      <TextArea name="help.vi" label={w.helpVi} required={false} rows={3} maxLength={2_000} />
      <TextArea name="help.en" label={w.helpEn} required={false} rows={3} maxLength={2_000} />
      <ConditionFields before={before} values={values} lang={lang} />
      <KeyField lang={lang} />
    </PartForm>
  )
}

export function QuestionForm(props: PartFormProps) {
  const w = say(editorWords, props.lang)
  return (
    <PartForm {...props} kind="eligibility">
      <TextField name="question.vi" label={w.questionVi} maxLength={300} />
      <TextField name="question.en" label={w.questionEn} help={w.englishHelp} required={false} maxLength={300} />
      <TextArea name="help.vi" label={w.helpVi} required={false} rows={2} maxLength={2_000} />
      <TextArea name="help.en" label={w.helpEn} required={false} rows={2} maxLength={2_000} />
      <RadioGroup
        name="stopOn"
        label={w.stopOn}
        inline
        options={[
          { value: 'YES', label: w.yes },
          { value: 'NO', label: w.no },
        ]}
      />
      <TextArea name="words.vi" label={w.stopWordsVi} rows={3} maxLength={2_000} />
      <TextArea
        name="words.en"
        label={w.stopWordsEn}
        help={w.englishHelp}
        required={false}
        rows={3}
        maxLength={2_000}
      />
      <KeyField lang={props.lang} />
    </PartForm>
  )
}

export function CaseForm({ before, ...props }: PartFormProps & { before: Before }) {
  return (
    <PartForm {...props} kind="case">
      <ConditionFields before={before} values={props.values} lang={props.lang} />
    </PartForm>
  )
}
