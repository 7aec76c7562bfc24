import type { Actor } from '#app/kernel/context.ts'
import { dayOf, startOfDay, wallClock } from '#app/kernel/text.ts'
import { addWorkingMinutes, workingMinutesBetween } from '#app/organisation/calendar/index.ts'
import { dossierBrief, dossiers } from '#app/onestop/dossiers/index.ts'
import { handlingSteps, stepAfter, stepKind } from '#app/onestop/dossiers/rules.ts'
import type { ProcessStep } from '#app/procedures/processes/index.ts'
import { type Life, StoryEnds } from './life.ts'
import texts from './texts.json' with { type: 'json' }
import volumes from './volumes.json' with { type: 'json' }

/** The handling of one dossier: step by step, each in its share of the time there is. */

const late = volumes.late as { usual: number; agencies: Record<string, number>; afterTet: number }

/** What of the promised time the handling takes; more than 1 is late. Some agencies, and the weeks after Tết, are worse. */
function paceOf({ plan, cast }: Life): number {
  const { dice, fate } = plan
  if (fate === 'STUCK_LATE' || fate === 'STUCK_SOON' || fate === 'TO_RETURN') return 0.55
  const usual = late.agencies[cast.tree.get(plan.homeId)?.code ?? ''] ?? late.usual
  const season = wallClock(plan.at).month === 3 ? late.afterTet : 1
  if (fate === 'USUAL' && dice.chance(usual * season)) return dice.between(1.06, 1.9)
  return dice.chance(0.15) ? dice.between(0.9, 0.99) : dice.between(0.3, 0.88)
}

/** From the first step to the result. */
export async function handle(life: Life): Promise<void> {
  const { plan, calendar } = life
  const { dice, fate } = plan
  if (fate === 'JUST_RECEIVED') throw new StoryEnds()
  const steps = handlingSteps(life.steps)
  const pace = paceOf(life)
  const total = Math.max(60, life.due ? workingMinutesBetween(calendar, life.at, life.due) : 480) * pace
  const weights = steps.map(step => step.hours * dice.between(0.6, 1.4))
  const sum = weights.reduce((a, b) => a + b, 0)
  const turning = turningStep(steps, dice.next())
  const stuck = dice.int(1, steps.length - 1)
  const isPaused =
    fate === 'SUPPLEMENT_OPEN' || fate === 'STOPPED' || (fate === 'USUAL' && total > 500 && dice.chance(0.16))
  const mayExtend = pace > 1 && !isPaused && dice.chance(0.5)
  let backs = fate === 'USUAL' && total > 200 && dice.chance(0.04) ? 1 : 0
  for (let i = 0; i < steps.length; i++) {
    const step = steps[i] as ProcessStep
    const minutes = (total * (weights[i] ?? 1)) / sum
    const isNew = !life.hands.has(step.no)
    if (isNew && (fate === 'STUCK_LATE' || fate === 'STUCK_SOON') && i === stuck) {
      if (dice.chance(0.6)) await dossiers.claim(life.ctx(life.handOf(step)), life.code, {})
      throw new StoryEnds()
    }
    const used = isNew && i > 0 ? await take(life, step, minutes) : 0
    const turned = isNew && i === turning ? await turn(life, step, minutes, isPaused) : 0
    await pass(life, minutes - used - turned, mayExtend)
    if (backs > 0 && i > 0 && step.role === 'LEADER') {
      backs--
      await dossiers.sendBack(life.ctx(life.handOf(step)), life.code, { reason: dice.pick(texts.sendBack) })
      i -= 2
      continue
    }
    await hear(life, step)
    await handOn(life, step)
  }
}

/** The step at which something out of the ordinary happens: a specialist's, where there is one after the first. */
function turningStep(steps: readonly ProcessStep[], at: number): number {
  const candidates = steps.flatMap((step, i) => (i > 0 && step.role === 'SPECIALIST' ? [i] : []))
  return candidates[Math.floor(at * candidates.length)] ?? Math.min(1, steps.length - 1)
}

/** Somebody takes the work: by themselves, or because their head says so; often it is just done. @returns minutes used */
async function take(life: Life, step: ProcessStep, minutes: number): Promise<number> {
  const { dice } = life.plan
  const hand = life.handOf(step)
  if (step.role !== 'SPECIALIST' || !dice.chance(0.55)) return 0
  const used = Math.min(90, minutes * 0.1)
  life.work(used)
  const head = life.cast.officers(life.placeOf(step), 'DIVISION_HEAD')[0]
  if (head && dice.chance(0.3))
    await dossiers.assign(life.ctx(head), life.code, { officerId: hand.officerId as number })
  else await dossiers.claim(life.ctx(hand), life.code, {})
  return used
}

