import type { z } from 'zod'
import { attempt, readForm, refusalErrors, wordsOf } from '#app/kernel/http/form.ts'
import type { C, House } from '#app/kernel/http/house.ts'
import { fieldIssues } from '#app/kernel/input.ts'
import type { Lang } from '#app/kernel/context.ts'
import { say } from '#app/kernel/words.ts'
import type { FormValues } from '#app/ui/index.ts'
import { officerScreen } from '#app/ui/screen.tsx'
import {
  EligibilitySchema,
  FormFieldSchema,
  FormSectionSchema,
  CasePapersSchema,
  type FormDefinition,
} from '../definition.ts'
import {
  fieldOf,
  fieldsBefore,
  type Part,
  placeOfField,
  putCase,
  putEligibility,
  putField,
  putSection,
} from '../editing.ts'
import { noSuchPart } from '../refusals.ts'
import { formPermissions } from '../rules.ts'
import { saveForm } from '../service.ts'
import { editorWords } from '../editor-words.ts'
import { anchorOf, draftHref } from './addresses.ts'
import { CaseForm, FieldForm, type PartFormProps, QuestionForm, SectionForm } from './part-forms.tsx'
import { type Draft, draftOf } from './draft-of.ts'
import {
  caseForm,
  choicesElsewhere,
  conditionValues,
  fieldForm,
  optionsText,
  questionForm,
  sectionForm,
  typedCondition,
  typedField,
  typedQuestion,
  typedSection,
  underFormNames,
} from './typed.ts'

/** The doors by which a part of a draft is added or changed: shown, typed, put into the form, saved as a whole. */
export function partDoors(house: House): void {
  const { edit } = formPermissions
  for (const [kind, kit] of Object.entries(kits)) {
    house.page('get', `/forms/:code/draft/${kind}`, edit, async c => {
      const draft = await draftOf(c)
      const at = c.req.query('key') ?? ''
      const place = { section: c.req.query('section') ?? '', group: c.req.query('group') ?? '' }
      return await show(c, draft, kit, { at, ...place, values: kit.values(draft.form, at, c) })
    })
    house.page('post', `/forms/:code/draft/${kind}`, edit, async c => await take(c, kit))
  }
}

interface Typed {
  at: string
  section: string
  group: string
  values: FormValues
  errors?: Record<string, string>
}

/** What is different between the kinds of parts. */
interface Kit {
  kind: Part['kind']
  /** What the form shows at first. */
  values: (form: FormDefinition, at: string, c: C) => FormValues
  draw: (props: PartFormProps, typed: Typed, form: FormDefinition) => React.ReactNode
  title: (form: FormDefinition, at: string, lang: Lang) => string
  /** Reads what was posted and puts it into the form. */
  put: (c: C, form: FormDefinition) => Promise<Put>
}

type Put =
  | { ok: true; form: FormDefinition; key: string; revision: number; values: FormValues }
  | { ok: false; values: FormValues; errors: Record<string, string>; revision: number }

async function show(c: C, draft: Draft, kit: Kit, typed: Typed, status: 200 | 422 = 200): Promise<Response> {
  const { lang } = c.get('ctx')
  const title = kit.title(draft.form, typed.at, lang)
  const props: PartFormProps = {
    code: draft.code,
    title,
    at: typed.at,
    revision: draft.revision,
    values: typed.values,
    errors: typed.errors ?? {},
    lang,
  }
  return await officerScreen(c, { title, status }, kit.draw(props, typed, draft.form))
}

