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
import { punctuality, waitingRequests, yearOf } from '../requests.ts'
import { draftCounts, listDrafts } from '../views.ts'
import { DraftsPage, NewPage } from './list.tsx'
import { LateCard, ReminderNotice } from './punctuality.tsx'
import { pageWords } from './words.ts'

/** The register, and a new draft. */
export function listDoors(house: House): void {
  house.nav.push({
    section: 'procedures',
    order: 15,
    href: '/drafting',
    label: { vi: pageWords.vi.nav, en: pageWords.en.nav },
    permission: readPermission,
    // What this agency owes, and what others owe it though their time is over.
    count: async ctx => {
      const { ours, sent } = await waitingRequests(ctx)
      return { n: ours.waiting + sent.late, hot: ours.late + sent.late > 0 }
    },
  })

  house.page('get', '/drafting', readPermission, async c => {
    const ctx = c.get('ctx')
    const query = parse(screenQuery, c.req.query())
    const { year, ...period } = yearOf(ctx, undefined)
    const [page, counts, waiting, late, tree] = [
      await listDrafts(ctx, query),
      await draftCounts(ctx),
      await waitingRequests(ctx),
      await punctuality(ctx, period),
      await agencyTree(ctx.db, dayOf(ctx.now)),
    ]
    return await officerScreen(
      c,
      { title: pageWords[ctx.lang].title },
      <>
        <DraftsPage
          reminder={<ReminderNotice waiting={waiting} lang={ctx.lang} />}
          page={page}
          counts={counts}
          query={query}
          agencies={addressees(tree)}
          mayRegister={ctx.actor.roles.some(role => registering.includes(role))}
          lang={ctx.lang}
        />
        <LateCard rows={late} year={year} lang={ctx.lang} />
      </>,
    )
  })

  house.page('get', '/drafting/export.xlsx', readPermission, async c => {
    const ctx = c.get('ctx')
    const bytes = await draftSheet(ctx, parse(screenQuery, c.req.query()))
    return sendSheet(c, `drafts-${dayOf(ctx.now)}`, bytes)
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
