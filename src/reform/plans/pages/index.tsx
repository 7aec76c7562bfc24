import { sendSheet } from '#app/kernel/http/sheet.ts'
import type { z } from 'zod'
import type { Ctx } from '#app/kernel/context.ts'
import { attempt, type FormValues, newFormKey, readForm, refusalErrors } from '#app/kernel/http/form.ts'
import type { C, House } from '#app/kernel/http/house.ts'
import { withQuery } from '#app/kernel/http/query.ts'
import { parse, rowId } from '#app/kernel/input.ts'
import { may, type Permission } from '#app/kernel/permission.ts'
import { notFound } from '#app/kernel/refusal.ts'
import { dayOf } from '#app/kernel/text.ts'
import { say } from '#app/kernel/words.ts'
import { Breadcrumbs, Button, Confirm, Form, FormActions, Head } from '#app/ui/index.ts'
import { officerScreen, paperScreen } from '#app/ui/screen.tsx'
import { planSheet } from '../export.ts'
import { addTargetInput, addTaskInput, createPlanInput, editPlanInput, planInput, plansQuery } from '../input.ts'
import { treeOf } from '../record.ts'
import { approvePermission, editPermission, readPermission } from '../rules.ts'
import { addTarget, approvePlan, closePlan, createPlan, editPlan } from '../service.ts'
import { addTask } from '../tasks.ts'
import { choicesOf, planOf, plans, type PlanView, taskProblems } from '../views.ts'
import { planWords } from '../words.ts'
import { itemPages } from './items.tsx'
import { HeaderForm, PlanList, ProblemList } from './lists.tsx'
import { PlanPage, PlanPaper } from './plan.tsx'
import { TargetFields } from './target.tsx'
import { TaskFields } from './task.tsx'

/** The screens of plans. */
export function planDoors(house: House): void {
  house.nav.push(
    {
      section: 'reform',
      order: 10,
      href: '/plans',
      label: { vi: planWords.vi.nav, en: planWords.en.nav },
      permission: readPermission,
    },
    {
      section: 'reform',
      order: 20,
      href: '/plans/problems',
      label: { vi: planWords.vi.navProblems, en: planWords.en.navProblems },
      permission: readPermission,
      count: async ctx => {
        const n = (await taskProblems(ctx)).length
        return { n, hot: n > 0 }
      },
    },
  )
  listPages(house)
  headerPages(house)
  newItemPages(house)
  itemPages(house)
  decisionPages(house)
}

/** The plan an address names. @throws Refusal NOT_FOUND */
export async function planAt(c: C): Promise<PlanView> {
  const id = rowId.safeParse(c.req.param('id'))
  if (!id.success) throw notFound({ vi: 'kế hoạch này', en: 'This plan' })
  return await planOf(c.get('ctx'), id.data)
}

const title = (c: C): string => say(planWords, c.get('ctx').lang).title

function listPages(house: House): void {
  house.page('get', '/plans', readPermission, async c => {
    const ctx = c.get('ctx')
    const query = parse(plansQuery, c.req.query())
    const page = await plans(ctx, query)
    const { year, agency } = query
    const href = (after: string | null): string => withQuery('/plans', { year, agency, after })
    return await officerScreen(
      c,
      { title: title(c) },
      <PlanList
        rows={page.items}
        query={query}
        agencies={await agenciesOf(ctx)}
        mayCreate={may(ctx.actor, editPermission)}
        firstHref={query.after ? href(null) : undefined}
        nextHref={page.next ? href(page.next) : undefined}
        lang={ctx.lang}
      />,
    )
  })
  house.page('get', '/plans/problems', readPermission, async c => {
    const ctx = c.get('ctx')
    const rows = await taskProblems(ctx)
    return await officerScreen(
      c,
      { title: say(planWords, ctx.lang).problemsTitle },
      <ProblemList rows={rows} lang={ctx.lang} />,
    )
  })
}

/** Agencies that have plans of their own: those with a head, not their divisions. */
async function agenciesOf(ctx: Ctx): Promise<{ id: number; name: string }[]> {
  const tree = await treeOf(ctx.db, ctx)
  return choicesOf(tree, tree.province()).filter(one => tree.homeOf(one.id) === one.id)
}

function headerPages(house: House): void {
  const form = async (
    c: C,
    plan: PlanView | null,
    values: FormValues,
    errors: Record<string, string>,
    status: 200 | 403 | 409 | 422,
  ) => {
    const ctx = c.get('ctx')
    return await officerScreen(
      c,
      { title: title(c), status },
      <HeaderForm
        plan={plan}
        agencies={await agenciesOf(ctx)}
        year={Number(dayOf(ctx.now).slice(0, 4))}
        values={values}
        errors={errors}
        formKey={ctx.idempotencyKey ?? newFormKey()}
        lang={ctx.lang}
      />,
    )
  }
  house.page('get', '/plans/new', editPermission, async c => await form(c, null, {}, {}, 200))
  house.page('post', '/plans', editPermission, async c => {
    const ctx = c.get('ctx')
    const read = await readForm(c, createPlanInput)
    if (!read.ok) return await form(c, null, read.values, read.errors, 422)
    const made = await attempt(() => createPlan(ctx, read.value))
    if (made.ok) return c.redirect(`/plans/${made.value.planId}`, 303)
    return await form(c, null, read.values, refusalErrors(made.refusal, ctx.lang), shownStatus(made.refusal.status))
  })
  house.page('get', '/plans/:id/edit', editPermission, async c => await form(c, await planAt(c), {}, {}, 200))
  house.page('post', '/plans/:id/edit', editPermission, async c => {
    const ctx = c.get('ctx')
    const plan = await planAt(c)
    const read = await readForm(c, editPlanInput.omit({ planId: true }))
    if (!read.ok) return await form(c, plan, read.values, read.errors, 422)
    const done = await attempt(() => editPlan(ctx, { ...read.value, planId: plan.id }))
    if (done.ok) return c.redirect(`/plans/${plan.id}?done=1`, 303)
    return await form(c, plan, read.values, refusalErrors(done.refusal, ctx.lang), shownStatus(done.refusal.status))
  })
}

