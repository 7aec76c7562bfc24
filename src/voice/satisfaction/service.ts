import { createHash, timingSafeEqual } from 'node:crypto'
import { act } from '#app/kernel/act.ts'
import type { Ctx, Reader } from '#app/kernel/context.ts'
import { notFound, refuse } from '#app/kernel/refusal.ts'
import { formatDateTime } from '#app/kernel/text.ts'
import { questions, type RateInput } from './input.ts'
import { type RatedDossier, whyNoRating, type WhyNoRating } from './rules.ts'

/** The one verb: somebody says how it was. */

export interface SlipDossier extends RatedDossier {
  id: number
  code: string
  agencyId: number
  procedureId: number
  procedureName: string
}

/**
 * The dossier behind a code and the key of its receipt.
 * @throws Refusal NOT_FOUND, the same for a wrong code and a wrong key
 */
export async function dossierFor(db: Reader, code: string, key: string): Promise<SlipDossier> {
  const row = await db
    .selectFrom('onestop.dossier as d')
    .leftJoin('voice.satisfaction as s', join =>
      join.onRef('s.agency_id', '=', 'd.agency_id').onRef('s.dossier_id', '=', 'd.id'),
    )
    .select([
      'd.id',
      'd.code',
      'd.agency_id',
      'd.procedure_id',
      'd.procedure_name',
      'd.status',
      'd.result_delivery',
      'd.verify_key',
      's.given_at',
    ])
    .where('d.code', '=', code)
    .executeTakeFirst()
  if (!row || !sameText(row.verify_key, key)) {
    throw notFound({ vi: 'hồ sơ với mã và khóa này', en: 'A dossier with this code and key' })
  }
  return {
    id: row.id,
    code: row.code,
    agencyId: row.agency_id,
    procedureId: row.procedure_id,
    procedureName: row.procedure_name,
    status: row.status,
    delivery: row.result_delivery,
    ratedAt: row.given_at,
  }
}

/** Compares digests, so that the time taken tells nothing of the key. */
function sameText(a: string, b: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest()
  return timingSafeEqual(digest(a), digest(b))
}

/** @throws Refusal NOT_FOR_OFFICERS (403), NOT_RETURNED_YET (409), RATED_ALREADY (409, saying when) */
export function refuseRating(reason: WhyNoRating, ratedAt: Date | null): never {
  switch (reason) {
    case 'NOT_FOR_OFFICERS':
      return refuse('NOT_FOR_OFFICERS', 403, {
        vi: 'Phiếu này chỉ dành cho người nộp hồ sơ. Cán bộ, công chức không đánh giá thay.',
        en: 'This slip is for the applicant only. Officers never rate for them.',
      })
    case 'NOT_RETURNED_YET':
      return refuse('NOT_RETURNED_YET', 409, {
        vi: 'Hồ sơ chưa trả kết quả. Có thể đánh giá sau khi nhận kết quả.',
        en: 'The result has not been handed over yet. You can rate once you have it.',
      })
    default: {
      const when = ratedAt ? formatDateTime(ratedAt) : ''
      return refuse('RATED_ALREADY', 409, {
        vi: `Hồ sơ này đã được đánh giá lúc ${when}. Mỗi hồ sơ đánh giá một lần.`,
        en: `This dossier was rated at ${when}. Each dossier is rated once.`,
      })
    }
  }
}

/** Keeps the slip of a dossier, as given. */
export async function rate(ctx: Ctx, input: RateInput): Promise<{ code: string; score: number; givenAt: string }> {
  return await act(ctx, 'voice.rate', input, async ({ tx, emit }) => {
    const dossier = await dossierFor(tx, input.code, input.key)
    const reason = whyNoRating(dossier, ctx.actor)
    if (reason) refuseRating(reason, dossier.ratedAt)
    const answers = Object.fromEntries(
      questions.flatMap(name => (input[name] === undefined ? [] : [[name, input[name]]])),
    )
    const kept = await tx
      .insertInto('voice.satisfaction')
      .values({
        agency_id: dossier.agencyId,
        dossier_id: dossier.id,
        code: dossier.code,
        procedure_id: dossier.procedureId,
        score: input.score,
        answers: JSON.stringify(answers),
        comment: input.comment,
        channel: 'WEB',
        given_at: ctx.now,
      })
      .onConflict(oc => oc.columns(['agency_id', 'dossier_id']).doNothing())
      .returning('given_at')
      .executeTakeFirst()
    // Two at once: the other one was first.
    if (!kept) refuseRating('RATED_ALREADY', (await dossierFor(tx, input.code, input.key)).ratedAt)
    emit({
      agencyId: dossier.agencyId,
      stream: `satisfaction:${dossier.id}`,
      type: 'voice.satisfaction.given',
      data: {
        dossierId: dossier.id,
        code: dossier.code,
        procedureId: dossier.procedureId,
        score: input.score,
        answers,
      },
      isNew: true,
    })
    return { code: dossier.code, score: input.score, givenAt: ctx.now.toISOString() }
  })
}
