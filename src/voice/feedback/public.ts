import { type RawBuilder, sql } from 'kysely'
import type { Ctx } from '#app/kernel/context.ts'
import { afterKey, decodeCursor, type Page, toPage } from '#app/kernel/paging.ts'
import { notFound } from '#app/kernel/refusal.ts'
import { likeText } from '#app/kernel/search.ts'
import { addDays, dayOf, startOfDay } from '#app/kernel/text.ts'
import { agencyTree } from '#app/organisation/agencies/index.ts'
import { type FeedbackLimits, limitsOn } from './clock.ts'
import type { FeedbackKind, LookUpInput, PublishedQuery } from './input.ts'
import type { FeedbackRow } from './record.ts'
import { after, type FeedbackState, type Timing, timingOf } from './rules.ts'
import { type Addressee, addressees } from './scope.ts'
import { requireSecret } from './service.ts'
import { storyOf, type StoryLine } from './story.ts'
import { procedureName } from './views.ts'

/** What the public reads: its own feedback with number and secret, and what has been published. */

export interface FormView {
  addressees: Addressee[]
  limits: FeedbackLimits
  /** Where else people can write to: the receiving agency's own addresses. */
  province: { name: string; address: string; phone: string; email: string }
}

/** What the form needs. @throws Refusal PROVINCE_NOT_SET */
export async function formView(ctx: Ctx): Promise<FormView> {
  const day = dayOf(ctx.now)
  const tree = await agencyTree(ctx.db, day)
  const { rows } = await sql<FormView['province']>`
    select name, address, phone, email from organisation.agency_version
     where agency_id = ${tree.province()} and valid_from <= ${day} and (valid_to is null or valid_to > ${day})`.execute(
    ctx.db,
  )
  return {
    addressees: addressees(tree),
    limits: await limitsOn(ctx.db, day),
    province: rows[0] ?? { name: '', address: '', phone: '', email: '' },
  }
}

export interface TrackView {
  number: string
  kind: FeedbackKind
  status: FeedbackState
  subject: string
  body: string
  agency: string
  /** Telephone and address of the agency that handles it. */
  contact: { phone: string; address: string; email: string }
  dossierCode: string | null
  procedure: { code: string; name: string } | null
  sentAt: Date
  dueAt: Date | null
  timing: Timing
  question: string | null
  mayInform: boolean
  answer: { text: string; at: Date } | null
  rejection: string | null
  isPublic: boolean
  hasContact: boolean
  story: StoryLine[]
}

/** What the sender sees: everything said to them, no name of an officer. @throws Refusal NOT_FOUND */
export async function trackView(ctx: Ctx, input: LookUpInput): Promise<TrackView> {
  const found = await ctx.db
    .selectFrom('voice.feedback')
    .selectAll()
    .where('number', '=', input.number)
    .executeTakeFirst()
  const row = requireSecret(found && { ...found, status: found.status as FeedbackState }, input)
  const day = dayOf(ctx.now)
  const tree = await agencyTree(ctx.db, day)
  const contact = await ctx.db
    .selectFrom('organisation.agency_version')
    .select(['phone', 'address', 'email'])
    .where('agency_id', '=', row.handler_id)
    .where('valid_from', '<=', day)
    .where(eb => eb.or([eb('valid_to', 'is', null), eb('valid_to', '>', day)]))
    .executeTakeFirst()
  const story = await storyOf(ctx.db, row)
  const said = (type: string): string | null => story.find(line => line.type === type)?.text ?? null
  const answered = row.status === 'ANSWERED' || row.status === 'PUBLISHED'
  return {
    number: row.number,
    kind: row.kind as FeedbackKind,
    status: row.status,
    subject: row.subject,
    body: row.body,
    agency: tree.get(row.handler_id)?.name ?? '',
    contact: contact ?? { phone: '', address: '', email: '' },
    dossierCode: row.dossier_code,
    procedure: await procedureName(ctx.db, row.procedure_id),
    sentAt: row.sent_at,
    dueAt: row.due_at,
    timing: timingOf({ status: row.status, dueAt: row.due_at, soonAt: row.soon_at, closedAt: row.closed_at }, ctx.now),
    question: row.status === 'NEED_INFO' ? said('voice.feedback.info_requested') : null,
    mayInform: after(row.status, 'inform') !== undefined,
    answer: answered && row.answer && row.answered_at ? { text: row.answer, at: row.answered_at } : null,
    rejection: row.status === 'REJECTED' ? said('voice.feedback.rejected') : null,
    isPublic: row.published_at !== null,
    hasContact: Boolean(row.sender_phone || row.sender_email || row.sender_address),
    story: story.filter(line => shownToSender.has(line.type)).map(line => ({ ...line, actor: '' })),
  }
}

