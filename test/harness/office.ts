import { seedOrganisation } from '../../db/seed/organisation.ts'
import { seedProcedures } from '../../db/seed/procedures.ts'
import type { Actor, Ctx } from '#app/kernel/context.ts'
import type { Connection } from '#app/kernel/db/connect.ts'
import { actorOf } from '#app/organisation/staff/index.ts'
import { testCtx } from './database.ts'

/** The demo's province with its people and procedures, without dossiers: for rooms that need a whole office. */
export interface Office {
  /** A context of one person (by log-in) at an instant. Its random bytes are not those of any other context. */
  as: (login: string, now: string, more?: Partial<Ctx>) => Promise<Ctx>
  actor: (login: string) => Promise<Actor>
}

/** Log-ins of db/seed/organisation.json: the commune's counter, specialist, leader and clerk, and the citizen. */
export const people = {
  counter: 'hau.le',
  specialist: 'bich.cao',
  leader: 'nghia.dinh',
  citizen: '040090000017',
} as const

export async function openOffice(connection: Connection): Promise<Office> {
  const ctx = testCtx(connection, '2025-07-01T07:30:00+07:00')
  await seedOrganisation(ctx)
  await seedProcedures(ctx)
  const actor = async (login: string): Promise<Actor> =>
    await actorOf(connection.db, login, new Date('2026-11-23T08:00:00+07:00'))
  let n = 0
  return {
    actor,
    as: async (login, now, more) => {
      n += 1
      const salt = n
      const random = (bytes: number) => Uint8Array.from({ length: bytes }, (_, i) => (i * 31 + salt * 17 + bytes) % 256)
      return testCtx(connection, now, await actor(login), { random, dataDir: ctx.dataDir, ...more })
    },
  }
}
