import { type Actor, anonymous } from '#app/kernel/context.ts'
import type { Connection } from '#app/kernel/db/connect.ts'
import { fold } from '#app/kernel/text.ts'
import { createAgency, setProvince } from '#app/organisation/agencies/index.ts'
import { testCtx } from './database.ts'

export type TestOfficer = Actor & { officerId: number }

export interface TestDossier {
  agencyId: number
  code: string
  procedureId: number
  status: string
  delivery: string
  key: string
}

/** A small province with people: two departments with a division each, a commune. */
export interface StaffedProvince {
  province: number
  labour: number
  labourDivision: number
  justice: number
  justiceDivision: number
  commune: number
  /** An officer in a unit, with roles: written down, and given back as the actor who acts. */
  officer: (name: string, unitId: number, ...roles: string[]) => Promise<TestOfficer>
  /** A dossier as the one-stop room leaves it. */
  dossier: (more?: Partial<TestDossier>) => Promise<TestDossier>
  /** A procedure of the catalogue with one version. */
  procedure: (code: string, name: string) => Promise<number>
}

const FROM = '2020-01-01'

export async function staffedProvince(connection: Connection): Promise<StaffedProvince> {
  const { db } = connection
  const ctx = testCtx(connection, '2026-01-05T08:00:00+07:00')
  const make = async (
    kind: 'PROVINCE' | 'DEPARTMENT' | 'DIVISION' | 'COMMUNE',
    name: string,
    code: string | null,
    parentId?: number,
  ) => {
    const codes = code ? [{ scheme: 'AGENCY' as const, code }] : []
    return (await createAgency(ctx, { kind, name, validFrom: FROM, ...(parentId ? { parentId } : {}), codes })).agencyId
  }
  const province = await make('PROVINCE', 'Ủy ban nhân dân tỉnh Thử', 'H90')
  const labour = await make('DEPARTMENT', 'Sở Lao động', 'H90.06', province)
  const labourDivision = await make('DIVISION', 'Phòng Việc làm', null, labour)
  const justice = await make('DEPARTMENT', 'Sở Tư pháp', 'H90.07', province)
  const justiceDivision = await make('DIVISION', 'Phòng Hộ tịch', null, justice)
  const commune = await make('COMMUNE', 'Ủy ban nhân dân xã An Bình', 'H90.21', province)
  await setProvince(ctx, { agencyId: province, from: FROM, basis: 'test' })

  const homes: Record<number, number> = { [labourDivision]: labour, [justiceDivision]: justice }
  let n = 0
  return {
    province,
    labour,
    labourDivision,
    justice,
    justiceDivision,
    commune,
    officer: async (name, unitId, ...roles) => {
      const account = await db
        .insertInto('kernel.account')
        .values({ login: `officer${++n}@thu.gov.vn`, kind: 'OFFICER', display_name: name, created_at: ctx.now })
        .returning('id')
        .executeTakeFirstOrThrow()
      const officer = await db
        .insertInto('organisation.officer')
        .values({ account_id: account.id, full_name: name, search_text: fold(name), active_from: FROM })
        .returning('id')
        .executeTakeFirstOrThrow()
      await db
        .insertInto('organisation.position')
        .values({ officer_id: officer.id, agency_id: unitId, title: name, roles, valid_from: FROM })
        .execute()
      const agencyId = homes[unitId] ?? unitId
      return {
        ...anonymous,
        kind: 'OFFICER',
        accountId: account.id,
        officerId: officer.id,
        name,
        roles,
        unitId,
        agencyId,
      }
    },
    dossier: async more => {
      const dossier: TestDossier = {
        agencyId: labour,
        code: `H90.06-20261101-${String(++n).padStart(7, '0')}`,
        procedureId: 1,
        status: 'RETURNED',
        delivery: 'COUNTER',
        key: `key-${n}-of-the-receipt`,
        ...more,
      }
      await db
        .insertInto('onestop.dossier')
        .values({
          agency_id: dossier.agencyId,
          code: dossier.code,
          status: dossier.status,
          channel: 'DIRECT',
          procedure_id: dossier.procedureId,
          procedure_version_id: 1,
          sector: 'Việc làm',
          procedure_name: 'Cấp giấy phép lao động',
          receiving_agency_id: dossier.agencyId,
          applicant_kind: 'CITIZEN',
          applicant_name: 'Người Nộp',
          applicant_id_no: '040000000017',
          form: '{}',
          result_delivery: dossier.delivery,
          submitted_at: ctx.now,
          verify_key: dossier.key,
          search_text: fold(dossier.code),
        })
        .execute()
      return dossier
    },
    procedure: async (code, name) => {
      const { id } = await db
        .insertInto('procedures.procedure')
        .values({ code, created_at: ctx.now })
        .returning('id')
        .executeTakeFirstOrThrow()
      await db
        .insertInto('procedures.procedure_version')
        .values({
          procedure_id: id,
          no: 1,
          state: 'IMPORTED',
          change_kind: 'NEW',
          name,
          sector: 'Việc làm',
          levels: ['PROVINCE'],
          content: '{}',
          content_hash: code,
          search_text: fold(name),
          created_at: ctx.now,
        })
        .execute()
      return id
    },
  }
}