/** Drafts, their way back and forth and who looked at what stay inside. */
const shownToSender = new Set<string>([
  'voice.feedback.received',
  'voice.feedback.assigned',
  'voice.feedback.info_requested',
  'voice.feedback.info_given',
  'voice.feedback.answered',
  'voice.feedback.published',
  'voice.feedback.rejected',
  'voice.feedback.transferred',
])

export interface PublishedRow {
  number: string
  kind: FeedbackKind
  subject: string
  agency: string
  sentAt: Date
  answeredAt: Date
  publishedAt: Date
  likes: number
  dislikes: number
}

export interface PublishedView extends PublishedRow {
  body: string
  answer: string
  procedure: { code: string; name: string } | null
}

type PublicRow = FeedbackRow & {
  published_at: Date
  answered_at: Date
  public_subject: string
  public_body: string
  public_answer: string
}

/** What has been published, newest first; searched without diacritics in the public words only. */
export async function publishedList(ctx: Ctx, query: PublishedQuery): Promise<Page<PublishedRow>> {
  const tree = await agencyTree(ctx.db, dayOf(ctx.now))
  const search = likeText(query.q ?? '')
  const conditions: RawBuilder<boolean>[] = [
    sql<boolean>`published_at is not null`,
    ...(search ? [sql<boolean>`public_search like ${`%${search}%`}`] : []),
    ...(query.kind ? [sql<boolean>`kind = ${query.kind}`] : []),
    ...(query.agency ? [sql<boolean>`handler_id = any(${[...tree.subtree(query.agency)]}::int[])`] : []),
    ...(query.from ? [sql<boolean>`published_at >= ${startOfDay(query.from)}`] : []),
    ...(query.to ? [sql<boolean>`published_at < ${startOfDay(addDays(query.to, 1))}`] : []),
    ...(query.after
      ? [
          afterKey(
            [
              { column: sql`published_at`, type: 'timestamptz' },
              { column: sql`id`, type: 'bigint' },
            ],
            'desc',
            decodeCursor(query.after, 2),
          ),
        ]
      : []),
  ]
  const { rows } = await sql<PublicRow & { key: string }>`
    select *, to_char(published_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as key from voice.feedback
     where ${sql.join(conditions, sql` and `)} order by published_at desc, id desc limit ${query.limit + 1}`.execute(
    ctx.db,
  )
  const page = toPage(rows, query.limit, row => [row.key, row.id])
  return { items: page.items.map(row => asPublished(row, tree.get(row.handler_id)?.name ?? '')), next: page.next }
}

const asPublished = (row: PublicRow, agency: string): PublishedRow => ({
  number: row.number,
  kind: row.kind as FeedbackKind,
  subject: row.public_subject,
  agency,
  sentAt: row.sent_at,
  answeredAt: row.answered_at,
  publishedAt: row.published_at,
  likes: row.likes,
  dislikes: row.dislikes,
})

/** One published feedback. @throws Refusal NOT_FOUND, also while it is not published */
export async function publishedOne(ctx: Ctx, number: string): Promise<PublishedView> {
  const row = (await ctx.db
    .selectFrom('voice.feedback')
    .selectAll()
    .where('number', '=', number)
    .where('published_at', 'is not', null)
    .executeTakeFirst()) as PublicRow | undefined
  if (!row) throw notFound({ vi: 'phản ánh đã công khai này', en: 'This published feedback' })
  const tree = await agencyTree(ctx.db, dayOf(ctx.now))
  return {
    ...asPublished(row, tree.get(row.handler_id)?.name ?? ''),
    body: row.public_body,
    answer: row.public_answer,
    procedure: await procedureName(ctx.db, row.procedure_id),
  }
}
