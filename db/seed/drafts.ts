import { type Actor, anonymous, type Ctx } from '#app/kernel/context.ts'
import { addDays, dayOf, startOfDay } from '#app/kernel/text.ts'
import { agencyTree } from '#app/organisation/agencies/index.ts'
import { calendarFor, isWorkingDay } from '#app/organisation/calendar/index.ts'
import { actorOf } from '#app/organisation/staff/index.ts'
import { adoptDraft, appraise, requestAppraisal } from '#app/procedures/drafting/appraisal.ts'
import { declareParts, saveAnswers, signAssessment } from '#app/procedures/drafting/assessing.ts'
import { openRoundInput, registerInput } from '#app/procedures/drafting/input.ts'
import { remindOfOpinions } from '#app/procedures/drafting/jobs.ts'
import { closeRound, openRound } from '#app/procedures/drafting/asking.ts'
import { answerOpinion, giveOpinions, sendPublicOpinion } from '#app/procedures/drafting/opinions.ts'
import { draftView } from '#app/procedures/drafting/page.ts'
import { registerDraft } from '#app/procedures/drafting/service.ts'
import { tagArticle } from '#app/procedures/drafting/tagging.ts'
import { pasteText } from '#app/procedures/drafting/texts.ts'
import data from './drafts.json' with { type: 'json' }

/**
 * Two drafts of the demo, done by the verbs on days that end at `ctx.now`: one out for opinions, one adopted, whose
 * procedures publications.ts publishes.
 */

/** Log-ins of organisation.json. */
const HOME_AFFAIRS = { author: 'mai.tran', leader: 'ha.nguyen', agency: 'H71.06' }
const CONSTRUCTION = { author: 'trang.pham', leader: 'manh.do', agency: 'H71.04' }
const JUSTICE = { author: 'cuc.le', leader: 'van.bach', agency: 'H71.05' }
const CONTROL = 'diem.ngo'
const FINANCE = 'H71.03'

export interface Stage {
  /** A context of somebody so many working days before the end; at most one thing an hour. */
  on: (login: string | null, workingDaysAgo: number, hour?: number) => Promise<Ctx>
  /** What comes by the clock, early that many working days before the end. */
  clock: (workingDaysAgo: number) => Ctx
  agency: (code: string) => number
}

/** @returns ids of the drafts made */
export async function seedDrafts(ctx: Ctx): Promise<number[]> {
  const stage = await stageOf(ctx)
  return [await outForOpinions(stage), await adopted(stage)]
}

/** The working days before the end, and who acts on them. */
export async function stageOf(ctx: Ctx): Promise<Stage> {
  const tree = await agencyTree(ctx.db, dayOf(ctx.now))
  const { calendar } = await calendarFor(ctx.db, tree.province())
  const days = [dayOf(ctx.now)]
  for (let day = addDays(dayOf(ctx.now), -1); days.length < 90; day = addDays(day, -1)) {
    if (isWorkingDay(calendar, day)) days.push(day)
  }
  const at = (workingDaysAgo: number, hour: number): Date => {
    const now = new Date(startOfDay(days[workingDaysAgo] ?? '').getTime() + hour * 3_600_000)
    return now > ctx.now ? ctx.now : now
  }
  return {
    on: async (login, workingDaysAgo, hour = 9) => {
      const now = at(workingDaysAgo, hour)
      const actor: Actor = login === null ? anonymous : await actorOf(ctx.db, login, now)
      return { ...ctx, now, actor, idempotencyKey: null }
    },
    clock: workingDaysAgo => ({ ...ctx, now: at(workingDaysAgo, 7), idempotencyKey: null }),
    agency: code => tree.byCode(code)?.id ?? 0,
  }
}

interface Beginning {
  office: typeof HOME_AFFAIRS
  title: string
  purpose: string
  text: string
  /** Working days before the end when it was registered. */
  from: number
}

async function begin({ on }: Stage, { office, title, purpose, text, from }: Beginning): Promise<number> {
  const input = registerInput.parse({ kind: 'COMMITTEE_DECISION', title, purpose, illustrative: true })
  const { draftId } = await registerDraft(await on(office.author, from), input)
  await pasteText(await on(office.author, from, 10), { draftId, text })
  return draftId
}

/** Declares, answers and signs everything that is to be assessed. */
async function assess({ on }: Stage, draftId: number, office: typeof HOME_AFFAIRS, day: number): Promise<void> {
  const before = await draftView(await on(office.author, day), draftId)
  for (const one of before.affected) {
    const isOpen = one.name === data.open.new
    await declareParts(await on(office.author, day), {
      draftId,
      affectedId: one.id,
      forms: isOpen ? [data.open.form] : [],
      requirements: isOpen ? [data.open.requirement] : [],
    })
  }
  const { affected } = await draftView(await on(office.author, day), draftId)
  const all = affected.flatMap(one => one.assessments.map(({ id, form }) => ({ id, form, change: one.change })))
  for (const { id, form, change } of all) {
    const { '17a': amended, ...plain } = data.answers.PROCEDURE
    const procedure = change === 'AMENDED' ? { ...plain, '17a': amended } : plain
    const answers = form === 'PROCEDURE' ? procedure : data.answers[form]
    await saveAnswers(await on(office.author, day, 14), { draftId, assessmentId: id, answers })
  }
  for (const { id } of all) await signAssessment(await on(office.leader, day - 1, 10), { draftId, assessmentId: id })
}

