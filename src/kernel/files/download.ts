import { attachment } from '../http/attachment.ts'
import type { C } from '../http/house.ts'
import { openUpload } from './service.ts'

/**
 * Answers with an upload, to be saved and never to be shown in our place: attachment, no guessing of types. What is sent
 * as an attachment also loses every right of a page (see src/kernel/http/open.ts).
 */
export async function sendUpload(c: C, file: { sha256: string; name: string }): Promise<Response> {
  const { stream, size, mediaType } = await openUpload(c.get('ctx'), file.sha256)
  return c.body(stream, 200, {
    'content-type': mediaType,
    'content-length': String(size),
    'content-disposition': attachment(file.name),
    'x-content-type-options': 'nosniff',
  })
}
