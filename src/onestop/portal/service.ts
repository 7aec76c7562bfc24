import { act } from '#app/kernel/act.ts'
import type { Ctx } from '#app/kernel/context.ts'
import { paperUploads, storeUpload } from '#app/kernel/files/index.ts'
import { parse } from '#app/kernel/input.ts'
import { addDays, dayOf } from '#app/kernel/text.ts'
import { procedureForIntake } from '#app/procedures/catalogue/index.ts'
import { eligibilityOf } from '#app/procedures/forms/index.ts'
import { dossierInput, dossiers } from '../dossiers/index.ts'
import {
  draftUnfinished,
  eligibilityOpen,
  noDraft,
  noProcedure,
  notEligible,
  notOnline,
  tooManyDrafts,
  tooManyFiles,
} from './refusals.ts'
import {
  DRAFT_DAYS,
  type DraftData,
  type DraftFile,
  MAX_DRAFT_BYTES,
  MAX_DRAFTS,
  MAX_FILES,
  paperOfDossier,
  problemsOf,
  steps,
  type Step,
} from './rules.ts'
import { agencyChoices, type Draft, draftOf, prefill } from './views.ts'

/** The verbs of filing: a draft is begun, kept at every step, given papers, filed or thrown away. */

/** What a draft's stream says; never what was typed. Drafts belong to no agency yet: their streams lie with agency 0. */
export const draftEvents = {
  started: 'onestop.draft.started',
  saved: 'onestop.draft.saved',
  attached: 'onestop.draft.attached',
  detached: 'onestop.draft.detached',
  filed: 'onestop.draft.filed',
  deleted: 'onestop.draft.deleted',
  expired: 'onestop.draft.expired',
} as const

const told = (id: string, type: string, data: Record<string, unknown> = {}, isNew = false) => ({
  agencyId: 0,
  stream: `draft:${id}`,
  type,
  data,
  isNew,
})

const accountOf = (ctx: Ctx): number => ctx.actor.accountId ?? 0
const later = (ctx: Ctx): Date => new Date(ctx.now.getTime() + DRAFT_DAYS * 86_400_000)

/**
 * Begins a draft, with what is known of the citizen filled in.
 * @param input.eligibility  answers to the questions before filing, by key
 * @throws Refusal NOT_FOUND, NOT_ONLINE, NOT_ELIGIBLE in the agency's own words, TOO_MANY_DRAFTS
 */
export async function startDraft(
  ctx: Ctx,
  input: { code: string; eligibility?: Record<string, string> },
): Promise<{ id: string }> {
  const intake = await procedureForIntake(ctx.db, input.code, dayOf(ctx.now))
  if (!intake) throw noProcedure(input.code)
  if (intake.onlineLevel === 'INFORMATION' || !intake.process) throw notOnline()
  const { answers, stop } = eligibilityOf(intake.form, input.eligibility ?? {})
  if (stop) throw notEligible(stop.words)
  const data: DraftData = await prefill(ctx)
  data.eligibility = { formVersionId: intake.formVersionId, answers }
  const choices = await agencyChoices(ctx, intake)
  const [only] = choices
  if (only && choices.length === 1) data.agencyCode = only.code
  return await act(ctx, 'onestop.startDraft', input, async ({ tx, emit }) => {
    const open = await tx
      .selectFrom('onestop.draft')
      .select(eb => eb.fn.countAll<number>().as('n'))
      .where('account_id', '=', accountOf(ctx))
      .where('filed_code', 'is', null)
      .where('expires_at', '>', ctx.now)
      .executeTakeFirstOrThrow()
    if (open.n >= MAX_DRAFTS) throw tooManyDrafts()
    const id = Buffer.from(ctx.random(18)).toString('base64url')
    await tx
      .insertInto('onestop.draft')
      .values({
        id,
        account_id: accountOf(ctx),
        procedure_version_id: intake.versionId,
        form_version_id: intake.formVersionId,
        step: steps[0],
        data: JSON.stringify(data),
        created_at: ctx.now,
        updated_at: ctx.now,
        expires_at: later(ctx),
      })
      .execute()
    emit(told(id, draftEvents.started, { procedureVersionId: intake.versionId }, true))
    return { id }
  })
}

