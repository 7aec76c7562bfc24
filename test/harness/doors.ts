import { readConfig } from '#app/config.ts'
import { type Actor, anonymous } from '#app/kernel/context.ts'
import type { Connection } from '#app/kernel/db/connect.ts'
import { House } from '#app/kernel/http/house.ts'
import { openHouse } from '#app/kernel/http/open.ts'
import { createLog } from '#app/kernel/log.ts'
import { errorPage } from '#app/ui/error.tsx'

/** A house with some rooms' doors, asked as a browser or a machine would, by whoever the test says. */
export function openDoors(connection: Connection, now: string, ...rooms: ((house: House) => void)[]) {
  const house = new House()
  let actor: Actor = anonymous
  openHouse(house, {
    ...readConfig({}),
    db: connection.db,
    log: createLog('silent'),
    clock: () => new Date(now),
    secure: false,
    recognise: async () => ({ actor, sessionId: null, where: '' }),
    errorPage,
  })
  for (const open of rooms) open(house)
  const ask = async (
    who: Actor,
    path: string,
    init: { method?: string; body?: string | FormData; headers?: Record<string, string> } = {},
  ): Promise<Response> => {
    actor = who
    return await house.app.request(path, { ...init, headers: { authorization: 'Bearer test', ...init.headers } })
  }
  return {
    house,
    get: ask,
    /** Sends a form as the page itself would. */
    post: async (who: Actor, path: string, fields: Record<string, string>): Promise<Response> =>
      await ask(who, path, {
        method: 'POST',
        headers: { 'content-type': 'application/x-www-form-urlencoded', origin: 'http://localhost' },
        body: new URLSearchParams(fields).toString(),
      }),
  }
}

export const officerOf = (agencyId: number, ...roles: string[]): Actor => ({
  ...anonymous,
  kind: 'OFFICER',
  accountId: 7,
  officerId: 7,
  name: 'Cán bộ Thử',
  roles,
  unitId: agencyId,
  agencyId,
})
