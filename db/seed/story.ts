import { dayOf, startOfDay } from '#app/kernel/text.ts'
import { type ProcedureForIntake, procedureForIntake } from '#app/procedures/catalogue/index.ts'
import { type Cast, inLanes } from './cast.ts'
import { live, type Lived } from './life.ts'
import { makePlans, type Plan } from './plans.ts'

/** Fifteen months of dossiers: planned, then lived through by the verbs, agency by agency. */

/** Dossiers of one agency run one after another so that their codes follow its days; so many agencies at a time. */
const LANES = 8
const MONTHS = 15

/** When the story begins: fifteen months back, but not before the communes of today. */
export function beginOf(now: Date): Date {
  const [year = 0, month = 1, day = 1] = dayOf(now).split('-').map(Number)
  const months = year * 12 + (month - 1) - MONTHS
  const first = new Date(Date.UTC(Math.floor(months / 12), months % 12, Math.min(day, 28))).toISOString().slice(0, 10)
  return startOfDay(first < '2025-07-02' ? '2025-07-02' : first)
}

/** Makes the dossiers. @returns every dossier there is now, in the order of its plan */
export async function liveDossiers(cast: Cast, begins: Date): Promise<Lived[]> {
  const intakes = await handledProcedures(cast)
  const plans = makePlans(cast, intakes, begins).sort((a, b) => a.at.getTime() - b.at.getTime() || a.index - b.index)
  const lived: Lived[] = []
  let done = 0
  await inLanes(byAgency(plans), LANES, async agencyPlans => {
    for (const plan of agencyPlans) {
      const one = await live(cast, plan)
      if (one) lived.push(one)
      cast.options.progress?.('Hồ sơ / dossiers', ++done, plans.length)
    }
  })
  return lived.sort((a, b) => a.plan.index - b.plan.index)
}

/** Busiest agencies first, so that none is left to work alone at the end. */
function byAgency(plans: readonly Plan[]): Plan[][] {
  const groups = Map.groupBy(plans, plan => plan.homeId)
  return [...groups.values()].sort((a, b) => b.length - a.length || (a[0]?.homeId ?? 0) - (b[0]?.homeId ?? 0))
}

/** Published procedures somebody in the province handles. */
async function handledProcedures(cast: Cast): Promise<ProcedureForIntake[]> {
  const rows = await cast.db.selectFrom('procedures.procedure').select('code').orderBy('code').execute()
  const found: ProcedureForIntake[] = []
  for (const { code } of rows) {
    const intake = await procedureForIntake(cast.db, code, dayOf(cast.options.now))
    if (intake?.process && intake.home !== null && intake.scope === 'PUBLIC') found.push(intake)
  }
  return found
}
