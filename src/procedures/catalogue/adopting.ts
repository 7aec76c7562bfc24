import { act } from '#app/kernel/act.ts'
import type { Ctx, Reader, Tx } from '#app/kernel/context.ts'
import { parse } from '#app/kernel/input.ts'
import { adoptFrom, differing } from './diff.ts'
import { differences, draftOf } from './drafts.ts'
import { type AdoptComponentsInput, adoptComponentsInput } from './input.ts'
import { promisesOverLegal } from './limits.ts'
import {
  catalogueEvents,
  knownProcedure,
  nextNo,
  openVersion,
  procedureStream,
  provinceOf,
  validitiesOf,
} from './loading.ts'
import { componentsEqual, noNationalCopy, nothingToAdopt, notInForce, promiseTooLong } from './refusals.ts'
import { columnsOf } from './row.ts'
import type { ComponentName } from './parts.ts'
import type { ProcedureContent } from './shape.ts'
import { storedContent, storedPromises } from './stored.ts'
import { channelWords } from './words.ts'

/** The national copy beside what holds here, and its components taken over one by one. */

export interface Adopted {
  code: string
  versionId: number
  no: number
  /** What was taken over: what was wanted, and what cannot be taken without it. */
  taken: ComponentName[]
}

/**
 * Takes components of the newest national copy over into the draft of a procedure; without a draft one is made from the
 * version in force, which keeps who decides, how far on-line and the promises.
 * @throws Refusal NO_NATIONAL_COPY, NOTHING_TO_ADOPT, COMPONENTS_EQUAL, PROMISE_OVER_LEGAL, DECISION_SEALED
 */
export async function adoptComponents(ctx: Ctx, input: AdoptComponentsInput): Promise<Adopted> {
  const wanted = parse(adoptComponentsInput, input)
  const agencyId = await provinceOf(ctx)
  return await act(ctx, 'procedures.adoptComponents', wanted, async ({ tx, emit }) => {
    const procedureId = await knownProcedure(tx, wanted.code)
    const copy = await newestCopy(tx, procedureId)
    if (!copy) noNationalCopy(wanted.code)
    const base = await workingVersion(tx, procedureId)
    if (!base) nothingToAdopt(wanted.code)
    const target = storedContent(base.content)
    const promised = storedPromises(base.promised)
    const { content, taken } = adoptFrom(target, storedContent(copy.content), wanted.parts)
    if (differing({ content: target, promised }, { content, promised }).length === 0) componentsEqual()
    const draft = await redraft(ctx, tx, procedureId, base, content)
    emit({
      agencyId,
      stream: procedureStream(wanted.code),
      type: catalogueEvents.componentsAdopted,
      data: { code: wanted.code, versionId: draft.id, no: draft.no, fromNo: copy.no, taken },
    })
    return { code: wanted.code, versionId: draft.id, no: draft.no, taken }
  })
}

/**
 * Gives components of a draft back to what the version in force says. A draft that then says nothing else than that
 * version, and is in no decision, is thrown away.
 * @throws Refusal NO_DRAFT, NOT_IN_FORCE, PROMISE_OVER_LEGAL, DECISION_SEALED
 */
export async function restoreComponents(
  ctx: Ctx,
  input: AdoptComponentsInput,
): Promise<{ code: string; restored: ComponentName[]; discarded: boolean }> {
  const { code, parts } = parse(adoptComponentsInput, input)
  const agencyId = await provinceOf(ctx)
  return await act(ctx, 'procedures.restoreComponents', { code, parts }, async ({ tx, emit }) => {
    const draft = await draftOf(tx, code)
    const procedureId = await knownProcedure(tx, code)
    const inForce = openVersion((await validitiesOf(tx, [procedureId])).get(procedureId) ?? [])
    if (!inForce) notInForce(code)
    const [before, base] = await Promise.all([versionRow(tx, inForce.versionId), versionRow(tx, draft.versionId)])
    const { content, taken } = adoptFrom(storedContent(base.content), storedContent(before.content), parts)
    const say = (type: string) =>
      emit({
        agencyId,
        stream: procedureStream(code),
        type,
        data: { code, versionId: draft.versionId, no: draft.no, fromNo: inForce.no, restored: taken },
      })
    if (saysNothingNew(before, base, content)) {
      await tx.deleteFrom('procedures.procedure_version').where('id', '=', draft.versionId).execute()
      say(catalogueEvents.discarded)
      return { code, restored: taken, discarded: true }
    }
    await redraft(ctx, tx, procedureId, base, content)
    say(catalogueEvents.componentsRestored)
    return { code, restored: taken, discarded: false }
  })
}

