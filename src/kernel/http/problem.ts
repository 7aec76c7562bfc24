import { z } from '@hono/zod-openapi'
import type { Lang } from '../context.ts'
import type { Refusal } from '../refusal.ts'

/** RFC 9457: what the API says when it refuses. */
export const problemSchema = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.number().int(),
    detail: z.string(),
    code: z.string(),
    requestId: z.string(),
    fields: z.array(z.object({ path: z.string(), message: z.string() })),
  })
  .openapi('Problem')

export type Problem = z.infer<typeof problemSchema>

export function problemOf(refusal: Refusal, lang: Lang, requestId: string): Problem {
  return {
    type: `urn:motcua:problem:${refusal.code.toLowerCase().replaceAll('_', '-')}`,
    title: refusal.words.en,
    status: refusal.status,
    detail: refusal.words[lang],
    code: refusal.code,
    requestId,
    fields: Object.entries(refusal.fields).map(([path, words]) => ({ path, message: words[lang] })),
  }
}

/** What everybody sees of an error nobody expected: calm, with the number to quote. */
export const unexpectedProblem = (requestId: string): Problem => ({
  type: 'urn:motcua:problem:unexpected',
  title: 'Something went wrong on our side',
  status: 500,
  detail: 'Hệ thống gặp sự cố. Chưa có gì được lưu. Hãy thử lại; nếu vẫn lỗi, báo người quản trị kèm mã yêu cầu.',
  code: 'UNEXPECTED',
  requestId,
  fields: [],
})
