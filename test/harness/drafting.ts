import { anonymous } from '#app/kernel/context.ts'
import type { Connection } from '#app/kernel/db/connect.ts'
import { Refusal } from '#app/kernel/refusal.ts'
import { type Affected, affectedOf } from '#app/procedures/drafting/affected.ts'
import { declareParts, saveAnswers, signAssessment } from '#app/procedures/drafting/assessing.ts'
import { openRoundInput, registerInput } from '#app/procedures/drafting/input.ts'
import { draftView } from '#app/procedures/drafting/page.ts'
import { registerDraft } from '#app/procedures/drafting/service.ts'
import { tagArticle } from '#app/procedures/drafting/tagging.ts'
import { pasteText } from '#app/procedures/drafting/texts.ts'
import { testCtx } from './database.ts'
import { staffedProvince } from './staffed.ts'

/** The code of a refusal, 'done' where nothing was refused. */
export async function codeOf(doing: Promise<unknown>): Promise<string> {
  try {
    await doing
    return 'done'
  } catch (cause) {
    if (cause instanceof Refusal) return cause.code
    throw cause
  }
}

export async function refusalOf(doing: Promise<unknown>): Promise<Refusal> {
  try {
    await doing
  } catch (cause) {
    if (cause instanceof Refusal) return cause
    throw cause
  }
  throw new Error('was not refused')
}

const NOW = '2026-11-16T08:00:00+07:00'
const TEXT = 'Điều 1. Phạm vi\nQuyết định này quy định.\nĐiều 2. Hồ sơ\n1. Đơn.\nĐiều 3. Bãi bỏ\nBãi bỏ thủ tục.'
export const title = 'Quyết định quy định thủ tục về việc làm'

const TEXTS = ['1a', '1c', '2b', '9b', '13c']
const YES = ['1b', '2a', '4a', '5a', '6a', '7a', '8a', '9a', '12a', '15a']
const NO = ['3a', '9c', '10a', '11a', '14a', '16a']
/** Answers to annex I of a procedure nothing is wrong with. */
export const goodAnswers = {
  ...Object.fromEntries(TEXTS.map(key => [key, 'Nội dung trả lời.'])),
  ...Object.fromEntries(YES.map(key => [key, 'YES'])),
  ...Object.fromEntries(NO.map(key => [key, 'NO'])),
  '13a': 'RIGHT',
}

/** A province whose department of labour drafts texts, with everybody who has a part in it, on Monday 16/11/2026. */
export async function draftingOffice(connection: Connection) {
  const { db } = connection
  const place = await staffedProvince(connection)
  const who = {
    author: await place.officer('Chuyên viên Việc làm', place.labourDivision, 'SPECIALIST'),
    leader: await place.officer('Giám đốc Sở Lao động', place.labour, 'LEADER'),
    justice: await place.officer('Chuyên viên Hộ tịch', place.justiceDivision, 'SPECIALIST'),
    justiceLeader: await place.officer('Giám đốc Sở Tư pháp', place.justice, 'LEADER'),
    control: await place.officer('Kiểm soát viên', place.province, 'CONTROL'),
    communeControl: await place.officer('Đầu mối xã', place.commune, 'CONTROL'),
    reception: await place.officer('Tiếp nhận', place.labour, 'RECEPTION'),
  }
  await place.procedure('1.000101', 'Cấp giấy phép lao động')
  await place.procedure('1.000102', 'Gia hạn giấy phép lao động')
  await place.procedure('1.000103', 'Thu hồi giấy phép lao động')

  const as = (one: keyof typeof who | 'nobody', now = NOW) =>
    testCtx(connection, now, one === 'nobody' ? anonymous : who[one])
  const eventsOf = async (draftId: number): Promise<string[]> =>
    (
      await db
        .selectFrom('kernel.event')
        .select('type')
        .where('stream', '=', `legal_draft:${draftId}`)
        .orderBy('seq')
        .execute()
    ).map(one => one.type.replace('procedures.draft.', ''))

  /** A draft of three articles. */
  const written = async (): Promise<number> => {
    const { draftId } = await registerDraft(as('author'), registerInput.parse({ kind: 'COMMITTEE_DECISION', title }))
    await pasteText(as('author'), { draftId, text: TEXT })
    return draftId
  }
  const affected = async (draftId: number): Promise<Affected[]> => {
    const { row } = await draftView(as('author'), draftId)
    return await affectedOf(db, draftId, row.text_no)
  }
  /** Tagged with a new procedure, declared, answered and signed. */
  const assessedDraft = async (): Promise<number> => {
    const draftId = await written()
    const name = 'Hỗ trợ học nghề'
    const { affectedId } = await tagArticle(as('author'), { draftId, articleNo: '2', change: 'NEW', name })
    await declareParts(as('author'), { draftId, affectedId, forms: [], requirements: [] })
    const assessmentId = (await affected(draftId))[0]?.assessments[0]?.id ?? 0
    await saveAnswers(as('author'), { draftId, assessmentId, answers: goodAnswers })
    await signAssessment(as('leader'), { draftId, assessmentId })
    return draftId
  }
  const ask = (draftId: number, more: object) =>
    openRoundInput.parse({ draftId, question: 'Xin ý kiến về các thủ tục trong dự thảo.', ...more })
  const lastRound = async (draftId: number, kind: string) =>
    (await draftView(as('author'), draftId)).rounds.findLast(one => one.kind === kind)
  const requestIn = async (draftId: number, kind: string): Promise<number> =>
    (await lastRound(draftId, kind))?.requests[0]?.id ?? 0
  const roundIn = async (draftId: number, kind: string): Promise<number> => (await lastRound(draftId, kind))?.id ?? 0

  return { db, place, who, as, eventsOf, written, affected, assessedDraft, ask, requestIn, roundIn }
}
