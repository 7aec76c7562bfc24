import { newFormKey } from '#app/kernel/http/form.ts'
import type { C, House } from '#app/kernel/http/house.ts'
import { say } from '#app/kernel/words.ts'
import { officerScreen } from '#app/ui/screen.tsx'
import { actions, permissions } from '../rules.ts'
import { dossierPage } from '../views.ts'
import { dossierWords } from '../words.ts'
import { One, parts } from './one.tsx'
import { codeParam } from './verb-doors.tsx'
import { pageWords } from './words.ts'

/** One dossier, masked; and the same revealed, which is a POST because it is recorded. */
export function oneDoors(house: House): void {
  house.page('get', '/work/dossiers/:code', permissions.read, c => showOne(c, false))
  house.page('post', '/work/dossiers/:code/reveal', permissions.read, c => showOne(c, true))
}

async function showOne(c: C, reveal: boolean): Promise<Response> {
  const ctx = c.get('ctx')
  const dossier = await dossierPage(ctx, codeParam(c), { reveal })
  const part = parts.find(one => one === c.req.query('part')) ?? 'content'
  const action = actions.find(one => one === c.req.query('done'))
  const notice = action
    ? say(pageWords, ctx.lang).doneNotice(say(dossierWords, ctx.lang)[`do_${action}`].toLowerCase())
    : null
  return await officerScreen(
    c,
    { title: dossier.code },
    <One ctx={ctx} dossier={dossier} part={part} formKey={newFormKey()} notice={notice} />,
  )
}
