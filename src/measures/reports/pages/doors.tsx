import { attempt, newFormKey, readForm, refusalErrors } from '#app/kernel/http/form.ts'
import type { C, House } from '#app/kernel/http/house.ts'
import { parse } from '#app/kernel/input.ts'
import { may } from '#app/kernel/permission.ts'
import { dayOf } from '#app/kernel/text.ts'
import { say } from '#app/kernel/words.ts'
import { agencyTree } from '#app/organisation/agencies/index.ts'
import { officerScreen, paperScreen } from '#app/ui/screen.tsx'
import { periods, places } from '../../metrics/index.ts'
import { FORM } from '../form.ts'
import { closeInput, reportPageQuery } from '../input.ts'
import { permissions } from '../rules.ts'
import { closePeriod } from '../service.ts'
import { reportSheet } from '../sheet.ts'
import { closedPeriods, report, type Report, snapshots } from '../views.ts'
import { reportWords } from '../words.ts'
import { ClosePage, ReportsPage } from './list.tsx'
import { PrintPage } from './print.tsx'
import { ReportPage, spanOf } from './report.tsx'

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

export function reportsPages(house: House): void {
  house.page('get', '/reports', permissions.see, listReports)
  house.page('get', `/reports/${FORM}`, permissions.see, showReport)
  house.page('get', `/reports/${FORM}/print`, permissions.see, printReport)
  house.page('get', `/reports/${FORM}.xlsx`, permissions.see, sendReport)
  house.page('get', `/reports/${FORM}/close`, permissions.close, askClose)
  house.page('post', `/reports/${FORM}/close`, permissions.close, doClose)
  house.nav.push({
    section: 'measures',
    order: 20,
    href: '/reports',
    label: { vi: reportWords.vi.reports, en: reportWords.en.reports },
    permission: permissions.see,
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
    <ReportsPage closed={closed} lang={ctx.lang} />,
  )
}

/** The report the address asks for; without days the reporting quarter that ended last. */
async function asked(c: C): Promise<{ found: Report; live: boolean }> {
  const ctx = c.get('ctx')
  const query = parse(reportPageQuery, c.req.query())
  const today = dayOf(ctx.now)
  const last = periods.quarterBefore(periods.quarterOf(today))
  const place = places.placeFor(ctx.actor, await agencyTree(ctx.db, today), query.agency)
  const live = query.live === '1'
  return { found: await report(ctx, { place, from: query.from ?? last.from, to: query.to ?? last.to }, { live }), live }
}

async function showReport(c: C): Promise<Response> {
  const ctx = c.get('ctx')
  const { found, live } = await asked(c)
  const today = dayOf(ctx.now)
  const liveOfClosed = live && (await snapshots(ctx.db, found)).length > 0
  const choice = places.placesFor(ctx.actor, await agencyTree(ctx.db, today))
  return await officerScreen(
    c,
    { title: `${say(reportWords, ctx.lang).formNo} ${FORM}` },
    <ReportPage
      report={found}
      liveOfClosed={liveOfClosed}
      places={choice}
      quick={periods.quickPeriods(today)}
      mayClose={may(ctx.actor, permissions.close)}
      isOver={found.to < today}
      lang={ctx.lang}
    />,
  )
}

async function printReport(c: C): Promise<Response> {
  const ctx = c.get('ctx')
  const { found } = await asked(c)
  const title = `${FORM} ${found.place.name} ${found.from} ${found.to}`
  return paperScreen(c, { title }, <PrintPage report={found} today={dayOf(ctx.now)} lang={ctx.lang} />)
}

async function sendReport(c: C): Promise<Response> {
  const { found } = await asked(c)
  const bytes = await reportSheet(found, c.get('ctx').lang)
  const name = [FORM, found.place.code ?? 'toan-tinh', found.from, found.to].join('_')
  return c.body(bytes, 200, { 'content-type': XLSX, 'content-disposition': `attachment; filename="${name}.xlsx"` })
}

async function askClose(c: C): Promise<Response> {
  return await closeScreen(c, (await asked(c)).found, {}, {}, 200)
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

async function doClose(c: C): Promise<Response> {
  const ctx = c.get('ctx')
  const form = await readForm(c, closeInput)
  if (!form.ok) {
    const { agency, from, to } = parse(reportPageQuery, form.values)
    const place = places.placeFor(ctx.actor, await agencyTree(ctx.db, dayOf(ctx.now)), agency)
    const last = periods.quarterBefore(periods.quarterOf(dayOf(ctx.now)))
    return await closeScreen(
      c,
      await report(ctx, { place, from: from ?? last.from, to: to ?? last.to }),
      form.values,
      form.errors,
      422,
    )
  }
  const done = await attempt(() => closePeriod(ctx, form.value))
  const { agency, from, to } = form.value
  const place = places.placeFor(ctx.actor, await agencyTree(ctx.db, dayOf(ctx.now)), agency)
  if (done.ok) return c.redirect(`/reports/${FORM}?${spanOf({ place, from, to })}`, 303)
  return await closeScreen(
    c,
    await report(ctx, { place, from, to }),
    form.values,
    refusalErrors(done.refusal, ctx.lang),
    422,
  )
}
