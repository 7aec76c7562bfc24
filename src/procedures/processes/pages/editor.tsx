import type { C } from '#app/kernel/http/house.ts'
import { say } from '#app/kernel/words.ts'
import { officerScreen } from '#app/ui/screen.tsx'
import type { ReadWarning } from '../reading.ts'
import type { ProcessView } from '../views.ts'
import { processWords } from '../words.ts'
import { ProcessEdit } from './edit.tsx'
import type { FormStep, Rearranged } from './edit-form.ts'
import { agencyNames } from './places.ts'

interface Typed {
  steps: readonly FormStep[]
  declared: string
  at?: number | null
  removed?: Rearranged['removed']
  fits?: boolean
  /** Where the rows come from a file. */
  warnings?: readonly ReadWarning[]
}

/** The editor with what was typed, or read from a file. */
export async function editor(
  c: C,
  view: ProcessView,
  typed: Typed,
  errors: Record<string, string> = {},
  status: 200 | 422 = 200,
): Promise<Response> {
  const ctx = c.get('ctx')
  const places = [...(await agencyNames(ctx))].map(([value, label]) => ({ value, label }))
  return await officerScreen(
    c,
    { title: say(processWords, ctx.lang).edit, status },
    <ProcessEdit
      view={view}
      at={null}
      removed={null}
      fits={false}
      {...typed}
      places={places}
      errors={errors}
      lang={ctx.lang}
    />,
  )
}
