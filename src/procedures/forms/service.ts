import type { Ctx } from '#app/kernel/context.ts'
import { parse } from '#app/kernel/input.ts'
import { dayOf } from '#app/kernel/text.ts'
import { changing, formEvents, type Held, type Row } from './changing.ts'
import { formFaults, isUnfinished } from './checks.ts'
import { emptyForm, type FormDefinition } from './definition.ts'
import { checkAgainstProcedure } from './fitting.ts'
import {
  type ChangeFormInput,
  changeFormInput,
  type DraftFormInput,
  draftFormInput,
  type PublishFormInput,
  publishFormInput,
  type SaveFormInput,
  saveFormInput,
} from './input.ts'
import { draftExists, formFaulty, formOverlap, noDraft, nothingToUndo, sameAsInForce } from './refusals.ts'
import { KEPT_STEPS, overlaps, versionAfter, versionOn } from './rules.ts'
import { formsChanged, storedForm } from './versions.ts'

/** The verbs of forms. */

export interface Saved {
  formVersionId: number
  no: number
  revision: number
}

/** Begins a draft: a copy of the form in force, else of the last one there was, else an empty one. @throws Refusal NOT_FOUND, FORM_DRAFT_EXISTS */
export async function draftForm(ctx: Ctx, input: DraftFormInput): Promise<Saved> {
  const wanted = parse(draftFormInput, input)
  return await changing(ctx, 'procedures.draftForm', wanted, async held => {
    if (held.draft) draftExists(wanted.procedureCode, held.draft.no)
    const from = versionOn(held.versions, dayOf(ctx.now)) ?? held.versions.at(-1)
    const saved = await insertDraft(ctx, held, from ? storedForm(from.definition) : emptyForm, '')
    held.tell(formEvents.drafted, { no: saved.no, fromNo: from?.no ?? null })
    return saved
  })
}

/**
 * Writes the draft of a form, or begins it. A draft may be unfinished, but what stands in it fits.
 * @throws Refusal NOT_FOUND, FORM_CHANGED_MEANWHILE, and the name of a Fault: FIELD_MISSING, FIELD_LATER, KEY_TWICE, …
 */
export async function saveForm(ctx: Ctx, input: SaveFormInput): Promise<Saved> {
  const wanted = parse(saveFormInput, input)
  const faults = formFaults(wanted.definition).filter(fault => !isUnfinished(fault))
  if (faults.length > 0) formFaulty(faults)
  return await changing(ctx, 'procedures.saveForm', wanted, async held => {
    const { draft } = held
    const saved = draft
      ? await rewrite(ctx, held, wanted.definition, {
          undo: [...earlier(draft.undo), draft.definition].slice(-KEPT_STEPS),
          ...(wanted.note === undefined ? {} : { note: wanted.note }),
        })
      : await insertDraft(ctx, held, wanted.definition, wanted.note ?? '')
    held.tell(formEvents.saved, { no: saved.no, revision: saved.revision, ...sizeOf(wanted.definition) })
    return saved
  })
}

/** Takes the last change of the draft back. @throws Refusal NO_FORM_DRAFT, NOTHING_TO_UNDO, FORM_CHANGED_MEANWHILE */
export async function undoForm(ctx: Ctx, input: ChangeFormInput): Promise<Saved> {
  const wanted = parse(changeFormInput, input)
  return await changing(ctx, 'procedures.undoForm', wanted, async held => {
    const undo = earlier(held.draft?.undo ?? noDraft(wanted.procedureCode))
    const before = undo.at(-1)
    if (before === undefined) nothingToUndo()
    const definition = storedForm(before)
    const saved = await rewrite(ctx, held, definition, { undo: undo.slice(0, -1) })
    held.tell(formEvents.saved, { no: saved.no, revision: saved.revision, undone: true, ...sizeOf(definition) })
    return saved
  })
}

