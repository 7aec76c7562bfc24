import { sendSheet } from '#app/kernel/http/sheet.ts'
import { z } from 'zod'
import { attempt, type FormValues, newFormKey, readForm, refusalErrors } from '#app/kernel/http/form.ts'
import type { C, House } from '#app/kernel/http/house.ts'
import { parse, rowId } from '#app/kernel/input.ts'
import { may } from '#app/kernel/permission.ts'
import { dayOf, wallClock } from '#app/kernel/text.ts'
import { say } from '#app/kernel/words.ts'
import { agencyTree } from '#app/organisation/agencies/index.ts'
import { officerScreen, paperScreen } from '#app/ui/screen.tsx'
import { deadlineCounts, deadlineList, waiting } from '../deadlines.ts'
import {
  deadlineQuery,
  endInput,
  fromDraftInput,
  listQuery,
  openProposalInput,
  removeItemInput,
  setItemInput,
  signInput,
  skipNumbersInput,
} from '../input.ts'
import { seriesOf } from '../numbering.ts'
import { permissions } from '../rules.ts'
import * as service from '../service.ts'
import { adoptedTexts, proposalCounts, proposalList, proposalPage } from '../views.ts'
import type { Begin } from './begin.tsx'
import { DeadlineList } from './deadlines.tsx'
import { ProposalList } from './list.tsx'
import { NumbersPage } from './numbers.tsx'
import { ProposalPage } from './one.tsx'
import { BASE } from './parts.tsx'
import { DecisionPaper, OnScreen, SubmissionPaper } from './print.tsx'
import { deadlineSheet, proposalSheet } from './sheet.ts'
import { pageWords } from './words.ts'

/** The officers' pages of publication. They stand before those of the catalogue, whose /catalogue/:code takes what is left. */

type Errors = Record<string, string>
type Status = 200 | 422

export function publicationDoors(house: House): void {
  house.nav.push({
    section: 'procedures',
    order: 22,
    href: BASE,
    label: { vi: pageWords.vi.publications, en: pageWords.en.publications },
    permission: permissions.look,
    count: waiting,
  })
  listDoors(house)
  oneDoors(house)
  actDoors(house)
}

function listDoors(house: House): void {
  house.page('get', BASE, permissions.look, async c => await list(c, null, {}, {}))
  house.page('get', `${BASE}/export`, permissions.look, async c =>
    sendSheet(c, 'publications', await proposalSheet(c.get('ctx'), parse(listQuery, c.req.query()))),
  )
  house.page('post', BASE, permissions.edit, async c => {
    const read = await readForm(c, openProposalInput.omit({ agencyId: true, items: true }))
    if (!read.ok) return await list(c, 'by-hand', read.values, read.errors, 422)
    const done = await attempt(() => service.openProposal(c.get('ctx'), read.value))
    if (!done.ok) return await list(c, 'by-hand', read.values, refusalErrors(done.refusal, c.get('ctx').lang), 422)
    return c.redirect(`${BASE}/${done.value.proposalId}`, 303)
  })
  house.page('post', `${BASE}/from-draft`, permissions.edit, async c => {
    const read = await readForm(c, fromDraftInput.omit({ agencyId: true }))
    if (!read.ok) return await list(c, 'from-draft', read.values, read.errors, 422)
    const done = await attempt(() => service.fromDraft(c.get('ctx'), read.value))
    if (!done.ok) return await list(c, 'from-draft', read.values, refusalErrors(done.refusal, c.get('ctx').lang), 422)
    return c.redirect(`${BASE}/${done.value.proposalId}`, 303)
  })
  house.page('get', '/catalogue/deadlines', permissions.look, async c => {
    const ctx = c.get('ctx')
    const query = parse(deadlineQuery, c.req.query())
    const [page, counts] = await Promise.all([deadlineList(ctx, query), deadlineCounts(ctx, query)])
    return await officerScreen(
      c,
      { title: say(pageWords, ctx.lang).deadlines },
      <DeadlineList query={query} page={page} counts={counts} lang={ctx.lang} />,
    )
  })
  house.page('get', '/catalogue/deadlines/export', permissions.look, async c =>
    sendSheet(c, 'publication-deadlines', await deadlineSheet(c.get('ctx'), parse(deadlineQuery, c.req.query()))),
  )
  house.page('get', `${BASE}/numbers`, permissions.look, async c => await numbers(c, {}, {}))
  house.page('post', `${BASE}/numbers`, permissions.number, async c => {
    const read = await readForm(c, skipNumbersInput)
    if (!read.ok) return await numbers(c, read.values, read.errors, 422)
    const done = await attempt(() => service.skipNumbers(c.get('ctx'), read.value))
    if (!done.ok) return await numbers(c, read.values, refusalErrors(done.refusal, c.get('ctx').lang), 422)
    return c.redirect(`${BASE}/numbers`, 303)
  })
}

async function list(
  c: C,
  tried: Begin['tried'],
  values: FormValues,
  errors: Errors,
  status: Status = 200,
): Promise<Response> {
  const ctx = c.get('ctx')
  const query = parse(listQuery, c.req.query())
  const [page, counts, adopted] = [
    await proposalList(ctx, query),
    await proposalCounts(ctx.db, query),
    await adoptedTexts(ctx.db),
  ]
  const begin = { tried, adopted, mayEdit: may(ctx.actor, permissions.edit), values, errors, formKey: newFormKey() }
  return await officerScreen(
    c,
    { title: say(pageWords, ctx.lang).publications, status },
    <ProposalList query={query} page={page} counts={counts} begin={begin} lang={ctx.lang} />,
  )
}