/** Lets a step's time pass; where the promise breaks meanwhile, the leader may say sorry and promise a new day. */
async function pass(life: Life, minutes: number, mayExtend: boolean): Promise<void> {
  const { due, calendar } = life
  const then = addWorkingMinutes(calendar, life.at, Math.max(1, Math.round(minutes)))
  if (mayExtend && !life.isExtended && due && life.at < due && then > due) {
    life.isExtended = true
    const sorry = addWorkingMinutes(calendar, due, -life.plan.dice.int(5, 120))
    if (sorry > life.at) life.at = sorry
    const newDay = dayOf(addWorkingMinutes(calendar, due, life.plan.dice.int(2, 7) * 480))
    await dossiers.extend(life.ctx(life.leader), life.code, { newDay, reason: life.plan.dice.pick(texts.extend) })
    const midnight = new Date(startOfDay(newDay).getTime() + 86_400_000)
    life.due = new Date(addWorkingMinutes(calendar, midnight, -1).getTime() + 60_000)
  }
  if (then > life.at) life.at = then
}

/** Papers are missing, or the applicant wants it back. @returns minutes of work used */
async function turn(life: Life, step: ProcessStep, minutes: number, isPaused: boolean): Promise<number> {
  const { plan } = life
  const { dice, fate, filer } = plan
  if (fate === 'WITHDRAWN') {
    life.work(minutes * 0.5)
    const who: Actor = filer?.actor ?? life.counter
    await dossiers.withdraw(life.ctx(who), life.code, { reason: dice.pick(texts.withdraw) })
    throw new StoryEnds()
  }
  if (!isPaused) return 0
  life.work(minutes * 0.3)
  const { item, reason } = dice.pick(texts.supplement)
  const asked = life.at
  await dossiers.requestSupplement(life.ctx(life.handOf(step)), life.code, { items: [item], reason })
  if (fate === 'SUPPLEMENT_OPEN') throw new StoryEnds()
  if (fate === 'STOPPED') {
    life.days(dice.int(31, 36))
    await dossiers.stop(life.ctx(life.leader), life.code, { reason: dice.pick(texts.stop) })
    throw new StoryEnds()
  }
  life.days(dice.int(1, 9))
  await dossiers.takeSupplement(life.ctx(life.counter), life.code, {
    papers: [{ name: item, originals: 0, copies: 1 }],
    note: '',
  })
  const left = life.due ? workingMinutesBetween(life.calendar, asked, life.due) : 0
  if (left > 0) life.due = addWorkingMinutes(life.calendar, life.at, left)
  return minutes * 0.3
}

/** The agencies asked beside a step say what they think. */
async function hear(life: Life, step: ProcessStep): Promise<void> {
  for (const { agency } of step.opinions ?? []) {
    const id = life.cast.tree.byCode(agency)?.id as number
    const ctx = life.ctx(life.cast.officer(id, 'SPECIALIST', life.plan.dice))
    const { opinions } = await dossierBrief(ctx, life.code)
    const open = opinions.find(opinion => opinion.state === 'OPEN' && opinion.agencyId === id)
    const body = life.plan.dice.pick(texts.opinion)
    if (open) await dossiers.giveOpinion(ctx, life.code, { no: open.no, verdict: 'AGREE', body })
  }
}

/** What ends a step: handed on, decided, or finished with the number of the result. */
async function handOn(life: Life, step: ProcessStep): Promise<void> {
  const { dice } = life.plan
  const ctx = life.ctx(life.handOf(step))
  const isLast = stepAfter(life.steps, step.no) === undefined
  const resultNo = `${dice.int(100, 9_900)}/KQ-${life.cast.tree.get(life.plan.homeId)?.code ?? ''}`
  switch (stepKind(life.steps, step.no)) {
    case 'APPROVE':
      await dossiers.approve(ctx, life.code, { note: '', resultNo: isLast ? resultNo : '' })
      break
    case 'FINISH':
      await dossiers.complete(ctx, life.code, { note: '', resultNo })
      break
    default:
      await dossiers.forward(ctx, life.code, { note: '' })
  }
  if (isLast) life.isLate = life.due !== null && ctx.now > life.due
}

/** The result waits for its owner, and is handed over; now and then it was wrong and is made again. */
export async function end(life: Life): Promise<void> {
  const { plan, steps } = life
  const { dice, fate, person } = plan
  if (fate === 'TO_RETURN') throw new StoryEnds()
  if (fate === 'CORRECTED') {
    life.work(dice.int(60, 400))
    await dossiers.correct(life.ctx(life.leader), life.code, { reason: dice.pick(texts.correct) })
    life.work(dice.int(30, 120))
    await handOn(life, handlingSteps(steps).at(-1) as ProcessStep)
  }
  life.work(dice.chance(0.3) ? dice.int(5, 60) : dice.int(60, 1_300))
  await dossiers.handOver(life.ctx(life.counter), life.code, { receivedBy: person.name, note: '' })
  life.returnedAt = life.at
}
