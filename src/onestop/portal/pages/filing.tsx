import { bodyFor, fileMissing, paperUploads } from '#app/kernel/files/index.ts'
import { attempt, type FormValues, nest, newFormKey, readForm, refusalErrors, wordsOf } from '#app/kernel/http/form.ts'
import type { C, House } from '#app/kernel/http/house.ts'
import type { Refusal } from '#app/kernel/refusal.ts'
import { dayOf } from '#app/kernel/text.ts'
import { agencyTree, placesOf } from '#app/organisation/agencies/index.ts'
import { procedureForIntake } from '#app/procedures/catalogue/index.ts'
import { askForm, shownAnswers } from '#app/procedures/forms/index.ts'
import { flatValues, island, type Reshaped, reshaped } from '#app/ui/index.ts'
import { publicScreen } from '#app/ui/screen.tsx'
import { attachForm, detachForm, draftId, stepForms } from '../input.ts'
import { noDraft, noProcedure } from '../refusals.ts'
import { isStep, permissions, type Problems, problemsOf, stepAfter, type Step, steps } from '../rules.ts'
import { attach, deleteDraft, detach, fileDraft, saveStep } from '../service.ts'
import { agencyChoices, type Draft, draftOf, myDrafts, retyped } from '../views.ts'
import { BeforePage } from './apply.tsx'
import { CheckPage } from './check.tsx'
import { DeletePage, mineHref } from './my.tsx'
import { PapersPage } from './papers.tsx'
import { draftHref, type PlainStep, StepPage } from './steps.tsx'

/** The doors of filing. Everything works by plain forms: save, then go on to the next step. */

type Status = 200 | 413 | 415 | 422

const idOf = (c: C): string => {
  const id = draftId.safeParse(c.req.param('id'))
  if (!id.success) throw noDraft()
  return id.data
}

async function before(c: C): Promise<Response> {
  const ctx = c.get('ctx')
  const code = c.req.param('code') ?? ''
  const intake = await procedureForIntake(ctx.db, code, dayOf(ctx.now))
  if (!intake) throw noProcedure(code.slice(0, 40))
  const isCitizen = ctx.actor.kind === 'CITIZEN'
  const drafts = isCitizen ? await myDrafts(ctx) : []
  const { minutes } = askForm(intake.form, ctx.lang, await agencyTree(ctx.db, dayOf(ctx.now)))
  const open = drafts.find(draft => draft.procedureName === intake.name)
  return publicScreen(
    c,
    { title: intake.name },
    <BeforePage
      intake={intake}
      minutes={minutes}
      lang={ctx.lang}
      who={isCitizen ? 'citizen' : ctx.actor.kind === 'ANONYMOUS' ? 'nobody' : 'officer'}
      draftHref={open ? draftHref(open.id, isStep(open.step) ? open.step : 'agency') : null}
      formKey={newFormKey()}
    />,
  )
}

/** The fields of a step as its form names them. */
function valuesOf(draft: Draft): FormValues {
  const { data } = draft
  return {
    agencyCode: data.agencyCode ?? '',
    ...flatValues('applicant', data.applicant),
    ...flatValues('form', data.form),
    resultDelivery: data.resultDelivery ?? 'ONLINE',
    deliveryAddress: data.deliveryAddress ?? '',
    copies: data.copies ?? '1',
  }
}

interface Shown {
  /** What the form looks like after one of its own buttons. */
  values?: FormValues
  focus?: string
  errors?: Record<string, string>
  /** One came from the check and goes back there. */
  toCheck?: boolean
  status?: Status
  refusedPaper?: { paper: string; error: string }
  refusal?: Refusal
}

async function show(c: C, draft: Draft, step: Step, shown: Shown = {}): Promise<Response> {
  const ctx = c.get('ctx')
  const { lang } = ctx
  const toCheck = shown.toCheck ?? c.req.query('goto') === 'check'
  const choices = await agencyChoices(ctx, draft.intake)
  const screen = { title: draft.intake.name, ...(shown.status ? { status: shown.status } : {}) }
  if (step === 'papers') {
    return publicScreen(
      c,
      screen,
      <PapersPage draft={draft} lang={lang} toCheck={toCheck} refused={shown.refusedPaper ?? null} />,
    )
  }
  if (step === 'check') {
    const codes = choices.map(choice => choice.code)
    const wrong: Partial<Record<Step, Problems>> = Object.fromEntries(
      steps.map(one => [one, problemsOf(one, draft, codes)]),
    )
    const { intake, answered, eligibility, tree } = draft
    const kept = { ...intake, answers: answered.answers, eligibility: eligibility.answers }
    const placeName = placesOf(tree).nameOf
    const answers = await shownAnswers(ctx.db, kept, { lang, placeName, unanswered: true })
    const refusal = shown.refusal && shown.refusal.code !== 'DRAFT_UNFINISHED' ? shown.refusal.words[lang] : null
    return publicScreen(
      c,
      screen,
      <CheckPage draft={draft} shown={answers} lang={lang} choices={choices} wrong={wrong} refusal={refusal} />,
    )
  }
  return publicScreen(
    c,
    step === 'answers' ? { ...screen, js: [island('answers')] } : screen,
    <StepPage
      step={step satisfies PlainStep}
      draft={draft}
      lang={lang}
      values={shown.values ?? valuesOf(draft)}
      focus={shown.focus}
      errors={shown.errors ?? {}}
      toCheck={toCheck}
      choices={choices}
    />,
  )
}

