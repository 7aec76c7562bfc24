import { z } from '@hono/zod-openapi'
import { procedureCode } from '#app/kernel/codes.ts'
import type { House } from '#app/kernel/http/house.ts'
import { may } from '#app/kernel/permission.ts'
import { dayOf, isoLocal } from '#app/kernel/text.ts'
import { emptyForm, FormDefinitionSchema } from './definition.ts'
import { publishFormInput, saveFormInput, withdrawFormInput } from './input.ts'
import { minutesToFill } from './minutes.ts'
import { noDraft } from './refusals.ts'
import { formPermissions, formStates } from './rules.ts'
import { formSchema } from './schema.ts'
import { discardForm, publishForm, saveForm } from './service.ts'
import { formPage, type FormVersionView } from './views.ts'
import { withdrawForm } from './withdrawing.ts'

/** Forms for machines: everybody may read those published, those with 'procedures.write' may write. */

const tag = 'forms'
const params = z.object({ code: procedureCode })

const version = z
  .object({
    no: z.number().int(),
    state: z.enum(formStates),
    from: z.string().nullable(),
    to: z.string().nullable().openapi({ description: 'First day it no longer holds' }),
    note: z.string(),
    minutes: z.number().int().openapi({ description: 'How long filling in takes: measured, or estimated' }),
    revision: z.number().int().openapi({ description: 'Of a draft: rises with every save' }),
    publishedAt: z.string().nullable(),
    withdrawn: z
      .object({ at: z.string(), reason: z.string() })
      .nullable()
      .openapi({ description: 'Said to end without a next version' }),
  })
  .openapi('FormVersion')
const whole = version.extend({ definition: FormDefinitionSchema }).openapi('FormVersionWithDefinition')
const saved = z
  .object({ formVersionId: z.number().int(), no: z.number().int(), revision: z.number().int() })
  .openapi('FormSaved')

const lineOf = (one: FormVersionView) => ({
  no: one.no,
  state: one.state,
  from: one.from,
  to: one.to,
  note: one.note,
  minutes: minutesToFill(one.definition),
  revision: one.revision,
  publishedAt: one.publishedAt && isoLocal(one.publishedAt),
  withdrawn: one.withdrawn && { at: isoLocal(one.withdrawn.at), reason: one.withdrawn.reason },
})

export function formsApi(house: House): void {
  readingApi(house)
  writingApi(house)
}

function readingApi(house: House): void {
  const { read, seeDraft } = formPermissions
  house.api(
    {
      method: 'get',
      path: '/api/v1/procedures/{code}/form',
      permission: read,
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
  house.api(
    {
      method: 'get',
      path: '/api/v1/procedures/{code}/form/versions',
      permission: read,
      tag,
      summary: 'All versions of a form with their definitions, newest first; the draft only for those who may see it',
      params,
      answer: z.object({ items: z.array(whole) }),
    },
    async (ctx, { params: { code } }) => {
      const { versions } = await formPage(ctx.db, code, dayOf(ctx.now))
      const shown = versions.filter(one => one.state !== 'DRAFT' || may(ctx.actor, seeDraft))
      return { items: shown.map(one => ({ ...lineOf(one), definition: one.definition })) }
    },
  )
  house.api(
    {
      method: 'get',
      path: '/api/v1/procedures/{code}/form/draft',
      permission: seeDraft,
      tag,
      summary: 'The draft of a form with its definition',
      params,
      answer: whole,
    },
    async (ctx, { params: { code } }) => {
      const { draft } = await formPage(ctx.db, code, dayOf(ctx.now))
      const one = draft ?? noDraft(code)
      return { ...lineOf(one), definition: one.definition }
    },
  )
}

function writingApi(house: House): void {
  const { write } = formPermissions
  house.api(
    {
      method: 'put',
      path: '/api/v1/procedures/{code}/form/draft',
      permission: write,
      tag,
      summary: 'Write the draft of a form as a whole; one is begun where there is none',
      params,
      body: saveFormInput.omit({ procedureCode: true }),
      answer: saved,
    },
    async (ctx, { params: { code }, body }) => await saveForm(ctx, { ...body, procedureCode: code }),
  )
  house.api(
    {
      method: 'post',
      path: '/api/v1/procedures/{code}/form/draft/publish',
      permission: write,
      tag,
      summary: 'Publish the draft of a form from a day on',
      params,
      body: publishFormInput.omit({ procedureCode: true }),
      answer: saved,
    },
    async (ctx, { params: { code }, body }) => await publishForm(ctx, { ...body, procedureCode: code }),
  )
  house.api(
    {
      method: 'post',
      path: '/api/v1/procedures/{code}/form/withdraw',
      permission: write,
      tag,
      summary: 'End a published version without a next one; of one that has not begun, the version before goes on',
      params,
      body: withdrawFormInput.omit({ procedureCode: true }),
      answer: z.object({
        no: z.number().int(),
        effectiveTo: z.string(),
        goesOn: z.number().int().nullable().openapi({ description: 'The version in force instead' }),
      }),
    },
    async (ctx, { params: { code }, body }) => await withdrawForm(ctx, { ...body, procedureCode: code }),
  )
  house.api(
    {
      method: 'delete',
      path: '/api/v1/procedures/{code}/form/draft',
      permission: write,
      tag,
      summary: 'Throw the draft of a form away',
      params,
      answer: z.object({ no: z.number().int() }),
    },
    async (ctx, { params: { code } }) => await discardForm(ctx, { procedureCode: code }),
  )
}
