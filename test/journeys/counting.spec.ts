import { checkAxe, checkNoSideScroll, expect, shot, test } from '../harness/fixtures.ts'

/** The control unit brings a procedure to the centre by a decision, and the inventory counts it there. */

test.use({ allowed: [/status of 422 .*\/provision\/record/] })

test('a procedure ticked, recorded at the centre, counted and listed there', async ({ page }, info) => {
  test.setTimeout(60_000)
  // Each screen size has a procedure of its own: both run at once on one demo.
  const code = info.project.name === 'phone' ? '1.011606' : '1.002211'
  await page.goto('/sign-in')
  await page.getByLabel('Tên đăng nhập').fill('lien.pham')
  await page.getByLabel('Mật khẩu').fill('motcua-demo-2026')
  await page.getByRole('main').getByRole('button', { name: 'Đăng nhập' }).click()
  await expect(page).not.toHaveURL(/sign-in/)

  await page.goto(`/inventory/list?figure=CENTRE.NO&q=${code}`)
  await expect(page.getByText('1 thủ tục', { exact: true })).toBeVisible()
  await page.goto(`/provision?q=${code}`)
  await page.getByRole('checkbox', { name: `Chọn ${code}` }).check()
  await checkAxe(page)
  await page.getByRole('button', { name: 'Ghi nơi tiếp nhận' }).click()
  await page.getByLabel('Tiếp nhận và trả kết quả tại Trung tâm').check()
  await page.getByRole('button', { name: 'Ghi lại' }).click()
  await expect(page.getByText('Hãy ghi quyết định hoặc văn bản làm căn cứ').first()).toBeVisible()
  await expect(page.getByLabel('Tiếp nhận và trả kết quả tại Trung tâm')).toBeChecked()
  await checkNoSideScroll(page)
  await checkAxe(page)
  await page.getByLabel(/^Quyết định, căn cứ/).fill('2600/QĐ-UBND (thử)')
  await page.getByRole('button', { name: 'Ghi lại' }).click()
  await expect(page.getByText('Đã ghi cho 1 thủ tục.')).toBeVisible()
  await checkNoSideScroll(page)

  await page.goto('/inventory?figure=ISO.YES&goal=70')
  // Another walk may have published a procedure meanwhile: the sentence is held to its own arithmetic.
  const goal = page.locator('p', { hasText: /70,00\s%\scủa\s\d+\slà\s\d+\sthủ tục, hiện có\s15/ })
  await expect(goal).toBeVisible()
  const said = /của (\d+) là (\d+) thủ tục, hiện có (\d+) = ([\d,]+)\s%, còn thiếu (\d+)\./.exec(await goal.innerText())
  const [total = 0, needed = 0, have = 0, , missing = 0] = (said ?? []).slice(1).map(Number)
  expect([needed, have, missing]).toEqual([Math.ceil(total * 0.7), 15, Math.ceil(total * 0.7) - 15])
  expect(said?.[4]).toBe(((15 / total) * 100).toFixed(2).replace('.', ','))
  await shot(page, `inventory-${info.project.name}`)
  await page.locator('.kpi', { hasText: 'Tiếp nhận tại Trung tâm tỉnh' }).getByRole('link').click()
  await page.getByLabel('Tìm thủ tục').fill(code)
  await page.getByRole('button', { name: 'Lọc' }).click()
  await expect(page.getByRole('link', { name: code })).toBeVisible()
  await checkNoSideScroll(page)
  await checkAxe(page)
})
