import type { Ctx } from '#app/kernel/context.ts'
import { FormDefinitionSchema } from '#app/procedures/forms/index.ts'
import { publishForm, saveForm } from '#app/procedures/forms/service.ts'
import forms from './forms.json' with { type: 'json' }

/** Forms with everything a form can ask, as second versions of a few procedures: what they ask is invented. */

/** In the middle of what the demo tells, so that dossiers of both versions are there. */
const IN_FORCE = '2026-07-01'
const NOTE = 'Dữ liệu minh họa: mẫu đơn có phần điều kiện, nhóm nhiều dòng, giấy tờ theo trường hợp.'

/** Seeds them as of `ctx.now` into a province with its procedures. */
export async function seedForms(ctx: Ctx): Promise<{ forms: number }> {
  for (const { code, definition } of forms) {
    await saveForm(ctx, { procedureCode: code, definition: FormDefinitionSchema.parse(definition), note: NOTE })
    await publishForm(ctx, { procedureCode: code, effectiveFrom: IN_FORCE })
  }
  return { forms: forms.length }
}
