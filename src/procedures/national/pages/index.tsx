import type { House } from '#app/kernel/http/house.ts'
import { say } from '#app/kernel/words.ts'
import { officerScreen } from '#app/ui/screen.tsx'
import { permissions } from '../rules.ts'
import { importRuns } from '../views.ts'
import { nationalWords } from '../words.ts'
import { ImportRuns } from './runs.tsx'

/** The officers' pages of the national database. */
export function nationalDoors(house: House): void {
  house.page('get', '/catalogue/import', permissions.look, async c => {
    const ctx = c.get('ctx')
    return await officerScreen(
      c,
      { title: say(nationalWords, ctx.lang).imports },
      <ImportRuns runs={await importRuns(ctx)} lang={ctx.lang} />,
    )
  })
}
