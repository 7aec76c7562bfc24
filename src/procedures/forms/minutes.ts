import type { FieldType, FormDefinition, FormField, RowField } from './definition.ts'

/** How long filling in a form takes. Pure. */

/** Seconds a person needs for one field: our estimate, replaced as soon as the agency measures (`minutes` of the form). */
const SECONDS: Record<FieldType, number> = {
  text: 20,
  textarea: 75,
  date: 15,
  partialDate: 15,
  number: 12,
  money: 15,
  yesNo: 6,
  select: 10,
  severalOf: 15,
  citizenId: 20,
  phone: 15,
  email: 20,
  person: 60,
  organisation: 80,
  address: 45,
  group: 10,
}
/** For reading a section's title and help. */
const READING = 10
const ELIGIBILITY = 12

/** Whole minutes, at least one. What is asked only sometimes, or may be left out, counts half; a group counts two rows or its least. */
export function minutesToFill(form: FormDefinition): number {
  if (form.minutes !== undefined) return form.minutes
  const sections = form.sections.reduce((sum, section) => {
    const fields = section.fields.reduce((seconds, field) => seconds + secondsOf(field), READING)
    return sum + (section.when ? fields / 2 : fields)
  }, 0)
  return Math.max(1, Math.ceil((sections + (form.eligibility?.length ?? 0) * ELIGIBILITY) / 60))
}

function secondsOf(field: FormField | RowField): number {
  const rows = 'fields' in field && field.fields ? Math.max(2, field.minRows ?? 0) : 0
  const inner = 'fields' in field ? (field.fields ?? []).reduce((sum, one) => sum + secondsOf(one), 0) : 0
  const whole = SECONDS[field.type] + rows * inner
  return field.when || !field.required ? whole / 2 : whole
}
