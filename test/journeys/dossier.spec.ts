import type { Browser, Page } from '@playwright/test'
import { checkAxe, expect, test } from '../harness/fixtures.ts'

/**
 * The first living loop, as its people live it: a citizen files, the ward receives, asks for a paper, gets it, decides,
 * hands over; the citizen rates; the figures of the board and of the plan have moved by one.
 */

test.describe.configure({ mode: 'serial' })

const PASSWORD = 'motcua-demo-2026'

/** A page of somebody's own, signed in. */
async function as(browser: Browser, login: string, javaScriptEnabled = true): Promise<Page> {
  const context = await browser.newContext({ javaScriptEnabled, locale: 'vi-VN', timezoneId: 'Asia/Ho_Chi_Minh' })
  const page = await context.newPage()
  await page.goto('/sign-in')
  await page.getByLabel('Tên đăng nhập').fill(login)
  await page.getByLabel('Mật khẩu').fill(PASSWORD)
  await page.getByRole('main').getByRole('button', { name: 'Đăng nhập' }).click()
  await expect(page).not.toHaveURL(/sign-in/)
  return page
}

/** The figure of a board's card. */
async function figure(page: Page, label: string): Promise<number> {
  const card = page.locator('.kpi').filter({ hasText: label }).first()
  return Number((await card.locator('b').innerText()).replaceAll(/\D/g, ''))
}

/** What the plan's on-time target counts now: dossiers in time, of dossiers finished. */
async function target(page: Page): Promise<{ inTime: number; finished: number }> {
  await page.goto('/plans')
  await page
    .getByRole('link', { name: /Kế hoạch cải cách hành chính năm 20/ })
    .first()
    .click()
  await page.getByRole('link', { name: 'Hồ sơ thủ tục hành chính được giải quyết đúng và trước hạn' }).click()
  const found = /([\d.]+) trên ([\d.]+)/.exec(await page.getByRole('main').innerText())
  const [inTime, finished] = [1, 2].map(i => Number(found?.[i]?.replaceAll('.', '')))
  return { inTime: inTime ?? Number.NaN, finished: finished ?? Number.NaN }
}

