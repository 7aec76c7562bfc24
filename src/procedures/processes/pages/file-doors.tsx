import { z } from 'zod'
import { procedureCode } from '#app/kernel/codes.ts'
import { attempt, readForm, refusalErrors } from '#app/kernel/http/form.ts'
import type { C, House } from '#app/kernel/http/house.ts'
import { notFound } from '#app/kernel/refusal.ts'
import { dayOf } from '#app/kernel/text.ts'
import { say } from '#app/kernel/words.ts'
import { Breadcrumbs, Button, FileField, Form, FormActions, type FormErrors, Head, TextField } from '#app/ui/index.ts'
import { officerScreen } from '#app/ui/screen.tsx'
import { bpmnOf } from '../bpmn.ts'
import { readProcessFile } from '../process-file.ts'
import { processPermissions } from '../rules.ts'
import { processPage } from '../views.ts'
import { processWords } from '../words.ts'
import { declaredForm, toForm } from './edit-form.ts'
import { editor } from './editor.tsx'
import { agencyNames } from './places.ts'

/** Processes as files: out as BPMN, in from BPMN or Word. What was read is shown in the editor; saving it makes the draft. */

const MAX_FILE = 3 * 1_048_576

export function fileDoors(house: House): void {
  const { look, edit } = processPermissions
  house.page('get', '/processes/:code/bpmn', look, async c => {
    const ctx = c.get('ctx')
    const view = await processPage(ctx.db, c.req.param('code') ?? '', dayOf(ctx.now))
    const version = c.req.query('draft') === undefined ? (view.inForce ?? view.draft) : view.draft
    if (!version) throw notFound({ vi: `quy trình của thủ tục ${view.code}`, en: `The process of ${view.code}` })
    const { steps, onSite } = version
    const xml = await bpmnOf({
      procedureCode: view.code,
      name: view.name,
      steps,
      onSite,
      places: await agencyNames(ctx),
    })
    c.header('content-type', 'application/bpmn+xml; charset=utf-8')
    c.header('content-disposition', `attachment; filename="process-${view.code}.bpmn"`)
    return c.body(xml)
  })
  house.page('get', '/processes/import', edit, async c => await ask(c, {}, {}))
  house.page('post', '/processes/import', edit, take, { maxBody: MAX_FILE + 65_536 })
}

const importForm = z.object({ procedureCode: procedureCode.optional() })

async function take(c: C): Promise<Response> {
  const ctx = c.get('ctx')
  const w = say(processWords, ctx.lang)
  const read = await readForm(c, importForm)
  if (!read.ok) return await ask(c, read.values, read.errors, 422)
  const file = read.files['file']?.[0]
  if (!file) return await ask(c, read.values, { file: w.importMissing }, 422)
  const places = await agencyNames(ctx)
  const done = await attempt(async () => await readProcessFile(new Uint8Array(await file.arrayBuffer()), places))
  if (!done.ok) return await ask(c, read.values, refusalErrors(done.refusal, ctx.lang), 422)
  const code = read.value.procedureCode ?? procedureCode.safeParse(done.value.procedureCode).data
  if (!code) return await ask(c, read.values, { procedureCode: w.importNoProcedure }, 422)
  const found = await attempt(async () => await processPage(ctx.db, code, dayOf(ctx.now)))
  if (!found.ok) return await ask(c, read.values, { procedureCode: found.refusal.words[ctx.lang] }, 422)
  const { steps, onSite, warnings } = done.value
  return await editor(c, found.value, { steps: toForm(steps), declared: declaredForm(onSite), warnings })
}

async function ask(
  c: C,
  values: Record<string, string | string[]>,
  errors: FormErrors,
  status: 200 | 422 = 200,
): Promise<Response> {
  const { lang } = c.get('ctx')
  const w = say(processWords, lang)
  return await officerScreen(
    c,
    { title: w.import, status },
    <>
      <Breadcrumbs items={[{ label: w.processes, href: '/processes' }]} />
      <Head title={w.import} />
      <p>{w.importLead}</p>
      <Form
        action="/processes/import"
        values={{ procedureCode: c.req.query('code') ?? '', ...values }}
        errors={errors}
        files
      >
        <TextField name="procedureCode" label={w.importFor} required={false} width={16} maxLength={30} />
        <FileField name="file" label={w.importFile} accept=".bpmn,.xml,.docx" limit={`${MAX_FILE / 1_048_576} MB`} />
        <FormActions>
          <Button kind="primary">{w.importGo}</Button>
        </FormActions>
      </Form>
    </>,
  )
}
