import { existsSync, globSync, readFileSync } from 'node:fs'
import { extname, join } from 'node:path'
import type { MiddlewareHandler } from 'hono'

const types: Record<string, string> = {
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
  '.wasm': 'application/wasm',
  '.png': 'image/png',
}

type Packed = Uint8Array<ArrayBuffer>
type StaticFile = { type: string; plain: Packed; br?: Packed; gzip?: Packed }

function read(folder: string): Map<string, StaticFile> {
  const bytes = (path: string): Packed => new Uint8Array(readFileSync(path))
  const maybe = (path: string) => (existsSync(path) ? bytes(path) : undefined)
  return new Map(
    globSync('assets/**/*', { cwd: folder }).flatMap((file): [string, StaticFile][] => {
      const type = types[extname(file)]
      const path = join(folder, file)
      return type
        ? [[`/${file}`, { type, plain: bytes(path), br: maybe(`${path}.br`), gzip: maybe(`${path}.gz`) }]]
        : []
    }),
  )
}

/**
 * The built files of `folder` (dist/client), from memory: hashed names, so they never change and are kept for ever by browsers.
 * Anything else goes on to the next handler.
 */
export function staticFiles(folder: string): MiddlewareHandler {
  const files = read(folder)
  return async (c, next) => {
    const file = files.get(c.req.path)
    if (!file || (c.req.method !== 'GET' && c.req.method !== 'HEAD')) return next()
    const accepts = c.req.header('accept-encoding') ?? ''
    const coding = file.br && accepts.includes('br') ? 'br' : file.gzip && accepts.includes('gzip') ? 'gzip' : undefined
    const body = (coding && file[coding]) ?? file.plain
    c.header('content-type', file.type)
    c.header('content-length', String(body.byteLength))
    c.header('cache-control', 'public, max-age=31536000, immutable')
    c.header('vary', 'accept-encoding')
    c.header('x-content-type-options', 'nosniff')
    if (coding) c.header('content-encoding', coding)
    return c.req.method === 'HEAD' ? c.body(null) : c.body(body)
  }
}