test('a dossier from filing to the figures', async ({ browser }) => {
  test.setTimeout(180_000)
  const control = await as(browser, 'lien.pham')
  await control.goto('/dashboard')
  const finishedBefore = await figure(control, 'Đã giải quyết')
  const targetBefore = await target(control)

  // The citizen files without JavaScript.
  const citizen = await as(browser, '040090000017', false)
  await citizen.goto('/procedures?q=tinh+trang+hon+nhan')
  await citizen.getByRole('link', { name: 'Cấp Giấy xác nhận tình trạng hôn nhân' }).click()
  await citizen.getByRole('link', { name: 'Nộp trực tuyến' }).click()
  await citizen.getByRole('button', { name: 'Bắt đầu nộp hồ sơ' }).click()
  await citizen.getByLabel('Cơ quan giải quyết').selectOption({ label: 'Ủy ban nhân dân phường Trường Vinh' })
  const goOn = citizen.getByRole('button', { name: 'Lưu và tiếp tục' })
  await goOn.click()
  await citizen.getByLabel('Số điện thoại').fill('0912000456')
  await citizen.getByLabel('Địa chỉ liên hệ').fill('Số 12 đường Trường Thi, phường Trường Vinh')
  await goOn.click()
  await goOn.click()
  await expect(citizen.getByRole('alert')).toContainText('Có lỗi trong biểu mẫu')
  await citizen.getByLabel('Họ và tên', { exact: true }).fill('Võ Thị Lan')
  await citizen.getByLabel('Số định danh cá nhân').fill('040090000017')
  await citizen.getByLabel('Số điện thoại').fill('0912000456')
  await citizen.getByLabel('Nơi cư trú').fill('Phường Trường Vinh')
  await citizen.getByLabel('Chưa kết hôn lần nào').check()
  await citizen.getByLabel('Mục đích sử dụng').fill('Đăng ký kết hôn')
  await goOn.click()
  for (const box of await citizen.getByRole('checkbox').all()) await box.check()
  await goOn.click()
  await goOn.click()
  await citizen.getByRole('button', { name: /Nộp hồ sơ/ }).click()
  const code = /H71\.30-\d{8}-\d{7}/.exec(await citizen.getByRole('main').innerText())?.[0] ?? ''
  expect(code).toMatch(/^H71\.30-/)

  // The ward finds it complete: the clock starts.
  const reception = await as(browser, 'hau.le')
  const open = async (page: Page): Promise<void> => void (await page.goto(`/work/dossiers/${code}`))
  await open(reception)
  await reception
    .getByRole('main')
    .getByRole('link', { name: /^Tiếp nhận/ })
    .click()
  await reception.getByRole('button', { name: /^Tiếp nhận/ }).click()
  await expect(reception.getByText(/Còn \d/).first()).toBeVisible()

  // It asks for a missing paper and gets it: the clock stood still meanwhile.
  await reception.goto(`/work/dossiers/${code}/supplement-request`)
  await reception.getByLabel(/Giấy tờ khác/).fill('Bản sao quyết định ly hôn')
  await reception.getByLabel('Lý do, nói rõ').fill('Thiếu giấy tờ chứng minh')
  await reception.getByRole('button', { name: /^Gửi yêu cầu bổ sung/ }).click()
  await expect(reception.getByText('Tạm dừng').first()).toBeVisible()
  await citizen.goto(`/my/dossiers/${code}`)
  await expect(citizen.getByRole('main')).toContainText('Bản sao quyết định ly hôn')
  await reception.goto(`/work/dossiers/${code}/supplement`)
  await reception.getByLabel(/Giấy tờ khác/).fill('Bản sao quyết định ly hôn')
  await reception.getByRole('button', { name: /^Đã nhận đủ/ }).click()
  await expect(reception.getByText(/Còn \d/).first()).toBeVisible()

  // Each step by who holds it: forward, forward, approve, number and finish.
  const step = async (
    login: string,
    path: string,
    button: RegExp,
    fill: Record<string, string> = {},
  ): Promise<void> => {
    const page = await as(browser, login)
    await page.goto(`/work/dossiers/${code}/${path}`)
    for (const [label, text] of Object.entries(fill)) await page.getByLabel(label).fill(text)
    await page.getByRole('main').getByRole('button', { name: button }).click()
    await expect(page).toHaveURL(new RegExp(`/work/dossiers/${code}$|/work`))
    await page.context().close()
  }
  await step('hau.le', 'forward', /^Chuyển bước/)
  await step('bich.cao', 'forward', /^Chuyển bước/)
  await step('nghia.dinh', 'approve', /^Phê duyệt/)
  await step('hau.le', 'complete', /^Hoàn thành/, { 'Số, ký hiệu của kết quả': '15/GXN-UBND' })
  await step('hau.le', 'hand-over', /^Đã trả kết quả/, { 'Người nhận kết quả': 'Võ Thị Lan' })

  // The citizen rates it, once.
  await citizen.goto(`/my/dossiers/${code}`)
  await citizen
    .getByRole('link', { name: /Đánh giá/ })
    .first()
    .click()
  await citizen.getByRole('radio').last().check()
  await citizen.getByRole('button', { name: /Gửi/ }).click()
  await expect(citizen.getByRole('main')).toContainText(/Cảm ơn/)

  // The board and the plan have moved by one.
  await control.goto('/dashboard')
  expect(await figure(control, 'Đã giải quyết')).toBe(finishedBefore + 1)
  expect(await target(control)).toEqual({ inTime: targetBefore.inTime + 1, finished: targetBefore.finished + 1 })
  await checkAxe(control)
})