async function numbers(c: C, values: FormValues, errors: Errors, status: Status = 200): Promise<Response> {
  const ctx = c.get('ctx')
  const { year } = wallClock(ctx.now)
  const [lines, tree] = [await seriesOf(ctx.db, year, null), await agencyTree(ctx.db, dayOf(ctx.now))]
  return await officerScreen(
    c,
    { title: say(pageWords, ctx.lang).numbers, status },
    <NumbersPage
      year={year}
      lines={lines}
      names={new Map(lines.map(line => [line.agencyId, tree.get(line.agencyId)?.name ?? '']))}
      mayEdit={may(ctx.actor, permissions.number)}
      values={values}
      errors={errors}
      formKey={newFormKey()}
      lang={ctx.lang}
    />,
  )
}

const idOf = (c: C): number => parse(rowId, c.req.param('id'))

function oneDoors(house: House): void {
  house.page('get', `${BASE}/:id`, permissions.look, async c => await one(c, {}, {}))
  house.page('get', `${BASE}/:id/submission`, permissions.look, async c => {
    const view = await proposalPage(c.get('ctx'), idOf(c))
    return paperScreen(
      c,
      { title: `${say(pageWords, c.get('ctx').lang).submission} ${view.submissionNo ?? ''}` },
      <OnScreen view={view} lang={c.get('ctx').lang}>
        <SubmissionPaper view={view} />
      </OnScreen>,
    )
  })
  house.page('get', `${BASE}/:id/decision`, permissions.look, async c => {
    const view = await proposalPage(c.get('ctx'), idOf(c))
    return paperScreen(
      c,
      { title: `${say(pageWords, c.get('ctx').lang).decision} ${view.decisionNo ?? ''}` },
      <OnScreen view={view} lang={c.get('ctx').lang}>
        <DecisionPaper view={view} />
      </OnScreen>,
    )
  })
}

function actDoors(house: House): void {
  const nothing = z.object({})
  house.page(
    'post',
    `${BASE}/:id/items`,
    permissions.edit,
    async c =>
      await after(
        c,
        setItemInput.omit({ proposalId: true }),
        async (proposalId, value) => await service.setItem(c.get('ctx'), { ...value, proposalId }),
      ),
  )
  house.page(
    'post',
    `${BASE}/:id/items/remove`,
    permissions.edit,
    async c =>
      await after(
        c,
        removeItemInput.omit({ proposalId: true }),
        async (proposalId, value) => await service.removeItem(c.get('ctx'), { ...value, proposalId }),
      ),
  )
  house.page(
    'post',
    `${BASE}/:id/submit`,
    permissions.submit,
    async c => await after(c, nothing, async proposalId => await service.submitProposal(c.get('ctx'), { proposalId })),
  )
  house.page(
    'post',
    `${BASE}/:id/number`,
    permissions.number,
    async c => await after(c, nothing, async proposalId => await service.numberDecision(c.get('ctx'), { proposalId })),
  )
  house.page(
    'post',
    `${BASE}/:id/sign`,
    permissions.sign,
    async c =>
      await after(
        c,
        signInput.omit({ proposalId: true }),
        async (proposalId, value) => await service.signProposal(c.get('ctx'), { ...value, proposalId }),
      ),
  )
  house.page(
    'post',
    `${BASE}/:id/publish`,
    permissions.publish,
    async c => await after(c, nothing, async proposalId => await service.publishProposal(c.get('ctx'), { proposalId })),
  )
  house.page(
    'post',
    `${BASE}/:id/give-back`,
    permissions.number,
    async c =>
      await after(
        c,
        endInput.omit({ proposalId: true }),
        async (proposalId, value) => await service.giveBack(c.get('ctx'), { ...value, proposalId }),
      ),
  )
  house.page(
    'post',
    `${BASE}/:id/cancel`,
    permissions.submit,
    async c =>
      await after(
        c,
        endInput.omit({ proposalId: true }),
        async (proposalId, value) => await service.cancelProposal(c.get('ctx'), { ...value, proposalId }),
      ),
  )
}

/** Reads the form, calls the verb, goes back to the publication; what is refused stands on the same page. */
async function after<S extends z.ZodType>(
  c: C,
  schema: S,
  verb: (proposalId: number, value: z.output<S>) => Promise<unknown>,
): Promise<Response> {
  const id = idOf(c)
  const read = await readForm(c, schema)
  if (!read.ok) return await one(c, read.values, read.errors, 422)
  const done = await attempt(async () => await verb(id, read.value))
  if (!done.ok) return await one(c, read.values, refusalErrors(done.refusal, c.get('ctx').lang), 422)
  return c.redirect(`${BASE}/${id}`, 303)
}

async function one(c: C, values: FormValues, errors: Errors, status: Status = 200): Promise<Response> {
  const ctx = c.get('ctx')
  const view = await proposalPage(ctx, idOf(c))
  const asked = z.coerce
    .number()
    .int()
    .safeParse(values['no'] ?? c.req.query('item'))
  return await officerScreen(
    c,
    { title: view.title, status },
    <ProposalPage
      view={view}
      editing={asked.success ? asked.data : null}
      values={values}
      errors={errors}
      formKey={newFormKey()}
      lang={ctx.lang}
    />,
  )
}
