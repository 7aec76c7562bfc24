import { sql } from 'kysely'
import { accounts } from '#app/kernel/account/index.ts'
import { act } from '#app/kernel/act.ts'
import type { Ctx, Tx } from '#app/kernel/context.ts'
import { parse } from '#app/kernel/input.ts'
import { dayOf, fold } from '#app/kernel/text.ts'
import {
  addPositionInput,
  createOfficerInput,
  endPositionInput,
  type AddPositionInput,
  type CreateOfficerInput,
  type EndPositionInput,
} from './input.ts'
import {
  alreadyEnded,
  endsTooEarly,
  holdsAlready,
  lastAdministrator,
  noOfficer,
  noPosition,
  unitNotThere,
} from './refusals.ts'

/** The verbs of officers and their positions. Events lie in the agency's shard, in the officer's stream. */

export const staffEvents = {
  created: 'organisation.officer.created',
  positionAdded: 'organisation.officer.position_added',
  positionEnded: 'organisation.officer.position_ended',
  disabled: 'organisation.officer.disabled',
} as const

const streamOf = (officerId: number): string => `officer:${officerId}`

export interface CreatedOfficer {
  officerId: number
  accountId: number
  login: string
  /** The password to hand over, shown once; null where one was given. */
  password: string | null
}

/**
 * Creates an officer with an account and a first position.
 * @param given  a password hash to use instead of a handed-out one (seeds)
 * @throws Refusal LOGIN_TAKEN, UNIT_NOT_THERE
 */
