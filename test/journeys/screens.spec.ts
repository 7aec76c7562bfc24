import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { checkAxe, checkNoSideScroll, expect, test } from '../harness/fixtures.ts'

/** Every kind of screen, as a telephone and as a desk show it: whole, accessible, nothing sticking out. */

const PASSWORD = 'motcua-demo-2026'
/** Set to write the README's pictures anew. */
const PICTURES = process.env['MOTCUA_PICTURES'] === '1'
const pictures: Record<string, string> = {
  '/work/team': 'queue',
  '/dashboard': 'dashboard',
  '/procedures/1.001193': 'procedure',
}

async function look(page: Page, path: string): Promise<void> {
  const response = await page.goto(path)
  expect(response?.status(), path).toBe(200)
  await checkNoSideScroll(page)
  await checkAxe(page)
  const picture = pictures[path]
  if (PICTURES && picture && (page.viewportSize()?.width ?? 0) > 1_000) {
    await page.screenshot({ path: join(import.meta.dirname, `../../docs/pictures/${picture}.png`) })
  }
}

async function signIn(page: Page, login: string): Promise<void> {
  await page.goto('/sign-in')
  await page.getByLabel('Tên đăng nhập').fill(login)
  await page.getByLabel('Mật khẩu').fill(PASSWORD)
  await page.getByRole('main').getByRole('button', { name: 'Đăng nhập' }).click()
  await expect(page).not.toHaveURL(/sign-in/)
}

test.describe('a citizen', () => {
  for (const path of [
    '/',
    '/procedures',
    '/procedures?q=ket+hon',
    '/procedures?q=khong-co-thu-tuc-nay',
    '/procedures/1.001193',
    '/procedures/1.001193/print',
    '/apply/1.004873',
    '/apply/1.001612',
    '/apply/1.001612/eligibility',
    '/apply/1.001612/eligibility?q.company=YES',
    '/apply/1.001612/eligibility?q.company=NO',
    '/track',
    '/feedback',
    '/feedback/published',
    '/feedback/track',
    '/statistics',
    '/consultations',
    '/consultations/1',
    '/procedures/2.002288/versions/2',
    '/sign-in',
  ]) {
    test(`reads ${path}`, async ({ page }) => await look(page, path))
  }
})

const rooms: Record<string, string[]> = {
  '040090000017': ['/my', '/account'],
  'mai.tran': [
    '/work',
    '/work/team',
    '/work/late',
    '/work/feedback',
    '/satisfaction',
    '/reports',
    '/reports/II.06a',
    '/plans',
    '/plans/2',
  ],
  'hau.le': [
    '/counter',
    '/counter/new/1.004873',
    '/counter/new/1.001612',
    '/counter/return',
    '/work/incoming',
    '/work/return',
  ],
  'lien.pham': [
    '/dashboard',
    '/catalogue',
    '/catalogue/1.001193',
    '/catalogue/1.001193/content',
    '/catalogue/1.001193/versions/1',
    '/catalogue/new',
    '/catalogue/decisions',
    '/catalogue/decisions/1',
    '/catalogue/import',
    '/catalogue/differences',
    '/processes',
    '/processes/1.001193',
    '/forms',
    '/forms?form=WITHOUT&q=khong-co',
    '/forms/1.001193',
    '/forms/1.001193?no=1',
    '/forms/1.001193/preview',
    '/forms/1.001193/withdraw?no=2',
    '/work/opinions',
    '/work/opinions/agencies',
    '/work/opinions/late',
    '/provision',
    '/provision/1.001193',
    '/provision/record?kind=CENTRE&codes=1.001193',
    '/inventory',
    '/inventory/list?figure=CENTRE.YES&without=1',
    '/inventory/works',
    '/reports',
    '/reports/II.03?column=3',
    '/reports/layouts',
    '/reports/layouts/II.03/1',
    '/reports/layouts/II.01',
    '/provision/levels',
    '/reports/II.07b',
    '/reports/II.06a/print',
    '/reports/II.07b/print',
    '/disclosure',
    '/drafting',
    '/drafting/1',
    '/drafting/1/articles',
    '/drafting/1/opinions',
    '/drafting/1/answers',
    '/drafting/1/print/answers',
    '/drafting/1/print/assessments/1',
    '/drafting/2/finish',
    '/drafting/requests?scope=all&state=all',
    '/drafting/requests/agencies',
    '/catalogue/publications',
    '/catalogue/publications?tab=PUBLISHED',
    '/catalogue/publications/1',
    '/catalogue/publications/1/submission',
    '/catalogue/publications/1/decision',
    '/catalogue/publications/2',
    '/catalogue/publications/numbers',
    '/catalogue/deadlines',
    '/catalogue/deadlines?tab=all',
    '/disclosure/1.001193',
    '/disclosure/places',
    '/disclosure/posting?agency=H71.06',
    '/org/delegations',
    '/org/delegations/1',
    '/replay',
    '/replay?code=1.014199&amount=3&unit=WORKING_DAY',
    '/replay?code=1.014199&version=1',
    '/processes/1.001193/edit',
    '/work/opinions',
  ],
  'khoi.vo': ['/plans/new', '/plans/problems', '/org/agencies', '/org/officers', '/org/calendar'],
}

for (const [login, paths] of Object.entries(rooms)) {
  test(`${login} sees their screens`, async ({ page }) => {
    test.setTimeout(60_000 + paths.length * 6_000)
    await signIn(page, login)
    for (const path of paths) await look(page, path)
  })
}

test('a dossier, its papers and its verification', async ({ page }) => {
  test.setTimeout(90_000)
  await signIn(page, 'hau.le')
  await page.goto('/work/team?tab=all')
  const dossier = await page.locator('a.code').first().getAttribute('href')
  for (const part of ['', '?part=papers', '?part=process', '?part=slips', '?part=history'])
    await look(page, `${dossier}${part}`)
  await page.goto(`${dossier}`)
  const verify = await page.getByRole('link', { name: 'Trang xác thực công khai' }).getAttribute('href')
  await look(page, new URL(verify ?? '', page.url()).pathname)
})
