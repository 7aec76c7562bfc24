import { z } from 'zod'
import { attempt, type FormValues, newFormKey, readForm, refusalErrors } from '#app/kernel/http/form.ts'
import type { C, House } from '#app/kernel/http/house.ts'
import { parse, rowId } from '#app/kernel/input.ts'
import { may } from '#app/kernel/permission.ts'
import { dayOf } from '#app/kernel/text.ts'
import { say } from '#app/kernel/words.ts'
import type { FormErrors } from '#app/ui/index.ts'
import { officerScreen } from '#app/ui/screen.tsx'
import { formOf } from '../forms.ts'
import { writeLayoutInput } from '../input.ts'
import { checksText, headsText } from '../layout-text.ts'
import { layoutPageWords } from '../layout-words.ts'
import { writeLayout } from '../layout-writing.ts'
import { storedLayouts, storedLayoutVersion } from '../layouts.ts'
import { permissions } from '../rules.ts'
import { LayoutForm, LayoutList, LayoutPage } from './layouts.tsx'

/** Layouts of forms: every officer reads them, the control unit writes a further one. */
export function layoutDoors(house: House): void {
  const { see, layout } = permissions
  house.page('get', '/reports/layouts', see, async c => {
    const ctx = c.get('ctx')
    const layouts = await storedLayouts(ctx.db)
    return await officerScreen(
      c,
      { title: say(layoutPageWords, ctx.lang).title },
      <LayoutList layouts={layouts} today={dayOf(ctx.now)} mayWrite={may(ctx.actor, layout)} lang={ctx.lang} />,
    )
  })
  house.page('get', '/reports/layouts/:form/:version', see, async c => {
    const ctx = c.get('ctx')
    const form = formOf(c.req.param('form') ?? '')
    const found = await storedLayoutVersion(ctx.db, form.code, parse(rowId, c.req.param('version')))
    const isNew = c.req.query('saved') !== undefined
    return await officerScreen(
      c,
      { title: `${say(layoutPageWords, ctx.lang).title} ${form.code}` },
      <LayoutPage layout={found} isNew={isNew} mayWrite={may(ctx.actor, layout)} lang={ctx.lang} />,
    )
  })
  house.page('get', '/reports/layouts/:form', layout, async c => await ask(c, null, {}))
  house.page('post', '/reports/layouts/:form', layout, async c => {
    const ctx = c.get('ctx')
    const { code: form } = formOf(c.req.param('form') ?? '')
    const read = await readForm(c, layoutForm)
    if (!read.ok) return await ask(c, read.values, read.errors, 422)
    const done = await attempt(() => writeLayout(ctx, { ...read.value, form }))
    if (!done.ok) return await ask(c, read.values, refusalErrors(done.refusal, ctx.lang), 422)
    return c.redirect(`/reports/layouts/${form}/${done.value.version}?saved`, 303)
  })
}

const layoutForm = z.preprocess(
  value => ({ ...(value as object), verified: (value as { verified?: string }).verified === 'on' }),
  writeLayoutInput.omit({ form: true }),
)

/** The form begins with the newest layout there is. */
async function ask(c: C, values: FormValues | null, errors: FormErrors, status: 200 | 422 = 200): Promise<Response> {
  const ctx = c.get('ctx')
  const form = formOf(c.req.param('form') ?? '')
  const newest = (await storedLayouts(ctx.db)).find(one => one.form === form.code)
  const begun: FormValues = { heads: headsText(newest?.heads ?? []), checks: checksText(newest?.checks ?? []) }
  return await officerScreen(
    c,
    { title: say(layoutPageWords, ctx.lang).writeTitle(form.code), status },
    <LayoutForm
      form={form}
      values={values ?? begun}
      errors={errors}
      formKey={ctx.idempotencyKey ?? newFormKey()}
      lang={ctx.lang}
    />,
  )
}
