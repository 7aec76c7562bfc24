import { resolve } from 'node:path'

/** What the environment says, read once at start and handed on as an argument. */
export interface Config {
  /** TCP port of the server. */
  port: number
  host: string
  /** Folder for the embedded database and uploaded files. */
  dataDir: string
  /** A PostgreSQL server (15 or later); null: the embedded one in `dataDir`. */
  databaseUrl: string | null
  /** Address people use, for links in receipts and QR codes. */
  publicUrl: string
  /** Cookies only over HTTPS. */
  secureCookies: boolean
  /** How many proxies of ours stand between people and this server. */
  trustedProxies: number
  logLevel: string
  /** The citizen portal: filing on-line here, or only at the national portal. */
  citizenPortal: boolean
  /** How many dossiers the demo gets. */
  demoSize: number
}

/** @throws Error with one plain line for a value that cannot be used. */
export function readConfig(env: NodeJS.ProcessEnv): Config {
  const port = Number(env['PORT'] ?? '3000')
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    throw new Error(`PORT must be a number from 0 to 65535, not "${env['PORT']}"`)
  }
  const publicUrl = env['PUBLIC_URL'] ?? `http://localhost:${port}`
  if (!URL.canParse(publicUrl)) throw new Error(`PUBLIC_URL must be a full address, not "${publicUrl}"`)
  const trustedProxies = Number(env['TRUSTED_PROXIES'] ?? '0')
  if (!Number.isInteger(trustedProxies) || trustedProxies < 0 || trustedProxies > 10) {
    throw new Error(`TRUSTED_PROXIES must be a number from 0 to 10, not "${env['TRUSTED_PROXIES']}"`)
  }
  return {
    port,
    host: env['HOST'] ?? '0.0.0.0',
    dataDir: resolve(env['DATA_DIR'] ?? './data'),
    databaseUrl: env['DATABASE_URL'] || null,
    publicUrl: publicUrl.replace(/\/$/, ''),
    secureCookies: publicUrl.startsWith('https:'),
    trustedProxies,
    logLevel: env['LOG_LEVEL'] ?? 'info',
    citizenPortal: env['CITIZEN_PORTAL'] !== 'off',
    demoSize: Number(env['DEMO_SIZE'] ?? '2100'),
  }
}
