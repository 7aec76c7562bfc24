import { attempt, type FormValues, newFormKey, readForm, refusalErrors } from '#app/kernel/http/form.ts'
import type { C, House } from '#app/kernel/http/house.ts'
import { parse, rowId } from '#app/kernel/input.ts'
import { may } from '#app/kernel/permission.ts'
import { say } from '#app/kernel/words.ts'
import { officerScreen } from '#app/ui/screen.tsx'
import { z } from 'zod'
import { changesOf } from '../changes.ts'
import { createDecisionInput, publishDecisionInput, repealInput } from '../input.ts'
import { permissions } from '../rules.ts'
import { createDecision, publishDecision, repeal } from '../service.ts'
import { decisionList, decisionPage } from '../work.ts'
import { DecisionList, DecisionPage, PublishConfirm } from './decisions.tsx'
import { workWords } from './work-words.ts'

const decisionForm = z.preprocess(
  value => ({ ...(value as object), illustrative: (value as { illustrative?: string }).illustrative === 'on' }),
  createDecisionInput,
)

/** Decisions in the officers' frame. */
export function decisionDoors(house: House): void {
  house.page('get', '/catalogue/decisions', permissions.look, async c => await list(c, {}, {}))
  house.page('post', '/catalogue/decisions', permissions.edit, async c => {
    const ctx = c.get('ctx')
    const read = await readForm(c, decisionForm)
    if (!read.ok) return await list(c, read.values, read.errors, 422)
    const done = await attempt(() => createDecision(ctx, read.value))
    if (!done.ok) return await list(c, read.values, refusalErrors(done.refusal, ctx.lang), 422)
    return c.redirect(`/catalogue/decisions/${done.value.decisionId}`, 303)
  })
  house.page('get', '/catalogue/decisions/:id', permissions.look, async c => await one(c, {}, {}))
  house.page('post', '/catalogue/decisions/:id/repeals', permissions.edit, async c => {
    const ctx = c.get('ctx')
    const decisionId = parse(rowId, c.req.param('id'))
    const read = await readForm(c, repealInput.omit({ decisionId: true }))
    if (!read.ok) return await one(c, read.values, read.errors, 422)
    const done = await attempt(() => repeal(ctx, { ...read.value, decisionId }))
    if (!done.ok) return await one(c, read.values, refusalErrors(done.refusal, ctx.lang), 422)
    return c.redirect(`/catalogue/decisions/${decisionId}`, 303)
  })
  house.page('get', '/catalogue/decisions/:id/publish', permissions.edit, async c => {
    const ctx = c.get('ctx')
    const view = await decisionPage(ctx.db, parse(rowId, c.req.param('id')))
    const title = say(workWords, ctx.lang).publishAsk(view.number)
    return await officerScreen(c, { title }, <PublishConfirm view={view} formKey={newFormKey()} lang={ctx.lang} />)
  })
  house.page('post', '/catalogue/decisions/:id/publish', permissions.edit, async c => {
    const ctx = c.get('ctx')
    const input = publishDecisionInput.parse({ decisionId: parse(rowId, c.req.param('id')) })
    await readForm(c, z.object({}))
    const done = await attempt(() => publishDecision(ctx, input))
    if (!done.ok) return await one(c, {}, { _: done.refusal.words[ctx.lang] }, 422)
    return c.redirect(`/catalogue/decisions/${input.decisionId}`, 303)
  })
}

async function list(
  c: C,
  values: FormValues,
  errors: Record<string, string>,
  status: 200 | 422 = 200,
): Promise<Response> {
  const ctx = c.get('ctx')
  const mayEdit = may(ctx.actor, permissions.edit)
  return await officerScreen(
    c,
    { title: say(workWords, ctx.lang).decisions, status },
    <DecisionList
      rows={await decisionList(ctx.db)}
      mayEdit={mayEdit}
      values={values}
      errors={errors}
      formKey={ctx.idempotencyKey ?? newFormKey()}
      lang={ctx.lang}
    />,
  )
}

async function one(
  c: C,
  values: FormValues,
  errors: Record<string, string>,
  status: 200 | 422 = 200,
): Promise<Response> {
  const ctx = c.get('ctx')
  const view = await decisionPage(ctx.db, parse(rowId, c.req.param('id')))
  const changes = await changesOf(
    ctx.db,
    view.items.map(item => item.versionId),
    ctx.lang,
  )
  return await officerScreen(
    c,
    { title: view.number, status },
    <DecisionPage
      view={view}
      changes={changes}
      mayEdit={may(ctx.actor, permissions.edit)}
      values={values}
      errors={errors}
      lang={ctx.lang}
    />,
  )
}
