import { z } from 'zod'
import { attempt, newFormKey, readForm, refusalErrors } from '#app/kernel/http/form.ts'
import { type C, type House, MAX_BODY } from '#app/kernel/http/house.ts'
import { sendSheet } from '#app/kernel/http/sheet.ts'
import { parse, rowId } from '#app/kernel/input.ts'
import { may } from '#app/kernel/permission.ts'
import { sheetOf } from '#app/kernel/sheet.ts'
import { formatDateTime } from '#app/kernel/text.ts'
import { say } from '#app/kernel/words.ts'
import type { FormErrors } from '#app/ui/index.ts'
import { officerScreen } from '#app/ui/screen.tsx'
import { permissions } from '../rules.ts'
import { runImport, startImport } from '../service.ts'
import { importRun, importRuns, runsQuery } from '../views.ts'
import { nationalWords } from '../words.ts'
import { ImportRunPage, LOOK_EVERY } from './run.tsx'
import { ImportRuns } from './runs.tsx'

/** A packed file of the whole nation has two to three megabytes, an unpacked one ten times as much. */
const MAX_FILE = 64 * MAX_BODY

/** The officers' pages of the national database: all officers read, the control unit imports. */
export function nationalDoors(house: House): void {
  house.page('get', '/catalogue/import', permissions.look, async c => await runs(c, {}))
  house.page('post', '/catalogue/import', permissions.import, take, { maxBody: MAX_FILE + 65_536 })
  house.page('get', '/catalogue/import/:id', permissions.look, async c => {
    const ctx = c.get('ctx')
    const run = await importRun(ctx, parse(rowId, c.req.param('id')))
    const title = say(nationalWords, ctx.lang).run(formatDateTime(run.at))
    const refresh = run.state === 'RUNNING' && !run.stalled ? LOOK_EVERY : undefined
    return await officerScreen(c, { title, refresh }, <ImportRunPage run={run} lang={ctx.lang} />)
  })
  house.page('get', '/catalogue/import/:id/export', permissions.look, async c => {
    const ctx = c.get('ctx')
    const w = say(nationalWords, ctx.lang)
    const { id, rejections } = await importRun(ctx, parse(rowId, c.req.param('id')))
    const bytes = await sheetOf(w.rejections, rejections, [
      [w.line, 10, one => one.line],
      [w.code, 24, one => one.code ?? ''],
      [w.reason, 40, one => w[one.reason]],
      ['', 80, one => one.message],
    ])
    return sendSheet(c, `import-${id}-rejections`, bytes)
  })
}

async function take(c: C): Promise<Response> {
  const ctx = c.get('ctx')
  const { files } = await readForm(c, z.object({}))
  const file = files['file']?.[0]
  if (!file) return await runs(c, { file: say(nationalWords, ctx.lang).fileMissing }, 422)
  const started = await attempt(() => startImport(ctx, { name: file.name }))
  if (!started.ok) return await runs(c, refusalErrors(started.refusal, ctx.lang), 422)
  const { runId } = started.value
  const content = new Uint8Array(await file.arrayBuffer())
  // Not waited for: the page of the run says how far it is, and whatever stops it is written there.
  void runImport(ctx, { runId, name: file.name }, content)
  return c.redirect(`/catalogue/import/${runId}`, 303)
}

async function runs(c: C, errors: FormErrors, status: 200 | 422 = 200): Promise<Response> {
  const ctx = c.get('ctx')
  const query = parse(runsQuery, c.req.query())
  return await officerScreen(
    c,
    { title: say(nationalWords, ctx.lang).imports, status },
    <ImportRuns
      page={await importRuns(ctx, query)}
      query={query}
      mayImport={may(ctx.actor, permissions.import)}
      maxMegabytes={MAX_FILE / MAX_BODY}
      formKey={newFormKey()}
      errors={errors}
      lang={ctx.lang}
    />,
  )
}
