import { z } from '@hono/zod-openapi'
import type { House } from '#app/kernel/http/house.ts'
import { dayOf } from '#app/kernel/text.ts'
import { emptyForm } from './definition.ts'
import { procedureCode } from './input.ts'
import { formPermissions } from './rules.ts'
import { formSchema } from './schema.ts'
import { formPage } from './views.ts'

/** Forms for machines: everybody may read the one in force, those with 'procedures.write' may write. */

const tag = 'forms'
const params = z.object({ code: procedureCode })

export function formsApi(house: House): void {
  house.api(
    {
      method: 'get',
      path: '/api/v1/procedures/{code}/form',
      permission: formPermissions.read,
      tag,
      summary: 'The form in force today, as JSON Schema (draft 2020-12); without a form it asks for nothing',
      params,
      answer: z.record(z.string(), z.unknown()),
    },
    async (ctx, { params: { code } }) => {
      const view = await formPage(ctx.db, code, dayOf(ctx.now))
      const id = `${ctx.publicUrl}/api/v1/procedures/${view.code}/form`
      return formSchema(view.inForce?.definition ?? emptyForm, id, view.name, ctx.lang)
    },
  )
}
