/** P14: what a first view of a public page costs: HTML, CSS and JavaScript as they travel, and how many requests. */

import { mkdtemp, rm } from 'node:fs/promises'
import { get } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Line } from './index.ts'
import { round } from './measure.ts'
import { startServer } from './server.ts'

const PAGE = '/procedures/1.004873'

/** Bytes on the wire of an answer, its encoding left as it came, and its text. */
async function fetchRaw(url: string): Promise<{ bytes: number; encoding: string; status: number }> {
  return await new Promise((done, failed) => {
    get(url, { headers: { 'accept-encoding': 'br, gzip', accept: 'text/html,*/*' } }, answer => {
      let bytes = 0
      answer.on('data', (chunk: Buffer) => (bytes += chunk.length))
      answer.on('end', () =>
        done({ bytes, encoding: answer.headers['content-encoding'] ?? 'none', status: answer.statusCode ?? 0 }),
      )
    }).on('error', failed)
  })
}

/** Everything the browser fetches before it has read the page: styles, scripts, preloads, icons, pictures. */
function fetchedBy(html: string): string[] {
  const tags = html.match(/<(?:link|script|img)\b[^>]*>/g) ?? []
  const found = tags.flatMap(tag => {
    if (tag.startsWith('<link') && !/rel="(?:stylesheet|preload|modulepreload|icon)"/.test(tag)) return []
    const address = /(?:href|src)="([^"]+)"/.exec(tag)?.[1]
    return address && !address.startsWith('data:') ? [address] : []
  })
  return [...new Set(found)]
}

export async function run(): Promise<Line[]> {
  const dataDir = await mkdtemp(join(tmpdir(), 'motcua-p14-'))
  const server = await startServer({ DATA_DIR: dataDir, DEMO_SIZE: '20' })
  try {
    const html = await (await fetch(`${server.address}${PAGE}`)).text()
    const addresses = [PAGE, ...fetchedBy(html)]
    const parts = await Promise.all(
      addresses.map(async path => ({ path, ...(await fetchRaw(new URL(path, server.address).href)) })),
    )
    const wrong = parts.filter(part => part.status !== 200)
    if (wrong.length > 0) throw new Error(`P14: ${wrong.map(part => `${part.path} ${part.status}`).join(', ')}`)
    const weighed = parts.filter(({ path }) => path === PAGE || /\.(?:css|js)(?:\?|$)/.test(path))
    const kilobytes = weighed.reduce((sum, part) => sum + part.bytes, 0) / 1024
    const told = parts.map(({ path, bytes, encoding }) => `${path} ${round(bytes / 1024)} KB ${encoding}`).join(', ')
    return [
      { name: 'P14', ratio: round(kilobytes), goal: 20, ok: kilobytes <= 20, detail: `KB of HTML, CSS, JS: ${told}` },
      { name: 'P14-requests', ratio: parts.length, goal: 4, ok: parts.length <= 4, detail: addresses.join(' ') },
    ]
  } finally {
    await server.stop()
    await rm(dataDir, { recursive: true, force: true })
  }
}
