import { attempt, type FormValues, newFormKey, readForm, refusalErrors } from '#app/kernel/http/form.ts'
import type { C, House } from '#app/kernel/http/house.ts'
import { parse, rowId } from '#app/kernel/input.ts'
import { publicScreen } from '#app/ui/screen.tsx'
import { publicListQuery, publicOpinionInput } from '../input.ts'
import { sendPublicOpinion } from '../opinions.ts'
import { opinionPace } from '../pace.ts'
import { publicDraft, publicDrafts } from '../public.ts'
import { publicPermission } from '../rules.ts'
import { unknownDraft } from '../service.ts'
import { notFound } from '#app/kernel/refusal.ts'
import { PublicList, PublicPage } from './public.tsx'
import { pageWords } from './words.ts'

/** The public's screens of drafts. */
export function publicDraftDoors(house: House): void {
  movedDoors(house)
  house.page('get', '/consultations', publicPermission, async c => {
    const ctx = c.get('ctx')
    const query = parse(publicListQuery, c.req.query())
    const page = await publicDrafts(ctx, query)
    const w = pageWords[ctx.lang]
    return publicScreen(
      c,
      { title: w.publicTitle, description: w.publicLead },
      <PublicList
        items={page.items}
        firstHref={query.after ? '/consultations' : undefined}
        nextHref={page.next ? `/consultations?after=${page.next}` : undefined}
        lang={ctx.lang}
      />,
    )
  })

  house.page('get', '/consultations/:id', publicPermission, async c => await one(c, {}, {}))

  house.page('post', '/consultations/:id', publicPermission, async c => {
    const ctx = c.get('ctx')
    await opinionPace(c)
    const draftId = idOf(c)
    const read = await readForm(c, publicOpinionInput.omit({ draftId: true }))
    if (!read.ok) return await one(c, read.values, read.errors, 422)
    const sent = await attempt(() => sendPublicOpinion(ctx, { ...read.value, draftId }))
    if (sent.ok) return c.redirect(`/consultations/${draftId}?sent=1`, 303)
    if (sent.refusal.status === 404) throw sent.refusal
    return await one(c, read.values, refusalErrors(sent.refusal, ctx.lang), sent.refusal.status === 409 ? 409 : 422)
  })
}

/** Where these pages were before; `/drafts/:id/:step` belongs to what citizens are filing. */
function movedDoors(house: House): void {
  house.page('get', '/drafts', publicPermission, async c => c.redirect('/consultations', 301))
  house.page('get', '/drafts/:id', publicPermission, async c => c.redirect(`/consultations/${idOf(c)}`, 301))
}

/** The draft of this address; whatever is no number is no draft. */
export function idOf(c: C, name = 'id'): number {
  const id = rowId.safeParse(c.req.param(name))
  if (!id.success) throw notFound(unknownDraft)
  return id.data
}

async function one(
  c: C,
  values: FormValues,
  errors: Record<string, string>,
  status: 200 | 409 | 422 = 200,
): Promise<Response> {
  const ctx = c.get('ctx')
  const view = await publicDraft(ctx, idOf(c))
  return publicScreen(
    c,
    { title: view.title, status, description: view.question.slice(0, 200) },
    <PublicPage
      view={view}
      sent={c.req.query('sent') === '1' && status === 200}
      values={values}
      errors={errors}
      formKey={status === 422 && ctx.idempotencyKey ? ctx.idempotencyKey : newFormKey()}
      lang={ctx.lang}
    />,
  )
}
