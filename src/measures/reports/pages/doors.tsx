import { sendSheet } from '#app/kernel/http/sheet.ts'
import { attempt, newFormKey, readForm, refusalErrors } from '#app/kernel/http/form.ts'
import type { C, House } from '#app/kernel/http/house.ts'
import { withQuery } from '#app/kernel/http/query.ts'
import { parse } from '#app/kernel/input.ts'
import { may } from '#app/kernel/permission.ts'
import { dayOf } from '#app/kernel/text.ts'
import { say } from '#app/kernel/words.ts'
import { agencyTree } from '#app/organisation/agencies/index.ts'
import { officerScreen, paperScreen } from '#app/ui/screen.tsx'
import { periods } from '../../metrics/index.ts'
import * as places from '../../places/index.ts'
import { leavesOf, type Line } from '../form.ts'
import { type FormCode, formCodes, formOf } from '../forms.ts'
import { closeInput, openQuery, reportPageQuery } from '../input.ts'
import { permissions } from '../rules.ts'
import { closePeriod } from '../service.ts'
import { reportSheet } from '../sheet.ts'
import { type Asked, closedPeriods, report, type Report, snapshots } from '../views.ts'
import { labelOf, reportWords } from '../words.ts'
import { withSpan } from './address.ts'
import { layoutDoors } from './layout-doors.tsx'
import { ClosePage, ReportsPage } from './list.tsx'
import { PrintPage } from './print.tsx'
import { ReportPage } from './report.tsx'

export function reportsPages(house: House): void {
  const { see, close } = permissions
  house.page('get', '/reports', see, listReports)
  layoutDoors(house)
  house.page('get', '/reports/open', see, openReport)
  for (const form of formCodes) {
    house.page('get', `/reports/${form}`, see, async c => await showReport(c, form))
    house.page('get', `/reports/${form}/print`, see, async c => await printReport(c, form))
    house.page('get', `/reports/${form}.xlsx`, see, async c => await sendReport(c, form))
    house.page('get', `/reports/${form}/close`, close, async c => await askClose(c, form))
    house.page('post', `/reports/${form}/close`, close, async c => await doClose(c, form))
  }
  house.nav.push({
    section: 'measures',
    order: 20,
    href: '/reports',
    label: { vi: reportWords.vi.reports, en: reportWords.en.reports },
    permission: see,
  })
}

async function listReports(c: C): Promise<Response> {
  const ctx = c.get('ctx')
  const tree = await agencyTree(ctx.db, dayOf(ctx.now))
  const { agencyIds } = places.placeFor(ctx.actor, tree, undefined)
  const closed = await closedPeriods(ctx.db, ctx.now, agencyIds)
  return await officerScreen(
    c,
    { title: say(reportWords, ctx.lang).reports },
    <ReportsPage closed={closed} places={places.placesFor(ctx.actor, tree)} lang={ctx.lang} />,
  )
}

/** The form chosen in the list leads to its own address. */
function openReport(c: C): Response {
  const { form, ...query } = parse(openQuery, c.req.query())
  return c.redirect(withQuery(`/reports/${form}`, query), 303)
}

type PageQuery = ReturnType<typeof parse<typeof reportPageQuery>>

/** What the address asks for; without days the reporting quarter that ended last. */
async function askedBy(c: C, form: FormCode, query: PageQuery): Promise<Asked> {
  const { actor, db, now } = c.get('ctx')
  const today = dayOf(now)
  const last = periods.quarterBefore(periods.quarterOf(today))
  const place = places.placeFor(actor, await agencyTree(db, today), query.agency)
  return { form, place, from: query.from ?? last.from, to: query.to ?? last.to }
}

async function asked(c: C, form: FormCode): Promise<{ found: Report; query: PageQuery }> {
  const query = parse(reportPageQuery, c.req.query())
  const wanted = await askedBy(c, form, query)
  return { found: await report(c.get('ctx'), wanted, { live: query.live === '1' }), query }
}

async function showReport(c: C, form: FormCode): Promise<Response> {
  const ctx = c.get('ctx')
  const { found, query } = await asked(c, form)
  const today = dayOf(ctx.now)
  const liveOfClosed = query.live === '1' && (await snapshots(ctx.db, found)).length > 0
  const choice = places.placesFor(ctx.actor, await agencyTree(ctx.db, today))
  return await officerScreen(
    c,
    { title: `${say(reportWords, ctx.lang).formNo} ${form}` },
    <ReportPage
      report={found}
      liveOfClosed={liveOfClosed}
      places={choice}
      quick={periods.quickPeriods(today)}
      mayClose={may(ctx.actor, permissions.close)}
      isOver={found.to < today}
      now={ctx.now}
      behind={await behindOf(c, found, query)}
      lang={ctx.lang}
    />,
  )
}

/** The list behind the figure that the address names, where the form has one. */
async function behindOf(c: C, found: Report, { column, row }: PageQuery) {
  const ctx = c.get('ctx')
  const form = formOf(found.form)
  const leaf = leavesOf(found.layout.heads).find(one => one.column === column)
  if (!leaf || !form.behind?.lists(leaf.measure)) return null
  const line: Line = found.lines.find(one => one.key === row) ?? found.total
  const items = await form.behind.items(ctx, found, { measure: leaf.measure, key: line.key })
  return { row: labelOf(form, line, ctx.lang), column: leaf.column, items }
}

async function printReport(c: C, form: FormCode): Promise<Response> {
  const ctx = c.get('ctx')
  const { found } = await asked(c, form)
  const title = `${form} ${found.place.name} ${found.from} ${found.to}`
  return paperScreen(c, { title }, <PrintPage report={found} today={dayOf(ctx.now)} lang={ctx.lang} />)
}

async function sendReport(c: C, form: FormCode): Promise<Response> {
  const { found } = await asked(c, form)
  const bytes = await reportSheet(found, c.get('ctx').lang)
  const name = [form, found.place.code ?? 'province', found.from, found.to].join('_')
  return sendSheet(c, name, bytes)
}

async function askClose(c: C, form: FormCode): Promise<Response> {
  return await closeScreen(c, (await asked(c, form)).found, {}, {}, 200)
}

async function closeScreen(
  c: C,
  found: Report,
  values: Record<string, string | string[]>,
  errors: Record<string, string>,
  status: 200 | 422,
): Promise<Response> {
  const { lang } = c.get('ctx')
  return await officerScreen(
    c,
    { title: say(reportWords, lang).closeTitle, status },
    <ClosePage report={found} values={values} errors={errors} formKey={newFormKey()} lang={lang} />,
  )
}

async function doClose(c: C, form: FormCode): Promise<Response> {
  const ctx = c.get('ctx')
  const read = await readForm(c, closeInput)
  if (!read.ok) {
    const wanted = await askedBy(c, form, parse(reportPageQuery, daysOf(read.values)))
    return await closeScreen(c, await report(ctx, wanted), read.values, read.errors, 422)
  }
  const done = await attempt(() => closePeriod(ctx, { ...read.value, form }))
  const wanted = await askedBy(c, form, read.value)
  if (done.ok) return c.redirect(withSpan(`/reports/${form}`, wanted), 303)
  return await closeScreen(c, await report(ctx, wanted), read.values, refusalErrors(done.refusal, ctx.lang), 422)
}

const daysOf = ({ agency, from, to }: Record<string, string | string[]>) => ({ agency, from, to })