/**
 * Keeps what was typed at a step, right or wrong: nothing is lost by leaving.
 * @param formVersionId  the form that was filled in, where the step is the form
 */
export async function saveStep(
  ctx: Ctx,
  id: string,
  step: Step,
  typed: DraftData,
  formVersionId?: number | null,
): Promise<void> {
  await changing(ctx, id, 'onestop.saveDraft', async ({ row, update, emit }) => {
    const data = { ...(row.data as DraftData), ...typed }
    const form = formVersionId === undefined ? {} : { form_version_id: formVersionId }
    await update({ data: JSON.stringify(data), step, ...form })
    emit(told(id, draftEvents.saved, { step }))
  })
}

/**
 * Keeps the answers to the questions before filing, where they have changed since the draft was begun.
 * @throws Refusal NOT_ELIGIBLE in the agency's own words
 */
export async function answerEligibility(ctx: Ctx, id: string, given: Record<string, string>): Promise<void> {
  const { intake } = await draftOf(ctx, id)
  const { answers, stop } = eligibilityOf(intake.form, given)
  if (stop) throw notEligible(stop.words)
  await changing(ctx, id, 'onestop.answerEligibility', async ({ row, update, emit }) => {
    const eligibility = { formVersionId: intake.formVersionId, answers }
    await update({ data: JSON.stringify({ ...(row.data as DraftData), eligibility }), step: 'check' })
    emit(told(id, draftEvents.saved, { step: 'eligibility' }))
  })
}

/** Adds an upload to a paper. @throws Refusal TOO_MANY_FILES, and what storing refuses */
export async function attach(ctx: Ctx, id: string, paper: string, file: File): Promise<void> {
  const draft = await draftOf(ctx, id)
  if (!hasRoom(draft.files, file.size)) throw tooManyFiles()
  const stored = await storeUpload(ctx, file, paperUploads)
  await changing(ctx, id, 'onestop.attach', async ({ row, update, emit }) => {
    const files = (row.files as unknown as DraftFile[]).filter(f => !(f.paper === paper && f.sha256 === stored.sha256))
    if (!hasRoom(files, stored.size)) throw tooManyFiles()
    const added: DraftFile = { paper, sha256: stored.sha256, name: stored.name, size: stored.size }
    await update({ files: JSON.stringify([...files, added]), step: 'papers' })
    emit(told(id, draftEvents.attached, { sha256: stored.sha256 }))
  })
}

const hasRoom = (files: readonly DraftFile[], more: number): boolean =>
  files.length < MAX_FILES && files.reduce((sum, f) => sum + f.size, more) <= MAX_DRAFT_BYTES

/** Takes an upload from a paper. */
export async function detach(ctx: Ctx, id: string, input: { paper: string; sha256: string }): Promise<void> {
  await changing(ctx, id, 'onestop.detach', async ({ row, update, emit }) => {
    const files = (row.files as unknown as DraftFile[]).filter(
      f => !(f.paper === input.paper && f.sha256 === input.sha256),
    )
    await update({ files: JSON.stringify(files), step: 'papers' })
    emit(told(id, draftEvents.detached, { sha256: input.sha256 }))
  })
}

/** Throws a draft away, with everything typed. */
export async function deleteDraft(ctx: Ctx, id: string): Promise<void> {
  await changing(ctx, id, 'onestop.deleteDraft', async ({ tx, emit }) => {
    await tx.deleteFrom('onestop.draft').where('id', '=', id).execute()
    emit(told(id, draftEvents.deleted))
  })
}

/**
 * Files the draft. One draft becomes one dossier, however often the button is pressed: the draft's id is the key of the
 * verb. Afterwards the draft keeps nothing but the dossier's code.
 * @throws Refusal NOT_ELIGIBLE, ELIGIBILITY_OPEN, DRAFT_UNFINISHED naming every field that is not right, and what `submit` refuses
 */
