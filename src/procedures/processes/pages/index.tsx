import { sendSheet } from '#app/kernel/http/sheet.ts'
import { z } from 'zod'
import { attempt, type FormValues, readForm, refusalErrors, wordsOf } from '#app/kernel/http/form.ts'
import type { C, House } from '#app/kernel/http/house.ts'
import { fieldIssues } from '#app/kernel/input.ts'
import { may } from '#app/kernel/permission.ts'
import type { Words2 } from '#app/kernel/refusal.ts'
import { dayOf } from '#app/kernel/text.ts'
import { say } from '#app/kernel/words.ts'
import { limitInWords } from '#app/kernel/limit.ts'
import { officerScreen } from '#app/ui/screen.tsx'
import { approveProcessInput, type StepInput } from '../input.ts'
import { problemFields } from '../refusals.ts'
import { processPermissions, processProblems } from '../rules.ts'
import { approveProcess, discardProcess, draftProcess } from '../service.ts'
import { caseFields, simulateVersion } from '../simulation.ts'
import { processList, processPage, type ProcessView } from '../views.ts'
import { processWords } from '../words.ts'
import { atCells } from './edit-errors.ts'
import {
  declaredForm,
  declaredInput,
  editForm,
  firstSteps,
  rearranged,
  rowsOf,
  stepsInput,
  toForm,
  toInput,
} from './edit-form.ts'
import { editor } from './editor.tsx'
import { fileDoors } from './file-doors.tsx'
import { ProcessList } from './list.tsx'
import { ProcessPage } from './one.tsx'
import { homeNames } from './places.ts'
import type { SimulationView } from './simulation.tsx'
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
    const { q, onSite, rows } = await asked(c)
    const homes = await homeNames(ctx)
    return await officerScreen(
      c,
      { title: say(processWords, ctx.lang).processes },
      <ProcessList rows={rows} q={q} onSite={onSite} homes={homes} lang={ctx.lang} />,
    )
  })
  house.page('get', '/processes/export', look, async c => {
    const { rows } = await asked(c)
    return sendSheet(c, 'processes', await processSheet(c.get('ctx'), rows))
  })
  fileDoors(house)
  house.page('get', '/processes/:code', look, async c => await one(c, {}, {}))
  house.page('get', '/processes/:code/edit', edit, async c => {
    const view = await viewOf(c)
    const from = view.draft ?? view.inForce
    return await editor(c, view, {
      steps: from ? toForm(from.steps) : firstSteps,
      declared: from ? declaredForm(from.onSite) : '',
    })
  })
  house.page('post', '/processes/:code/edit', edit, takeTable)
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

/** The table as typed: a button of it gives it back changed, checking gives it back with what is wrong, saving makes the draft. */
async function takeTable(c: C): Promise<Response> {
  const ctx = c.get('ctx')
  const view = await viewOf(c)
  const read = await readForm(c, editForm)
  if (!read.ok) return await editor(c, view, { steps: firstSteps, declared: '' }, read.errors, 422)
  const { declared, removed, do: what } = read.value
  const steps = rowsOf(read.value)
  const moved = rearranged(steps, what, removed)
  if (moved) return await editor(c, view, { ...moved, declared })
  const checked = stepsInput.safeParse({ steps: toInput(steps) })
  if (!checked.success) {
    const errors = atCells(wordsOf(fieldIssues(checked.error), ctx.lang), steps, ctx.lang)
    return await editor(c, view, { steps, declared }, errors, 422)
  }
  if (what === 'check') {
    const errors = wordsOf(tableProblems(checked.data.steps, view), ctx.lang)
    const fits = Object.keys(errors).length === 0
    return await editor(c, view, { steps, declared, fits }, errors, fits ? 200 : 422)
  }
  const done = await attempt(() =>
    draftProcess(ctx, { procedureCode: view.code, steps: checked.data.steps, onSite: declaredInput(declared) }),
  )
  if (!done.ok) return await editor(c, view, { steps, declared }, refusalErrors(done.refusal, ctx.lang), 422)
  return c.redirect(`/processes/${view.code}?saved=1`, 303)
}

/** What would stand against approving these steps, at their cells. */
function tableProblems(steps: readonly StepInput[], { limit }: ProcessView): Record<string, Words2> {
  const words = limit && { vi: limitInWords(limit.limit, 'vi'), en: limitInWords(limit.limit, 'en') }
  return problemFields(
    processProblems(steps, limit?.hours ?? null),
    words,
    steps.map(step => step.code),
  )
}

const approveForm = z.preprocess(
  value => ({ ...(value as object), illustrative: (value as { illustrative?: string }).illustrative === 'on' }),
  approveProcessInput.omit({ procedureCode: true }),
)

const onSiteQuery = z.coerce
  .number()
  .pipe(z.union([z.literal(0), z.literal(3), z.literal(4), z.literal(5)]))
  .optional()

async function asked(c: C) {
  const ctx = c.get('ctx')
  const q = (c.req.query('q') ?? '').slice(0, 200)
  const onSite = onSiteQuery.safeParse(c.req.query('onSite')).data
  const rows = await processList(ctx.db, dayOf(ctx.now), q, onSite)
  return { q, onSite: onSite === undefined ? '' : String(onSite), rows }
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
      simulation={await simulationView(c, view)}
      saved={c.req.query('saved') !== undefined}
      today={dayOf(ctx.now)}
      values={values}
      errors={errors}
      lang={ctx.lang}
    />,
  )
}

const localInstant = z.iso.datetime({ local: true, precision: -1 }).transform(local => new Date(`${local}:00+07:00`))

/** What the page simulates: the draft and the process in force, filed now or when asked. */
async function simulationView(c: C, view: ProcessView): Promise<SimulationView> {
  const ctx = c.get('ctx')
  const w = say(processWords, ctx.lang)
  const versions = [
    ...(view.draft ? [{ title: w.draftTitle, version: view.draft }] : []),
    ...(view.inForce ? [{ title: w.version(view.inForce.no), version: view.inForce }] : []),
  ]
  const fields = caseFields(versions.flatMap(({ version }) => version.steps))
  const answers = Object.fromEntries(
    [...fields.keys()].flatMap(field => {
      const value = c.req.query(`case.${field}`)
      return value ? [[field, value.slice(0, 300)]] : []
    }),
  )
  const at = localInstant.safeParse(c.req.query('at')).data ?? ctx.now
  const runs = await Promise.all(
    versions.map(async ({ title, version }) => {
      const done = await attempt(async () => await simulateVersion(ctx, view, version, at, answers))
      return { title, simulation: done.ok ? done.value : null }
    }),
  )
  return { at, fields, answers, runs }
}
