import { mkdtempSync, rmSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { brotliCompressSync } from 'node:zlib'
import { serve } from '@hono/node-server'
import { Hono } from 'hono'
import { build } from 'vite'
import { staticFiles } from '#app/kernel/http/static.ts'
import { checkAxe, checkNoSideScroll, expect, shot, test } from '../harness/fixtures.ts'

/** The policy the product serves its pages under. */
const csp =
  "default-src 'none'; style-src 'self'; script-src 'self'; font-src 'self'; img-src 'self' data:; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

const names = ['queue', 'empty', 'dossier', 'head', 'procedure', 'form', 'errors', 'answers', 'confirm', 'progress']
const root = join(import.meta.dirname, '..', '..')

type Gallery = typeof import('#app/ui/gallery.tsx') &
  typeof import('#app/ui/document.tsx') &
  typeof import('#app/ui/assets.ts')

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
  const ui = (await import(pathToFileURL(join(folder, 'server', 'entry.js')).href)) as Gallery
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
