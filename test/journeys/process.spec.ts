import rows from '../../db/seed/procedures.json' with { type: 'json' }
import { bpmnOf } from '../../src/procedures/processes/bpmn.ts'
import type { StepInput } from '../../src/procedures/processes/input.ts'
import { checkAxe, checkNoSideScroll, expect, shot, test } from '../harness/fixtures.ts'

/** The control unit takes a process from a file, branches it, and sees when something filed today would be done. */

const [, , third] = rows

test('a process from a file is shown, branched, saved as a draft, drawn and simulated', async ({ page }, info) => {
  // Each screen size has a procedure of its own: both run at once on one demo.
  const row = info.project.name === 'phone' ? rows[3] : third
  if (!row) throw new Error('the seed has too few procedures')
  await page.goto('/sign-in')
  await page.getByLabel('Tên đăng nhập').fill('lien.pham')
  await page.getByLabel('Mật khẩu').fill('motcua-demo-2026')
  await page.getByRole('main').getByRole('button', { name: 'Đăng nhập' }).click()
  await expect(page).not.toHaveURL(/sign-in/)

  const steps = row.process as StepInput[]
  const xml = await bpmnOf({ procedureCode: row.code, name: row.name, steps, onSite: null, places: new Map() })
  await page.goto('/processes/import')
  await checkAxe(page)
  const file = { name: 'process.bpmn', mimeType: 'application/xml', buffer: Buffer.from(xml) }
  await page.getByLabel('Tệp quy trình').setInputFiles(file)
  await page.getByRole('button', { name: 'Đọc tệp' }).click()
  await expect(page.getByText(`Đã đọc ${steps.length} bước từ tệp`)).toBeVisible()

  // Enter in a cell sends nothing; a line put in below comes back empty, with everything else as it was.
  await page.locator('[name="steps.0.hours"]').fill('½ ngày')
  await page.locator('[name="steps.0.hours"]').press('Enter')
  await expect(page.getByText(`Đã đọc ${steps.length} bước từ tệp`)).toBeVisible()
  await page.locator('.grid summary', { hasText: 'B1' }).first().click()
  await page.getByRole('button', { name: 'Thêm dòng dưới bước 1' }).click()
  await expect(page.locator('[name="steps.1.name"]')).toBeFocused()
  await expect(page.locator('[name="steps.0.hours"]')).toHaveValue('½ ngày')
  await page.locator('.grid summary', { hasText: 'B2' }).first().click()
  await page.getByRole('button', { name: 'Bỏ dòng bước 2' }).click()
  await expect(page.getByText('Đã bỏ bước B2')).toBeVisible()

  const second = page.locator('details.more').nth(1)
  await second.locator('summary').click()
  await second.getByLabel('Lấy ý kiến song song').fill('STP; ½ ngày; Ý kiến pháp lý')
  const leader = steps.findIndex(step => step.role === 'LEADER')
  const returning = page.locator('details.more').nth(leader)
  await returning.locator('summary').click()
  await returning.getByLabel('Trả lại về bước').selectOption('B2')
  await checkNoSideScroll(page)
  await checkAxe(page)
  await shot(page, `process-edit-${info.project.name}`)
  await page.getByRole('button', { name: 'Lưu dự thảo' }).click()
  await expect(page).toHaveURL(/saved=1/)
  await expect(page.getByText('Chưa đạt: trả lại B2').first()).toBeVisible()
  await expect(page.getByText(/^Nộp .*, hẹn trả /).first()).toBeVisible()
  await checkNoSideScroll(page)
  await checkAxe(page)
  await shot(page, `process-${info.project.name}`)

  await page.goto('/processes?onSite=0')
  await checkNoSideScroll(page)
  await checkAxe(page)
})
