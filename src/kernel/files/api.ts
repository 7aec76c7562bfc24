import { z } from '@hono/zod-openapi'
import type { House } from '../http/house.ts'
import { fileMissing } from './refusals.ts'
import { bodyFor, paperUploads, permissions } from './rules.ts'
import { storeUpload } from './service.ts'

const stored = z
  .object({ sha256: z.string(), size: z.number().int(), mediaType: z.string(), name: z.string() })
  .openapi('StoredFile')

export function filesDoors(house: House): void {
  house.api(
    {
      method: 'post',
      path: '/api/v1/files',
      permission: permissions.upload,
      tag: 'files',
      summary: 'Upload a file; name its sha256 in the verb that follows',
      upload: true,
      maxBody: bodyFor(paperUploads),
      answer: stored,
      status: 201,
    },
    async (ctx, _, c) => {
      const { file } = await c.req.parseBody()
      if (!(file instanceof File)) throw fileMissing()
      return await storeUpload(ctx, file, paperUploads)
    },
  )
}