async function take(c: C, kit: Kit): Promise<Response> {
  const ctx = c.get('ctx')
  const draft = await draftOf(c)
  const done = await attempt(async () => {
    const put = await kit.put(c, draft.form)
    if (put.ok && !redrawn(put.values)) {
      const { form: definition, revision } = put
      await saveForm(ctx, { procedureCode: draft.code, definition, revision })
    }
    return put
  })
  if (done.ok && done.value.ok && !redrawn(done.value.values)) {
    return c.redirect(`${draftHref(draft.code)}?done=saved#${anchorOf({ kind: kit.kind, key: done.value.key })}`, 303)
  }
  const read = await readForm(c, fieldForm.partial())
  const { values } = read
  const typed = { at: one(values['at']), section: one(values['section']), group: one(values['group']), values }
  if (redrawn(values)) return await show(c, draft, kit, typed)
  const errors = done.ok
    ? done.value.ok
      ? {}
      : done.value.errors
    : under(refusalErrors(done.refusal, ctx.lang), done.refusal.words[ctx.lang])
  return await show(c, draft, kit, { ...typed, errors }, 422)
}

const one = (value: string | string[] | undefined): string => (Array.isArray(value) ? (value[0] ?? '') : (value ?? ''))

/** Buttons that only draw the form anew: another type, one more line. */
const redrawn = (values: FormValues): boolean => values['do'] === 'more' || values['do'] === 'retype'

/** Faults are named by their place in the whole definition: said on top, for this form shows one part. */
const under = (errors: Record<string, string>, words: string): Record<string, string> =>
  Object.keys(errors).some(path => path.startsWith('definition')) ? { _: words } : errors

/** What was posted, checked by the schema of the part. */
async function readPart<F extends z.ZodType, S extends z.ZodType>(
  c: C,
  form: F,
  schema: S,
  toPart: (read: z.output<F>) => unknown,
): Promise<
  | { ok: true; part: z.output<S>; read: z.output<F>; values: FormValues }
  | { ok: false; values: FormValues; errors: Record<string, string>; revision: number }
> {
  const { lang } = c.get('ctx')
  const read = await readForm(c, form)
  const revision = Number(one(read.values['revision'])) || 1
  if (!read.ok) return { ok: false, values: read.values, errors: read.errors, revision }
  const checked = schema.safeParse(toPart(read.value))
  const tests = (read.value as { tests?: Record<string, { field: string; choice: string; is: string; value: string }> })
    .tests
  const elsewhere = tests ? choicesElsewhere({ match: '', tests }) : []
  const errors = {
    ...(checked.success ? {} : underFormNames(wordsOf(fieldIssues(checked.error), lang))),
    ...(noOptions(read.value) ? { options: say(editorWords, lang).optionsNeeded } : {}),
    ...Object.fromEntries(elsewhere.map(at => [`tests.${at}.choice`, say(editorWords, lang).choiceElsewhere])),
  }
  if (!checked.success || Object.keys(errors).length > 0) return { ok: false, values: read.values, errors, revision }
  return { ok: true, part: checked.data, read: read.value, values: read.values }
}

/** Whether a choice was typed without anything to choose from. */
const noOptions = (read: unknown): boolean => {
  const { type, options } = read as { type?: string; options?: string }
  return (type === 'select' || type === 'severalOf') && options?.trim() === ''
}

const fieldKit: Kit = {
  kind: 'field',
  title: (form, at, lang) => fieldOf(form, at)?.label[lang] ?? say(editorWords, lang).newField,
  values: (form, at, c) => {
    const field = at === '' ? null : (fieldOf(form, at) ?? noSuchPart(at))
    if (!field) return { type: 'text', required: 'on', match: 'ALL', section: c.req.query('section') ?? '' }
    return {
      key: field.key,
      type: field.type,
      'label.vi': field.label.vi,
      'label.en': field.label.en,
      'help.vi': field.help?.vi,
      'help.en': field.help?.en,
      required: field.required ? 'on' : [],
      options: optionsText(field.options),
      minRows: 'minRows' in field && field.minRows !== undefined ? String(field.minRows) : '',
      maxRows: 'maxRows' in field && field.maxRows !== undefined ? String(field.maxRows) : '',
      ...conditionValues(field.when, fieldsBefore(form, { kind: 'field', key: at })),
    }
  },
  draw: (props, typed, form) => {
    const place = typed.at === '' ? null : placeOfField(form, typed.at)
    const { section, group } = place ?? { section: typed.section, group: typed.group || null }
    const before = place ? fieldsBefore(form, { kind: 'field', key: typed.at }) : fieldsBefore(form, { section, group })
    return <FieldForm {...props} section={section} group={group ?? ''} before={before} />
  },
  put: async (c, form) => {
    const read = await readPart(c, fieldForm, FormFieldSchema, typed => typedField(typed, form))
    if (!read.ok) return read
    const { at, section, group, revision } = read.read
    const place = at === '' ? { section, group: group || null } : (placeOfField(form, at) ?? noSuchPart(at))
    const next = putField(form, place, read.part, at || null)
    return { ok: true, form: next, key: read.part.key, revision, values: read.values }
  },
}

