import type { Words2 } from '#app/kernel/refusal.ts'
import { fold } from '#app/kernel/text.ts'
import type { Condition } from './conditions.ts'
import type { Both, Eligibility, FormDefinition, FormField, FormSection, RowField } from './definition.ts'
import { noSuchPart, partNeeded } from './refusals.ts'

/**
 * What the editor does to a form: each step makes the next definition, which `saveForm` checks and keeps. Pure.
 * @throws Refusal NO_SUCH_PART (somebody removed it meanwhile), FORM_PART_NEEDED naming what depends on it
 */

/** A part of a form by its key; a case by its name. */
export interface Part {
  kind: 'section' | 'field' | 'eligibility' | 'case'
  key: string
}

type SectionFacts = Omit<FormSection, 'fields'>
type AnyField = FormField | RowField
type CaseAsked = NonNullable<FormDefinition['cases']>[number]

/** Adds a section at the end, or changes the one called `key`, which keeps its fields. */
export function putSection(form: FormDefinition, section: SectionFacts, key: string | null): FormDefinition {
  if (key === null) return { ...form, sections: [...form.sections, { ...section, fields: [] }] }
  const at = placeIn(form.sections, key)
  return { ...form, sections: form.sections.with(at, { ...section, fields: form.sections[at]?.fields ?? [] }) }
}

/** Where a field stands: in a section, or in the rows of a group. */
export interface FieldPlace {
  section: string
  group: string | null
}

/** Where the field called `key` stands. */
export function placeOfField(form: FormDefinition, key: string): FieldPlace | null {
  for (const section of form.sections) {
    for (const field of section.fields) {
      if (field.key === key) return { section: section.key, group: null }
      if (field.fields?.some(inner => inner.key === key)) return { section: section.key, group: field.key }
    }
  }
  return null
}

export function fieldOf(form: FormDefinition, key: string): AnyField | null {
  const all = form.sections.flatMap(section => section.fields.flatMap(field => [field, ...(field.fields ?? [])]))
  return all.find(field => field.key === key) ?? null
}

/** Adds a field at the end of its place, or changes the one called `key` there; conditions follow a changed key. */
export function putField(
  form: FormDefinition,
  place: FieldPlace,
  field: FormField,
  key: string | null,
): FormDefinition {
  const put = <F extends AnyField>(fields: readonly F[]): F[] => {
    if (key === null) return [...fields, field as F]
    const at = placeIn(fields, key)
    const inner = field.type === 'group' ? { fields: (fields as readonly FormField[])[at]?.fields ?? [] } : {}
    return fields.with(at, { ...field, ...inner } as F)
  }
  const next = inPlace(form, place, put)
  return key === null || key === field.key ? next : renamed(next, key, field.key)
}

function inPlace(form: FormDefinition, place: FieldPlace, change: <F extends AnyField>(fields: readonly F[]) => F[]) {
  const at = placeIn(form.sections, place.section)
  const section = form.sections[at] as FormSection
  if (place.group === null)
    return { ...form, sections: form.sections.with(at, { ...section, fields: change(section.fields) }) }
  const n = placeIn(section.fields, place.group)
  const group = section.fields[n] as FormField
  const fields = section.fields.with(n, { ...group, fields: change(group.fields ?? []) })
  return { ...form, sections: form.sections.with(at, { ...section, fields }) }
}

/** Adds a question asked before everything else, or changes the one called `key`. */
export function putEligibility(form: FormDefinition, question: Eligibility, key: string | null): FormDefinition {
  const all = form.eligibility ?? []
  if (key === null) return { ...form, eligibility: [...all, question] }
  return { ...form, eligibility: all.with(placeIn(all, key), question) }
}

/** When the papers of a case are asked for; null: always. */
export function putCase(form: FormDefinition, name: string, when: CaseAsked['when'] | null): FormDefinition {
  const others = (form.cases ?? []).filter(one => one.case !== name)
  return trimmed({ ...form, cases: when === null ? others : [...others, { case: name, when }] })
}

/** How long filling in takes, as the agency has measured it; null: as it is estimated. */
export function putMinutes(form: FormDefinition, minutes: number | null): FormDefinition {
  const { minutes: _, ...rest } = form
  return minutes === null ? rest : { ...rest, minutes }
}

/** One place up or down; a field that leaves its section goes into the next one. */
export function move(form: FormDefinition, part: Part, by: -1 | 1): FormDefinition {
  if (part.kind === 'section')
    return { ...form, sections: swapped(form.sections, placeIn(form.sections, part.key), by) }
  if (part.kind === 'eligibility') {
    const all = form.eligibility ?? []
    return { ...form, eligibility: swapped(all, placeIn(all, part.key), by) }
  }
  if (part.kind === 'case') return form
  const place = placeOfField(form, part.key)
  if (!place) noSuchPart(part.key)
  const fields = fieldsAt(form, place)
  const at = placeIn(fields, part.key)
  const next = form.sections[placeIn(form.sections, place.section) + by]
  if (fields[at + by] || place.group !== null || !next) {
    return inPlace(form, place, own => swapped(own, placeIn(own, part.key), by))
  }
  const field = fields[at] as FormField
  const without = inPlace(form, place, own => own.filter(one => one.key !== part.key))
  return inPlace(without, { section: next.key, group: null }, own =>
    by === 1 ? [field as (typeof own)[number], ...own] : [...own, field as (typeof own)[number]],
  )
}

function fieldsAt(form: FormDefinition, place: FieldPlace): readonly AnyField[] {
  const fields = form.sections.find(section => section.key === place.section)?.fields ?? []
  return place.group === null ? fields : (fields.find(field => field.key === place.group)?.fields ?? [])
}

