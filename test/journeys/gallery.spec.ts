import { mkdtempSync, rmSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { brotliCompressSync } from 'node:zlib'
import { serve } from '@hono/node-server'
import { Hono } from 'hono'
import { build } from 'vite'
import { staticFiles } from '#app/kernel/http/static.ts'
import type * as Gallery from '#app/ui/gallery/entry.ts'
import { checkAxe, checkNoSideScroll, expect, shot, test } from '../harness/fixtures.ts'

/** The policy the product serves its pages under. */
const csp =
  "default-src 'none'; style-src 'self'; script-src 'self'; font-src 'self'; img-src 'self' data:; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

const names = ['queue', 'empty', 'dossier', 'head', 'procedure', 'form', 'errors', 'answers', 'confirm', 'progress']
const root = join(import.meta.dirname, '..', '..')

let folder: string
let url: string
let close: () => void

test.beforeAll(async () => {
  folder = mkdtempSync(join(root, 'node_modules', '.cache', 'gallery-'))
  const shared = { root, mode: 'production', logLevel: 'error' } as const
  await build({ ...shared, build: { outDir: join(folder, 'client') } })
  await build({
    ...shared,
    build: {
      ssr: 'src/ui/gallery/entry.ts',
      outDir: join(folder, 'server'),
      rolldownOptions: { output: { entryFileNames: 'entry.js' } },
    },
  })
  const ui = (await import(pathToFileURL(join(folder, 'server', 'entry.js')).href)) as typeof Gallery
  const built = ui.assets(join(folder, 'client'))
  const app = new Hono()
  app.use('/assets/*', staticFiles(join(folder, 'client')))
  app.get('/_gallery/:name', c => {
    const page = ui.galleryPage(c.req.param('name'), built, c.req.query('lang') === 'en' ? 'en' : 'vi')
    if (!page) return c.notFound()
    c.header('content-security-policy', csp)
    return c.html(ui.renderPage(page))
  })
  app.post('*', async c => {
    const body = await c.req.parseBody({ all: true })
    return c.text(`${c.req.path} ${JSON.stringify(body)}`)
  })
  const server = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' })
  await new Promise(resolve => server.once('listening', resolve))
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/_gallery`
  close = () => server.close()
})

test.afterAll(() => {
  close()
  rmSync(folder, { recursive: true, force: true })
})

for (const name of names) {
  test(`${name}: nothing for axe, nothing in the console, nothing sticking out`, async ({ page }, { project }) => {
    await page.goto(`${url}/${name}`)
    await checkAxe(page)
    await checkNoSideScroll(page)
    await shot(page, `${name}-${project.name}`)
    await page.setViewportSize({ width: 320, height: 640 })
    await checkNoSideScroll(page)
  })
}

test('the first view of a public page: at most 20 KB in at most 4 requests', async ({ page, request }) => {
  const asked: string[] = []
  page.on('request', one => asked.push(one.url()))
  await page.goto(`${url}/procedure`)
  const own = asked.filter(one => !one.includes('.woff2') && !one.startsWith('data:'))
  const sizes = await Promise.all(
    own.map(async one => brotliCompressSync(Buffer.from(await (await request.get(one)).body())).length),
  )
  expect(own.length).toBeLessThanOrEqual(4)
  expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThanOrEqual(20 * 1024)
})

test('between phone and desk nothing sticks out either', async ({ page }) => {
  for (const name of names) {
    await page.goto(`${url}/${name}`)
    for (const width of [600, 768, 910, 1024]) {
      await page.setViewportSize({ width, height: 800 })
      await checkNoSideScroll(page)
    }
  }
})

test('in English the kit speaks English', async ({ page }) => {
  await page.goto(`${url}/queue?lang=en`)
  await expect(page.getByRole('link', { name: 'Skip to content' })).toBeAttached()
  await expect(page.getByRole('link', { name: 'Next page' })).toBeVisible()
})

test.describe('an officer at the keyboard', () => {
  test('walks the table, ticks rows, presses buttons by letter, searches', async ({ page }) => {
    await page.goto(`${url}/queue`)
    await page.keyboard.press('j')
    await expect(page.getByRole('link', { name: 'H71.06-20261112-0000418' })).toBeFocused()
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('j')
    await page.keyboard.press('k')
    await expect(page.getByRole('link', { name: 'H71.06-20261118-0000433' })).toBeFocused()
    await expect(page.getByText('2 hồ sơ được chọn')).toBeVisible()
    await page.keyboard.press('k')
    await page.keyboard.press(' ')
    await expect(page.getByText('3 hồ sơ được chọn')).toBeVisible()
    await page.keyboard.press('/')
    await expect(page.getByRole('searchbox', { name: 'Tìm hồ sơ, thủ tục, người nộp' })).toBeFocused()
    await page.keyboard.type('nj')
    expect(page.url()).not.toContain('#new')
    await page.keyboard.press('Escape')
    await page.keyboard.press('n')
    await expect(page).toHaveURL(/#new$/)
  })

  test('sends the ticked rows with the chosen verb, once, with the token', async ({ page }) => {
    await page.goto(`${url}/queue`)
    await page.keyboard.press('c')
    await expect(page.locator('body')).toHaveText(
      '/bulk/move {"id":["H71.06-20261118-0000433","H71.06-20261119-0000437"],"_csrf":"token"}',
    )
  })

  test('turns the letters off and keeps them off', async ({ page }) => {
    await page.goto(`${url}/queue`)
    await page.getByText('Trần Thu Mai').click()
    await shot(page, 'menu', { fullPage: false })
    await checkAxe(page)
    await page.getByRole('button', { name: 'Phím tắt: đang bật' }).click()
    await page.keyboard.press('Escape')
    await page.reload()
    await page.keyboard.press('n')
    expect(page.url()).not.toContain('#new')
  })
})

test('asks before what cannot be taken back; Esc leaves all as it was', async ({ page }) => {
  await page.goto(`${url}/dossier`)
  const cancel = page.getByRole('button', { name: 'Hủy hồ sơ' })
  await cancel.click()
  await expect(page.getByRole('dialog', { name: /Hủy hồ sơ này/ })).toBeVisible()
  await checkAxe(page)
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await cancel.click()
  await page.getByRole('dialog').getByRole('button', { name: 'Hủy hồ sơ' }).click()
  await expect(page.locator('body')).toHaveText('/cancel {"_csrf":"token"}')
})

test('asks for what is masked by a POST', async ({ page }) => {
  await page.goto(`${url}/dossier`)
  await page.getByRole('button', { name: 'hiện số CCCD' }).click()
  await expect(page.locator('body')).toHaveText('/reveal {"what":"id","_csrf":"token"}')
})

test('a form with errors: focus on the summary, links to the fields, typed text kept', async ({ page }) => {
  await page.goto(`${url}/errors`)
  await expect(page.getByRole('alert', { name: 'Có lỗi trong biểu mẫu' })).toBeFocused()
  await page.getByRole('link', { name: 'Cần có giấy khai tử.' }).click()
  await expect(page.getByRole('checkbox', { name: 'Căn cước' })).toBeFocused()
  await expect(page.getByLabel('Họ và tên')).toHaveValue('Nguyễn Thị Thơm')
  await expect(page.getByLabel('Điện thoại')).toHaveAccessibleDescription(/Để báo khi có kết quả.*10 chữ số/)
  await expect(page.getByLabel('Ngày sinh')).toHaveValue('11/03/1968')
  await expect(page.getByText('Thứ Hai', { exact: true })).toBeVisible()
  await page.getByRole('button', { name: 'Xem lại trước khi gửi' }).click()
  await expect(page.locator('body')).toContainText('"idempotencyKey":"gallery-key"')
  await expect(page.locator('body')).toContainText('"papers[]":["id"]')
  await expect(page.locator('body')).toContainText('"born":"1968-03-11"')
})

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false })

  test('a form goes and the bulk bar works', async ({ page }) => {
    await page.goto(`${url}/form`)
    await page.getByLabel('Họ và tên').fill('Võ Thị Lan')
    await page.getByRole('button', { name: 'Xem lại trước khi gửi' }).click()
    await expect(page.locator('body')).toContainText('"name":"Võ Thị Lan"')
    await page.goto(`${url}/queue`)
    await page.getByRole('button', { name: 'Giao cho' }).click()
    await expect(page.locator('body')).toContainText('/bulk/assign')
  })
})

test('prints without frames', async ({ page }) => {
  // A4 between its margins.
  await page.setViewportSize({ width: 673, height: 940 })
  await page.emulateMedia({ media: 'print' })
  await page.goto(`${url}/dossier`)
  await expect(page.getByRole('navigation', { name: 'Danh mục chính' })).toBeHidden()
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  await shot(page, 'print')
  await page.goto(`${url}/queue`)
  await shot(page, 'print-table')
})

test('stays readable in forced colours', async ({ page }) => {
  await page.emulateMedia({ forcedColors: 'active' })
  await page.goto(`${url}/head`)
  await shot(page, 'forced')
  await expect(page.getByRole('img', { name: /Đúng hạn của Sở/ })).toBeVisible()
})
