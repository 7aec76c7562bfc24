import type { C } from '#app/kernel/http/house.ts'
import { dayOf } from '#app/kernel/text.ts'
import type { FormDefinition } from '../definition.ts'
import { noDraft } from '../refusals.ts'
import { formPage, type FormVersionView, type FormView } from '../views.ts'

/** The draft an editor's address names. */

export interface Draft {
  code: string
  view: FormView
  version: FormVersionView
  form: FormDefinition
  revision: number
}

export const codeOf = (c: C): string => c.req.param('code') ?? ''

export async function viewOf(c: C): Promise<FormView> {
  const ctx = c.get('ctx')
  return await formPage(ctx.db, codeOf(c), dayOf(ctx.now))
}

/** @throws Refusal NOT_FOUND, NO_FORM_DRAFT */
export async function draftOf(c: C): Promise<Draft> {
  const view = await viewOf(c)
  const version = view.draft ?? noDraft(view.code)
  return { code: view.code, view, version, form: version.definition, revision: version.revision }
}
