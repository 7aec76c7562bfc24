import type { Page } from '@playwright/test'
import { expect, test } from '../harness/fixtures.ts'

/** Days are typed and read day first, whatever language the browser speaks; the browser's calendar is a help beside. */

test.use({ locale: 'en-US', allowed: [/status of 422/] })

async function signIn(page: Page, login: string): Promise<void> {
  await page.goto('/sign-in')
  await page.getByLabel('Tên đăng nhập').fill(login)
  await page.getByLabel('Mật khẩu').fill('motcua-demo-2026')
  await page.getByRole('main').getByRole('button', { name: 'Đăng nhập' }).click()
}

test('a filter takes a typed day and shows it day first', async ({ page }) => {
  await signIn(page, 'lien.pham')
  await page.goto('/inventory?day=2026-09-02')
  const day = page.getByLabel('Tính đến ngày')
  await expect(day).toHaveValue('02/09/2026')
  await expect(page.getByText('Thứ Tư', { exact: true })).toBeVisible()
  await day.fill('1/10/2026')
  await day.press('Enter')
  await expect(page).toHaveURL(/day=2026-10-01/)
  await expect(day).toHaveValue('01/10/2026')
})

test('the calendar opens from its button and writes the chosen day', async ({ page }) => {
  await signIn(page, 'lien.pham')
  await page.goto('/inventory?day=2026-09-02')
  await page.getByRole('button', { name: 'Mở lịch' }).click()
  const calendar = page.locator('.calendar')
  await expect(calendar).toHaveValue('2026-09-02')
  await calendar.evaluate(element => {
    const input = element as HTMLInputElement
    input.value = '2026-09-15'
    input.dispatchEvent(new Event('input', { bubbles: true }))
  })
  await expect(page.getByLabel('Tính đến ngày')).toHaveValue('15/09/2026')
  await expect(page.getByText('Thứ Ba', { exact: true })).toBeVisible()
})

test('what is no day is refused beside the field, with the words still there', async ({ page }) => {
  await signIn(page, 'khoi.vo')
  await page.goto('/plans/new')
  const day = page.getByLabel('Ngày ký')
  await day.fill('31/02/2026')
  await page.locator('form:has([data-typed])').evaluate(form => {
    ;(form as HTMLFormElement).noValidate = true
  })
  await page.getByRole('main').getByRole('button', { name: 'Lưu' }).click()
  await expect(page.getByText('Ngày không hợp lệ.').first()).toBeVisible()
  await expect(day).toHaveValue('31/02/2026')
  await expect(day).toHaveAttribute('aria-invalid', 'true')
  await day.fill('27.02.2026')
  await day.blur()
  await expect(day).toHaveValue('27/02/2026')
})

test.describe('without a script', () => {
  test.use({ javaScriptEnabled: false })

  test('the browser’s own day field serves', async ({ page }) => {
    await page.goto('/sign-in')
    await signIn(page, 'lien.pham')
    await page.goto('/inventory?day=2026-09-02')
    const day = page.getByLabel('Tính đến ngày')
    await expect(day).toHaveAttribute('type', 'date')
    await day.fill('2026-10-01')
    await page.getByRole('button', { name: 'Xem' }).click()
    await expect(page).toHaveURL(/day=2026-10-01/)
  })
})