async function stepPage(c: C): Promise<Response> {
  const draft = await draftOf(c.get('ctx'), idOf(c))
  if (draft.filedCode) return c.redirect(mineHref(draft.filedCode), 303)
  const step = c.req.param('step')
  if (!isStep(step)) throw noDraft()
  return await show(c, draft, step)
}

/** Keeps what was typed, right or wrong; then goes on, back to the check, away, or shows what is wrong. */
async function saveDoor(c: C): Promise<Response> {
  const ctx = c.get('ctx')
  const id = idOf(c)
  const step = c.req.param('step')
  if (!isStep(step) || step === 'check') throw noDraft()
  const read = await readForm(c, stepForms[step])
  const draft = await draftOf(ctx, id)
  if (draft.filedCode) return c.redirect(mineHref(draft.filedCode), 303)
  const toCheck = read.values['goto'] === 'check'
  if (!read.ok) return await show(c, draft, step, { errors: read.errors, toCheck, status: 422 })
  if (step === 'answers') {
    const next = reshaped(read.values)
    if (next) return await reshapeForm(c, draft, next, toCheck)
  }
  const typed = 'onPaper' in read.value ? { onPaper: [read.value.onPaper].flat() } : read.value
  await saveStep(ctx, id, step, typed, step === 'answers' ? draft.intake.formVersionId : undefined)
  if (read.values['leave']) return c.redirect('/my?done=saved', 303)
  const saved = retyped(draft, typed)
  const agencyCodes = (await agencyChoices(ctx, draft.intake)).map(choice => choice.code)
  const wrong = problemsOf(step, saved, agencyCodes)
  if (Object.keys(wrong).length > 0) {
    return await show(c, saved, step, { errors: wordsOf(wrong, ctx.lang), toCheck, status: 422 })
  }
  const next = toCheck ? 'check' : stepAfter(step, draft.intake.form.sections.length > 0)
  return c.redirect(draftHref(id, next), 303)
}

/** One of the form's own buttons: a row more, a row less, another list; everything typed is kept and shown again. */
async function reshapeForm(c: C, draft: Draft, next: Reshaped, toCheck: boolean): Promise<Response> {
  const typed = stepForms.answers.parse(nest(next.values))
  await saveStep(c.get('ctx'), draft.id, 'answers', typed)
  return await show(c, retyped(draft, typed), 'answers', { ...next, toCheck })
}

const paperAnchor = (draft: Draft, paper: string): string => {
  const at = draft.answered.asked.findIndex(one => one.name === paper)
  return `${draftHref(draft.id, 'papers')}${at < 0 ? '' : `#paper-${at}`}`
}

async function uploadDoor(c: C): Promise<Response> {
  const ctx = c.get('ctx')
  const id = idOf(c)
  const read = await readForm(c, attachForm)
  const draft = await draftOf(ctx, id)
  if (!read.ok || draft.filedCode) throw noDraft()
  const { paper } = read.value
  const file = read.files['file']?.[0]
  const done = await attempt(async () => {
    if (!file) throw fileMissing()
    await attach(ctx, id, paper, file)
  })
  if (done.ok) return c.redirect(paperAnchor(draft, paper), 303)
  const error = Object.values(refusalErrors(done.refusal, ctx.lang))[0] ?? ''
  const { status } = done.refusal
  return await show(c, draft, 'papers', {
    refusedPaper: { paper, error },
    status: status === 413 || status === 415 ? status : 422,
  })
}

async function detachDoor(c: C): Promise<Response> {
  const read = await readForm(c, detachForm)
  if (!read.ok) throw noDraft()
  const draft = await draftOf(c.get('ctx'), idOf(c))
  await detach(c.get('ctx'), draft.id, read.value)
  return c.redirect(paperAnchor(draft, read.value.paper), 303)
}

async function submitDoor(c: C): Promise<Response> {
  const ctx = c.get('ctx')
  const id = idOf(c)
  const done = await attempt(() => fileDraft(ctx, id))
  if (done.ok) return c.redirect(`${mineHref(done.value.code)}/filed`, 303)
  return await show(c, await draftOf(ctx, id), 'check', { refusal: done.refusal, status: 422 })
}

export function filingDoors(house: House): void {
  const { own, see } = permissions
  house.page('get', '/apply/:code', see, before)
  house.page('get', '/drafts/:id/delete', own, async c => {
    const draft = await draftOf(c.get('ctx'), idOf(c))
    return publicScreen(
      c,
      { title: draft.intake.name },
      <DeletePage id={draft.id} name={draft.intake.name} lang={c.get('ctx').lang} />,
    )
  })
  house.page('post', '/drafts/:id/delete', own, async c => {
    await deleteDraft(c.get('ctx'), idOf(c))
    return c.redirect('/my?done=deleted', 303)
  })
  house.page('post', '/drafts/:id/upload', own, uploadDoor, { maxBody: bodyFor(paperUploads) })
  house.page('post', '/drafts/:id/detach', own, detachDoor)
  house.page('post', '/drafts/:id/submit', own, submitDoor)
  house.page('get', '/drafts/:id/:step', own, stepPage)
  house.page('post', '/drafts/:id/:step', own, saveDoor)
}
