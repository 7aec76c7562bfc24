import { sql } from 'kysely'
import type { Ctx, Reader, Tx } from '#app/kernel/context.ts'
import { dayOf } from '#app/kernel/text.ts'
import { affectedOf } from './affected.ts'
import { draftEvents } from './events.ts'
import type { TagInput, UntagInput } from './input.ts'
import { type Change, questionnaireOn } from './questionnaire.ts'
import type { DraftRow } from './record.ts'
import { refusals } from './refusals.ts'
import { assessed } from './rules.ts'
import { type Done, handle, reopenChanged } from './service.ts'
import { openText } from './texts.ts'
import { changeWords } from './words.ts'

/** Which procedures the articles of a text touch. */

/**
 * Says that an article creates, changes, replaces or repeals a procedure. A new one gets a working name; one that takes another's
 * place names the other by code and gets a working name too.
 * @throws Refusal ARTICLE_UNKNOWN, CODE_NEEDED, NAME_NEEDED, PROCEDURE_UNKNOWN, CHANGE_CONFLICT, TAGGED_ALREADY, TEXT_SEALED
 */
export async function tagArticle(ctx: Ctx, input: TagInput): Promise<Done & { affectedId: number }> {
  return await handle(ctx, 'tagArticle', 'write', input, async ({ tx, row, move }) => {
    const textNo = await openText(tx, row)
    const article = await tx
      .selectFrom('procedures.legal_draft_article')
      .select('no')
      .where('draft_id', '=', row.id)
      .where('text_no', '=', textNo)
      .where('no', '=', input.articleNo)
      .executeTakeFirst()
    if (!article) refusals.articleUnknown('articleNo')
    const { affectedId, code, name } = await affectedBy(tx, ctx, row, textNo, input)
    const tagged = await tx
      .insertInto('procedures.article_change')
      .values({ draft_id: row.id, text_no: textNo, article_no: input.articleNo, affected_id: affectedId })
      .onConflict(oc => oc.doNothing())
      .returning('affected_id')
      .execute()
    if (tagged.length === 0) refusals.taggedAlready()
    if (assessed[input.change]) await beginAssessment(tx, ctx, affectedId)
    const reopened = await reopenChanged(tx, ctx, row.id, textNo)
    const done = await move('write', {}, draftEvents.tagged, {
      article: input.articleNo,
      change: input.change,
      code,
      name,
      affectedId,
      reopened,
    })
    return { ...done, affectedId }
  })
}

interface Touched {
  affectedId: number
  code: string | null
  name: string
}

async function affectedBy(tx: Tx, ctx: Ctx, row: DraftRow, textNo: number, input: TagInput): Promise<Touched> {
  if (input.change === 'NEW') return await newProcedure(tx, row.id, input.name ?? refusals.nameNeeded())
  const code = (input.code ?? refusals.codeNeeded()).toUpperCase()
  const procedure = await tx.selectFrom('procedures.procedure').select('id').where('code', '=', code).executeTakeFirst()
  const procedureId = procedure?.id ?? refusals.procedureUnknown()
  if (input.change === 'REPLACED' && !input.name) refusals.nameNeeded()
  const name =
    input.change === 'REPLACED' ? (input.name as string) : await procedureName(tx, procedureId, code, dayOf(ctx.now))
  const known = await tx
    .selectFrom('procedures.affected_procedure')
    .select(['id', 'change'])
    .where('draft_id', '=', row.id)
    .where('procedure_id', '=', procedureId)
    .executeTakeFirst()
  if (!known) {
    const { id } = await tx
      .insertInto('procedures.affected_procedure')
      .values({ draft_id: row.id, change: input.change, procedure_id: procedureId, name })
      .returning('id')
      .executeTakeFirstOrThrow()
    return { affectedId: id, code, name }
  }
  if (known.change !== input.change) {
    const others = (await affectedOf(tx, row.id, textNo)).find(one => one.id === known.id)?.articles ?? []
    if (others.length > 0) refusals.changeConflict(others, changeWords(known.change as Change))
  }
  await tx
    .updateTable('procedures.affected_procedure')
    .set({ change: input.change, name })
    .where('id', '=', known.id)
    .execute()
  return { affectedId: known.id, code, name }
}

async function newProcedure(tx: Tx, draftId: number, name: string): Promise<Touched> {
  const known = await tx
    .selectFrom('procedures.affected_procedure')
    .select(['id', 'name'])
    .where('draft_id', '=', draftId)
    .where('procedure_id', 'is', null)
    .where(sql<boolean>`lower(name) = lower(${name})`)
    .executeTakeFirst()
  if (known) return { affectedId: known.id, code: null, name: known.name }
  const { id } = await tx
    .insertInto('procedures.affected_procedure')
    .values({ draft_id: draftId, change: 'NEW', procedure_id: null, name })
    .returning('id')
    .executeTakeFirstOrThrow()
  return { affectedId: id, code: null, name }
}

/** What the catalogue calls a procedure on a day. */
async function procedureName(db: Reader, procedureId: number, code: string, day: string): Promise<string> {
  const { rows } = await sql<{ name: string }>`
    select name from procedures.shown_on(${day}::date) where procedure_id = ${procedureId}`.execute(db)
  return (rows[0]?.name ?? code).slice(0, 500)
}

/** The assessment of a procedure itself (annex I) is there as soon as an article touches it. */
async function beginAssessment(tx: Tx, ctx: Ctx, affectedId: number): Promise<void> {
  await tx
    .insertInto('procedures.impact_assessment')
    .values({
      affected_id: affectedId,
      form: 'PROCEDURE',
      questionnaire: questionnaireOn(dayOf(ctx.now)).version,
      updated_at: ctx.now,
      updated_by: ctx.actor.name,
    })
    .onConflict(oc => oc.doNothing())
    .execute()
}

/** Takes a tag back. @throws Refusal TEXT_SEALED, ARTICLE_UNKNOWN */
export async function untagArticle(ctx: Ctx, input: UntagInput): Promise<Done> {
  return await handle(ctx, 'untagArticle', 'write', input, async ({ tx, row, move }) => {
    const textNo = await openText(tx, row)
    const gone = await tx
      .deleteFrom('procedures.article_change')
      .where('draft_id', '=', row.id)
      .where('text_no', '=', textNo)
      .where('article_no', '=', input.articleNo)
      .where('affected_id', '=', input.affectedId)
      .returning('affected_id')
      .execute()
    if (gone.length === 0) refusals.articleUnknown('articleNo')
    const named = await tx
      .selectFrom('procedures.affected_procedure')
      .select('name')
      .where('id', '=', input.affectedId)
      .executeTakeFirstOrThrow()
    const reopened = await reopenChanged(tx, ctx, row.id, textNo)
    return await move('write', {}, draftEvents.untagged, { article: input.articleNo, name: named.name, reopened })
  })
}
