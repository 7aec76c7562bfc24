import type { z } from 'zod'
import type { Ctx } from '#app/kernel/context.ts'
import { refuse } from '#app/kernel/refusal.ts'
import { dayOf } from '#app/kernel/text.ts'
import { agencyTree } from '#app/organisation/agencies/index.ts'
import { type OpinionMark, type OpinionWriting, out } from './asking.ts'
import { dossierEvents } from './events.ts'
import { type Done, type Held, onDossier, record } from './holding.ts'
import type { endInput, giveOpinionInput } from './input.ts'
import { addPapers } from './papers.ts'

/** The verbs of opinions asked beside a step: the agency asked answers, or the holder of the step goes on without. */

/**
 * An officer of the agency asked says what it thinks. The step stays with its holder.
 * @throws Refusal OPINION_NOT_YOURS, OPINION_ENDED
 */
export async function giveOpinion(ctx: Ctx, code: string, input: z.output<typeof giveOpinionInput>): Promise<Done> {
  const check = (opinions: readonly OpinionMark[]): void => checkOpen(opinions, input.no, ctx.actor.agencyId)
  const deed = async (held: Held): Promise<void> => {
    check(held.opinions)
    const agency = (await agencyTree(ctx.db, dayOf(ctx.now))).get(ctx.actor.agencyId ?? 0)?.name ?? ''
    const { no, verdict, body, file } = input
    held.writing.opinions = {
      give: {
        no,
        verdict,
        body,
        file_sha256: file?.sha256 ?? null,
        file_name: file?.name ?? null,
        officer_id: ctx.actor.officerId,
        officer_name: ctx.actor.name,
        at: ctx.now,
      },
    }
    if (file) {
      const paper = {
        name: `Ý kiến của ${agency}`,
        originals: 0,
        copies: 0,
        fileSha256: file.sha256,
        fileName: file.name,
      }
      addPapers(held, 'OTHER', [paper])
    }
    // What was said stays out of the log, which is for ever and for more eyes.
    record(held, dossierEvents.opinionGiven, {}, { opinionNo: no, agency, verdict })
  }
  // It stands by itself: what others did to the dossier meanwhile does not matter to it.
  return await onDossier(ctx, 'giveOpinion', code, { ...input, version: undefined }, deed, check)
}

/** Who asks is at that agency, and the question still stands. */
function checkOpen(opinions: readonly OpinionMark[], no: number, agencyId: number | null): void {
  const opinion = opinions.find(one => one.no === no)
  if (!opinion || opinion.agencyId !== agencyId) {
    refuse('OPINION_NOT_YOURS', 403, {
      vi: 'Ý kiến này không hỏi cơ quan của bạn. Hãy mở danh sách "Cho ý kiến" để thấy việc của cơ quan mình.',
      en: 'This opinion was not asked of your agency. See the list of opinions asked of yours.',
    })
  }
  if (opinion.state === 'OPEN') return
  const given = opinion.state === 'GIVEN'
  refuse('OPINION_ENDED', 409, {
    vi: given
      ? 'Cơ quan bạn đã cho ý kiến này rồi. Mở hồ sơ để xem nội dung.'
      : 'Ý kiến này không còn cần nữa: hồ sơ đã đi tiếp hoặc đã được trả lại.',
    en: given
      ? 'Your agency has given this opinion already. Open the dossier to read it.'
      : 'This opinion is no longer wanted: the dossier has gone on or was sent back.',
  })
}

/** The holder of the step goes on without the opinions that are out, and says why. */
export async function goWithoutOpinion(ctx: Ctx, code: string, input: z.output<typeof endInput>): Promise<Done> {
  return await onDossier(ctx, 'goWithoutOpinion', code, input, async held => {
    const agencies = await namesOut(held)
    closeOpinions(held, 'WITHOUT', input.reason)
    record(held, dossierEvents.wentWithoutOpinion, {}, { agencies, reason: input.reason })
  })
}

/** Closes whatever is out, where the step is left another way than forward. */
export function closeOpinions(held: Held, why: NonNullable<OpinionWriting['close']>['why'], reason: string): void {
  if (out(held.opinions).length === 0) return
  held.writing.opinions = { ...held.writing.opinions, close: { at: held.ctx.now, why, reason } }
}

/** @throws Refusal OPINIONS_OUT while an opinion asked beside the step is not there */
export async function refuseWhileOut(held: Held): Promise<void> {
  if (out(held.opinions).length === 0) return
  const names = (await namesOut(held)).join(', ')
  refuse('OPINIONS_OUT', 409, {
    vi: `Còn chờ ý kiến của ${names}. Hãy chờ đủ, hoặc chọn "Đi tiếp không chờ ý kiến" và ghi lý do.`,
    en: `The opinion of ${names} is not there yet. Wait for it, or go on without it and say why.`,
  })
}

async function namesOut({ ctx, opinions }: Held): Promise<string[]> {
  const tree = await agencyTree(ctx.db, dayOf(ctx.now))
  return out(opinions).map(id => tree.get(id)?.name ?? '')
}