/** Throws the draft away. @throws Refusal NO_FORM_DRAFT, FORM_CHANGED_MEANWHILE */
export async function discardForm(ctx: Ctx, input: ChangeFormInput): Promise<{ no: number }> {
  const wanted = parse(changeFormInput, input)
  return await changing(ctx, 'procedures.discardForm', wanted, async held => {
    const { draft } = held
    if (!draft) noDraft(wanted.procedureCode)
    await held.tx.deleteFrom('procedures.form_version').where('id', '=', draft.id).execute()
    held.tell(formEvents.discarded, { no: draft.no })
    return { no: draft.no }
  })
}

/**
 * Publishes the draft from a day on and closes the form in force until then. Dossiers and versions before keep their own.
 * @throws Refusal NO_FORM_DRAFT, FORM_CHANGED_MEANWHILE, FORM_UNCHANGED, PROCEDURE_NOT_PUBLISHED, FORM_OVERLAP,
 *   FORM_BREAKS_PROCESS, and the name of a Fault: FORM_EMPTY, SECTION_EMPTY, CASE_UNKNOWN, …
 */
export async function publishForm(ctx: Ctx, input: PublishFormInput): Promise<Saved> {
  const wanted = parse(publishFormInput, input)
  const { effectiveFrom } = wanted
  const done = await changing(ctx, 'procedures.publishForm', wanted, async held => {
    const { tx, draft, versions, procedureId } = held
    if (!draft) noDraft(wanted.procedureCode)
    const definition = storedForm(draft.definition)
    await checkAgainstProcedure(tx, { code: wanted.procedureCode, procedureId, day: effectiveFrom }, definition)
    const before = versionAfter(versions, effectiveFrom)
    if (before && JSON.stringify(before.definition) === JSON.stringify(definition)) sameAsInForce(before.no)
    if (before && overlaps(before, effectiveFrom)) formOverlap(before.no, before.from ?? '')
    if (before) {
      await tx
        .updateTable('procedures.form_version')
        .set({ state: 'CLOSED', effective_to: effectiveFrom })
        .where('id', '=', before.id)
        .execute()
      held.tell(formEvents.closed, { no: before.no, effectiveTo: effectiveFrom })
    }
    await tx
      .updateTable('procedures.form_version')
      .set({
        state: 'PUBLISHED',
        effective_from: effectiveFrom,
        published_at: ctx.now,
        published_by: ctx.actor.name,
        undo: '[]',
        ...(wanted.note === undefined ? {} : { note: wanted.note }),
      })
      .where('id', '=', draft.id)
      .execute()
    held.tell(formEvents.published, { no: draft.no, effectiveFrom, ...sizeOf(definition) })
    return { formVersionId: draft.id, no: draft.no, revision: draft.revision }
  })
  formsChanged(ctx.db)
  return done
}

const earlier = (undo: Row['undo']): Row['undo'][] => undo as unknown as Row['undo'][]

const sizeOf = (form: FormDefinition): { sections: number; fields: number } => ({
  sections: form.sections.length,
  fields: form.sections.reduce((sum, section) => sum + section.fields.length, 0),
})

async function insertDraft(ctx: Ctx, held: Held, definition: FormDefinition, note: string): Promise<Saved> {
  const no = Math.max(0, ...held.versions.map(version => version.no)) + 1
  const { id } = await held.tx
    .insertInto('procedures.form_version')
    .values({
      procedure_id: held.procedureId,
      no,
      state: 'DRAFT',
      definition: JSON.stringify(definition),
      note,
      created_at: ctx.now,
      created_by: ctx.actor.name,
      changed_at: ctx.now,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return { formVersionId: id, no, revision: 1 }
}

async function rewrite(
  ctx: Ctx,
  { tx, draft, code }: Held,
  definition: FormDefinition,
  more: { undo: readonly Row['undo'][]; note?: string },
): Promise<Saved> {
  if (!draft) noDraft(code)
  const revision = draft.revision + 1
  await tx
    .updateTable('procedures.form_version')
    .set({
      ...more,
      definition: JSON.stringify(definition),
      undo: JSON.stringify(more.undo),
      revision,
      changed_at: ctx.now,
    })
    .where('id', '=', draft.id)
    .execute()
  return { formVersionId: draft.id, no: draft.no, revision }
}