const swapped = <T>(list: readonly T[], at: number, by: -1 | 1): T[] => {
  const [one, other] = [list[at], list[at + by]]
  return one === undefined || other === undefined ? [...list] : list.with(at, other).with(at + by, one)
}

/** Takes a part out; what other parts ask about stays. */
export function remove(form: FormDefinition, part: Part): FormDefinition {
  const needing = dependents(form, part)
  if (needing.length > 0) partNeeded(needing)
  switch (part.kind) {
    case 'section':
      return { ...form, sections: form.sections.toSpliced(placeIn(form.sections, part.key), 1) }
    case 'eligibility':
      return trimmed({ ...form, eligibility: (form.eligibility ?? []).filter(one => one.key !== part.key) })
    case 'case':
      return putCase(form, part.key, null)
    case 'field': {
      const place = placeOfField(form, part.key) ?? noSuchPart(part.key)
      return inPlace(form, place, fields => fields.filter(field => field.key !== part.key))
    }
  }
  return part.kind satisfies never
}

/** The parts that ask about a field, or about a field of a section, and do not go with it: as they are labelled. */
export function dependents(form: FormDefinition, part: Part): Words2[] {
  const gone = keysOf(form, part)
  const asks = (when: Condition | undefined): boolean => when?.tests.some(test => gone.has(test.field)) ?? false
  const found: Words2[] = []
  for (const section of form.sections) {
    if (part.kind === 'section' && section.key === part.key) continue
    if (asks(section.when)) found.push(section.title)
    for (const field of section.fields) {
      if (gone.has(field.key)) continue
      for (const one of [field, ...(field.fields ?? [])])
        if (asks(one.when) && !gone.has(one.key)) found.push(one.label)
    }
  }
  for (const one of form.cases ?? [])
    if (asks(one.when)) found.push({ vi: `Giấy tờ: ${one.case}`, en: `Papers: ${one.case}` })
  return found
}

/** The keys of all fields that go with a part. */
function keysOf(form: FormDefinition, part: Part): ReadonlySet<string> {
  const within = (fields: readonly FormField[]): string[] =>
    fields.flatMap(field => [field.key, ...(field.fields ?? []).map(inner => inner.key)])
  if (part.kind === 'section') return new Set(within(form.sections.find(one => one.key === part.key)?.fields ?? []))
  if (part.kind !== 'field') return new Set()
  const field = form.sections.flatMap(section => section.fields).find(one => one.key === part.key)
  return new Set(field ? within([field]) : [part.key])
}

/** Whatever asked about `from` asks about `to`. */
function renamed(form: FormDefinition, from: string, to: string): FormDefinition {
  const follow = <T extends { when?: Condition | undefined }>(one: T): T =>
    one.when
      ? { ...one, when: { ...one.when, tests: one.when.tests.map(t => (t.field === from ? { ...t, field: to } : t)) } }
      : one
  return {
    ...form,
    sections: form.sections.map(section => ({
      ...follow(section),
      fields: section.fields.map(field => ({
        ...follow(field),
        ...(field.fields ? { fields: field.fields.map(follow) } : {}),
      })),
    })),
    ...(form.cases ? { cases: form.cases.map(follow) } : {}),
  }
}

/** Fields that a condition of a part may ask about: those before it, and in rows those of the same row. */
export function fieldsBefore(form: FormDefinition, part: Part | FieldPlace): AnyField[] {
  const before: AnyField[] = []
  for (const section of form.sections) {
    if ('kind' in part && part.kind === 'section' && section.key === part.key) return before
    for (const field of section.fields) {
      if ('kind' in part && part.kind === 'field') {
        if (field.key === part.key) return before
        const at = field.fields?.findIndex(inner => inner.key === part.key) ?? -1
        if (at >= 0) return [...before, ...(field.fields ?? []).slice(0, at)]
      }
      if ('group' in part && part.group === field.key) return [...before, ...(field.fields ?? [])]
      before.push(field)
    }
    if ('section' in part && part.section === section.key) return before
  }
  return before
}

/** A key nothing else has, made of a label: "Ngày sinh của con" → ngaySinhCuaCon. */
export function keyFrom(label: Both, form: FormDefinition): string {
  const [first = 'f', ...rest] = fold(label.vi).match(/[a-z0-9]+/g) ?? []
  const words = rest.map(word => word.charAt(0).toUpperCase() + word.slice(1))
  const key = [/^[a-z]/.test(first) ? first : `f${first}`, ...words].join('').slice(0, 40)
  const taken = new Set([
    ...form.sections.flatMap(section => [
      section.key,
      ...section.fields.flatMap(f => [f.key, ...(f.fields ?? []).map(i => i.key)]),
    ]),
    ...(form.eligibility ?? []).map(one => one.key),
  ])
  // Names that objects have of their own are no keys.
  const free = (one: string): boolean => !taken.has(one) && !(one in {})
  if (free(key)) return key
  for (let n = 2; ; n++) if (free(`${key}${n}`)) return `${key}${n}`
}

function placeIn(list: readonly { key: string }[], key: string): number {
  const at = list.findIndex(one => one.key === key)
  return at < 0 ? noSuchPart(key) : at
}

/** Empty lists say nothing: left out, so that a form is what its file says. */
function trimmed({ eligibility, cases, ...rest }: FormDefinition): FormDefinition {
  return {
    ...rest,
    ...(eligibility?.length ? { eligibility } : {}),
    ...(cases?.length ? { cases } : {}),
  }
}
