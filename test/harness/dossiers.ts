import { sql } from 'kysely'
import { expect } from 'vitest'
import type { Ctx } from '#app/kernel/context.ts'
import type { Connection } from '#app/kernel/db/connect.ts'
import { Refusal } from '#app/kernel/refusal.ts'
import { dossierInput, dossiers } from '#app/onestop/dossiers/index.ts'
import { procedureForIntake } from '#app/procedures/catalogue/index.ts'
import type { FormField } from '#app/procedures/forms/definition.ts'
import type { Office } from './office.ts'

/** Helpers for tests that let dossiers live: the cast of one department, an intake that fits, and what must always hold. */

/** Log-ins of db/seed/organisation.json: the provincial counter, and one department from specialist to clerk. */
export const cast = {
  counter: 'huy.dang',
  specialist: 'mai.tran',
  head: 'duc.hoang',
  leader: 'ha.nguyen',
  clerk: 'ngan.bui',
  otherAgency: 'bich.cao',
} as const

/** Registering labour rules at the department of home affairs: five handling steps, six working days promised. */
export const LABOUR_RULES = '2.001955'
export const DEPARTMENT = 'H71.06'

const samples: Record<FormField['type'], string | Record<string, string>> = {
  text: 'Nội dung',
  textarea: 'Nội dung',
  date: '2026-01-15',
  number: '12',
  money: '1.500.000',
  partialDate: '1987',
  yesNo: 'YES',
  select: '',
  severalOf: '',
  citizenId: '040091000017',
  phone: '0912345678',
  email: 'nguoi.nop@example.vn',
  person: { name: 'Nguyễn Thị Bưởi', citizenId: '040091000017' },
  organisation: { name: 'Công ty TNHH May Bến Thủy', taxCode: '2900000412' },
  address: { province: 'ELSEWHERE', commune: 'Phường Minh Họa, tỉnh Minh Họa' },
  group: '',
}

type Sample = string | string[] | Record<string, string>

const sampleOf = (field: Omit<FormField, 'fields'>): Sample => {
  const choice = field.options?.[0]?.value
  if (choice === undefined) return samples[field.type]
  return field.type === 'severalOf' ? [choice] : choice
}

/** Answers that fit the form of a procedure: all its fields, one row of each group. */
export async function answersFor(ctx: Ctx, code: string): Promise<Record<string, Sample | Record<string, Sample>[]>> {
  const intake = await procedureForIntake(ctx.db, code, '2026-11-01')
  const fields = intake?.form.sections.flatMap(section => section.fields) ?? []
  return Object.fromEntries(
    fields.map(field => [
      field.key,
      field.fields ? [Object.fromEntries(field.fields.map(inner => [inner.key, sampleOf(inner)]))] : sampleOf(field),
    ]),
  )
}

export async function intakeInput(ctx: Ctx, more: Record<string, unknown> = {}): Promise<dossierInput.ReceiveInput> {
  const code = typeof more['procedureCode'] === 'string' ? more['procedureCode'] : LABOUR_RULES
  return dossierInput.receiveInput.parse({
    procedureCode: code,
    agencyCode: DEPARTMENT,
    applicant: {
      kind: 'BUSINESS',
      name: 'Công ty TNHH May Bến Thủy',
      idNo: '2900000412',
      phone: '0912345678',
      address: 'Số 12 đường Trường Thi, phường Trường Vinh',
    },
    form: await answersFor(ctx, code),
    papers: [{ name: 'Văn bản đề nghị', originals: 1 }],
    ...more,
  })
}

/** Received at the provincial counter. @returns its code */
export async function received(office: Office, when: string, more: Record<string, unknown> = {}): Promise<string> {
  const ctx = await office.as(cast.counter, when)
  return (await dossiers.receive(ctx, await intakeInput(ctx, more))).code
}

export async function refusalOf(doing: Promise<unknown>): Promise<Refusal> {
  const cause: unknown = await doing.then(
    () => null,
    (e: unknown) => e,
  )
  if (!(cause instanceof Refusal)) throw new Error('was not refused', { cause })
  return cause
}

export async function rowOf(connection: Connection, code: string) {
  return await connection.db
    .selectFrom('onestop.dossier')
    .selectAll()
    .where('code', '=', code)
    .executeTakeFirstOrThrow()
}

export async function clockOf(connection: Connection, code: string) {
  const { id } = await rowOf(connection, code)
  return await connection.db
    .selectFrom('onestop.clock')
    .selectAll()
    .where('dossier_id', '=', id)
    .orderBy('no')
    .execute()
}

export async function eventsOf(connection: Connection, code: string) {
  const { id } = await rowOf(connection, code)
  return await connection.db
    .selectFrom('kernel.event')
    .selectAll()
    .where('stream', '=', `dossier:${id}`)
    .orderBy('seq')
    .execute()
}

/** Every link of a dossier's chain is the hash of what it says and of the one before. */
export async function expectChain(connection: Connection, code: string): Promise<void> {
  const { id } = await rowOf(connection, code)
  const { rows } = await sql<{ seq: number; ok: boolean }>`
    select seq, hash = kernel.event_hash(prev_hash, agency_id, stream, seq, type, at, actor_kind, actor_id, actor_name, data)
             and prev_hash = coalesce(lag(hash) over (order by seq), ''::bytea) as ok
      from kernel.event where stream = ${`dossier:${id}`} order by seq`.execute(connection.db)
  expect(rows.map(r => r.seq)).toEqual(rows.map((_, i) => i + 1))
  expect(rows.every(r => r.ok)).toBe(true)
}