/** Rounds of a draft by kind, as they stand. */
async function rounds(ctx: Ctx, draftId: number) {
  const view = await draftView(ctx, draftId)
  const of = (kind: string) => view.rounds.find(one => one.kind === kind)
  return {
    id: (kind: string): number => of(kind)?.id ?? 0,
    request: (kind: string, agencyId?: number): number =>
      of(kind)?.requests.find(one => agencyId === undefined || one.agencyId === agencyId)?.id ?? 0,
  }
}

async function outForOpinions(stage: Stage): Promise<number> {
  const { on, clock, agency } = stage
  const { title, purpose, text, question, control, justice, front } = data.open
  const office = HOME_AFFAIRS
  const draftId = await begin(stage, { office, title, purpose, text, from: 24 })
  await tagArticle(await on(office.author, 23), { draftId, articleNo: '3', change: 'NEW', name: data.open.new })
  await tagArticle(await on(office.author, 23), { draftId, articleNo: '4', change: 'AMENDED', code: '3.000579' })
  await assess(stage, draftId, office, 18)
  const ask = (more: object) => openRoundInput.parse({ draftId, question, ...more })
  await openRound(await on(office.author, 9), ask({ kind: 'CONTROL' }))
  await openRound(
    await on(office.author, 9),
    ask({ kind: 'AGENCY', agencyIds: [agency(JUSTICE.agency), agency(FINANCE)] }),
  )
  await openRound(await on(office.author, 9, 10), ask({ kind: 'FRONT' }))
  await openRound(await on(office.author, 9, 10), ask({ kind: 'PUBLIC' }))
  const asked = await rounds(await on(office.author, 8), draftId)
  for (const [at, one] of data.open.public.entries()) {
    await sendPublicOpinion(await on(null, 7 - at, 20), {
      draftId,
      articleNo: one.article,
      stance: one.stance as 'AGREE' | 'DISAGREE' | 'COMMENT',
      body: one.body,
      author: '',
    })
  }
  await giveOpinions(await on(CONTROL, 4), {
    draftId,
    requestId: asked.request('CONTROL'),
    documentNo: '214/VPUB-KSTTHC',
    opinions: [
      { articleNo: '3', stance: 'COMMENT', body: control },
      { articleNo: '4', stance: 'AGREE', body: '' },
    ],
  })
  await giveOpinions(await on(JUSTICE.author, 3), {
    draftId,
    requestId: asked.request('AGENCY', agency(JUSTICE.agency)),
    opinions: [{ articleNo: '4', stance: 'COMMENT', body: justice }],
  })
  await giveOpinions(await on(office.author, 2), {
    draftId,
    requestId: asked.request('FRONT'),
    documentNo: '88/MTTQ-BTT',
    opinions: [{ stance: 'COMMENT', body: front }],
  })
  await remindOfOpinions(clock(0))
  return draftId
}

async function adopted(stage: Stage): Promise<number> {
  const { on, clock, agency } = stage
  const { title, purpose, text, question, control, answer, silent, report } = data.adopted
  const office = CONSTRUCTION
  const draftId = await begin(stage, { office, title, purpose, text, from: 60 })
  await tagArticle(await on(office.author, 59), { draftId, articleNo: '2', change: 'AMENDED', code: '2.002288' })
  await tagArticle(await on(office.author, 59), { draftId, articleNo: '3', change: 'NEW', name: data.adopted.new })
  await assess(stage, draftId, office, 54)
  const ask = (more: object) => openRoundInput.parse({ draftId, question, ...more })
  await openRound(await on(office.author, 52), ask({ kind: 'CONTROL' }))
  const agencyIds = [agency(JUSTICE.agency), agency(FINANCE)]
  await openRound(await on(office.author, 52, 10), ask({ kind: 'AGENCY', agencyIds }))
  const asked = await rounds(await on(office.author, 51), draftId)
  await giveOpinions(await on(CONTROL, 45), {
    draftId,
    requestId: asked.request('CONTROL'),
    documentNo: '171/VPUB-KSTTHC',
    opinions: [{ articleNo: '2', stance: 'COMMENT', body: control }],
  })
  await closeRound(await on(office.author, 44), { draftId, roundId: asked.id('CONTROL'), note: '' })
  const { opinions } = await draftView(await on(office.author, 43), draftId)
  for (const { id } of opinions) {
    await answerOpinion(await on(office.author, 43), { draftId, opinionId: id, disposition: 'ACCEPTED', answer })
  }
  await giveOpinions(await on(JUSTICE.author, 46), {
    draftId,
    requestId: asked.request('AGENCY', agency(JUSTICE.agency)),
    opinions: [{ stance: 'AGREE', body: '' }],
  })
  // The department of finance is reminded, and told that its time is over; the round ends without it.
  await remindOfOpinions(clock(43))
  await remindOfOpinions(clock(41))
  await closeRound(await on(office.author, 41), { draftId, roundId: asked.id('AGENCY'), note: silent })
  await requestAppraisal(await on(office.leader, 40), { draftId, appraiserId: agency(JUSTICE.agency) })
  await appraise(await on(JUSTICE.leader, 30), { draftId, passed: true, number: '97/BC-STP', note: report })
  const last = await on(office.leader, 8)
  await adoptDraft(last, {
    draftId,
    number: '41/QĐ-UBND (minh họa)',
    adoptedOn: dayOf(last.now),
    effectiveOn: addDays(dayOf(last.now), 30),
  })
  return draftId
}
