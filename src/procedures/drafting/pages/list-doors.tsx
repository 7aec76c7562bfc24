import { sendSheet } from '#app/kernel/http/sheet.ts'
import { attempt, type FormValues, newFormKey, readForm, refusalErrors } from '#app/kernel/http/form.ts'
import type { C, House } from '#app/kernel/http/house.ts'
import { parse } from '#app/kernel/input.ts'
import { dayOf } from '#app/kernel/text.ts'
import { agencyTree } from '#app/organisation/agencies/index.ts'
import { officerScreen } from '#app/ui/screen.tsx'
import { draftSheet } from '../export.ts'
import { registerInput, screenQuery } from '../input.ts'
import { addressees } from '../record.ts'
import { readPermission, registering, writePermission } from '../rules.ts'
import { registerDraft } from '../service.ts'
import { draftCounts, listDrafts, openRequests } from '../views.ts'
import { listHref, ListPage, NewPage } from './list.tsx'
import { RequestsPage } from './requests.tsx'
import { pageWords } from './words.ts'

/** The register, a new draft, and what is being waited for. */
export function listDoors(house: House): void {
  house.nav.push({
    section: 'procedures',
    order: 15,
    href: '/drafting',
    label: { vi: pageWords.vi.nav, en: pageWords.en.nav },
    permission: readPermission,
    count: async ctx => {
      const ours = await openRequests(ctx, 'ours')
      return { n: ours.length, hot: ours.some(one => one.timing === 'LATE') }
    },
  })

  house.page('get', '/drafting', readPermission, async c => {
    const ctx = c.get('ctx')
    const query = parse(screenQuery, c.req.query())
    const [page, counts, tree] = [
      await listDrafts(ctx, query),
      await draftCounts(ctx),
      await agencyTree(ctx.db, dayOf(ctx.now)),
    ]
    return await officerScreen(
      c,
      { title: pageWords[ctx.lang].title },
      <ListPage
        rows={page.items}
        counts={counts}
        query={query}
        agencies={addressees(tree)}
        mayRegister={ctx.actor.roles.some(role => registering.includes(role))}
        nextHref={page.next ? listHref({ ...query, after: page.next }) : undefined}
        lang={ctx.lang}
      />,
    )
  })

  house.page('get', '/drafting/export.xlsx', readPermission, async c => {
    const ctx = c.get('ctx')
    const bytes = await draftSheet(ctx, parse(screenQuery, c.req.query()))
    return sendSheet(c, `drafts-${dayOf(ctx.now)}`, bytes)
  })

  house.page('get', '/drafting/requests', readPermission, async c => {
    const ctx = c.get('ctx')
    const scope = c.req.query('scope') === 'all' ? 'all' : 'ours'
    const rows = await openRequests(ctx, scope)
    return await officerScreen(
      c,
      { title: pageWords[ctx.lang].requestsTitle },
      <RequestsPage rows={rows} scope={scope} lang={ctx.lang} />,
    )
  })

  const fresh = async (c: C, values: FormValues, errors: Record<string, string>, status: 200 | 403 | 409 | 422 = 200) =>
    await officerScreen(
      c,
      { title: pageWords[c.get('ctx').lang].registerTitle, status },
      <NewPage values={values} errors={errors} formKey={newFormKey()} lang={c.get('ctx').lang} />,
    )
  house.page('get', '/drafting/new', writePermission, async c => await fresh(c, { kind: 'COMMITTEE_DECISION' }, {}))
  house.page('post', '/drafting', writePermission, async c => {
    const ctx = c.get('ctx')
    const read = await readForm(c, registerInput.omit({ agencyId: true, illustrative: true }))
    if (!read.ok) return await fresh(c, read.values, read.errors, 422)
    const done = await attempt(() => registerDraft(ctx, read.value))
    if (done.ok) return c.redirect(`/drafting/${done.value.draftId}`, 303)
    const status = done.refusal.status === 403 || done.refusal.status === 409 ? done.refusal.status : 422
    return await fresh(c, read.values, refusalErrors(done.refusal, ctx.lang), status)
  })
}