export const shownStatus = (status: number): 403 | 409 | 422 => (status === 403 || status === 409 ? status : 422)

function newItemPages(house: House): void {
  newItem(house, 'targets', addTargetInput.omit({ planId: true }), addTarget)
  newItem(house, 'tasks', addTaskInput.omit({ planId: true }), addTask)
}

/** A page with the empty form of a target or a task, and its target. */
function newItem<S extends z.ZodObject>(
  house: House,
  kind: 'targets' | 'tasks',
  schema: S,
  run: (ctx: Ctx, input: z.output<S> & { planId: number }) => Promise<unknown>,
): void {
  const form = async (
    c: C,
    plan: PlanView,
    values: FormValues,
    errors: Record<string, string>,
    status: 200 | 403 | 409 | 422,
  ) => {
    const { lang, idempotencyKey } = c.get('ctx')
    const w = say(planWords, lang)
    const heading = kind === 'targets' ? w.addTarget : w.addTask
    return await officerScreen(
      c,
      { title: heading, status },
      <>
        <Breadcrumbs
          items={[
            { label: w.title, href: '/plans' },
            { label: plan.number, href: `/plans/${plan.id}` },
            { label: heading },
          ]}
        />
        <Head title={heading} sub={plan.title} />
        <Form
          action={`/plans/${plan.id}/${kind}/new`}
          values={values}
          errors={errors}
          idempotencyKey={idempotencyKey ?? newFormKey()}
          guard
        >
          {kind === 'targets' ? (
            <TargetFields plan={plan} target={null} values={values} lang={lang} />
          ) : (
            <TaskFields plan={plan} task={null} values={values} lang={lang} />
          )}
          <FormActions>
            <Button kind="primary">{heading}</Button>
          </FormActions>
        </Form>
      </>,
    )
  }
  house.page('get', `/plans/:id/${kind}/new`, editPermission, async c => await form(c, await planAt(c), {}, {}, 200))
  house.page('post', `/plans/:id/${kind}/new`, editPermission, async c => {
    const ctx = c.get('ctx')
    const plan = await planAt(c)
    const read = await readForm(c, schema)
    if (!read.ok) return await form(c, plan, read.values, read.errors, 422)
    const done = await attempt(() => run(ctx, { ...read.value, planId: plan.id }))
    if (done.ok) return c.redirect(`/plans/${plan.id}?done=1`, 303)
    return await form(c, plan, read.values, refusalErrors(done.refusal, ctx.lang), shownStatus(done.refusal.status))
  })
}

function decisionPages(house: House): void {
  const show = async (c: C, errors: Record<string, string>, status: 200 | 403 | 409 | 422 = 200) => {
    const ctx = c.get('ctx')
    const plan = await planAt(c)
    const done = c.req.query('done') === '1'
    return await officerScreen(
      c,
      { title: `${plan.number} ${plan.title}`, status },
      <PlanPage plan={plan} errors={errors} done={done} lang={ctx.lang} />,
    )
  }
  house.page('get', '/plans/:id', readPermission, async c => await show(c, {}))
  house.page('get', '/plans/:id/print', readPermission, async c => {
    const ctx = c.get('ctx')
    const plan = await planAt(c)
    return paperScreen(c, { title: plan.number }, <PlanPaper plan={plan} at={ctx.now} lang={ctx.lang} />)
  })
  house.page('get', '/plans/:id/export.xlsx', readPermission, async c => {
    const ctx = c.get('ctx')
    const plan = await planAt(c)
    const bytes = await planSheet(plan, ctx.lang)
    return sendSheet(c, `plan-${plan.year}-${plan.id}`, bytes)
  })
  decision(house, 'approve', show, approvePlan)
  decision(house, 'close', show, closePlan)
}

/** A page that asks once more, and its target; what stands in the way is shown on the plan itself. */
function decision(
  house: House,
  action: 'approve' | 'close',
  show: (c: C, errors: Record<string, string>, status: 403 | 409 | 422) => Promise<Response>,
  run: (ctx: Ctx, input: z.output<typeof planInput>) => Promise<unknown>,
): void {
  const permission: Permission = approvePermission
  house.page('get', `/plans/:id/${action}`, permission, async c => {
    const { lang } = c.get('ctx')
    const w = say(planWords, lang)
    const plan = await planAt(c)
    return await officerScreen(
      c,
      { title: w[action] },
      <Confirm
        title={`${w[action]}: ${plan.number}`}
        action={`/plans/${plan.id}/${action}`}
        confirmLabel={w[action]}
        cancelHref={`/plans/${plan.id}`}
        danger={action === 'close'}
        idempotencyKey={newFormKey()}
      >
        <p>{action === 'approve' ? w.approveHelp : w.closeHelp}</p>
      </Confirm>,
    )
  })
  house.page('post', `/plans/:id/${action}`, permission, async c => {
    const ctx = c.get('ctx')
    const plan = await planAt(c)
    await readForm(c, planInput.omit({ planId: true }))
    const done = await attempt(() => run(ctx, { planId: plan.id }))
    if (done.ok) return c.redirect(`/plans/${plan.id}?done=1`, 303)
    return await show(c, refusalErrors(done.refusal, ctx.lang), shownStatus(done.refusal.status))
  })
}
