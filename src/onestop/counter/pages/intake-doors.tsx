import { z } from 'zod'
import type { Ctx } from '#app/kernel/context.ts'
import { attempt, type FormValues, nest, newFormKey, readForm, refusalErrors, wordsOf } from '#app/kernel/http/form.ts'
import type { C, House } from '#app/kernel/http/house.ts'
import { fieldIssues } from '#app/kernel/input.ts'
import { notFound, refuse } from '#app/kernel/refusal.ts'
import { dayOf } from '#app/kernel/text.ts'
import { say } from '#app/kernel/words.ts'
import { agencyTree } from '#app/organisation/agencies/index.ts'
import { dossierInput, dossiers } from '#app/onestop/dossiers/index.ts'
import { type ProcedureForIntake, procedureForIntake } from '#app/procedures/catalogue/index.ts'
import { askForm, fillIn } from '#app/procedures/forms/index.ts'
import { type FormErrors, island, reshaped } from '#app/ui/index.ts'
import { officerScreen } from '#app/ui/screen.tsx'
import { type Asked, competentAgencies, papersOf, permissions } from '../rules.ts'
import { applicantBefore, type Known, promisedNow } from '../views.ts'
import { counterWords } from '../words.ts'
import { IntakeForm } from './intake-form.tsx'

/** The form of reception: shown, shown again for another choice or an earlier applicant, and saved. */
export function intakeDoors(house: House): void {
  house.page('get', '/counter/new/:procedure', permissions.receive, c => fresh(c))
  house.page('post', '/counter/new/:procedure', permissions.receive, c => sent(c))
}

async function intakeOf(c: C): Promise<ProcedureForIntake> {
  const ctx = c.get('ctx')
  const code = c.req.param('procedure') ?? ''
  const intake = code.length <= 40 ? await procedureForIntake(ctx.db, code, dayOf(ctx.now)) : null
  if (!intake) throw notFound({ vi: 'thủ tục đang có hiệu lực', en: 'A procedure in force' })
  if (!intake.process) {
    refuse('PROCEDURE_NOT_HANDLED', 422, { vi: counterWords.vi.notHandled, en: counterWords.en.notHandled })
  }
  return intake
}

async function fresh(c: C): Promise<Response> {
  const intake = await intakeOf(c)
  return await show(c, intake, {
    values: { channel: 'DIRECT', 'applicant.kind': 'CITIZEN', resultDelivery: 'COUNTER', copies: '1' },
  })
}

const paper = z.object({ have: z.string().optional(), originals: z.unknown(), copies: z.unknown() }).partial()

/** What the form itself means; the verb's own schema reads the rest. */
const sentForm = z.looseObject({
  do: z.enum(['save', 'show', 'lookup']).catch('show'),
  case: z.string().max(2_000).default('').catch(''),
  papers: z.record(z.string().regex(/^g\d{1,3}p\d{1,3}$/), paper).catch({}),
  otherPapers: z.string().max(10_000).default('').catch(''),
  applicant: z.looseObject({ idNo: z.string().max(80).optional() }).catch({}),
})

async function sent(c: C): Promise<Response> {
  const ctx = c.get('ctx')
  const intake = await intakeOf(c)
  const read = await readForm(c, sentForm)
  const values = keptPapers(read.values)
  if (!read.ok) return await show(c, intake, { values, errors: read.errors, status: 422 })
  const given = read.value
  const next = reshaped(values)
  if (next) return await show(c, intake, next)
  if (given.do === 'show') return await show(c, intake, { values })
  if (given.do === 'lookup') {
    const idNo = (given.applicant.idNo ?? '').trim()
    const known = idNo.length >= 9 ? await applicantBefore(ctx, idNo) : null
    return await show(c, intake, {
      values: known ? { ...values, ...filledIn(known) } : values,
      looked: known ? 'known' : 'unknown',
    })
  }
  const others = given.otherPapers
    .split('\n')
    .map(text => text.trim())
    .filter(Boolean)
    .map(name => ({ name, originals: 1 }))
  const { case: _case, do: _do, otherPapers: _other, ...rest } = given
  const asked = await askedBy(ctx, intake, values, given.case)
  const parsed = dossierInput.receiveInput.safeParse({
    ...rest,
    procedureCode: intake.code,
    papers: [...asked.flatMap(one => handedIn(one, given.papers[one.key])), ...others],
  })
  if (!parsed.success) {
    return await show(c, intake, { values, errors: wordsOf(fieldIssues(parsed.error), ctx.lang), status: 422 })
  }
  const done = await attempt(() => dossiers.receive(ctx, parsed.data))
  if (done.ok) return c.redirect(`/counter/receipts/${done.value.code}?again=${intake.code}`, 303)
  return await show(c, intake, { values, errors: refusalErrors(done.refusal, ctx.lang), status: 422 })
}

