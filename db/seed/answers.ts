import { addDays } from '#app/kernel/text.ts'
import type { FormDefinition } from '#app/procedures/forms/definition.ts'
import type { Dice } from './dice.ts'
import { citizenNumber, fullName, type Person, phoneNumber, surnameOf } from './people.ts'
import texts from './texts.json' with { type: 'json' }

/** What the invented applicants write into the e-forms: each field by its key where that says more than its type. */

type Field = FormDefinition['sections'][number]['fields'][number]
type RowField = NonNullable<Field['fields']>[number]
type Answer = string | number | string[] | Record<string, string>
type Answers = Record<string, Answer | Record<string, Answer>[]>
type Writer = (dice: Dice, who: Person, day: string) => Answer

const phrases: Record<string, readonly string[]> = texts.answers

const ago =
  (from: number, to: number): Writer =>
  (dice, _who, day) =>
    addDays(day, -dice.int(from, to))
const ahead =
  (from: number, to: number): Writer =>
  (dice, _who, day) =>
    addDays(day, dice.int(from, to))
const child: Writer = (dice, who) => fullName(dice, undefined, who.kind === 'CITIZEN' ? surnameOf(who.name) : undefined)
const count =
  (from: number, to: number): Writer =>
  dice =>
    dice.int(from, to)

const byKey: Record<string, Writer> = {
  applicantName: (_dice, who) => who.name,
  applicantId: (_dice, who) => who.idNo,
  applicantPhone: (_dice, who) => who.phone,
  contactPhone: (_dice, who) => who.phone,
  applicantEmail: (dice, who) => who.email || `congdan${dice.digits(4)}@vi-du.example`,
  contactEmail: (dice, who) => who.email || `lienhe${dice.digits(4)}@vi-du.example`,
  organisationName: (_dice, who) => who.name,
  organisationCode: (_dice, who) => who.idNo,
  address: (_dice, who) => who.address,
  residence: (_dice, who) => who.address,
  residences: (_dice, who, day) => `Từ năm ${Number(day.slice(0, 4)) - 12} đến nay: ${who.address}`,
  businessAddress: (_dice, who) => who.address,
  facilityAddress: (_dice, who) => who.address,
  childName: child,
  wardName: child,
  beneficiaryName: child,
  volunteerName: dice => fullName(dice),
  headName: dice => fullName(dice),
  motherName: dice => fullName(dice, 'F'),
  brideName: dice => fullName(dice, 'F'),
  groomName: dice => fullName(dice, 'M'),
  fatherName: (dice, who) => fullName(dice, 'M', surnameOf(who.name)),
  workerName: dice =>
    dice.pick(['Demo Worker One', 'Sample Person Two', 'Example Worker Three', 'Specimen Person Four']),
  passportNo: dice => `X${dice.digits(7)}`,
  plate: dice => `99H-${dice.digits(3)}.${dice.digits(2)}`,
  parcel: dice => `Thửa số ${dice.int(1, 480)}, tờ bản đồ số ${dice.int(1, 40)}`,
  businessName: dice => `Hộ kinh doanh ${dice.pick(phrases['shop'] ?? [])} Minh Họa ${dice.int(1, 99)}`,
  registrationNo: dice => `99A8${dice.digits(6)}`,
  registerNo: dice => `${dice.int(1, 300)}/${dice.int(1995, 2020)}`,
  certificateNo: dice => `MH-${dice.digits(5)}`,
  oldNumber: dice => `MH-${dice.digits(4)}`,
  oldCertificate: dice => `${dice.int(10, 900)}/ĐKMCD`,
  bankAccount: dice => `9900${dice.digits(8)}`,
  childBirthDate: ago(1, 45),
  wardBirthDate: ago(1_500, 6_000),
  beneficiaryBirthDate: ago(900, 30_000),
  patientBirthDate: ago(7_500, 16_000),
  deathDate: ago(1, 12),
  voteDate: ago(3, 20),
  issuedDate: ago(5, 40),
  sacrificeDate: (dice, _who, _day) =>
    `19${dice.int(66, 79)}-${String(dice.int(1, 12)).padStart(2, '0')}-${String(dice.int(1, 28)).padStart(2, '0')}`,
  servedFrom: dice => `19${dice.int(66, 69)}-0${dice.int(1, 9)}-1${dice.int(0, 9)}`,
  servedTo: dice => `19${dice.int(71, 75)}-0${dice.int(1, 9)}-1${dice.int(0, 9)}`,
  startDate: ahead(5, 60),
  endDate: ahead(5, 60),
  newEndDate: ahead(700, 1_100),
  issuedYear: count(1_995, 2_020),
  storeys: count(1, 3),
  area: count(45, 220),
  groomTimes: count(1, 1),
  brideTimes: count(1, 1),
  volume: count(40, 900),
  capacity: count(20, 80),
  workers: count(1, 30),
  seats: dice => dice.pick([5, 7, 16, 29, 45]),
}

