import { z } from '@hono/zod-openapi'
import type { Ctx } from '#app/kernel/context.ts'
import type { House } from '#app/kernel/http/house.ts'
import { rowId } from '#app/kernel/input.ts'
import type { Permission } from '#app/kernel/permission.ts'
import { isoLocal } from '#app/kernel/text.ts'
import {
  addTargetInput,
  addTaskInput,
  amendTargetInput,
  amendTaskInput,
  createPlanInput,
  dropTaskInput,
  editPlanInput,
  editTargetInput,
  enterValueInput,
  finishTaskInput,
  plansQuery,
  startTaskInput,
  taskCode,
} from './input.ts'
import {
  approvePermission,
  editPermission,
  operators,
  planStates,
  readPermission,
  taskPermission,
  taskStates,
} from './rules.ts'
import {
  addTarget,
  amendTarget,
  approvePlan,
  closePlan,
  createPlan,
  editPlan,
  editTarget,
  enterValue,
} from './service.ts'
import { addTask, amendTask, dropTask, editTask, finishTask, startTask } from './tasks.ts'
import { planOf, plans } from './views.ts'

const tag = 'plans'
const planRef = z.object({ planId: z.number().int() })
const targetRef = z.object({ planId: z.number().int(), no: z.number().int() })
const taskRef = z.object({ planId: z.number().int(), code: z.string() })
const id = z.object({ id: rowId })
const idAndNo = id.extend({ no: rowId })
const idAndCode = id.extend({ code: taskCode.openapi({ example: '3.1' }) })

const listed = z.object({
  id: z.number().int(),
  year: z.number().int(),
  number: z.string(),
  title: z.string(),
  agency: z.string(),
  status: z.enum(planStates),
  illustrative: z.boolean(),
  targets: z.number().int(),
  tasks: z.number().int(),
  done: z.number().int(),
  overdue: z.number().int(),
})

const whole = z.object({
  id: z.number().int(),
  year: z.number().int(),
  number: z.string(),
  title: z.string(),
  agency: z.string(),
  status: z.enum(planStates),
  illustrative: z.boolean(),
  signedOn: z.string().nullable(),
  basis: z.array(z.string()),
  purpose: z.string(),
  targets: z.array(
    z.object({
      no: z.number().int(),
      area: z.string(),
      text: z.string(),
      operator: z.enum(operators),
      value: z.number(),
      unit: z.string(),
      periodFrom: z.string(),
      periodTo: z.string(),
      metric: z.string().nullable(),
      result: z.enum(['MET', 'NOT_MET', 'NO_DATA']),
      gap: z.object({ needed: z.number().int(), missing: z.number().int() }).nullable(),
      live: z.object({
        value: z.number().nullable(),
        numerator: z.number().nullable(),
        denominator: z.number().nullable(),
        href: z.string().nullable(),
        entered: z.object({ asOf: z.string(), evidence: z.string(), by: z.string(), at: z.string() }).nullable(),
      }),
    }),
  ),
  tasks: z.array(
    z.object({
      code: z.string(),
      area: z.string(),
      text: z.string(),
      product: z.string(),
      lead: z.string(),
      leadOfficer: z.string(),
      coordinating: z.array(z.string()),
      dueOn: z.string(),
      status: z.enum(taskStates),
      standing: z.enum(['TODO', 'DOING', 'OVERDUE', 'DONE', 'DONE_LATE', 'DROPPED']),
      problems: z.array(z.enum(['NO_LEAD', 'NO_PERSON', 'OVERDUE'])),
      doneOn: z.string().nullable(),
      evidence: z.string(),
    }),
  ),
})

/** Plans for machines. */
export function planApi(house: House): void {
  readingDoors(house)
  planVerbs(house)
  targetVerbs(house)
  taskVerbs(house)
}

function readingDoors(house: House): void {
  house.api(
    {
      method: 'get',
      path: '/api/v1/plans',
      permission: readPermission,
      summary: 'Reform plans, newest year first',
      tag,
      query: plansQuery,
      answer: z.object({ items: z.array(listed), next: z.string().nullable() }),
    },
    async (ctx, { query }) => await plans(ctx, query),
  )
  house.api(
    {
      method: 'get',
      path: '/api/v1/plans/{id}',
      permission: readPermission,
      summary: 'One plan with the live values of its targets',
      tag,
      params: id,
      answer: whole,
    },
    async (ctx, { params }) => {
      const plan = await planOf(ctx, params.id)
      const targets = plan.targets.map(target => {
        const { entered } = target.live
        return { ...target, live: { ...target.live, entered: entered && { ...entered, at: isoLocal(entered.at) } } }
      })
      // What only the screens need (abilities, choices, history) falls away.
      return whole.parse({ ...plan, targets })
    },
  )
}

