import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi'
import type { Context, Handler, MiddlewareHandler } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import type { Actor, Ctx, Lang } from '../context.ts'
import { badInput, fieldIssues } from '../input.ts'
import { may, type Permission } from '../permission.ts'
import { refuse } from '../refusal.ts'

export interface Env {
  Variables: {
    ctx: Ctx
    house: House
    sessionId: number | null
    /** Name of the agency the actor works for. */
    where: string
    /** Whom the request comes from, as far as the connection and our own proxies tell. */
    address: string
  }
}
export type C = Context<Env>

/** A door of the house: every route there is, with who may pass. The generated route × role test walks this list. */
export interface Door {
  method: 'get' | 'post' | 'put' | 'patch' | 'delete'
  path: string
  kind: 'page' | 'api'
  permission: Permission
}

/** A place in the officers' side list. */
export interface NavItem {
  section: 'onestop' | 'voice' | 'procedures' | 'measures' | 'reform' | 'organisation'
  order: number
  href: string
  label: Record<Lang, string>
  permission: Permission
  /** A number behind the label, and whether it should alarm. */
  count?: (ctx: Ctx) => Promise<{ n: number; hot: boolean } | null>
}

interface ApiDoor<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType, A extends z.ZodType> {
  method: Door['method']
  /** With {params} in braces, as OpenAPI writes them. */
  path: string
  permission: Permission
  summary: string
  tag: string
  params?: P
  query?: Q
  body?: B
  answer: A
  status?: 200 | 201
  /** Largest body in bytes; MAX_BODY when left out. */
  maxBody?: number
  /** The body is a form with the field `file`; the handler reads it itself. */
  upload?: true
  /** The handler answers with a document of this type instead of JSON. */
  produces?: 'application/pdf'
}

type ApiHandler<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType, A extends z.ZodType> = (
  ctx: Ctx,
  input: { params: z.output<P>; query: z.output<Q>; body: z.output<B> },
  c: C,
) => Promise<z.input<A> | Response>

/** A body larger than this is refused unless its door says otherwise. */
export const MAX_BODY = 1_048_576

/** The one table of routes: rooms add their doors, the server opens them, tests walk them. */
export class House {
  readonly app = new OpenAPIHono<Env>({
    defaultHook: result => {
      if (!result.success) throw badInput(fieldIssues(result.error))
    },
  })
  readonly doors: Door[] = []
  readonly nav: NavItem[] = []

  /** A screen or a form's target. The path is Hono's, with :params. */
  page(
    method: 'get' | 'post',
    path: string,
    permission: Permission,
    handler: (c: C) => Response | Promise<Response>,
    more: { maxBody?: number } = {},
  ): void {
    this.doors.push({ method, path, kind: 'page', permission })
    const limit = limitBody(more.maxBody ?? MAX_BODY)
    this.app.on(method.toUpperCase(), [path], this.guard(permission), limit, handler as Handler<Env>)
  }

  /** A machine's door: validated in, documented, JSON out. Writes take an Idempotency-Key header. */
  api<
    A extends z.ZodType,
    P extends z.ZodType = z.ZodUndefined,
    Q extends z.ZodType = z.ZodUndefined,
    B extends z.ZodType = z.ZodUndefined,
  >(door: ApiDoor<P, Q, B, A>, handler: ApiHandler<P, Q, B, A>): void {
    const { method, path, permission, summary, tag, params, query, body, answer, status = 200 } = door
    const { maxBody = MAX_BODY, upload, produces } = door
    this.doors.push({ method, path: path.replaceAll(/\{(\w+)\}/g, ':$1'), kind: 'api', permission })
    const isPublic = permission.allow.includes('PUBLIC')
    const route = createRoute({
      method,
      path,
      tags: [tag],
      summary,
      operationId: `${method}${path.replaceAll(/[^A-Za-z0-9]+(.)?/g, (_, next: string | undefined) => (next ?? '').toUpperCase())}`,
      security: isPublic ? [] : [{ bearer: [] }],
      middleware: [this.guard(permission), limitBody(maxBody)] as const,
      request: {
        ...(params ? { params: params as never } : {}),
        ...(query ? { query: query as never } : {}),
        ...(body ? { body: { required: true, content: { 'application/json': { schema: body } } } } : {}),
        ...(upload ? { body: { required: true, content: { 'multipart/form-data': { schema: uploadSchema } } } } : {}),
      },
      responses: {
        [status]: { description: 'Done', content: { [produces ?? 'application/json']: { schema: answer } } },
        '4XX': {
          description: 'Refused, with the reason',
          content: { 'application/problem+json': { schema: problemSchema } },
        },
      },
    })
    this.app.openapi(
      route as never,
      (async (c: C) => {
        const valid = (target: 'param' | 'query' | 'json') => c.req.valid(target as never)
        const input = {
          params: params ? valid('param') : undefined,
          query: query ? valid('query') : undefined,
          body: body ? valid('json') : undefined,
        }
        const said = await handler(c.get('ctx'), input as never, c)
        return said instanceof Response ? said : c.json(said as never, status)
      }) as never,
    )
  }

  private guard(permission: Permission) {
    return async (c: Context<Env>, next: () => Promise<void>) => {
      requirePermission(c.get('ctx').actor, permission)
      await next()
    }
  }
}

const uploadSchema = z.object({ file: z.any().openapi({ type: 'string', format: 'binary' }) })

/** Refuses by the length that was announced, before reading; without one it counts while it reads. */
function limitBody(maxSize: number): MiddlewareHandler {
  const tooLarge = (): never =>
    refuse('BODY_TOO_LARGE', 413, {
      vi: `Nội dung gửi lên lớn quá ${Math.floor(maxSize / MAX_BODY)} MB.`,
      en: `What was sent is larger than ${Math.floor(maxSize / MAX_BODY)} MB.`,
    })
  const counting = bodyLimit({ maxSize, onError: tooLarge })
  return async (c, next) => {
    const announced = Number(c.req.header('content-length') ?? (c.req.method === 'GET' ? '0' : 'NaN'))
    if (Number.isNaN(announced) || c.req.header('transfer-encoding') !== undefined) return await counting(c, next)
    if (announced > maxSize) tooLarge()
    await next()
    return undefined
  }
}

/** @throws Refusal SIGN_IN_NEEDED (401) or NOT_ALLOWED (403) */
export function requirePermission(actor: Actor, permission: Permission): void {
  if (may(actor, permission)) return
  if (actor.kind === 'ANONYMOUS') {
    refuse('SIGN_IN_NEEDED', 401, { vi: 'Hãy đăng nhập để tiếp tục.', en: 'Sign in to continue.' })
  }
  refuse('NOT_ALLOWED', 403, {
    vi: 'Vị trí của bạn không có quyền làm việc này. Nếu cần, hãy nhờ người quản trị.',
    en: 'Your position does not allow this. Ask the administrator if you need it.',
  })
}

export { problemSchema } from './problem.ts'
import { problemSchema } from './problem.ts'