const byType: Record<string, Writer> = {
  citizenId: dice => citizenNumber(dice.int(60_000, 99_999)),
  phone: dice => phoneNumber(dice),
  email: dice => `lienhe${dice.digits(4)}@vi-du.example`,
  number: count(1, 4),
  money: dice => dice.int(15, 900) * 100_000,
  date: ago(10, 2_000),
  partialDate: (dice, _who, day) => addDays(day, -dice.int(200, 9_000)).slice(0, dice.pick([4, 7, 10])),
}

/** Communes of the province of the demo, and a place outside it. */
const COMMUNES = ['99004', '99008', '99012']
const compounds: Partial<Record<RowField['type'], Writer>> = {
  person: (dice, who) => ({
    name: who.kind === 'CITIZEN' && dice.chance(0.4) ? who.name : fullName(dice),
    citizenId: citizenNumber(dice.int(60_000, 99_999)),
    born: dice.chance(0.3) ? `19${dice.int(50, 99)}` : `19${dice.int(50, 99)}-0${dice.int(1, 9)}-1${dice.int(0, 9)}`,
    phone: phoneNumber(dice),
  }),
  organisation: (dice, who) => ({
    name: who.kind === 'CITIZEN' ? `Cơ sở Minh Họa ${dice.int(1, 99)}` : who.name,
    taxCode: `99${dice.digits(8)}`,
    representative: fullName(dice),
  }),
  address: dice => ({
    province: '99',
    commune: dice.pick(COMMUNES),
    street: `Số ${dice.int(1, 240)}, đường Minh Họa`,
  }),
}

function write(field: RowField, dice: Dice, who: Person, day: string): Answer {
  if (field.type === 'severalOf') {
    const options = (field.options ?? []).map(option => option.value)
    return [...new Set([dice.pick(options), dice.pick(options)])]
  }
  if (field.type === 'yesNo') return dice.chance(0.6) ? 'YES' : 'NO'
  if (field.options) return dice.pick(field.options).value
  const compound = compounds[field.type]
  if (compound) return compound(dice, who, day)
  const own = byKey[field.key]
  const answer = own?.(dice, who, day)
  // A key means a number in one form and words in another.
  if (answer !== undefined && (typeof answer === 'string' || field.type === 'number')) return answer
  const typed = byType[field.type]
  if (typed) return typed(dice, who, day)
  if (field.key.endsWith('Name') && !phrases[field.key]) return fullName(dice)
  return dice.pick(phrases[field.key] ?? phrases['anything'] ?? [])
}

/** Answers to a form: every required field, and most of the others; what turns out not to be asked is left out when it is filed. */
export function answersTo(form: FormDefinition, dice: Dice, who: Person, day: string): Answers {
  const answers: Answers = {}
  for (const field of form.sections.flatMap(section => section.fields)) {
    const answer = field.fields
      ? Array.from({ length: dice.int(1, 3) }, () => writeRow(field.fields ?? [], dice, who, day))
      : write(field as RowField, dice, who, day)
    if (field.required || dice.chance(0.6)) answers[field.key] = answer
  }
  return answers
}

const writeRow = (fields: readonly RowField[], dice: Dice, who: Person, day: string): Record<string, Answer> =>
  Object.fromEntries(fields.map(field => [field.key, write(field, dice, who, day)]))
