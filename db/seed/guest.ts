import { saveStep, startDraft } from '#app/onestop/portal/index.ts'
import { addWorkingMinutes } from '#app/organisation/calendar/index.ts'
import { type Cast, ctxAt } from './cast.ts'
import { Dice } from './dice.ts'

/** What the guest has begun to file and left for later. */
export async function beginDraft(cast: Cast): Promise<void> {
  const { guest, options } = cast
  const yesterday = addWorkingMinutes(cast.calendarOf(cast.tree.province()), options.now, -300)
  const ctx = ctxAt(cast, guest.actor, yesterday, new Dice('draft'))
  const { id } = await startDraft(ctx, { code: '1.001776' })
  await saveStep(ctx, id, 'agency', { agencyCode: 'H71.30' })
  const { name, idNo, phone, address } = guest.person
  await saveStep(ctx, id, 'applicant', { applicant: { kind: 'CITIZEN', name, idNo, phone, address } })
}