/** Whether a draft in no decision says just what the version in force says. */
function saysNothingNew(before: VersionRow, draft: VersionRow, content: ProcedureContent): boolean {
  const inForce = { content: storedContent(before.content), promised: storedPromises(before.promised) }
  return (
    draft.decision_id === null &&
    draft.home === before.home &&
    draft.online_level === before.online_level &&
    differing(inForce, { content, promised: storedPromises(draft.promised) }).length === 0
  )
}

type VersionRow = Awaited<ReturnType<typeof versionRow>>

async function versionRow(tx: Tx, id: number) {
  return await tx
    .selectFrom('procedures.procedure_version')
    .select(['id', 'no', 'state', 'home', 'online_level', 'content', 'promised', 'promise_basis', 'decision_id'])
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
}

/**
 * Puts another content in the draft of a procedure; where there is none, makes one from the version in force.
 * @throws Refusal PROMISE_OVER_LEGAL, DECISION_SEALED
 */
export async function redraft(
  ctx: Ctx,
  tx: Tx,
  procedureId: number,
  base: NonNullable<Awaited<ReturnType<typeof workingVersion>>>,
  content: ProcedureContent,
): Promise<{ id: number; no: number }> {
  if (base.state === 'DRAFT') await draftOf(tx, content.code)
  const promised = storedPromises(base.promised)
  const over = promisesOverLegal({ content, promised })
  if (over.length > 0) promiseTooLong(channelWords(over))
  const inForce = openVersion((await validitiesOf(tx, [procedureId])).get(procedureId) ?? [])
  const changed = inForce ? await differences(tx, inForce.versionId, { content, promised }) : []
  const row = { ...columnsOf(content, promised), changed_components: changed }
  if (base.state === 'DRAFT') {
    return await tx
      .updateTable('procedures.procedure_version')
      .set(row)
      .where('id', '=', base.id)
      .returning(['id', 'no'])
      .executeTakeFirstOrThrow()
  }
  return await tx
    .insertInto('procedures.procedure_version')
    .values({
      procedure_id: procedureId,
      no: await nextNo(tx, procedureId),
      state: 'DRAFT',
      change_kind: 'AMENDED',
      home: base.home,
      online_level: base.online_level,
      promise_basis: base.promise_basis,
      ...row,
      created_at: ctx.now,
    })
    .returning(['id', 'no'])
    .executeTakeFirstOrThrow()
}

/** The content that is worked on: of the draft, else of the version in force. @throws Refusal NOTHING_TO_ADOPT */
export async function workingContent(db: Reader, code: string): Promise<ProcedureContent> {
  const procedure = await db.selectFrom('procedures.procedure').select('id').where('code', '=', code).executeTakeFirst()
  const base = procedure && (await workingVersion(db, procedure.id))
  return base ? storedContent(base.content) : nothingToAdopt(code)
}

/** The newest national copy of a procedure. */
export async function newestCopy(db: Reader, procedureId: number) {
  return await db
    .selectFrom('procedures.procedure_version')
    .select(['id', 'no', 'content', 'created_at'])
    .where('procedure_id', '=', procedureId)
    .where('state', '=', 'IMPORTED')
    .orderBy('no', 'desc')
    .executeTakeFirst()
}

/** The draft of a procedure, else the version in force or announced. */
export async function workingVersion(db: Reader | Tx, procedureId: number) {
  return await db
    .selectFrom('procedures.procedure_version')
    .select(['id', 'no', 'state', 'home', 'online_level', 'content', 'promised', 'promise_basis'])
    .where('procedure_id', '=', procedureId)
    .where(eb =>
      eb.or([eb('state', '=', 'DRAFT'), eb.and([eb('state', '=', 'PUBLISHED'), eb('effective_to', 'is', null)])]),
    )
    .orderBy(eb => eb('state', '=', 'DRAFT'), 'desc')
    .executeTakeFirst()
}
