import { sendSheet } from '#app/kernel/http/sheet.ts'
import { readForm } from '#app/kernel/http/form.ts'
import type { C, House } from '#app/kernel/http/house.ts'
import { parse } from '#app/kernel/input.ts'
import { may } from '#app/kernel/permission.ts'
import { notFound } from '#app/kernel/refusal.ts'
import { dayOf } from '#app/kernel/text.ts'
import { say } from '#app/kernel/words.ts'
import { agencyTree } from '#app/organisation/agencies/index.ts'
import { type FormErrors, type FormValues, island, reshaped } from '#app/ui/index.ts'
import { officerScreen, publicScreen } from '#app/ui/screen.tsx'
import { z } from 'zod'
import { eligibilityOf } from '../eligibility.ts'
import { formSheet } from '../export.ts'
import { formFacets, formList, formListQuery } from '../list.ts'
import { askForm, fillIn } from '../filling.ts'
import { formPermissions } from '../rules.ts'
import type { FormVersionView, FormView } from '../views.ts'
import { formWords } from '../words.ts'
import { draftDoors } from './draft-doors.tsx'
import { viewOf } from './draft-of.ts'
import { FormList } from './list.tsx'
import { FormPage } from './one.tsx'
import { partDoors } from './part-doors.tsx'
import { PreviewPage } from './preview.tsx'
import { withdrawDoors } from './withdraw.tsx'

/** The officers' screens of forms: every officer reads, the control unit writes. */
export function formsDoors(house: House): void {
  const { look } = formPermissions
  house.nav.push({
    section: 'procedures',
    order: 32,
    href: '/forms',
    label: { vi: formWords.vi.forms, en: formWords.en.forms },
    permission: look,
  })
  house.page('get', '/forms', look, showList)
  house.page('get', '/forms/export.xlsx', look, async c => {
    const ctx = c.get('ctx')
    const bytes = await formSheet(ctx, parse(formListQuery, c.req.query()))
    return sendSheet(c, `forms-${dayOf(ctx.now)}`, bytes)
  })
  house.page('get', '/forms/:code', look, showOne)
  house.page('get', '/forms/:code/definition.json', look, async c => {
    const view = await viewOf(c)
    const version = asked(c, view)
    const name = `form-${view.code}-${version.no}.json`
    return c.body(`${JSON.stringify(version.definition, null, 2)}\n`, 200, {
      'content-type': 'application/json; charset=utf-8',
      'content-disposition': `attachment; filename="${name}"`,
    })
  })
  house.page('get', '/forms/:code/preview', look, async c => {
    const view = await viewOf(c)
    return await preview(c, view, asked(c, view), {})
  })
  house.page('post', '/forms/:code/preview', look, tryAnswers)
  draftDoors(house)
  partDoors(house)
  withdrawDoors(house)
}

async function showList(c: C): Promise<Response> {
  const ctx = c.get('ctx')
  const day = dayOf(ctx.now)
  const query = parse(formListQuery, c.req.query())
  const [page, { found, sectors }] = await Promise.all([formList(ctx.db, day, query), formFacets(ctx.db, day, query)])
  return await officerScreen(
    c,
    { title: say(formWords, ctx.lang).forms },
    <FormList page={page} found={found} sectors={sectors} query={query} lang={ctx.lang} />,
  )
}

const versionNo = z.coerce.number().int().min(1).max(100_000).optional()

/** The version an address names, else the one in force, the one coming, the draft. @throws Refusal NOT_FOUND */
function asked(c: C, view: FormView): FormVersionView {
  const no = parse(versionNo, c.req.query('no'))
  const version =
    no === undefined ? (view.inForce ?? view.coming ?? view.draft) : view.versions.find(one => one.no === no)
  if (!version) throw notFound({ vi: `mẫu đơn của thủ tục ${view.code}`, en: `The form of procedure ${view.code}` })
  return version
}

async function showOne(c: C): Promise<Response> {
  const ctx = c.get('ctx')
  const w = say(formWords, ctx.lang)
  const view = await viewOf(c)
  const done = (['published', 'discarded', 'withdrawn'] as const).find(one => one === c.req.query('done'))
  const shown = c.req.query('no') === undefined ? (view.inForce ?? view.coming) : asked(c, view)
  return await officerScreen(
    c,
    { title: view.name },
    <FormPage
      view={view}
      shown={shown}
      mayEdit={may(ctx.actor, formPermissions.edit)}
      done={done ? w[done] : null}
      lang={ctx.lang}
    />,
  )
}

interface Tried {
  values?: FormValues
  errors?: FormErrors
  typed?: Record<string, unknown>
  checked?: { stopped: string | null; cases: (string | null)[] }
  focus?: string
}

async function preview(c: C, view: FormView, version: FormVersionView, tried: Tried): Promise<Response> {
  const ctx = c.get('ctx')
  const tree = await agencyTree(ctx.db, dayOf(ctx.now))
  const { answers } = fillIn(version.definition, tried.typed ?? {}, tree)
  const { errors = {} } = tried
  return publicScreen(
    c,
    {
      title: say(formWords, ctx.lang).previewTitle(version.no),
      js: [island('answers')],
      status: Object.keys(errors).length > 0 ? 422 : 200,
    },
    <PreviewPage
      view={view}
      version={version}
      asked={askForm(version.definition, ctx.lang, tree, answers)}
      values={tried.values ?? {}}
      errors={errors}
      checked={tried.checked ?? null}
      focus={tried.focus}
      lang={ctx.lang}
    />,
  )
}

const typed = z.object({
  form: z.record(z.string().max(80), z.unknown()).default({}),
  eligibility: z.record(z.string().max(80), z.string().max(10)).default({}),
})

/** What was typed is read as a dossier's answers would be; nothing is kept. */
async function tryAnswers(c: C): Promise<Response> {
  const ctx = c.get('ctx')
  const view = await viewOf(c)
  const version = asked(c, view)
  const read = await readForm(c, typed)
  const { values } = read
  if (!read.ok) return await preview(c, view, version, { values, errors: read.errors })
  const { form: given, eligibility } = read.value
  const again = reshaped(values)
  if (again) return await preview(c, view, version, { values: again.values, typed: given, focus: again.focus })
  const tree = await agencyTree(ctx.db, dayOf(ctx.now))
  const { asksPapersOf, problems } = fillIn(version.definition, given, tree)
  const { stop } = eligibilityOf(version.definition, eligibility)
  const errors = Object.fromEntries(Object.entries(problems).map(([path, words]) => [`form.${path}`, words[ctx.lang]]))
  const stopped = stop ? `${stop.question[ctx.lang]} ${stop.words[ctx.lang]}` : null
  const cases = [null, ...view.cases].filter(asksPapersOf)
  return await preview(c, view, version, { values, errors, typed: given, checked: { stopped, cases } })
}
