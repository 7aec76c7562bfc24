import type { Actor } from '#app/kernel/context.ts'
import { anonymous } from '#app/kernel/context.ts'
import type { Connection } from '#app/kernel/db/connect.ts'
import { House } from '#app/kernel/http/house.ts'
import { openHouse } from '#app/kernel/http/open.ts'
import { createLog } from '#app/kernel/log.ts'
import { errorPage } from '#app/ui/error.tsx'

export interface Answer {
  status: number
  /** Where a redirect leads; '' for none. */
  location: string
  /** Code of the refusal, where the answer is one. */
  refusal: string | null
  text: string
  headers: Headers
}

export interface Rooms {
  house: House
  /** Goes through a door, with a form or without. `who`: a name of `actors`; '' or left out is nobody. */
  ask: (path: string, who?: string, form?: Record<string, string>, more?: Record<string, string>) => Promise<Answer>
}

/** What rooms are opened with; left out: the afternoon of 23 November 2026, nowhere to keep files. */
export interface Opening {
  /** Everybody who may come, by the bearer token or the session's cookie that says who they are. */
  actors: () => Record<string, Actor>
  clock?: () => Date
  dataDir?: string
  publicUrl?: string
}

/** Some rooms of the house with their doors open, for tests that go in and out by HTTP. */
export function openRooms(connection: Connection, doors: readonly ((house: House) => void)[], opening: Opening): Rooms {
  const { actors, clock, dataDir = '/nowhere', publicUrl = 'http://localhost' } = opening
  const house = new House()
  openHouse(house, {
    db: connection.db,
    log: createLog('silent'),
    clock: clock ?? (() => new Date('2026-11-23T14:30:00+07:00')),
    dataDir,
    publicUrl,
    secure: false,
    recognise: async ({ bearer, cookie }) => ({
      actor: actors()[bearer ?? cookie ?? ''] ?? anonymous,
      sessionId: null,
      where: 'Sở',
    }),
    errorPage,
  })
  for (const open of doors) open(house)
  const ask: Rooms['ask'] = async (path, who, form, more) => {
    const response = await house.app.request(path, {
      ...(form ? { method: 'POST', body: new URLSearchParams(form) } : {}),
      headers: { origin: 'http://localhost', ...(who ? { authorization: `Bearer ${who}` } : {}), ...more },
    })
    const { status, headers } = response
    const text = await response.text()
    return { status, location: headers.get('location') ?? '', refusal: headers.get('x-refusal'), text, headers }
  }
  return { house, ask }
}