function planVerbs(house: House): void {
  house.api(
    {
      method: 'post',
      path: '/api/v1/plans',
      permission: editPermission,
      summary: 'Begin a plan as a draft',
      tag,
      body: createPlanInput,
      answer: planRef,
      status: 201,
    },
    async (ctx, { body }) => await createPlan(ctx, body),
  )
  house.api(
    {
      method: 'put',
      path: '/api/v1/plans/{id}',
      permission: editPermission,
      summary: 'Change the header of a draft',
      tag,
      params: id,
      body: editPlanInput.omit({ planId: true }),
      answer: planRef,
    },
    async (ctx, { params, body }) => await editPlan(ctx, { ...body, planId: params.id }),
  )
  const decision = (
    action: string,
    summary: string,
    run: (ctx: Ctx, input: { planId: number }) => Promise<{ planId: number }>,
  ) =>
    house.api(
      {
        method: 'post',
        path: `/api/v1/plans/{id}/${action}`,
        permission: approvePermission,
        summary,
        tag,
        params: id,
        answer: planRef,
      },
      async (ctx, { params }) => await run(ctx, { planId: params.id }),
    )
  decision('approve', 'Record the approval; refused while a task lacks a lead or a person', approvePlan)
  decision('close', 'End the plan', closePlan)
}

function targetVerbs(house: House): void {
  const door = <S extends z.ZodType>(path: string, method: 'post' | 'put', summary: string, body: S) => ({
    method,
    path: `/api/v1/plans/{id}/targets${path}`,
    permission: editPermission,
    summary,
    tag,
    body,
    answer: targetRef,
  })
  const bare = { planId: true, no: true } as const
  house.api(
    { ...door('', 'post', 'Add a target to a draft', addTargetInput.omit({ planId: true })), params: id, status: 201 },
    async (ctx, { params, body }) => await addTarget(ctx, { ...body, planId: params.id }),
  )
  house.api(
    { ...door('/{no}', 'put', 'Change a target of a draft', editTargetInput.omit(bare)), params: idAndNo },
    async (ctx, { params, body }) => await editTarget(ctx, { ...body, planId: params.id, no: params.no }),
  )
  house.api(
    {
      ...door('/{no}/amend', 'post', 'Amend a target of an approved plan', amendTargetInput.omit(bare)),
      params: idAndNo,
    },
    async (ctx, { params, body }) => await amendTarget(ctx, { ...body, planId: params.id, no: params.no }),
  )
  house.api(
    { ...door('/{no}/values', 'post', 'Enter a value with its evidence', enterValueInput.omit(bare)), params: idAndNo },
    async (ctx, { params, body }) => await enterValue(ctx, { ...body, planId: params.id, no: params.no }),
  )
}

function taskVerbs(house: House): void {
  const door = <S extends z.ZodType>(
    path: string,
    method: 'post' | 'put',
    permission: Permission,
    summary: string,
    body: S,
  ) => ({
    method,
    path: `/api/v1/plans/{id}/tasks${path}`,
    permission,
    summary,
    tag,
    body,
    answer: taskRef,
  })
  const bare = { planId: true, code: true } as const
  house.api(
    {
      ...door('', 'post', editPermission, 'Add a task to a draft', addTaskInput.omit({ planId: true })),
      params: id,
      status: 201,
    },
    async (ctx, { params, body }) => await addTask(ctx, { ...body, planId: params.id }),
  )
  house.api(
    {
      ...door('/{code}', 'put', editPermission, 'Change a task of a draft', addTaskInput.omit(bare)),
      params: idAndCode,
    },
    async (ctx, { params, body }) => await editTask(ctx, { ...body, planId: params.id, code: params.code }),
  )
  house.api(
    {
      ...door('/{code}/amend', 'post', editPermission, 'Amend a task of an approved plan', amendTaskInput.omit(bare)),
      params: idAndCode,
    },
    async (ctx, { params, body }) => await amendTask(ctx, { ...body, planId: params.id, code: params.code }),
  )
  house.api(
    { ...door('/{code}/start', 'post', taskPermission, 'Begin a task', startTaskInput.omit(bare)), params: idAndCode },
    async (ctx, { params }) => await startTask(ctx, { planId: params.id, code: params.code }),
  )
  house.api(
    {
      ...door('/{code}/done', 'post', taskPermission, 'Report a task done, with evidence', finishTaskInput.omit(bare)),
      params: idAndCode,
    },
    async (ctx, { params, body }) => await finishTask(ctx, { ...body, planId: params.id, code: params.code }),
  )
  house.api(
    {
      ...door('/{code}/drop', 'post', taskPermission, 'Drop a task, with the reason', dropTaskInput.omit(bare)),
      params: idAndCode,
    },
    async (ctx, { params, body }) => await dropTask(ctx, { ...body, planId: params.id, code: params.code }),
  )
}
