import type { Browser, Page } from '@playwright/test'
import { expect } from './fixtures.ts'

/** People of the demo at their own pages, and pressing a button as they do. */

/** Signs somebody of the demo in. */
export async function signIn(page: Page, login: string): Promise<void> {
  await page.goto('/sign-in')
  await page.getByLabel('Tên đăng nhập').fill(login)
  await page.getByLabel('Mật khẩu').fill('motcua-demo-2026')
  await page.getByRole('main').getByRole('button', { name: 'Đăng nhập' }).click()
  await expect(page).not.toHaveURL(/sign-in/)
}

/** Everybody's own page, signed in when first asked for. */
export function peopleOf(browser: Browser): (login: string) => Promise<Page> {
  const known = new Map<string, Page>()
  return async login => {
    const page =
      known.get(login) ??
      (await (await browser.newContext({ locale: 'vi-VN', timezoneId: 'Asia/Ho_Chi_Minh' })).newPage())
    if (!known.has(login)) {
      page.setDefaultTimeout(15_000)
      await signIn(page, login)
      known.set(login, page)
    }
    return page
  }
}

/** Presses the first such button of the page's content and, where it asks, says that it is meant. */
export async function press(page: Page, name: string | RegExp): Promise<void> {
  const button = page
    .getByRole('main')
    .getByRole('button', { name, exact: typeof name === 'string' })
    .first()
  const asks = (await button.getAttribute('data-confirm')) !== null
  await button.click()
  if (asks) await page.getByRole('dialog').getByRole('button').first().click()
}
