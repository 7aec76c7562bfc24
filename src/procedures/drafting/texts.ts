import { sql } from 'kysely'
import type { Ctx, Tx } from '#app/kernel/context.ts'
import { type Article, doubled, splitArticles } from './articles.ts'
import { draftEvents } from './events.ts'
import type { NewTextInput, PasteInput, RemoveArticleInput, SaveArticleInput, WriteInput } from './input.ts'
import type { DraftRow } from './record.ts'
import { refusals } from './refusals.ts'
import { type Done, handle, type Handling, reopenChanged } from './service.ts'

/** The text of a draft: its articles and its versions. */

/** The text being worked on; refused once others have been given it to read. */
export async function openText(tx: Tx, row: DraftRow): Promise<number> {
  const text = await tx
    .selectFrom('procedures.legal_draft_text')
    .select('sealed_at')
    .where('draft_id', '=', row.id)
    .where('no', '=', row.text_no)
    .executeTakeFirstOrThrow()
  if (text.sealed_at) refusals.textSealed()
  return row.text_no
}

/** The present text was given to others to read: from now on it stays as it is. */
export async function sealText(tx: Tx, row: Pick<DraftRow, 'id' | 'text_no'>, at: Date): Promise<void> {
  await tx
    .updateTable('procedures.legal_draft_text')
    .set({ sealed_at: sql`coalesce(sealed_at, ${at})` })
    .where('draft_id', '=', row.id)
    .where('no', '=', row.text_no)
    .execute()
}

/** 5 → 5000, 5a → 5001: articles sort as people number them. */
const positionOf = (no: string): number => {
  const letter = /[a-zđ]$/.exec(no)?.[0]
  return (
    Number.parseInt(no, 10) * 1_000 +
    (letter ? (letter === 'đ' ? 'd'.charCodeAt(0) * 2 + 1 : letter.charCodeAt(0) * 2) : 0)
  )
}

/**
 * Writes all articles of the text anew. Tags of articles whose number stays are kept; assessments of procedures whose articles
 * changed have to be signed anew.
 * @throws Refusal TEXT_SEALED, ARTICLE_DOUBLED
 */
export async function writeArticles(ctx: Ctx, input: WriteInput): Promise<Done> {
  return await handle(
    ctx,
    'writeArticles',
    'write',
    input,
    async handling => await rewrite(ctx, handling, input.articles),
  )
}

/**
 * The same from a pasted text, split at its lines "Điều n.".
 * @throws Refusal NO_ARTICLES, ARTICLE_DOUBLED, TEXT_SEALED
 */
export async function pasteText(ctx: Ctx, input: PasteInput): Promise<Done> {
  return await handle(ctx, 'pasteText', 'write', input, async handling => {
    const articles = splitArticles(input.text)
    if (articles.length === 0 || articles.length > 300) refusals.noArticles('text')
    return await rewrite(ctx, handling, articles)
  })
}

async function rewrite(ctx: Ctx, { tx, row, move }: Handling, articles: readonly Article[]): Promise<Done> {
  const twice = doubled(articles)
  if (twice.length > 0) refusals.articleDoubled(twice)
  const textNo = await openText(tx, row)
  const tags = await tx
    .selectFrom('procedures.article_change')
    .select(['article_no', 'affected_id'])
    .where('draft_id', '=', row.id)
    .where('text_no', '=', textNo)
    .execute()
  await tx
    .deleteFrom('procedures.legal_draft_article')
    .where('draft_id', '=', row.id)
    .where('text_no', '=', textNo)
    .execute()
  await insertArticles(tx, row.id, textNo, articles)
  const kept = tags.filter(tag => articles.some(one => one.no === tag.article_no))
  await insertTags(tx, row.id, textNo, kept)
  const reopened = await reopenChanged(tx, ctx, row.id, textNo)
  return await move('write', {}, draftEvents.textWritten, {
    textNo,
    articles: articles.length,
    untagged: tags.length - kept.length,
    reopened,
  })
}

async function insertArticles(tx: Tx, draftId: number, textNo: number, articles: readonly Article[]): Promise<void> {
  await tx
    .insertInto('procedures.legal_draft_article')
    .values(
      articles.map(({ no, heading, body }) => ({
        draft_id: draftId,
        text_no: textNo,
        no,
        position: positionOf(no),
        heading,
        body,
      })),
    )
    .execute()
}

async function insertTags(
  tx: Tx,
  draftId: number,
  textNo: number,
  tags: readonly { article_no: string; affected_id: number }[],
): Promise<void> {
  if (tags.length === 0) return
  await tx
    .insertInto('procedures.article_change')
    .values(tags.map(tag => ({ draft_id: draftId, text_no: textNo, ...tag })))
    .execute()
}

/** Writes one article: adds it, or changes the one of this number. @throws Refusal TEXT_SEALED */
export async function saveArticle(ctx: Ctx, input: SaveArticleInput): Promise<Done> {
  return await handle(ctx, 'saveArticle', 'write', input, async ({ tx, row, move }) => {
    const textNo = await openText(tx, row)
    const { no, heading, body } = input
    await tx
      .insertInto('procedures.legal_draft_article')
      .values({ draft_id: row.id, text_no: textNo, no, position: positionOf(no), heading, body })
      .onConflict(oc => oc.columns(['draft_id', 'text_no', 'no']).doUpdateSet({ heading, body }))
      .execute()
    const reopened = await reopenChanged(tx, ctx, row.id, textNo)
    return await move('write', {}, draftEvents.articleWritten, { textNo, article: no, reopened })
  })
}

/** Takes one article out, with its tags. @throws Refusal TEXT_SEALED, ARTICLE_UNKNOWN */
export async function removeArticle(ctx: Ctx, input: RemoveArticleInput): Promise<Done> {
  return await handle(ctx, 'removeArticle', 'write', input, async ({ tx, row, move }) => {
    const textNo = await openText(tx, row)
    const gone = await tx
      .deleteFrom('procedures.legal_draft_article')
      .where('draft_id', '=', row.id)
      .where('text_no', '=', textNo)
      .where('no', '=', input.no)
      .returning('no')
      .execute()
    if (gone.length === 0) refusals.articleUnknown('no')
    const reopened = await reopenChanged(tx, ctx, row.id, textNo)
    return await move('write', {}, draftEvents.articleRemoved, { textNo, article: input.no, reopened })
  })
}

/** Begins the next version of the text: a copy of the present one with its tags, open for changes. */
export async function beginText(ctx: Ctx, input: NewTextInput): Promise<Done> {
  return await handle(ctx, 'beginText', 'newText', input, async ({ tx, row, move }) => {
    const no = row.text_no + 1
    await tx
      .insertInto('procedures.legal_draft_text')
      .values({ draft_id: row.id, no, note: input.note, created_at: ctx.now, created_by: ctx.actor.name })
      .execute()
    await sql`
      insert into procedures.legal_draft_article (draft_id, text_no, no, position, heading, body)
      select draft_id, ${no}, no, position, heading, body from procedures.legal_draft_article
       where draft_id = ${row.id} and text_no = ${row.text_no}`.execute(tx)
    await sql`
      insert into procedures.article_change (draft_id, text_no, article_no, affected_id)
      select draft_id, ${no}, article_no, affected_id from procedures.article_change
       where draft_id = ${row.id} and text_no = ${row.text_no}`.execute(tx)
    return await move('newText', { text_no: no }, draftEvents.textBegun, { textNo: no, note: input.note })
  })
}
