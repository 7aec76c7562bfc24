import { anonymous } from '#app/kernel/context.ts'
import { addWorkingMinutes } from '#app/organisation/calendar/index.ts'
import { sendFeedback, vote } from '#app/voice/feedback/index.ts'
import {
  approveAnswer,
  askForInfo,
  assignFeedback,
  draftAnswer,
  publishFeedback,
  rejectFeedback,
} from '#app/voice/feedback/handling.ts'
import { rate } from '#app/voice/satisfaction/index.ts'
import { type Cast, ctxAt, inLanes } from './cast.ts'
import { Dice } from './dice.ts'
import type { Lived } from './life.ts'
import { fullName, phoneNumber } from './people.ts'
import texts from './texts.json' with { type: 'json' }
import items from './voice.json' with { type: 'json' }

/** What people said: slips of dossiers that were returned, and feedback with what became of it. */

type Item = (typeof items)[number] & {
  answer?: string
  reason?: string
  question?: string
  likes?: number
  dislikes?: number
}
const comments = texts.slips as Record<string, readonly string[]>

/** A slip for every third dossier returned; who waited too long is not pleased. */
export async function giveSlips(cast: Cast, lived: readonly Lived[]): Promise<number> {
  const { now } = cast.options
  let given = 0
  await inLanes(lived, 6, async ({ plan, code, key, returnedAt, late }) => {
    const dice = new Dice(`slip ${plan.index}`)
    if (returnedAt === null || !dice.chance(0.34)) return
    const at = new Date(returnedAt.getTime() + dice.int(10, 3_000) * 60_000)
    if (at > now) return
    const score = late
      ? dice.weighted([5, 4, 3, 2, 1].map(of => ({ of, weight: [1, 2, 3, 4, 3][5 - of] ?? 1 })))
      : dice.weighted([5, 4, 3, 2, 1].map(of => ({ of, weight: [64, 28, 5, 2, 1][5 - of] ?? 1 })))
    const near = (): number => Math.max(1, Math.min(5, score + dice.pick([0, 0, 0, 1, -1])))
    const comment = dice.chance(score < 4 ? 0.8 : 0.2) ? dice.pick(comments[String(score)] ?? ['']) : ''
    const detail = dice.chance(0.5) ? { attitude: near(), time: near(), clarity: near(), place: near() } : {}
    const actor = plan.filer?.actor ?? anonymous
    await rate(ctxAt(cast, actor, at, dice), { code, key, score, comment, ...detail })
    given++
  })
  return given
}

/** Feedback of the last year, each as far as it has come. */
export async function giveFeedback(cast: Cast, begins: Date): Promise<number> {
  const { now, size = 2_400 } = cast.options
  const since = (now.getTime() - begins.getTime()) / 86_400_000 - 2
  const wanted = items.filter((item, i) => item.daysAgo < since && (size >= 1_000 || i % 3 === 0))
  await inLanes(wanted as Item[], 4, async (item, i) => await tell(cast, item, new Dice(`feedback ${i}`)))
  return wanted.length
}

async function tell(cast: Cast, item: Item, dice: Dice): Promise<void> {
  const { now } = cast.options
  const agencyId = cast.tree.byCode(item.agency)?.id as number
  const calendar = cast.calendarOf(agencyId)
  const sent = addWorkingMinutes(calendar, new Date(now.getTime() - item.daysAgo * 86_400_000), -dice.int(5, 300))
  const { subject, body, kind } = item as { subject: string; body: string; kind: 'REGULATION' | 'BEHAVIOUR' }
  const isNamed = dice.chance(0.6)
  const { number } = await sendFeedback(ctxAt(cast, anonymous, sent, dice), {
    kind,
    agencyId,
    subject,
    body,
    ...(isNamed ? { senderName: fullName(dice), senderPhone: phoneNumber(dice) } : {}),
  })
  let at = sent
  /** Whoever holds the role does the next thing so many working hours later. */
  const by = (role: string, hours: number) => {
    at = addWorkingMinutes(calendar, at, hours * 60 + dice.int(1, 50))
    return ctxAt(cast, handlerOf(role), at, dice)
  }
  const handlerOf = (role: string) => cast.officers(agencyId, role)[0] ?? cast.officer(agencyId, 'LEADER', dice)
  const { fate } = item
  if (fate === 'NEW') return
  if (fate === 'REJECTED') {
    await rejectFeedback(by('LEADER', 6), { number, reason: item.reason as string })
    return
  }
  const specialist = handlerOf('SPECIALIST')
  await assignFeedback(by('CLERK', 5), { number, officerId: specialist.officerId as number })
  if (fate === 'ASSIGNED' || fate === 'OVERDUE') return
  if (fate === 'NEED_INFO') {
    await askForInfo(by('SPECIALIST', 8), { number, text: item.question as string })
    return
  }
  const answer = item.answer as string
  await draftAnswer(by('SPECIALIST', dice.int(12, 60)), { number, answer })
  if (fate === 'DRAFTED') return
  await approveAnswer(by('LEADER', 5), { number })
  if (fate === 'ANSWERED') return
  await publishFeedback(by('LEADER', 9), { number, subject, body, answer })
  for (let n = 0; n < (item.likes ?? 0) + (item.dislikes ?? 0); n++) {
    at = new Date(at.getTime() + dice.int(30, 600) * 60_000)
    if (at > now) return
    const voter = Buffer.from(dice.bytes(16)).toString('hex')
    await vote(ctxAt(cast, anonymous, at, dice), { number, liked: n < (item.likes ?? 0), voter })
  }
}
