import type { Kysely, Transaction } from 'kysely'
import type { DB } from './db/types.ts'

export type Database = Kysely<DB>
export type Tx = Transaction<DB>
/** Reads take either. */
export type Reader = Kysely<DB> | Transaction<DB>

export type Lang = 'vi' | 'en'

export type ActorKind = 'OFFICER' | 'CITIZEN' | 'MACHINE' | 'SYSTEM' | 'ANONYMOUS'

/** Who acts. Roles and agency come from the position an officer holds on the day of the act. */
export interface Actor {
  kind: ActorKind
  /** Account of the actor; null for the system and for anonymous people. */
  accountId: number | null
  /** Officer id for officers. */
  officerId: number | null
  name: string
  roles: readonly string[]
  /** The division or agency the officer sits in. */
  unitId: number | null
  /** The agency (department, commune, centre) that unit belongs to: where the officer's work is counted. */
  agencyId: number | null
}

export const anonymous: Actor = {
  kind: 'ANONYMOUS',
  accountId: null,
  officerId: null,
  name: '',
  roles: [],
  unitId: null,
  agencyId: null,
}

export const systemActor = (name: string): Actor => ({ ...anonymous, kind: 'SYSTEM', name })

/** Everything a verb or a view needs from outside: nothing is taken from globals. */
export interface Ctx {
  db: Database
  now: Date
  actor: Actor
  lang: Lang
  requestId: string
  /** Given by the caller of a public write; the same key gets the same answer, once. */
  idempotencyKey: string | null
  /** n random bytes: keys, tokens. */
  random: (bytes: number) => Uint8Array
  /** Where uploaded bytes lie. */
  dataDir: string
  /** Address people use, for links in papers. */
  publicUrl: string
}
