import type { Ctx } from '#app/kernel/context.ts'
import { bodyFor, paperUploads } from '#app/kernel/files/index.ts'
import { attempt, newFormKey, readForm, refusalErrors } from '#app/kernel/http/form.ts'
import type { C, House } from '#app/kernel/http/house.ts'
import { notFound, type Refusal } from '#app/kernel/refusal.ts'
import { dayOf, formatDateTime } from '#app/kernel/text.ts'
import { say } from '#app/kernel/words.ts'
import { agencyTree } from '#app/organisation/agencies/index.ts'
import { type OfficerAt, officersOf, type Role } from '#app/organisation/staff/index.ts'
import {
  Breadcrumbs,
  Button,
  Form,
  FormActions,
  type FormValues,
  Head,
  HiddenField,
  LinkButton,
  Notice,
} from '#app/ui/index.ts'
import { officerScreen } from '#app/ui/screen.tsx'
import { askedPapers, checkAble, componentNames, type DossierBrief, dossierBrief } from '../brief.ts'
import { claimInput, dossierCode } from '../input.ts'
import { permissions } from '../rules.ts'
import { claim } from '../service.ts'
import { dossierWords } from '../words.ts'
import { dossierHref } from './places.ts'
import { type FormAction, verbForms } from './verb-forms.tsx'
import type { FormFacts, VerbForm } from './verb-fields.tsx'
import { actionPaths } from './verb-list.ts'
import { verbWords } from './verb-words.ts'

/** Each verb of a dossier has its form's page and the address the form is sent to. */
export function verbDoors(house: House): void {
  house.page('post', '/work/dossiers/:code/claim', permissions.handle, claimIt)
  for (const action of Object.keys(verbForms) as FormAction[]) {
    const form = verbForms[action]
    const path = `/work/dossiers/:code/${actionPaths[action]}`
    house.page('get', path, permissions.handle, c => showForm(c, action))
    const more = form.files ? { maxBody: bodyFor(paperUploads) } : {}
    house.page('post', path, permissions.handle, c => sendForm(c, action), more)
  }
}

export function codeParam(c: C): string {
  const code = dossierCode.safeParse(c.req.param('code'))
  if (!code.success) throw notFound({ vi: 'hồ sơ', en: 'The dossier' })
  return code.data
}

async function claimIt(c: C): Promise<Response> {
  const ctx = c.get('ctx')
  const code = codeParam(c)
  const read = await readForm(c, claimInput)
  // Not attempted: whoever comes too late gets the calm page that says so.
  await claim(ctx, code, read.ok ? read.value : {})
  return c.redirect(`${dossierHref(code)}?done=claim`, 303)
}

async function showForm(c: C, action: FormAction): Promise<Response> {
  const ctx = c.get('ctx')
  const dossier = await dossierBrief(ctx, codeParam(c))
  checkAble(dossier, action)
  const form = verbForms[action]
  const facts = await factsOf(ctx, dossier, form)
  return await render(c, action, facts, { values: form.values?.(facts) ?? {} })
}

async function sendForm(c: C, action: FormAction): Promise<Response> {
  const ctx = c.get('ctx')
  const code = codeParam(c)
  const form = verbForms[action]
  const read = await readForm(c, form.schema)
  if (read.ok) {
    const done = await attempt(() => form.run(ctx, code, read.value as never, read.files))
    if (done.ok) return await goOn(c, code, action)
    return await refused(c, action, done.refusal, read.values)
  }
  const dossier = await dossierBrief(ctx, code)
  const facts = await factsOf(ctx, dossier, form)
  const t = say(verbWords, ctx.lang)
  const errors = 'items' in read.errors ? { ...read.errors, items: t.nothingAsked } : read.errors
  return await render(c, action, facts, { values: read.values, errors, status: 422 })
}

/** Back to the dossier; where it has left the asker's sight, back to their work. */
async function goOn(c: C, code: string, action: FormAction): Promise<Response> {
  const still = await attempt(() => dossierBrief(c.get('ctx'), code))
  return c.redirect(still.ok ? `${dossierHref(code)}?done=${action}` : `/work?left=${code}`, 303)
}

/** The same form with what was typed. Changed meanwhile: with the version of now, so that sending again is a decision. */
async function refused(c: C, action: FormAction, refusal: Refusal, values: FormValues): Promise<Response> {
  const ctx = c.get('ctx')
  const dossier = await dossierBrief(ctx, codeParam(c))
  if (!dossier.abilities.includes(action)) throw refusal
  const facts = await factsOf(ctx, dossier, verbForms[action])
  const changed = refusal.code === 'CHANGED_MEANWHILE'
  const errors = changed ? {} : refusalErrors(refusal, ctx.lang)
  return await render(c, action, facts, { values, errors, changed, status: changed ? 409 : 422 })
}

async function factsOf(ctx: Ctx, dossier: DossierBrief, form: VerbForm): Promise<FormFacts> {
  const officers = async (
    agencyId: number | null | undefined,
    role: string | null | undefined,
  ): Promise<OfficerAt[]> => {
    if (!agencyId || !role) return []
    const day = dayOf(ctx.now)
    const tree = await agencyTree(ctx.db, day)
    return await officersOf(ctx.db, tree.subtree(agencyId), role as Role, day)
  }
  return {
    ctx,
    dossier,
    officers:
      form.wants === 'officersOfNext'
        ? await officers(dossier.next?.agencyId, dossier.next?.role)
        : form.wants === 'officersOfStep'
          ? await officers(dossier.stepAgencyId, dossier.stepRole)
          : [],
    papers:
      form.wants === 'components'
        ? await componentNames(ctx, dossier)
        : form.wants === 'asked'
          ? await askedPapers(ctx, dossier)
          : [],
  }
}

interface Shown {
  values: FormValues
  errors?: Record<string, string>
  changed?: boolean
  status?: 409 | 422
}

async function render(c: C, action: FormAction, facts: FormFacts, shown: Shown): Promise<Response> {
  const { ctx, dossier } = facts
  const t = say(verbWords, ctx.lang)
  const d = say(dossierWords, ctx.lang)
  const form = verbForms[action]
  const title = d[`do_${action}`]
  const base = dossierHref(dossier.code)
  const due = dossier.dueAt ? ` · ${t.dueNow(formatDateTime(dossier.dueAt))}` : ''
  return await officerScreen(
    c,
    { title: `${title} ${dossier.code}`, ...(shown.status ? { status: shown.status } : {}) },
    <>
      <Breadcrumbs items={[{ label: dossier.code, href: base }, { label: title }]} />
      <Head title={title} sub={`${dossier.procedureName} · ${dossier.applicantName}${due}`} />
      {shown.changed ? (
        <Notice tone="warn" live title={t.changedTitle}>
          {t.changedText} <a href={base}>{t.changedLook}</a>
        </Notice>
      ) : (
        <Notice tone={form.danger ? 'warn' : 'info'}>{form.consequence(facts)}</Notice>
      )}
      <Form
        action={`${base}/${actionPaths[action]}`}
        values={shown.values}
        errors={shown.errors ?? {}}
        idempotencyKey={newFormKey()}
        files={form.files}
        guard
      >
        <HiddenField name="version" value={dossier.version} />
        {form.fields(facts)}
        <FormActions>
          <Button kind={form.danger ? 'danger' : 'primary'} big>
            {t[`go_${action}`]}
          </Button>
          <LinkButton big href={base}>
            {t.back}
          </LinkButton>
        </FormActions>
      </Form>
    </>,
  )
}
