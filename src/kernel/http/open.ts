import { randomBytes, randomUUID } from 'node:crypto'
import { getCookie, setCookie } from 'hono/cookie'
import type { Context } from 'hono'
import { except } from 'hono/combine'
import { csrf } from 'hono/csrf'
import { HTTPException } from 'hono/http-exception'
import { secureHeaders } from 'hono/secure-headers'
import type { Actor, Database, Lang } from '../context.ts'
import { anonymous } from '../context.ts'
import type { Log } from '../log.ts'
import { Refusal } from '../refusal.ts'
import { clientAddress, connectionAddress } from './address.ts'
import type { C, House } from './house.ts'
import { problemOf, unexpectedProblem } from './problem.ts'

export interface OpenOptions {
  db: Database
  log: Log
  clock: () => Date
  dataDir: string
  publicUrl: string
  secure: boolean
  /** How many proxies of ours stand in front; none when left out. */
  trustedProxies?: number
  /** Who stands behind a session cookie or a bearer token. */
  recognise: (
    credentials: { cookie: string | null; bearer: string | null },
    now: Date,
  ) => Promise<{ actor: Actor; sessionId: number | null; where: string }>
  /** A calm page for a refusal (null: for an error nobody expected). */
  errorPage: (c: C, refusal: Refusal | null, requestId: string) => Response | Promise<Response>
}

export const SESSION_COOKIE = 'mc_session'
export const LANG_COOKIE = 'mc_lang'
const HSTS = 'max-age=31536000; includeSubDomains'
const KEY = /^[\w.:-]{8,200}$/

/**
 * Puts the house's front on: security headers, request id, language, the actor, and what is shown when something is
 * refused or breaks. Must be called before rooms add their doors, for Hono runs middleware in the order it was added.
 */
export function openHouse(house: House, options: OpenOptions): void {
  const { app } = house
  // What is sent to be saved has no rights at all, should a browser show it all the same.
  const noRights = "default-src 'none'; sandbox"
  const isApi = (c: Context) => c.req.path.startsWith('/api/')
  app.use(
    except(
      isApi,
      async (c, next) => {
        await next()
        if (c.res.headers.get('content-disposition')?.startsWith('attachment')) {
          c.res.headers.set('content-security-policy', noRights)
        }
      },
      secureHeaders({
        contentSecurityPolicy: {
          defaultSrc: ["'none'"],
          styleSrc: ["'self'"],
          scriptSrc: ["'self'"],
          fontSrc: ["'self'"],
          imgSrc: ["'self'", 'data:'],
          connectSrc: ["'self'"],
          formAction: ["'self'"],
          baseUri: ["'none'"],
          frameAncestors: ["'none'"],
        },
        referrerPolicy: 'same-origin',
        strictTransportSecurity: options.secure ? HSTS : false,
        xFrameOptions: 'DENY',
      }),
    ),
  )
  // Said before the answer is made: looking into a finished answer would make every one of them a stream.
  app.use('/api/*', async (c, next) => {
    c.header('content-security-policy', noRights)
    c.header('x-content-type-options', 'nosniff')
    c.header('cross-origin-resource-policy', 'same-origin')
    if (options.secure) c.header('strict-transport-security', HSTS)
    await next()
  })
  app.use(async (c, next) => {
    const requestId = randomUUID()
    const now = options.clock()
    const bearer = /^Bearer (\S+)$/.exec(c.req.header('authorization') ?? '')?.[1] ?? null
    const cookie = getCookie(c, SESSION_COOKIE) ?? null
    c.set('house', house)
    c.set('sessionId', null)
    c.set('where', '')
    c.set(
      'address',
      clientAddress(connectionAddress(c as C), c.req.header('x-forwarded-for'), options.trustedProxies ?? 0),
    )
    c.set('ctx', {
      db: options.db,
      now,
      actor: anonymous,
      lang: langOf(c.req.query('lang') ?? getCookie(c, LANG_COOKIE)),
      requestId,
      idempotencyKey: keyOf(c.req.header('idempotency-key')),
      random: n => randomBytes(n),
      dataDir: options.dataDir,
      publicUrl: options.publicUrl,
    })
    c.header('x-request-id', requestId)
    const chosen = c.req.query('lang')
    if (chosen === 'vi' || chosen === 'en') {
      setCookie(c, LANG_COOKIE, chosen, { path: '/', sameSite: 'Lax', secure: options.secure, maxAge: 400 * 86_400 })
    }
    c.header('cache-control', 'no-store')
    if (cookie || bearer) {
      const found = await options.recognise({ cookie, bearer }, now)
      c.get('ctx').actor = found.actor
      c.set('sessionId', found.sessionId)
      c.set('where', found.where)
    }
    await next()
    options.log.debug({ requestId, method: c.req.method, path: c.req.path, status: c.res.status }, 'answered')
  })
  // Forms carry no token: the browser says itself where a form came from. Machines send bearer tokens, never cookies;
  // no other site's page can send such a header.
  const sameSite = csrf()
  app.use(async (c, next) => {
    const isMachine = c.req.header('authorization') !== undefined && getCookie(c, SESSION_COOKIE) === undefined
    return isMachine ? await next() : await sameSite(c, next)
  })

  app.onError((cause, c) => answerError(cause, c as C, options))
  app.notFound(c => answerError(noPage, c as C, options))
}

