import { z } from 'zod'
import { act } from '#app/kernel/act.ts'
import type { Ctx } from '#app/kernel/context.ts'
import { civilDay, line, parse } from '#app/kernel/input.ts'
import { dayOf } from '#app/kernel/text.ts'
import { agencyTree } from '#app/organisation/agencies/index.ts'
import { mappingDayTaken, notYours } from './refusals.ts'
import { mayRecord, oldLevels } from './rules.ts'
import { mappingOfLevels } from './views.ts'

/** The verb that says from a day on how levels of the old scale are read; what was said for days before stays. */

const newLevel = z.enum(['FULL', 'PARTIAL', 'INFORMATION'])
export const mapLevelsInput = z.object({
  validFrom: civilDay,
  basis: line(300, 5),
  /** Whether the basis was read; else it is only recalled, and shown so. */
  verified: z.boolean().default(false),
  level: z.object({ 1: newLevel, 2: newLevel, 3: newLevel, 4: newLevel }),
})
export type MapLevelsInput = z.input<typeof mapLevelsInput>

/**
 * Writes a further mapping of the old scale, for all four levels.
 * @throws Refusal NOT_YOUR_AGENCY, MAPPING_DAY_TAKEN
 */
export async function mapLevels(ctx: Ctx, input: MapLevelsInput): Promise<{ validFrom: string }> {
  const wanted = parse(mapLevelsInput, input)
  const tree = await agencyTree(ctx.db, dayOf(ctx.now))
  const { agencyId } = ctx.actor
  if (!mayRecord(ctx.actor, agencyId === null ? undefined : tree.get(agencyId)?.kind)) notYours()
  return await act(ctx, 'procedures.mapLevels', wanted, async ({ tx, emit }) => {
    const { validFrom, basis, verified, level } = wanted
    const known = await mappingOfLevels(tx)
    if (known.some(one => one.validFrom === validFrom)) mappingDayTaken(validFrom)
    await tx
      .insertInto('procedures.online_level_mapping')
      .values(
        oldLevels.map(old => ({
          old_level: old,
          valid_from: validFrom,
          new_level: level[old],
          basis,
          verified,
        })),
      )
      .execute()
    emit({
      agencyId: tree.province(),
      stream: 'online-levels',
      type: 'procedures.levels.mapped',
      data: { validFrom, basis, verified, level },
    })
    return { validFrom }
  })
}
