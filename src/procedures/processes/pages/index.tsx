import { z } from 'zod'
import type { Ctx } from '#app/kernel/context.ts'
import { attempt, type FormValues, readForm, refusalErrors, wordsOf } from '#app/kernel/http/form.ts'
import type { C, House } from '#app/kernel/http/house.ts'
import { fieldIssues } from '#app/kernel/input.ts'
import { may } from '#app/kernel/permission.ts'
import { dayOf, fold } from '#app/kernel/text.ts'
import { say } from '#app/kernel/words.ts'
import { agencyTree } from '#app/organisation/agencies/index.ts'
import { officerScreen } from '#app/ui/screen.tsx'
import { approveProcessInput } from '../input.ts'
import { processPermissions } from '../rules.ts'
import { approveProcess, discardProcess, draftProcess } from '../service.ts'
import { processList, processPage, type ProcessView } from '../views.ts'
import { processWords } from '../words.ts'
import { ProcessEdit } from './edit.tsx'
import { editForm, firstSteps, type FormStep, rearranged, rowsOf, stepsInput, toForm, toInput } from './edit-form.ts'
import { ProcessList } from './list.tsx'
import { ProcessPage } from './one.tsx'
import { processSheet } from './sheet.ts'

/** The officers' screens of handling processes. */
export function processesDoors(house: House): void {
  const { look, edit } = processPermissions
  house.nav.push({
    section: 'procedures',
    order: 30,
    href: '/processes',
    label: { vi: processWords.vi.processes, en: processWords.en.processes },
    permission: look,
  })
  house.page('get', '/processes', look, async c => {
    const ctx = c.get('ctx')
    const { q, rows } = await asked(c)
    const homes = await homeNames(ctx)
    return await officerScreen(
      c,
      { title: say(processWords, ctx.lang).processes },
      <ProcessList rows={rows} q={q} homes={homes} lang={ctx.lang} />,
    )
  })
  house.page('get', '/processes/export', look, async c => {
    const { rows } = await asked(c)
    c.header('content-type', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet')
    c.header('content-disposition', 'attachment; filename="quy-trinh.xlsx"')
    return c.body(await processSheet(c.get('ctx'), rows))
  })
  house.page('get', '/processes/:code', look, async c => await one(c, {}, {}))
  house.page('get', '/processes/:code/edit', edit, async c => {
    const view = await viewOf(c)
    const from = view.draft ?? view.inForce
    return await editor(c, view, from ? toForm(from.steps) : firstSteps, {})
  })
  house.page('post', '/processes/:code/edit', edit, async c => {
    const ctx = c.get('ctx')
    const view = await viewOf(c)
    const read = await readForm(c, editForm)
    if (!read.ok) return await editor(c, view, firstSteps, read.errors, 422)
    const rows = rowsOf(read.value)
    const moved = rearranged(rows, read.value.do)
    if (moved) return await editor(c, view, moved, {})
    const checked = stepsInput.safeParse({ steps: toInput(rows) })
    if (!checked.success) return await editor(c, view, rows, wordsOf(fieldIssues(checked.error), ctx.lang), 422)
    const done = await attempt(() => draftProcess(ctx, { procedureCode: view.code, steps: checked.data.steps }))
    if (!done.ok) return await editor(c, view, rows, refusalErrors(done.refusal, ctx.lang), 422)
    return c.redirect(`/processes/${view.code}?saved=1`, 303)
  })
  house.page('post', '/processes/:code/approve', edit, async c => {
    const ctx = c.get('ctx')
    const code = c.req.param('code') ?? ''
    const read = await readForm(c, approveForm)
    if (!read.ok) return await one(c, read.values, read.errors, 422)
    const done = await attempt(() => approveProcess(ctx, { ...read.value, procedureCode: code }))
    if (!done.ok) return await one(c, read.values, { _: done.refusal.words[ctx.lang] }, 422)
    return c.redirect(`/processes/${code}?saved=1`, 303)
  })
  house.page('post', '/processes/:code/discard', edit, async c => {
    const ctx = c.get('ctx')
    const code = c.req.param('code') ?? ''
    const done = await attempt(() => discardProcess(ctx, code))
    if (!done.ok) return await one(c, {}, { _: done.refusal.words[ctx.lang] }, 422)
    return c.redirect(`/processes/${code}`, 303)
  })
}

const approveForm = z.preprocess(
  value => ({ ...(value as object), illustrative: (value as { illustrative?: string }).illustrative === 'on' }),
  approveProcessInput.omit({ procedureCode: true }),
)

async function asked(c: C) {
  const ctx = c.get('ctx')
  const q = (c.req.query('q') ?? '').slice(0, 200)
  const words = fold(q)
    .split(/\s+/)
    .filter(word => word !== '')
  return { q, rows: await processList(ctx.db, dayOf(ctx.now), words) }
}

async function viewOf(c: C): Promise<ProcessView> {
  const ctx = c.get('ctx')
  return await processPage(ctx.db, c.req.param('code') ?? '', dayOf(ctx.now))
}

async function one(
  c: C,
  values: FormValues,
  errors: Record<string, string>,
  status: 200 | 422 = 200,
): Promise<Response> {
  const ctx = c.get('ctx')
  const view = await viewOf(c)
  return await officerScreen(
    c,
    { title: view.name, status },
    <ProcessPage
      view={view}
      places={await homeNames(ctx)}
      mayEdit={may(ctx.actor, processPermissions.edit)}
      saved={c.req.query('saved') !== undefined}
      today={dayOf(ctx.now)}
      values={values}
      errors={errors}
      lang={ctx.lang}
    />,
  )
}

async function editor(
  c: C,
  view: ProcessView,
  steps: readonly FormStep[],
  errors: Record<string, string>,
  status: 200 | 422 = 200,
): Promise<Response> {
  const ctx = c.get('ctx')
  const places = [...(await homeNames(ctx))]
    .filter(([code]) => code !== 'COMMUNE')
    .map(([value, label]) => ({ value, label }))
  return await officerScreen(
    c,
    { title: say(processWords, ctx.lang).edit, status },
    <ProcessEdit view={view} steps={steps} places={places} errors={errors} lang={ctx.lang} />,
  )
}

/** Names of those who decide and of places of steps, by the code they are named by. */
async function homeNames(ctx: Ctx): Promise<ReadonlyMap<string, string>> {
  const day = dayOf(ctx.now)
  const tree = await agencyTree(ctx.db, day)
  const codes = await ctx.db
    .selectFrom('organisation.agency_code')
    .select('code')
    .where('scheme', '=', 'LOCAL')
    .where('valid_from', '<=', day)
    .orderBy('code')
    .execute()
  const departments = codes.flatMap(({ code }): [string, string][] => {
    const node = tree.byCode(code)
    return node && node.kind === 'DEPARTMENT' ? [[code, node.shortName]] : []
  })
  return new Map([['COMMUNE', 'UBND cấp xã'], ...departments])
}
