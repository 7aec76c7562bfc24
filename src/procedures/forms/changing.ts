import { act, type Acting } from '#app/kernel/act.ts'
import type { Ctx, Tx } from '#app/kernel/context.ts'
import { notFound } from '#app/kernel/refusal.ts'
import { dayOf } from '#app/kernel/text.ts'
import { agencyTree } from '#app/organisation/agencies/index.ts'
import { changedMeanwhile } from './refusals.ts'
import type { FormState } from './rules.ts'

/** What every verb of forms is made within, and what it says to the rest of the house. */

export const formEvents = {
  drafted: 'procedures.form.drafted',
  saved: 'procedures.form.saved',
  discarded: 'procedures.form.discarded',
  published: 'procedures.form.published',
  closed: 'procedures.form.closed',
  withdrawn: 'procedures.form.withdrawn',
} as const

export type Row = Awaited<ReturnType<typeof versionsOf>>[number]
/** A procedure and its forms, while one of them changes. */
export interface Held {
  tx: Tx
  code: string
  procedureId: number
  versions: Row[]
  draft: Row | null
  tell: (type: string, data: Record<string, unknown>) => void
}

/** One change of a procedure's forms; two of them are one after the other, and one that saw an older draft is refused. */
export async function changing<R>(
  ctx: Ctx,
  verb: string,
  wanted: { procedureCode: string; revision?: number | undefined },
  change: (held: Held) => Promise<R>,
): Promise<R> {
  const code = wanted.procedureCode
  const agencyId = (await agencyTree(ctx.db, dayOf(ctx.now))).province()
  return await act(ctx, verb, wanted, async ({ tx, emit }: Acting) => {
    const found = await tx
      .selectFrom('procedures.procedure')
      .select('id')
      .where('code', '=', code)
      .forUpdate()
      .executeTakeFirst()
    if (!found) throw notFound({ vi: `thủ tục ${code}`, en: `Procedure ${code}` })
    const versions = await versionsOf(tx, found.id)
    const draft = versions.find(version => version.state === 'DRAFT') ?? null
    if (wanted.revision !== undefined && draft?.revision !== wanted.revision) changedMeanwhile()
    const tell = (type: string, data: Record<string, unknown>): void =>
      emit({ agencyId, stream: `form:${code}`, type, data: { procedureCode: code, ...data } })
    return await change({ tx, code, procedureId: found.id, versions, draft, tell })
  })
}

async function versionsOf(tx: Tx, procedureId: number) {
  const rows = await tx
    .selectFrom('procedures.form_version')
    .select(['id', 'no', 'state', 'definition', 'revision', 'undo', 'effective_from as from', 'effective_to as to'])
    .where('procedure_id', '=', procedureId)
    .orderBy('no')
    .execute()
  return rows.map(row => ({ ...row, state: row.state as FormState }))
}
