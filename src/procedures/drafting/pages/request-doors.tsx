import type { House } from '#app/kernel/http/house.ts'
import { sendSheet } from '#app/kernel/http/sheet.ts'
import { parse } from '#app/kernel/input.ts'
import { dayOf } from '#app/kernel/text.ts'
import { agencyTree } from '#app/organisation/agencies/index.ts'
import { officerScreen } from '#app/ui/screen.tsx'
import { punctualitySheet, requestSheet } from '../export.ts'
import { requestsScreen, yearScreen } from '../input.ts'
import { addressees } from '../record.ts'
import { listRequests, punctuality, waitingRequests, yearOf } from '../requests.ts'
import { readPermission } from '../rules.ts'
import { PunctualityPage } from './punctuality.tsx'
import { REQUESTS, RequestsPage } from './requests.tsx'
import { pageWords } from './words.ts'

/** Requests for opinions of all drafts: what waits, and who was late. */
export function requestDoors(house: House): void {
  house.page('get', REQUESTS, readPermission, async c => {
    const ctx = c.get('ctx')
    const query = parse(requestsScreen, c.req.query())
    const [page, waiting, tree] = [
      await listRequests(ctx, query),
      await waitingRequests(ctx),
      await agencyTree(ctx.db, dayOf(ctx.now)),
    ]
    return await officerScreen(
      c,
      { title: pageWords[ctx.lang].requestsTitle },
      <RequestsPage page={page} waiting={waiting} query={query} agencies={addressees(tree)} lang={ctx.lang} />,
    )
  })
  house.page('get', `${REQUESTS}/export.xlsx`, readPermission, async c => {
    const ctx = c.get('ctx')
    const bytes = await requestSheet(ctx, parse(requestsScreen, c.req.query()))
    return sendSheet(c, `opinions-${dayOf(ctx.now)}`, bytes)
  })
  house.page('get', `${REQUESTS}/agencies`, readPermission, async c => {
    const ctx = c.get('ctx')
    const { year, ...period } = yearOf(ctx, parse(yearScreen, c.req.query()).year)
    return await officerScreen(
      c,
      { title: pageWords[ctx.lang].byAskedOf(year) },
      <PunctualityPage rows={await punctuality(ctx, period)} year={year} lang={ctx.lang} />,
    )
  })
  house.page('get', `${REQUESTS}/agencies.xlsx`, readPermission, async c => {
    const ctx = c.get('ctx')
    const { year, ...period } = yearOf(ctx, parse(yearScreen, c.req.query()).year)
    return sendSheet(c, `opinions-by-agency-${year}`, await punctualitySheet(ctx, await punctuality(ctx, period)))
  })
}