export async function fileDraft(ctx: Ctx, id: string): Promise<{ code: string }> {
  const draft = await draftOf(ctx, id)
  if (draft.filedCode) return { code: draft.filedCode }
  const { data, intake, answered, eligibility } = draft
  if (eligibility.stop) throw notEligible(eligibility.stop.words)
  if (eligibility.next) throw eligibilityOpen()
  const agencyCodes = (await agencyChoices(ctx, intake)).map(choice => choice.code)
  const wrong = Object.assign({}, ...steps.map(step => problemsOf(step, draft, agencyCodes)))
  if (Object.keys(wrong).length > 0) throw draftUnfinished(wrong)
  const input = parse(dossierInput.submitInput, {
    procedureCode: intake.code,
    agencyCode: data.agencyCode,
    applicant: filled(data.applicant ?? {}),
    form: answered.answers,
    eligibility: eligibility.answers,
    papers: paperOfDossier(draft, answered.asked),
    resultDelivery: data.resultDelivery,
    deliveryAddress: data.resultDelivery === 'POST' ? data.deliveryAddress : '',
    copies: data.copies || '1',
  })
  const { code } = await dossiers.submit({ ...ctx, idempotencyKey: `draft-${id}` }, input)
  await changing(ctx, id, 'onestop.fileDraft', async ({ update, emit }) => {
    await update({ filed_code: code, data: '{}', files: '[]', step: 'check' })
    emit(told(id, draftEvents.filed, { code }))
  })
  return { code }
}

const filled = (answers: Record<string, string>): Record<string, string> =>
  Object.fromEntries(Object.entries(answers).filter(([, value]) => value.trim() !== ''))

type Patch = Partial<Record<'data' | 'files' | 'step' | 'filed_code', string> & { form_version_id: number | null }>

interface Changing {
  tx: Ctx['db']
  row: Draft['row']
  update: (patch: Patch) => Promise<void>
  emit: (event: ReturnType<typeof told>) => void
}

/** One change of one's own open draft, which also keeps it for another thirty days. */
async function changing(
  ctx: Ctx,
  id: string,
  verb: string,
  change: (changing: Changing) => Promise<void>,
): Promise<void> {
  // The keys of forms belong to what they begin or file; saving twice is the same as saving once.
  await act({ ...ctx, idempotencyKey: null }, verb, { id }, async ({ tx, emit }) => {
    const row = await tx
      .selectFrom('onestop.draft')
      .selectAll()
      .where('id', '=', id)
      .where('account_id', '=', accountOf(ctx))
      .where('expires_at', '>', ctx.now)
      .where('filed_code', 'is', null)
      .forUpdate()
      .executeTakeFirst()
    if (!row) throw noDraft()
    const update = async (patch: Patch): Promise<void> => {
      await tx
        .updateTable('onestop.draft')
        .set({ ...patch, updated_at: ctx.now, expires_at: later(ctx) })
        .where('id', '=', id)
        .execute()
    }
    await change({ tx, row, update, emit })
  })
}

/** Removes drafts whose time is over, and what is left of filed ones after a year. @returns how many */
export async function expireDrafts(ctx: Ctx): Promise<{ expired: number }> {
  const yearAgo = new Date(`${addDays(dayOf(ctx.now), -365)}T00:00:00+07:00`)
  const due = await ctx.db
    .selectFrom('onestop.draft')
    .select('id')
    .where(eb =>
      eb.or([
        eb.and([eb('filed_code', 'is', null), eb('expires_at', '<=', ctx.now)]),
        eb.and([eb('filed_code', 'is not', null), eb('updated_at', '<', yearAgo)]),
      ]),
    )
    .limit(5_000)
    .execute()
  if (due.length === 0) return { expired: 0 }
  return await act(ctx, 'onestop.expireDrafts', null, async ({ tx, emit }) => {
    const gone = await tx
      .deleteFrom('onestop.draft')
      .where(
        'id',
        'in',
        due.map(d => d.id),
      )
      .returning('id')
      .execute()
    for (const { id } of gone) emit(told(id, draftEvents.expired))
    return { expired: gone.length }
  })
}
