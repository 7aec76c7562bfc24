import { sql } from 'kysely'
import type { Ctx, Reader } from '#app/kernel/context.ts'
import { notFound } from '#app/kernel/refusal.ts'
import { dayOf, mask } from '#app/kernel/text.ts'
import { agencyTree } from '#app/organisation/agencies/index.ts'
import { may } from '#app/kernel/permission.ts'
import { type FeedbackLimits, limitsOn } from './clock.ts'
import { coverTraces } from './personal.ts'
import { factsOf, type FeedbackRow } from './record.ts'
import { abilities, type FeedbackState, openSenderPermission, type OfficerAction } from './rules.ts'
import { type Addressee, addressees, isWithin, scopeOf } from './scope.ts'
import { storyOf, type StoryLine } from './story.ts'
import { asQueueRows, knownOf, type QueueRow } from './queue.ts'

export interface Sender {
  /** False: masked; asking for it is recorded. */
  open: boolean
  mayOpen: boolean
  name: string
  phone: string
  email: string
  address: string
}

export interface FeedbackView extends QueueRow {
  id: number
  agencyId: number
  handlerId: number
  version: number
  body: string
  dossierCode: string | null
  procedure: { code: string; name: string } | null
  sender: Sender
  answer: string | null
  answeredAt: Date | null
  answeredBy: string | null
  assigneeId: number | null
  refuseBy: Date
  askBy: Date
  published: { subject: string; body: string; answer: string; at: Date } | null
  /** What the public form starts from: the text with what looks personal covered. */
  proposed: { subject: string; body: string; answer: string }
  can: Record<OfficerAction, boolean>
  story: StoryLine[]
  officers: { id: number; name: string; unit: string }[]
  addressees: Addressee[]
  limits: FeedbackLimits
}

/** How long after asking the sender stays uncovered for the one who asked. */
const OPEN_FOR_MS = 15 * 60_000

/** One feedback with everything its page shows. @throws Refusal NOT_FOUND, also for another agency's */
export async function feedbackOf(ctx: Ctx, number: string): Promise<FeedbackView> {
  const found = await ctx.db.selectFrom('voice.feedback').selectAll().where('number', '=', number).executeTakeFirst()
  const scope = await scopeOf(ctx.db, ctx.actor, ctx.now)
  if (!found || !isWithin(scope, found.handler_id)) throw notFound({ vi: 'phản ánh này', en: 'This feedback' })
  const row: FeedbackRow = { ...found, status: found.status as FeedbackState }
  const tree = await agencyTree(ctx.db, dayOf(ctx.now))
  const [listed] = await asQueueRows(ctx, [row])
  const known = knownOf(row)
  const sender = await senderOf(ctx, row)
  /** What the sender wrote tells as much as the sender's own fields: covered until these are opened. */
  const shown = (text: string): string => (sender.open ? text : coverTraces(text, known))
  return {
    ...(listed as QueueRow),
    id: row.id,
    agencyId: row.agency_id,
    handlerId: row.handler_id,
    version: row.version,
    subject: shown(row.subject),
    body: shown(row.body),
    dossierCode: row.dossier_code,
    procedure: await procedureName(ctx.db, row.procedure_id),
    sender,
    answer: row.answer,
    answeredAt: row.answered_at,
    answeredBy: row.answered_by,
    assigneeId: row.assignee_id,
    refuseBy: row.refuse_by,
    askBy: row.ask_by,
    published:
      row.published_at && row.public_subject && row.public_body && row.public_answer
        ? { subject: row.public_subject, body: row.public_body, answer: row.public_answer, at: row.published_at }
        : null,
    proposed: {
      subject: coverTraces(row.subject, known),
      body: coverTraces(row.body, known),
      answer: coverTraces(row.answer ?? '', known),
    },
    can: abilities(factsOf(row), ctx.actor, true, ctx.now),
    story: (await storyOf(ctx.db, row)).map(line => ({ ...line, text: line.text && shown(line.text) })),
    officers: await officersIn(ctx.db, tree.subtree(row.handler_id), dayOf(ctx.now)),
    addressees: addressees(tree).filter(one => one.id !== row.handler_id),
    limits: await limitsOn(ctx.db, dayOf(row.clock_from)),
  }
}

async function senderOf(ctx: Ctx, row: FeedbackRow): Promise<Sender> {
  const mayOpen = may(ctx.actor, openSenderPermission)
  const asked =
    ctx.actor.accountId === null
      ? undefined
      : await ctx.db
          .selectFrom('kernel.read_log')
          .select('id')
          .where('agency_id', '=', row.agency_id)
          .where('subject', '=', `feedback:${row.id}`)
          .where('account_id', '=', ctx.actor.accountId)
          .where('at', '>', new Date(ctx.now.getTime() - OPEN_FOR_MS))
          .executeTakeFirst()
  const open = mayOpen && asked !== undefined
  const shown = (value: string, head: number, tail: number): string => (open ? value : mask(value, head, tail))
  return {
    open,
    mayOpen,
    name: open ? row.sender_name : maskedName(row.sender_name),
    phone: shown(row.sender_phone, 3, 2),
    email: shown(row.sender_email, 2, 3),
    address: shown(row.sender_address, 0, 0),
  }
}

/** N•••• V•• A: first letters tell two senders apart and name nobody. */
const maskedName = (name: string): string =>
  name
    .split(/\s+/)
    .map(part => part.slice(0, 1) + '•'.repeat(Math.max(0, part.length - 1)))
    .join(' ')

export async function procedureName(db: Reader, id: number | null): Promise<{ code: string; name: string } | null> {
  if (id === null) return null
  const row = await db
    .selectFrom('procedures.procedure as p')
    .leftJoin('procedures.procedure_version as v', 'v.procedure_id', 'p.id')
    .select(['p.code', 'v.name'])
    .where('p.id', '=', id)
    .orderBy('v.no', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row ? { code: row.code, name: row.name ?? row.code } : null
}

async function officersIn(db: Reader, units: readonly number[], day: string) {
  const rows = await db
    .selectFrom('organisation.officer as o')
    .innerJoin('organisation.position as p', 'p.officer_id', 'o.id')
    .innerJoin('organisation.agency_version as a', 'a.agency_id', 'p.agency_id')
    .select(['o.id', 'o.full_name as name', 'a.short_name as unit'])
    .where('p.agency_id', 'in', [...units, -1])
    .where('p.valid_from', '<=', day)
    .where(eb => eb.or([eb('p.valid_to', 'is', null), eb('p.valid_to', '>', day)]))
    .where('a.valid_from', '<=', day)
    .where(eb => eb.or([eb('a.valid_to', 'is', null), eb('a.valid_to', '>', day)]))
    .where(sql<boolean>`p.roles && array['SPECIALIST', 'DIVISION_HEAD', 'LEADER']`)
    .orderBy('a.short_name')
    .orderBy('o.full_name')
    .execute()
  return [...new Map(rows.map(row => [row.id, row])).values()]
}