const sectionKit: Kit = {
  kind: 'section',
  title: (form, at, lang) =>
    form.sections.find(section => section.key === at)?.title[lang] ?? say(editorWords, lang).addSection,
  values: (form, at) => {
    const section = at === '' ? null : (form.sections.find(one => one.key === at) ?? noSuchPart(at))
    if (!section) return { match: 'ALL' }
    return {
      key: section.key,
      'title.vi': section.title.vi,
      'title.en': section.title.en,
      'help.vi': section.help?.vi,
      'help.en': section.help?.en,
      ...conditionValues(section.when, fieldsBefore(form, { kind: 'section', key: at })),
    }
  },
  draw: (props, typed, form) => (
    <SectionForm {...props} before={fieldsBefore(form, { kind: 'section', key: typed.at })} />
  ),
  put: async (c, form) => {
    const read = await readPart(c, sectionForm, FormSectionSchema.omit({ fields: true }), typed =>
      typedSection(typed, form),
    )
    if (!read.ok) return read
    const { at, revision } = read.read
    return {
      ok: true,
      form: putSection(form, read.part, at || null),
      key: read.part.key,
      revision,
      values: read.values,
    }
  },
}

const questionKit: Kit = {
  kind: 'eligibility',
  title: (form, at, lang) =>
    form.eligibility?.find(one => one.key === at)?.question[lang] ?? say(editorWords, lang).addQuestion,
  values: (form, at) => {
    const question = at === '' ? null : (form.eligibility?.find(one => one.key === at) ?? noSuchPart(at))
    if (!question) return {}
    return {
      key: question.key,
      'question.vi': question.question.vi,
      'question.en': question.question.en,
      'help.vi': question.help?.vi,
      'help.en': question.help?.en,
      stopOn: question.stopOn,
      'words.vi': question.words.vi,
      'words.en': question.words.en,
    }
  },
  draw: props => <QuestionForm {...props} />,
  put: async (c, form) => {
    const read = await readPart(c, questionForm, EligibilitySchema, typed => typedQuestion(typed, form))
    if (!read.ok) return read
    const { at, revision } = read.read
    return {
      ok: true,
      form: putEligibility(form, read.part, at || null),
      key: read.part.key,
      revision,
      values: read.values,
    }
  },
}

const caseKit: Kit = {
  kind: 'case',
  title: (_form, at) => at,
  values: (form, at) =>
    conditionValues(form.cases?.find(one => one.case === at)?.when, fieldsBefore(form, { kind: 'case', key: at })),
  draw: (props, typed, form) => <CaseForm {...props} before={fieldsBefore(form, { kind: 'case', key: typed.at })} />,
  put: async (c, form) => {
    const optional = CasePapersSchema.extend({ when: CasePapersSchema.shape.when.nullable() })
    const read = await readPart(c, caseForm, optional, typed => ({ case: typed.at, when: typedCondition(typed) }))
    if (!read.ok) return read
    const { at, revision } = read.read
    return { ok: true, form: putCase(form, at, read.part.when), key: at, revision, values: read.values }
  },
}

const kits: Record<Part['kind'], Kit> = {
  field: fieldKit,
  section: sectionKit,
  eligibility: questionKit,
  case: caseKit,
}
