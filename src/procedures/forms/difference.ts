import type { Words2 } from '#app/kernel/refusal.ts'
import type { FormDefinition, FormField, RowField } from './definition.ts'

/** What one version of a form changes against another. Pure. */

export interface FormChange {
  sign: 'ADDED' | 'REMOVED' | 'CHANGED' | 'MOVED'
  /** Section, field, inner field: as they are labelled. */
  place: Words2
  /** What of it changed. */
  facts: ('label' | 'help' | 'type' | 'required' | 'options' | 'when' | 'rows' | 'key' | 'words' | 'minutes')[]
}

interface Piece {
  key: string
  place: Words2
  /** What it stands in. */
  home: string
  facts: Record<string, unknown>
}

/** Parts by their keys: added, removed, changed or moved, in the order of the newer form. */
export function differences(before: FormDefinition, after: FormDefinition): FormChange[] {
  const [old, now] = [piecesOf(before), piecesOf(after)]
  const moved = movedBetween(old, now)
  const changes: FormChange[] = []
  for (const [key, piece] of now) {
    const was = old.get(key)
    if (!was) changes.push({ sign: 'ADDED', place: piece.place, facts: [] })
    else {
      const facts = Object.keys(piece.facts).filter(
        fact => canonical(piece.facts[fact]) !== canonical(was.facts[fact]),
      ) as FormChange['facts']
      if (facts.length > 0) changes.push({ sign: 'CHANGED', place: piece.place, facts })
      if (moved.has(key)) changes.push({ sign: 'MOVED', place: piece.place, facts: [] })
    }
  }
  for (const [key, piece] of old) if (!now.has(key)) changes.push({ sign: 'REMOVED', place: piece.place, facts: [] })
  return changes
}

/** What stands in something else now, and the fewest that changed places within it. */
function movedBetween(old: ReadonlyMap<string, Piece>, now: ReadonlyMap<string, Piece>): ReadonlySet<string> {
  const rank = new Map([...old.keys()].map((key, at) => [key, at]))
  const stayed = new Map<string, string[]>()
  const moved = new Set<string>()
  for (const [key, { home }] of now) {
    const was = old.get(key)
    if (was && was.home !== home) moved.add(key)
    if (was?.home === home) stayed.set(home, [...(stayed.get(home) ?? []), key])
  }
  for (const keys of stayed.values()) {
    const order = longestRising(keys.map(key => rank.get(key) ?? 0))
    keys.forEach((key, at) => order.has(at) || moved.add(key))
  }
  return moved
}

/** Places of a longest part of the list that rises. */
function longestRising(list: readonly number[]): ReadonlySet<number> {
  const best: number[][] = []
  for (const [at, value] of list.entries()) {
    let longest: number[] = []
    for (let earlier = 0; earlier < at; earlier++) {
      const run = best[earlier] ?? []
      if ((list[earlier] ?? 0) < value && run.length > longest.length) longest = run
    }
    best.push([...longest, at])
  }
  return new Set(best.reduce((one, other) => (other.length > one.length ? other : one), []))
}

/** As text, whatever order the keys stand in: the database keeps them in its own. */
export const canonical = (value: unknown): string =>
  JSON.stringify(value, (_, one: unknown) =>
    typeof one === 'object' && one !== null && !Array.isArray(one)
      ? Object.fromEntries(Object.entries(one).sort(([a], [b]) => (a < b ? -1 : 1)))
      : one,
  ) ?? ''

function piecesOf(form: FormDefinition): Map<string, Piece> {
  const pieces = new Map<string, Piece>()
  const put = (kind: string, key: string, home: string, place: Words2, facts: Piece['facts']): void =>
    void pieces.set(`${kind}:${key}`, { key, home, place, facts })
  put('form', '', '', { vi: 'Thời gian điền', en: 'Time to fill in' }, { minutes: form.minutes })
  for (const one of form.eligibility ?? []) {
    const { question, help, stopOn, words } = one
    put('eligibility', one.key, 'eligibility', question, { label: question, help, words: { stopOn, words } })
  }
  const putField = (field: FormField | RowField, home: string, place: Words2): void => {
    const { label, help, type, required, options, when } = field
    const rows = 'fields' in field ? { least: field.minRows, most: field.maxRows } : {}
    put('field', field.key, home, place, { label, help, type, required, options, when, rows })
  }
  for (const section of form.sections) {
    const { title, help, when } = section
    put('section', section.key, 'sections', title, { label: title, help, when })
    for (const field of section.fields) {
      const place = under(title, field.label)
      putField(field, `section:${section.key}`, place)
      for (const inner of field.fields ?? []) putField(inner, `field:${field.key}`, under(place, inner.label))
    }
  }
  for (const one of form.cases ?? []) {
    put('case', one.case, 'cases', { vi: `Giấy tờ: ${one.case}`, en: `Papers: ${one.case}` }, { when: one.when })
  }
  return pieces
}

const under = (outer: Words2, inner: Words2): Words2 => ({
  vi: `${outer.vi} › ${inner.vi}`,
  en: `${outer.en} › ${inner.en}`,
})