/** The form as far as it was filled in. */
async function filledSoFar(ctx: Ctx, intake: ProcedureForIntake, values: FormValues) {
  const tree = await agencyTree(ctx.db, dayOf(ctx.now))
  const { form = {} } = nest(values) as { form?: Record<string, unknown> }
  return fillIn(intake.form, form, tree)
}

/** Papers that were on the form and are asked for by the answers: those of other cases were shown only to a browser without a script. */
async function askedBy(ctx: Ctx, intake: ProcedureForIntake, values: FormValues, chosen: string): Promise<Asked[]> {
  const ruled = new Set((intake.form.cases ?? []).map(one => one.case))
  const { asksPapersOf } = await filledSoFar(ctx, intake, values)
  return papersOf(intake.content, chosen, ruled).filter(one => asksPapersOf(one.case))
}

function handedIn(asked: Asked, given: z.output<typeof paper> | undefined): Record<string, unknown>[] {
  if (!given?.have) return []
  if (asked.mustShow) return [{ name: asked.name, originals: 0, copies: 0 }]
  return [{ name: asked.name, originals: given.originals ?? 0, copies: given.copies ?? 0 }]
}

/** A box that was shown and is not ticked stays unticked, though browsers send nothing for it. */
function keptPapers(values: FormValues): FormValues {
  const kept = { ...values }
  for (const name of Object.keys(values)) {
    const key = /^papers\.(\w+)\.seen$/.exec(name)?.[1]
    if (key && kept[`papers.${key}.have`] === undefined) kept[`papers.${key}.have`] = []
  }
  return kept
}

const filledIn = (known: Known): FormValues => ({
  'applicant.kind': known.kind,
  'applicant.name': known.name,
  'applicant.phone': known.phone,
  'applicant.email': known.email,
  'applicant.address': known.address,
})

interface Shown {
  values: FormValues
  /** The row or the boxes of the form that were just added or filled. */
  focus?: string
  errors?: FormErrors
  looked?: 'known' | 'unknown'
  status?: 422
}

async function show(c: C, intake: ProcedureForIntake, shown: Shown): Promise<Response> {
  const ctx = c.get('ctx')
  const tree = await agencyTree(ctx.db, dayOf(ctx.now))
  const agencies = competentAgencies(tree, intake.home, ctx.actor.agencyId)
  const { values } = shown
  const channel = values['channel'] === 'POST' ? 'POST' : 'DIRECT'
  const agency = agencies.find(one => one.code === values['agencyCode']) ?? agencies[0]
  const { answers } = await filledSoFar(ctx, intake, values)
  const asked = askForm(intake.form, ctx.lang, tree, answers)
  const chosen = typeof values['case'] === 'string' ? values['case'] : ''
  const papers = papersOf(intake.content, chosen, asked.papersWhen)
  return await officerScreen(
    c,
    {
      title: `${say(counterWords, ctx.lang).pickTitle}: ${intake.name}`,
      ...(shown.status ? { status: shown.status } : {}),
      js: [island('answers')],
    },
    <IntakeForm
      ctx={ctx}
      intake={intake}
      agencies={agencies}
      papers={papers}
      asked={asked}
      focus={shown.focus}
      channel={channel}
      promised={agency ? await promisedNow(ctx, intake, agency.id, channel) : null}
      values={{ ...paperCounts(papers), ...values }}
      errors={shown.errors ?? {}}
      formKey={keyOf(ctx) ?? newFormKey()}
      looked={shown.looked ?? null}
    />,
  )
}

/** The key of the form that was sent: nothing was saved under it yet. */
const keyOf = (ctx: Ctx): string | null => ctx.idempotencyKey

/** As many of each paper as the procedure asks for. */
const paperCounts = (papers: readonly Asked[]): FormValues =>
  Object.fromEntries(
    papers.flatMap(one => [
      [`papers.${one.key}.originals`, String(one.originals)],
      [`papers.${one.key}.copies`, String(one.copies)],
    ]),
  )
