import type { C } from './house.ts'

/**
 * Whom a request comes from. Each proxy adds the address it was asked from to the end of `X-Forwarded-For`; only what our own
 * proxies added is believed, everything before it anybody may have written.
 * @param trustedProxies  how many proxies of ours stand in front; 0: the connection itself
 */
export function clientAddress(connection: string, forwardedFor: string | undefined, trustedProxies: number): string {
  if (trustedProxies === 0 || !forwardedFor) return connection
  const said = forwardedFor.split(',').map(part => part.trim())
  return said.at(-trustedProxies) ?? said[0] ?? connection
}

/** The address of the connection; 'unknown' where the application is asked without a socket. */
export function connectionAddress(c: C): string {
  const env = c.env as { incoming?: { socket?: { remoteAddress?: string } } } | undefined
  return env?.incoming?.socket?.remoteAddress ?? 'unknown'
}