const noPage = new Refusal('NOT_FOUND', 404, {
  vi: 'Không có trang này. Hãy kiểm tra lại địa chỉ.',
  en: 'There is no such page. Check the address.',
})

function answerError(cause: unknown, c: C, options: OpenOptions): Response | Promise<Response> {
  const ctx = c.get('ctx')
  const requestId = ctx?.requestId ?? 'none'
  const refusal = asRefusal(cause)
  if (!refusal) options.log.error({ err: cause, requestId, path: c.req.path }, 'unexpected error')
  if (refusal) c.header('x-refusal', refusal.code)
  if (refusal?.retryAfter) c.header('retry-after', String(refusal.retryAfter))
  if (c.req.path.startsWith('/api/')) {
    const problem = refusal ? problemOf(refusal, ctx?.lang ?? 'vi', requestId) : unexpectedProblem(requestId)
    return c.body(JSON.stringify(problem), problem.status as 400, {
      'content-type': 'application/problem+json; charset=utf-8',
    })
  }
  return options.errorPage(c, refusal, requestId)
}

/** Errors of the framework and of the database that are really bad input, said as refusals. */
function asRefusal(cause: unknown): Refusal | null {
  if (cause instanceof Refusal) return cause
  if (cause instanceof HTTPException) {
    const words =
      cause.status === 403
        ? {
            vi: 'Yêu cầu này đến từ một trang khác. Hãy mở lại biểu mẫu ở đây.',
            en: 'This request came from another site. Open the form here.',
          }
        : cause.status === 413
          ? { vi: 'Nội dung gửi lên quá lớn.', en: 'What was sent is too large.' }
          : { vi: 'Yêu cầu không đọc được.', en: 'The request could not be read.' }
    if (cause.status < 500)
      return new Refusal(cause.status === 403 ? 'CROSS_SITE' : 'UNREADABLE', cause.status as 400, words)
  }
  const code = (cause as { code?: unknown } | null)?.code
  // Text that no PostgreSQL text column can hold (NUL bytes, broken UTF-8), and numbers out of range.
  if (code === '22021' || code === '22P05' || code === '22003') {
    return new Refusal('BAD_INPUT', 422, {
      vi: 'Có ký tự hoặc số không thể lưu được.',
      en: 'A character or number cannot be stored.',
    })
  }
  if (code === '55P03' || code === '40001' || code === '40P01') {
    return new Refusal(
      'BUSY',
      503,
      { vi: 'Hệ thống đang bận. Hãy thử lại sau giây lát.', en: 'Busy. Try again in a moment.' },
      { retryAfter: 2 },
    )
  }
  return null
}

function langOf(value: string | undefined): Lang {
  return value === 'en' ? 'en' : 'vi'
}

function keyOf(header: string | undefined): string | null {
  if (header === undefined) return null
  if (!KEY.test(header)) {
    throw new Refusal('BAD_INPUT', 422, {
      vi: 'Idempotency-Key gồm 8–200 chữ, số hoặc dấu . : - _',
      en: 'An Idempotency-Key has 8–200 letters, digits or . : - _',
    })
  }
  return header
}
