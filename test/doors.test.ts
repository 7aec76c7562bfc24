import { describe, expect, it } from 'vitest'
import { readConfig } from '#app/config.ts'
import { type Actor, anonymous } from '#app/kernel/context.ts'
import { House } from '#app/kernel/http/house.ts'
import { openHouse } from '#app/kernel/http/open.ts'
import { createLog } from '#app/kernel/log.ts'
import { may } from '#app/kernel/permission.ts'
import { furnish } from '#app/rooms.ts'
import { errorPage } from '#app/ui/error.tsx'
import { testDatabase } from './harness/database.ts'

/** Every route × every kind of actor, made from the table of doors itself. */

const connection = await testDatabase()
const ROLES = ['RECEPTION', 'SPECIALIST', 'DIVISION_HEAD', 'LEADER', 'CLERK', 'CONTROL', 'REFORM', 'INSPECTOR', 'ADMIN']

const actors: Record<string, Actor> = {
  anonymous,
  citizen: { ...anonymous, kind: 'CITIZEN', accountId: 1, name: 'citizen' },
  machine: { ...anonymous, kind: 'MACHINE', accountId: 2, name: 'machine' },
  ...Object.fromEntries(
    ROLES.map(role => [
      role,
      {
        ...anonymous,
        kind: 'OFFICER' as const,
        accountId: 3,
        officerId: 1,
        name: role,
        roles: [role],
        unitId: 1,
        agencyId: 1,
      },
    ]),
  ),
}

const house = new House()
openHouse(house, {
  ...readConfig({}),
  db: connection.db,
  log: createLog('silent'),
  clock: () => new Date('2026-11-23T14:30:00+07:00'),
  secure: false,
  recognise: async ({ bearer }) => ({ actor: actors[bearer ?? ''] ?? anonymous, sessionId: null, where: '' }),
  errorPage,
})
furnish(house)

const ask = async (method: string, path: string, who: string): Promise<Response> =>
  await house.app.request(path.replaceAll(/:\w+/g, '1'), {
    method: method.toUpperCase(),
    headers: {
      ...(who === 'anonymous' ? {} : { authorization: `Bearer ${who}` }),
      ...(method === 'get'
        ? {}
        : {
            'content-type': path.startsWith('/api/') ? 'application/json' : 'application/x-www-form-urlencoded',
            origin: 'http://localhost',
          }),
    },
    ...(method === 'get' ? {} : { body: path.startsWith('/api/') ? '{}' : '' }),
  })

describe('every door', () => {
  it('is in the table: no route opens beside it', () => {
    const known = new Set(house.doors.map(d => `${d.method.toUpperCase()} ${d.path}`))
    const routes = house.app.routes.filter(r => r.method !== 'ALL').map(r => `${r.method} ${r.path}`)
    expect(routes.filter(route => !known.has(route))).toEqual([])
  })

  it('states one permission a name', () => {
    const byName = Map.groupBy(house.doors, door => door.permission.name)
    const several = [...byName].filter(([, doors]) => new Set(doors.map(d => d.permission.allow.join(' '))).size > 1)
    expect(several.map(([name]) => name)).toEqual([])
  })

  it.each(house.doors.map(d => [d.method, d.path, d] as const))(
    '%s %s lets in whom it says, and nobody else',
    async (method, path, door) => {
      const expected: string[] = []
      const found: string[] = []
      for (const [who, actor] of Object.entries(actors)) {
        const response = await ask(method, path, who)
        const refusal = response.headers.get('x-refusal') ?? ''
        const stopped = ['SIGN_IN_NEEDED', 'NOT_ALLOWED'].includes(refusal)
        expected.push(
          `${who}: ${may(actor, door.permission) ? 'let in' : who === 'anonymous' ? signInFirst(door.kind) : '403 NOT_ALLOWED'}`,
        )
        found.push(`${who}: ${stopped ? `${response.status} ${refusal}` : 'let in'}`)
      }
      expect(found).toEqual(expected)
    },
  )
})

/** A stranger is asked to sign in: an API says so, a page leads there. */
const signInFirst = (kind: 'page' | 'api'): string => `${kind === 'api' ? 401 : 303} SIGN_IN_NEEDED`
