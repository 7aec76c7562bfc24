import { accounts } from '#app/kernel/account/index.ts'
import { hashPassword } from '#app/kernel/account/secrets.ts'
import type { Ctx } from '#app/kernel/context.ts'
import { addPosition, createOfficer, endPosition, type Role } from '#app/organisation/staff/index.ts'
import { defaultDefinition } from '#app/organisation/calendar/default.ts'
import { setCalendar } from '#app/organisation/calendar/service.ts'
import { createAgency, setProvince } from '#app/organisation/agencies/index.ts'
import { renameAgency, succeed } from '#app/organisation/agencies/service.ts'
import data from './organisation.json' with { type: 'json' }

/** The invented province: its agencies, divisions, communes and the people who work there. Made by the verbs. */

export const DEMO_PASSWORD = 'motcua-demo-2026'
/** The administrator's second factor, for an authenticator app; known to everybody, like the password. */
export const DEMO_TOTP_SECRET = 'MOTCUADEMOSONGLAMMOTCUADEMOSONGL'

export interface DemoAccount {
  login: string
  password: string
  /** What they do, in words. */
  role: string
  name: string
  /** Asked for after the password: put it into an authenticator app. */
  secret?: string
}

/**
 * Seeds the province into an empty database, as of `ctx.now`.
 * @returns the log-ins to show; everybody else has the same password
 */
export async function seedOrganisation(
  ctx: Ctx,
): Promise<{ accounts: DemoAccount[]; officers: number; agencies: number }> {
  const units = await seedAgencies(ctx)
  const passwordHash = await hashPassword(DEMO_PASSWORD)
  const shown: DemoAccount[] = []
  for (const person of data.officers) {
    const first = person.before ?? person
    const { officerId, accountId } = await createOfficer(
      ctx,
      {
        login: person.login,
        fullName: person.name,
        email: `${person.login}@songlam.example`,
        agencyId: unitOf(units, first.unit),
        title: first.title,
        roles: first.roles as Role[],
        from: person.before ? '2021-06-01' : data.start,
      },
      { passwordHash },
    )
    if (person.before) await seedMove(ctx, units, officerId, person, person.before.until)
    const isAdmin = person.roles.includes('ADMIN')
    if (isAdmin) await accounts.enrolSecondFactor(ctx, { accountId, secret: DEMO_TOTP_SECRET })
    if (person.cast) {
      const { login, name, cast: role } = person
      shown.push({ login, password: DEMO_PASSWORD, role, name, ...(isAdmin ? { secret: DEMO_TOTP_SECRET } : {}) })
    }
  }
  const { citizenId, name } = data.citizen
  await accounts.createCitizen(ctx, { citizenId, name, passwordHash })
  shown.push({ login: citizenId, password: DEMO_PASSWORD, role: 'Người dân', name })
  return { accounts: shown, officers: data.officers.length, agencies: units.size }
}

/** Ids by code, and by 'code/name of the division'. */
type Units = Map<string, number>

function unitOf(units: Units, key: string): number {
  const id = units.get(key)
  if (id === undefined) throw new Error(`db/seed/organisation.json names a unit that is not there: ${key}`)
  return id
}

async function seedAgencies(ctx: Ctx): Promise<Units> {
  const units: Units = new Map()
  const { since, start, province } = data
  const make = async (
    key: string,
    agency: Omit<Parameters<typeof createAgency>[1], 'illustrative'>,
  ): Promise<number> => {
    const { agencyId } = await createAgency(ctx, { ...agency, illustrative: true })
    units.set(key, agencyId)
    return agencyId
  }
  const root = await make(province.code, {
    kind: 'PROVINCE',
    name: province.name,
    shortName: province.short,
    address: province.address,
    validFrom: since,
    codes: [
      { scheme: 'AGENCY', code: province.code },
      { scheme: 'TERRITORY', code: province.territory },
    ],
  })
  await setProvince(ctx, { agencyId: root, from: since, basis: data.basis })
  await setCalendar(ctx, {
    agencyId: root,
    name: `Lịch làm việc ${province.short}`,
    from: since,
    definition: defaultDefinition as Parameters<typeof setCalendar>[1]['definition'],
    reason: 'Giờ hành chính và ngày nghỉ chính thức của cả nước',
  })

  for (const department of data.departments) {
    const { name, short, before, code, key } = department
    const id = await make(code, {
      kind: department.kind as 'DEPARTMENT' | 'SERVICE_CENTRE',
      name: before?.name ?? name,
      shortName: before?.short ?? short,
      address: department.address,
      parentId: root,
      validFrom: since,
      codes: [
        { scheme: 'AGENCY', code },
        { scheme: 'LOCAL', code: key },
      ],
    })
    if (before) await renameAgency(ctx, { agencyId: id, from: before.until, name, shortName: short })
    for (const [at, division] of department.divisions.entries()) {
      await make(`${code}/${division}`, {
        kind: 'DIVISION',
        name: division,
        parentId: id,
        validFrom: since,
        codes: [{ scheme: 'AGENCY', code: `${code}.${two(at + 1)}` }],
      })
    }
  }
  for (const commune of data.communes) {
    const place = `${commune.level} ${commune.name}`
    const id = await make(commune.code, {
      kind: 'COMMUNE',
      name: `Ủy ban nhân dân ${place}`,
      shortName: place,
      address: commune.address,
      parentId: root,
      validFrom: start,
      codes: [
        { scheme: 'AGENCY', code: commune.code },
        { scheme: 'TERRITORY', code: commune.territory },
      ],
    })
    for (const [at, part] of data.communeParts.entries()) {
      await make(`${commune.code}/${part.key}`, {
        kind: part.kind as 'DIVISION' | 'COMMUNE_CENTRE',
        name: part.name.replace('{place}', place),
        shortName: part.short,
        parentId: id,
        validFrom: start,
        codes: [{ scheme: 'AGENCY', code: `${commune.code}.${two(at + 1)}` }],
      })
    }
  }
  for (const former of data.former) {
    const id = await make(former.code, {
      kind: former.kind as 'DEPARTMENT' | 'COMMUNE' | 'OTHER',
      name: former.name,
      shortName: former.short,
      parentId: former.parent ? unitOf(units, former.parent) : root,
      validFrom: since,
      validTo: former.until,
      codes: [{ scheme: 'AGENCY', code: former.code }],
    })
    if (former.into) {
      await succeed(ctx, {
        fromId: id,
        toId: unitOf(units, former.into),
        on: former.until,
        kind: 'MERGED',
        basis: data.basis,
      })
    }
  }
  return units
}

/** Somebody who sat elsewhere before: the old position ends on the day the new one begins. */
async function seedMove(
  ctx: Ctx,
  units: Units,
  officerId: number,
  to: { unit: string; title: string; roles: string[] },
  on: string,
): Promise<void> {
  const { positionId } = await addPosition(ctx, {
    officerId,
    agencyId: unitOf(units, to.unit),
    title: to.title,
    roles: to.roles as Role[],
    from: on,
    isMain: true,
  })
  const former = await ctx.db
    .selectFrom('organisation.position')
    .select('id')
    .where('officer_id', '=', officerId)
    .where('id', '<>', positionId)
    .executeTakeFirstOrThrow()
  await endPosition(ctx, { positionId: former.id, on })
}

const two = (n: number): string => String(n).padStart(2, '0')
