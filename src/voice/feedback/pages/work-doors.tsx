import { sendSheet } from '#app/kernel/http/sheet.ts'
import type { z } from 'zod'
import type { Ctx } from '#app/kernel/context.ts'
import { attempt, newFormKey, readForm, refusalErrors } from '#app/kernel/http/form.ts'
import type { C, House } from '#app/kernel/http/house.ts'
import { parse } from '#app/kernel/input.ts'
import { dayOf } from '#app/kernel/text.ts'
import { say } from '#app/kernel/words.ts'
import { agencyTree } from '#app/organisation/agencies/index.ts'
import { officerScreen } from '#app/ui/screen.tsx'
import { queueSheet } from '../export.ts'
import {
  approveAnswer,
  askForInfo,
  assignFeedback,
  draftAnswer,
  openSender,
  publishFeedback,
  rejectFeedback,
  sendBackAnswer,
  transferFeedback,
} from '../handling.ts'
import {
  approveInput,
  askInput,
  assignInput,
  draftInput,
  feedbackNumber,
  publishInput,
  queueQuery,
  rejectInput,
  sendBackInput,
  transferInput,
} from '../input.ts'
import { handlePermission, openSenderPermission, type OfficerAction, readPermission } from '../rules.ts'
import { addressees, isWithin, scopeOf } from '../scope.ts'
import { feedbackOf } from '../views.ts'
import { queue, queueCounts } from '../queue.ts'
import { feedbackWords } from '../words.ts'
import { actionPaths } from './actions.tsx'
import { OnePage, type OneProps } from './one.tsx'
import { QueuePage } from './queue.tsx'

/** The officers' screens of feedback. */
export function workFeedbackDoors(house: House): void {
  house.nav.push({
    section: 'voice',
    order: 10,
    href: '/work/feedback',
    label: { vi: feedbackWords.vi.nav, en: feedbackWords.en.nav },
    permission: readPermission,
    count: async ctx => {
      const counts = await queueCounts(ctx)
      return { n: counts.new + counts.doing, hot: counts.late > 0 }
    },
  })

  house.page('get', '/work/feedback', readPermission, async c => {
    const ctx = c.get('ctx')
    const query = parse(queueQuery, c.req.query())
    const page = await queue(ctx, query)
    const counts = await queueCounts(ctx)
    const scope = await scopeOf(ctx.db, ctx.actor, ctx.now)
    const tree = await agencyTree(ctx.db, dayOf(ctx.now))
    return await officerScreen(
      c,
      { title: say(feedbackWords, ctx.lang).title },
      <QueuePage
        page={page}
        counts={counts}
        query={query}
        addressees={addressees(tree).filter(one => isWithin(scope, one.id))}
        lang={ctx.lang}
      />,
    )
  })

  house.page('get', '/work/feedback/export.xlsx', readPermission, async c => {
    const ctx = c.get('ctx')
    const bytes = await queueSheet(ctx, parse(queueQuery, c.req.query()))
    return sendSheet(c, `feedback-${dayOf(ctx.now)}`, bytes)
  })

  house.page('get', '/work/feedback/:number', readPermission, async c => await one(c, null))

  verb(house, 'assign', assignInput, assignFeedback)
  verb(house, 'ask', askInput, askForInfo)
  verb(house, 'draft', draftInput, draftAnswer)
  verb(house, 'approve', approveInput, approveAnswer)
  verb(house, 'sendBack', sendBackInput, sendBackAnswer)
  verb(house, 'publish', publishInput, publishFeedback)
  verb(house, 'reject', rejectInput, rejectFeedback)
  verb(house, 'transfer', transferInput, transferFeedback)

  house.page('post', '/work/feedback/:number/open-sender', openSenderPermission, async c => {
    const number = parse(feedbackNumber, c.req.param('number'))
    const opened = await attempt(() => openSender(c.get('ctx'), { number }))
    if (opened.ok) return c.redirect(`/work/feedback/${number}`, 303)
    throw opened.refusal
  })
}

async function one(c: C, tried: OneProps['tried'], status: 200 | 403 | 409 | 422 = 200): Promise<Response> {
  const ctx = c.get('ctx')
  const number = feedbackNumber.safeParse(c.req.param('number'))
  const view = await feedbackOf(ctx, number.success ? number.data : '')
  return await officerScreen(
    c,
    { title: `${view.number} ${view.subject}`, status },
    <OnePage view={view} tried={tried} formKey={newFormKey()} done={c.req.query('done') === '1'} lang={ctx.lang} />,
  )
}

/** A verb's target: back to the page when done (or, when it went to another agency, to the queue), the same page with words when refused. */
function verb<S extends z.ZodObject>(
  house: House,
  action: OfficerAction,
  schema: S,
  run: (ctx: Ctx, input: z.output<S>) => Promise<{ number: string }>,
): void {
  house.page('post', `/work/feedback/:number/${actionPaths[action]}`, handlePermission, async c => {
    const ctx = c.get('ctx')
    const number = parse(feedbackNumber, c.req.param('number'))
    const read = await readForm(c, schema.omit({ number: true }))
    if (!read.ok) return await one(c, { action, values: read.values, errors: read.errors }, 422)
    const done = await attempt(() => run(ctx, { ...read.value, number } as z.output<S>))
    if (done.ok) {
      const scope = await scopeOf(ctx.db, ctx.actor, ctx.now)
      const still = action !== 'transfer' || scope === null
      return c.redirect(still ? `/work/feedback/${number}?done=1` : '/work/feedback', 303)
    }
    if (done.refusal.status === 404) throw done.refusal
    const status = done.refusal.status === 403 ? 403 : done.refusal.status === 409 ? 409 : 422
    return await one(c, { action, values: read.values, errors: refusalErrors(done.refusal, ctx.lang) }, status)
  })
}
