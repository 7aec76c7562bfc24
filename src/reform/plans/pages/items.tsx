import type { z } from 'zod'
import type { Ctx } from '#app/kernel/context.ts'
import { attempt, newFormKey, readForm, refusalErrors } from '#app/kernel/http/form.ts'
import type { C, House } from '#app/kernel/http/house.ts'
import type { Permission } from '#app/kernel/permission.ts'
import { notFound } from '#app/kernel/refusal.ts'
import { dayOf } from '#app/kernel/text.ts'
import { officerScreen } from '#app/ui/screen.tsx'
import {
  amendTargetInput,
  amendTaskInput,
  dropTaskInput,
  editTargetInput,
  addTaskInput,
  enterValueInput,
  finishTaskInput,
  startTaskInput,
} from '../input.ts'
import { editPermission, readPermission, taskPermission } from '../rules.ts'
import { amendTarget, editTarget, enterValue } from '../service.ts'
import { amendTask, dropTask, editTask, finishTask, startTask } from '../tasks.ts'
import { valueHistory } from '../targets.ts'
import { planAt, shownStatus } from './index.tsx'
import type { Tried } from './parts.tsx'
import { TargetPage } from './target.tsx'
import { TaskPage } from './task.tsx'

/** The pages of one target and one task, with the targets of their forms. */
export function itemPages(house: House): void {
  house.page('get', '/plans/:id/targets/:no', readPermission, async c => await target(c, null))
  targetVerb(house, 'edit', editTargetInput.omit({ planId: true, no: true }), editTarget)
  targetVerb(house, 'amend', amendTargetInput.omit({ planId: true, no: true }), amendTarget)
  targetVerb(house, 'value', enterValueInput.omit({ planId: true, no: true }), enterValue)

  house.page('get', '/plans/:id/tasks/:code', readPermission, async c => await task(c, null))
  taskVerb(house, 'edit', editPermission, addTaskInput.omit({ planId: true, code: true }), editTask)
  taskVerb(house, 'amend', editPermission, amendTaskInput.omit({ planId: true, code: true }), amendTask)
  taskVerb(house, 'start', taskPermission, startTaskInput.omit({ planId: true, code: true }), startTask)
  taskVerb(house, 'done', taskPermission, finishTaskInput.omit({ planId: true, code: true }), finishTask)
  taskVerb(house, 'drop', taskPermission, dropTaskInput.omit({ planId: true, code: true }), dropTask)
}

async function target(c: C, tried: Tried | null, status: 200 | 403 | 409 | 422 = 200): Promise<Response> {
  const ctx = c.get('ctx')
  const plan = await planAt(c)
  const found = plan.targets.find(one => String(one.no) === c.req.param('no'))
  if (!found) throw notFound({ vi: 'chỉ tiêu này', en: 'This target' })
  const history = await valueHistory(ctx, plan.id, found.no)
  return await officerScreen(
    c,
    { title: found.text, status },
    <TargetPage
      plan={plan}
      target={found}
      history={history}
      tried={tried}
      formKey={newFormKey()}
      today={dayOf(ctx.now)}
      lang={ctx.lang}
    />,
  )
}

function targetVerb<S extends z.ZodObject>(
  house: House,
  action: string,
  schema: S,
  run: (ctx: Ctx, input: z.output<S> & { planId: number; no: number }) => Promise<unknown>,
): void {
  house.page('post', `/plans/:id/targets/:no/${action}`, editPermission, async c => {
    const ctx = c.get('ctx')
    const plan = await planAt(c)
    const found = plan.targets.find(one => String(one.no) === c.req.param('no'))
    if (!found) throw notFound({ vi: 'chỉ tiêu này', en: 'This target' })
    const read = await readForm(c, schema)
    if (!read.ok) return await target(c, { action, values: read.values, errors: read.errors }, 422)
    const input = { ...read.value, planId: plan.id, no: found.no } as z.output<S> & { planId: number; no: number }
    const done = await attempt(() => run(ctx, input))
    if (done.ok) return c.redirect(`/plans/${plan.id}/targets/${found.no}`, 303)
    const errors = refusalErrors(done.refusal, ctx.lang)
    return await target(c, { action, values: read.values, errors }, shownStatus(done.refusal.status))
  })
}

async function task(c: C, tried: Tried | null, status: 200 | 403 | 409 | 422 = 200): Promise<Response> {
  const ctx = c.get('ctx')
  const plan = await planAt(c)
  const found = plan.tasks.find(one => one.code === c.req.param('code'))
  if (!found) throw notFound({ vi: 'nhiệm vụ này', en: 'This task' })
  return await officerScreen(
    c,
    { title: `${found.code} ${found.text}`.slice(0, 120), status },
    <TaskPage plan={plan} task={found} tried={tried} formKey={newFormKey()} today={dayOf(ctx.now)} lang={ctx.lang} />,
  )
}

function taskVerb<S extends z.ZodObject>(
  house: House,
  action: string,
  permission: Permission,
  schema: S,
  run: (ctx: Ctx, input: z.output<S> & { planId: number; code: string }) => Promise<unknown>,
): void {
  house.page('post', `/plans/:id/tasks/:code/${action}`, permission, async c => {
    const ctx = c.get('ctx')
    const plan = await planAt(c)
    const code = c.req.param('code') ?? ''
    if (!plan.tasks.some(one => one.code === code)) throw notFound({ vi: 'nhiệm vụ này', en: 'This task' })
    const read = await readForm(c, schema)
    if (!read.ok) return await task(c, { action, values: read.values, errors: read.errors }, 422)
    const input = { ...read.value, planId: plan.id, code } as z.output<S> & { planId: number; code: string }
    const done = await attempt(() => run(ctx, input))
    if (done.ok) return c.redirect(`/plans/${plan.id}/tasks/${code}`, 303)
    const errors = refusalErrors(done.refusal, ctx.lang)
    return await task(c, { action, values: read.values, errors }, shownStatus(done.refusal.status))
  })
}