export async function createOfficer(
  ctx: Ctx,
  input: CreateOfficerInput,
  given?: { passwordHash: string },
): Promise<CreatedOfficer> {
  const wanted = parse(createOfficerInput, input)
  const once = given ? null : await accounts.newOncePassword(ctx)
  // The answer holds a password, so it must not be kept under an idempotency key; a second sending finds the log-in taken.
  const made = await act({ ...ctx, idempotencyKey: null }, 'organisation.createOfficer', wanted, async acting => {
    const { tx, emit } = acting
    await checkUnit(tx, wanted.agencyId, wanted.from)
    const accountId = await accounts.openAccount(ctx, acting, {
      login: wanted.login,
      kind: 'OFFICER',
      name: wanted.fullName,
      passwordHash: once?.hash ?? given?.passwordHash ?? null,
      onceUntil: once?.until ?? null,
    })
    const { id: officerId } = await tx
      .insertInto('organisation.officer')
      .values({
        account_id: accountId,
        full_name: wanted.fullName,
        email: wanted.email,
        phone: wanted.phone,
        active_from: wanted.from,
        search_text: fold(`${wanted.fullName} ${wanted.login}`),
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    await tx
      .insertInto('organisation.position')
      .values({
        officer_id: officerId,
        agency_id: wanted.agencyId,
        title: wanted.title,
        roles: wanted.roles,
        valid_from: wanted.from,
        is_main: true,
      })
      .execute()
    const { fullName, title, roles, from } = wanted
    emit({
      agencyId: wanted.agencyId,
      stream: streamOf(officerId),
      type: staffEvents.created,
      data: { officerId, accountId, fullName, title, roles, from },
      isNew: true,
    })
    return { officerId, accountId }
  })
  return { ...made, login: wanted.login, password: once?.password ?? null }
}

/** Gives an officer one more position. A main one makes the others secondary. @throws Refusal POSITION_HELD */
export async function addPosition(ctx: Ctx, input: AddPositionInput): Promise<{ positionId: number }> {
  const wanted = parse(addPositionInput, input)
  return await act(ctx, 'organisation.addPosition', wanted, async ({ tx, emit }) => {
    const officer = await lockOfficer(tx, wanted.officerId)
    await checkUnit(tx, wanted.agencyId, wanted.from)
    const held = await tx
      .selectFrom('organisation.position')
      .select('title')
      .where('officer_id', '=', officer.id)
      .where('agency_id', '=', wanted.agencyId)
      .where(eb => eb.or([eb('valid_to', 'is', null), eb('valid_to', '>', wanted.from)]))
      .executeTakeFirst()
    if (held) holdsAlready(held.title)
    if (wanted.isMain) {
      await tx
        .updateTable('organisation.position')
        .set({ is_main: false })
        .where('officer_id', '=', officer.id)
        .execute()
    }
    const { id } = await tx
      .insertInto('organisation.position')
      .values({
        officer_id: officer.id,
        agency_id: wanted.agencyId,
        title: wanted.title,
        roles: wanted.roles,
        valid_from: wanted.from,
        is_main: wanted.isMain,
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    const { title, roles, from } = wanted
    emit({
      agencyId: wanted.agencyId,
      stream: streamOf(officer.id),
      type: staffEvents.positionAdded,
      data: { officerId: officer.id, fullName: officer.full_name, positionId: id, title, roles, from },
    })
    return { positionId: id }
  })
}

/** Ends a position; `on` is the first day without it. @throws Refusal POSITION_ENDED, POSITION_SPAN, LAST_ADMINISTRATOR */
export async function endPosition(ctx: Ctx, input: EndPositionInput): Promise<{ officerId: number }> {
  const { positionId, on } = parse(endPositionInput, input)
  return await act(ctx, 'organisation.endPosition', { positionId, on }, async ({ tx, emit }) => {
    const position = await tx
      .selectFrom('organisation.position')
      .selectAll()
      .where('id', '=', positionId)
      .forUpdate()
      .executeTakeFirst()
    if (!position) throw noPosition()
    if (position.valid_to !== null) alreadyEnded()
    if (on <= position.valid_from) endsTooEarly(position.valid_from)
    await tx.updateTable('organisation.position').set({ valid_to: on }).where('id', '=', positionId).execute()
    if (position.roles.includes('ADMIN')) await refuseNoAdministrator(tx)
    emit({
      agencyId: position.agency_id,
      stream: streamOf(position.officer_id),
      type: staffEvents.positionEnded,
      data: { officerId: position.officer_id, positionId, title: position.title, on },
    })
    return { officerId: position.officer_id }
  })
}

/** Ends an officer's work here: all positions end today and the account is disabled. @throws Refusal LAST_ADMINISTRATOR */
export async function disableOfficer(ctx: Ctx, input: { officerId: number }): Promise<void> {
  const today = dayOf(ctx.now)
  const accountId = await act(ctx, 'organisation.disableOfficer', input, async ({ tx, emit }) => {
    const officer = await lockOfficer(tx, input.officerId)
    // A position that began today (or will begin) has no day left to end on: it ends the day after it began.
    const ended = await sql<{ agency_id: number; roles: string[] }>`
      update organisation.position set valid_to = greatest(${today}::date, valid_from + 1)
       where officer_id = ${officer.id} and valid_to is null returning agency_id, roles`.execute(tx)
    if (ended.rows.some(row => row.roles.includes('ADMIN'))) await refuseNoAdministrator(tx)
    emit({
      agencyId: ended.rows[0]?.agency_id ?? 0,
      stream: streamOf(officer.id),
      type: staffEvents.disabled,
      data: { officerId: officer.id, fullName: officer.full_name, positions: ended.rows.length },
    })
    return officer.account_id
  })
  await accounts.disable({ ...ctx, idempotencyKey: null }, { accountId })
}

async function lockOfficer(tx: Tx, officerId: number) {
  const officer = await tx
    .selectFrom('organisation.officer')
    .select(['id', 'full_name', 'account_id'])
    .where('id', '=', officerId)
    .forUpdate()
    .executeTakeFirst()
  if (!officer) throw noOfficer()
  return officer
}

async function checkUnit(tx: Tx, agencyId: number, day: string): Promise<void> {
  const unit = await tx
    .selectFrom('organisation.agency_version')
    .select('id')
    .where('agency_id', '=', agencyId)
    .where('valid_from', '<=', day)
    .where(eb => eb.or([eb('valid_to', 'is', null), eb('valid_to', '>', day)]))
    .executeTakeFirst()
  if (!unit) unitNotThere(day)
}

/** Without an administrator nobody could ever make one again. */
async function refuseNoAdministrator(tx: Tx): Promise<void> {
  const left = await tx
    .selectFrom('organisation.position')
    .select('id')
    .where('valid_to', 'is', null)
    .where(sql<boolean>`'ADMIN' = any(roles)`)
    .limit(1)
    .executeTakeFirst()
  if (!left) lastAdministrator()
}
