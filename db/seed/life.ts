import type { Actor, Ctx } from '#app/kernel/context.ts'
import type { Limit } from '#app/kernel/limit.ts'
import { dayOf } from '#app/kernel/text.ts'
import { addWorkingMinutes, type Calendar, dueAt } from '#app/organisation/calendar/index.ts'
import { dossierInput, dossiers } from '#app/onestop/dossiers/index.ts'
import { type ProcedureForIntake, procedureForIntake, promisedLimit } from '#app/procedures/catalogue/index.ts'
import type { ProcessStep } from '#app/procedures/processes/index.ts'
import { answersTo } from './answers.ts'
import { type Cast, ctxAt } from './cast.ts'
import { end, handle } from './handling.ts'
import type { Plan } from './plans.ts'
import texts from './texts.json' with { type: 'json' }

/** One dossier's life: the verbs its people do, one after another, each at its own time, until it ends or the story does. */

export interface Lived {
  plan: Plan
  code: string
  /** The unguessable part of its receipt's address: the slip asks for it. */
  key: string
  returnedAt: Date | null
  late: boolean
}

/** Thrown when the next thing would happen after the story's end: what is still open stays as it stands. */
export class StoryEnds extends Error {}

export class Life {
  readonly cast: Cast
  readonly plan: Plan
  readonly intake: ProcedureForIntake
  readonly steps: readonly ProcessStep[]
  readonly calendar: Calendar
  /** The time in this life. */
  at: Date
  code = ''
  key = ''
  due: Date | null = null
  /** Who did each step, by its number: work that comes back comes back to them. */
  readonly hands = new Map<number, Actor>()
  returnedAt: Date | null = null
  isLate = false
  /** A new day is promised once. */
  isExtended = false

  constructor(cast: Cast, plan: Plan, intake: ProcedureForIntake) {
    this.cast = cast
    this.plan = plan
    this.intake = intake
    this.steps = intake.process?.steps ?? []
    this.calendar = cast.calendarOf(plan.homeId)
    this.at = plan.at
  }

  ctx(actor: Actor): Ctx {
    if (this.at > this.cast.options.now) throw new StoryEnds()
    return ctxAt(this.cast, actor, this.at, this.plan.dice)
  }

  /** Lets so many minutes of work pass. */
  work(minutes: number): void {
    this.at = addWorkingMinutes(this.calendar, this.at, Math.max(1, Math.round(minutes)))
  }

  /** Lets so many days pass, until somebody comes in office hours. */
  days(count: number): void {
    this.at = addWorkingMinutes(
      this.calendar,
      new Date(this.at.getTime() + count * 86_400_000),
      this.plan.dice.int(5, 200),
    )
  }

  placeOf(step: ProcessStep): number {
    if (step.place === 'HOME') return this.plan.homeId
    if (step.place === 'RECEPTION') return this.plan.receivingId
    return this.cast.tree.byCode(step.place)?.id as number
  }

  handOf(step: ProcessStep): Actor {
    const known = this.hands.get(step.no)
    if (known) return known
    const hand = this.cast.officer(this.placeOf(step), step.role, this.plan.dice)
    this.hands.set(step.no, hand)
    return hand
  }

  get counter(): Actor {
    return this.cast.officer(this.plan.receivingId, 'RECEPTION', this.plan.dice)
  }

  get leader(): Actor {
    return this.cast.officer(this.plan.homeId, 'LEADER', this.plan.dice)
  }
}

/** Lives one plan through. @throws Refusal when a verb refuses what a person in that place could have done */
export async function live(cast: Cast, plan: Plan): Promise<Lived | null> {
  const intake = await procedureForIntake(cast.db, plan.procedureCode, dayOf(plan.at))
  if (!intake?.process) return null
  const life = new Life(cast, plan, intake)
  try {
    await comeIn(life)
    await handle(life)
    await end(life)
  } catch (cause) {
    if (!(cause instanceof StoryEnds)) {
      const where = `${life.code || 'a new dossier'} of ${plan.procedureCode}, plan ${plan.index} ${plan.fate}`
      throw new Error(`the story cannot go on with ${where}: ${String(cause)}`, { cause })
    }
  }
  return { plan, code: life.code, key: life.key, returnedAt: life.returnedAt, late: life.isLate }
}

async function comeIn(life: Life): Promise<void> {
  const { plan, intake } = life
  const { dice, channel, fate } = plan
  const form = filled(life)
  if (channel !== 'ONLINE') {
    const first = life.steps[0] as ProcessStep
    const counter = life.placeOf(first) === plan.receivingId ? life.handOf(first) : life.counter
    const taken = await dossiers.receive(life.ctx(counter), dossierInput.receiveInput.parse({ ...form, channel }))
    life.code = taken.code
    life.key = taken.verifyKey
    life.due = taken.dueAt === null ? null : new Date(taken.dueAt)
    return
  }
  const filer = (plan.filer as NonNullable<Plan['filer']>).actor
  const filed = await dossiers.submit(life.ctx(filer), dossierInput.submitInput.parse(form))
  life.code = filed.code
  life.key = filed.verifyKey
  if (fate === 'WAITING') throw new StoryEnds()
  life.work(dice.int(15, 260))
  if (fate === 'REFUSED') {
    await dossiers.refuseDossier(life.ctx(life.counter), life.code, { reason: dice.pick(texts.refuse) })
    throw new StoryEnds()
  }
  await dossiers.accept(life.ctx(life.handOf(life.steps[0] as ProcessStep)), life.code, { note: '' })
  life.due = dueAt(life.calendar, life.at, promisedLimit(intake, 'ONLINE') as Limit).dueAt
}

/** The form, the papers of the usual case, and how the result is wanted. */
function filled({ cast, plan, intake }: Life) {
  const { dice, person, channel } = plan
  const day = dayOf(plan.at)
  const usual = intake.content.components.filter(one => one.case === null && !one.mustShow)
  const papers = usual.flatMap(one => one.papers).slice(0, 12)
  return {
    procedureCode: intake.code,
    agencyCode: cast.tree.get(plan.homeId)?.code,
    applicant: {
      kind: person.kind,
      name: person.name,
      idNo: person.idNo,
      phone: person.phone,
      email: person.email,
      address: person.address,
    },
    form: answersTo(intake.form, dice, person, day),
    papers: papers.map(({ name, originals, copies }) => ({ name: name.slice(0, 480), originals, copies })),
    resultDelivery: dice.weighted([
      { of: 'COUNTER', weight: channel === 'ONLINE' ? 3 : 8 },
      { of: 'ONLINE', weight: channel === 'ONLINE' ? 6 : 0.5 },
      { of: 'POST', weight: channel === 'POST' ? 8 : 1 },
    ]),
    deliveryAddress: person.address,
  }
}
