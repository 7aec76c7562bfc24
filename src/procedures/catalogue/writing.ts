import { z } from 'zod'
import { act } from '#app/kernel/act.ts'
import type { Ctx } from '#app/kernel/context.ts'
import { parse } from '#app/kernel/input.ts'
import { procedureCode } from '#app/kernel/codes.ts'
import { redraft, workingVersion } from './adopting.ts'
import { differing } from './diff.ts'
import type { Drafted } from './drafts.ts'
import { catalogueEvents, knownProcedure, procedureStream, provinceOf } from './loading.ts'
import { codeDiffers, contentSame, nothingToAdopt } from './refusals.ts'
import { ProcedureContent } from './shape.ts'
import { storedContent } from './stored.ts'

export const writeContentInput = z.object({ code: procedureCode, content: ProcedureContent })
export type WriteContentInput = z.input<typeof writeContentInput>

/**
 * Writes the content of a procedure's draft anew; without a draft one is made from the version in force, which keeps who
 * decides, how far on-line, the promises and the form.
 * @throws Refusal NOT_FOUND, NOTHING_TO_ADOPT, CODE_DIFFERS, CONTENT_SAME, PROMISE_OVER_LEGAL, DECISION_SEALED
 */
export async function writeContent(ctx: Ctx, input: WriteContentInput): Promise<Drafted> {
  const { code, content } = parse(writeContentInput, input)
  if (content.code !== code) codeDiffers(code, content.code)
  const agencyId = await provinceOf(ctx)
  return await act(ctx, 'procedures.writeContent', { code, content }, async ({ tx, emit }) => {
    const procedureId = await knownProcedure(tx, code)
    const base = await workingVersion(tx, procedureId)
    if (!base) nothingToAdopt(code)
    const parts = differing({ content: storedContent(base.content), promised: null }, { content, promised: null })
    if (parts.length === 0) contentSame()
    const { id: versionId, no } = await redraft(ctx, tx, procedureId, base, content)
    emit({
      agencyId,
      stream: procedureStream(code),
      type: catalogueEvents.written,
      data: { code, versionId, no, parts },
    })
    return { code, versionId, no }
  })
}
