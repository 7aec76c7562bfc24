/**
 * A refusal is an answer that can be expected: named, in words a clerk understands, with what to do next.
 * Everything else that goes wrong is an ordinary Error, logged once, and shows a calm page.
 */

export type RefusalStatus = 400 | 401 | 403 | 404 | 409 | 413 | 415 | 422 | 429 | 503

export interface Words2 {
  vi: string
  en: string
}

export class Refusal extends Error {
  readonly code: string
  readonly status: RefusalStatus
  readonly words: Words2
  /** Field path → what is wrong with it, for forms and problem documents. */
  readonly fields: Record<string, Words2>
  /** Seconds after which trying again makes sense. */
  readonly retryAfter: number | null

  constructor(
    code: string,
    status: RefusalStatus,
    words: Words2,
    more: { fields?: Record<string, Words2>; retryAfter?: number } = {},
  ) {
    super(`${code}: ${words.en}`)
    this.name = 'Refusal'
    this.code = code
    this.status = status
    this.words = words
    this.fields = more.fields ?? {}
    this.retryAfter = more.retryAfter ?? null
  }
}

/** By name, for the built server brings its own copy of the class. */
export const isRefusal = (cause: unknown): cause is Refusal => cause instanceof Error && cause.name === 'Refusal'

/** Throws a refusal. Written as a function so that a verb reads as a sentence. */
export function refuse(
  code: string,
  status: RefusalStatus,
  words: Words2,
  more: { fields?: Record<string, Words2>; retryAfter?: number } = {},
): never {
  throw new Refusal(code, status, words, more)
}

export const notFound = (what: Words2): Refusal =>
  new Refusal('NOT_FOUND', 404, {
    vi: `Không tìm thấy ${what.vi}. Hãy kiểm tra lại địa chỉ hoặc mã.`,
    en: `${what.en} was not found. Check the address or the code.`,
  })

export const conflict = (): Refusal =>
  new Refusal('CHANGED_MEANWHILE', 409, {
    vi: 'Người khác vừa thay đổi nội dung này. Hãy tải lại trang rồi làm tiếp.',
    en: 'Somebody else has just changed this. Load the page again and continue.',
  })
