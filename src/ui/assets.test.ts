import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { brotliCompressSync, brotliDecompressSync } from 'node:zlib'
import { Hono } from 'hono'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { staticFiles } from '#app/kernel/http/static.ts'
import { assets, island, productRoot } from './assets.ts'

let folder: string
const css = 'body{color:#1f1b18}'.repeat(50)

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'assets-'))
  mkdirSync(join(folder, '.vite'))
  mkdirSync(join(folder, 'assets'))
  writeFileSync(
    join(folder, '.vite', 'manifest.json'),
    JSON.stringify({
      'src/ui/islands/app.ts': {
        file: 'assets/app-1a.js',
        name: 'app',
        css: ['assets/app-2b.css'],
        assets: [
          'assets/be-vietnam-pro-latin-400-normal-x.woff2',
          'assets/be-vietnam-pro-latin-ext-400-normal-y.woff2',
        ],
      },
      'src/procedures/processes/pages/islands/editor.ts': { file: 'assets/editor-3c.js', name: 'editor' },
    }),
  )
  writeFileSync(join(folder, 'assets', 'app-2b.css'), css)
  writeFileSync(join(folder, 'assets', 'app-2b.css.br'), brotliCompressSync(css))
  writeFileSync(join(folder, 'assets', 'notes.md'), 'not for browsers')
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe('addresses of what a page loads', () => {
  it('come from the manifest, with the two urgent fonts only', () => {
    expect(assets(folder)).toEqual({
      css: ['/assets/app-2b.css'],
      js: ['/assets/app-1a.js'],
      fonts: ['/assets/be-vietnam-pro-latin-400-normal-x.woff2'],
    })
    expect(island('editor', folder)).toBe('/assets/editor-3c.js')
  })

  it('are stable names without a build', () => {
    expect(assets(join(folder, 'nowhere'))).toEqual({ css: ['/assets/app.css'], js: ['/assets/app.js'], fonts: [] })
    expect(island('editor', join(folder, 'nowhere'))).toBe('/assets/editor.js')
  })

  it('are looked for in the product, wherever the code runs from', () => {
    expect(productRoot(join(productRoot(), 'dist', 'server'))).toBe(productRoot())
  })
})

describe('static files', () => {
  const app = () => new Hono().use('/assets/*', staticFiles(folder)).get('*', c => c.text('next', 404))

  it('are kept for ever and packed as the browser likes', async () => {
    const answer = await app().request('/assets/app-2b.css', { headers: { 'accept-encoding': 'gzip, br' } })
    expect(answer.headers.get('content-encoding')).toBe('br')
    expect(answer.headers.get('cache-control')).toBe('public, max-age=31536000, immutable')
    expect(answer.headers.get('content-type')).toBe('text/css; charset=utf-8')
    expect(brotliDecompressSync(await answer.arrayBuffer()).toString()).toBe(css)
  })

  it('come plain to who asks for it, without a body to HEAD', async () => {
    expect(await (await app().request('/assets/app-2b.css')).text()).toBe(css)
    const head = await app().request('/assets/app-2b.css', { method: 'HEAD' })
    expect([head.status, head.headers.get('content-length'), await head.text()]).toEqual([200, String(css.length), ''])
  })

  it('are only those of the build', async () => {
    for (const path of [
      '/assets/notes.md',
      '/assets/../.vite/manifest.json',
      '/assets/%2e%2e/.vite/manifest.json',
      '/assets/none.css',
    ]) {
      expect((await app().request(path)).status).toBe(404)
    }
    expect((await app().request('/assets/app-2b.css', { method: 'POST' })).status).toBe(404)
  })
})
