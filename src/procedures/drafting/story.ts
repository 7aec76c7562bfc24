import type { Lang, Reader } from '#app/kernel/context.ts'
import { formatDate, formatDateTime } from '#app/kernel/text.ts'
import { words } from '#app/kernel/words.ts'
import { draftEvents, type DraftEventType } from './events.ts'
import type { DraftRow } from './record.ts'
import { streamOf } from './service.ts'
import { placeWords, terms } from './words.ts'

/** The history of a draft in sentences. */

export interface StoryLine {
  type: DraftEventType
  at: Date
  /** Empty for the system and the public. */
  actor: string
  data: Record<string, unknown>
}

/** Everything that happened to a draft, newest first. */
export async function storyOf(db: Reader, row: Pick<DraftRow, 'id' | 'agency_id'>): Promise<StoryLine[]> {
  const rows = await db
    .selectFrom('kernel.event')
    .select(['type', 'at', 'actor_kind', 'actor_name', 'data'])
    .where('agency_id', '=', row.agency_id)
    .where('stream', '=', streamOf(row.id))
    .orderBy('seq', 'desc')
    .limit(1_000)
    .execute()
  return rows.map(one => ({
    type: one.type as DraftEventType,
    at: one.at,
    actor: one.actor_kind === 'OFFICER' || one.actor_kind === 'MACHINE' ? one.actor_name : '',
    data: one.data as Record<string, unknown>,
  }))
}

const text = (data: Record<string, unknown>, key: string): string => {
  const value = data[key]
  return typeof value === 'string' ? value : typeof value === 'number' ? String(value) : ''
}
const list = (data: Record<string, unknown>, key: string): string => {
  const value = data[key]
  return Array.isArray(value) ? value.filter(one => typeof one === 'string').join(', ') : ''
}

const say = words({
  vi: {
    system: 'Hệ thống',
    somebody: 'Một người dân',
    registered: 'đăng ký dự thảo',
    edited: 'sửa thông tin đăng ký',
    textWritten: (no: string, n: string) => `ghi lại toàn văn phiên bản ${no} với ${n} điều`,
    articleWritten: (no: string) => `viết Điều ${no}`,
    articleRemoved: (no: string) => `bỏ Điều ${no}`,
    textBegun: (no: string, note: string) => `lập phiên bản ${no}: ${note}`,
    tagged: (no: string, change: string, name: string) => `ghi Điều ${no} tác động đến “${name}”: ${change}`,
    untagged: (no: string, name: string) => `bỏ đánh dấu “${name}” ở Điều ${no}`,
    declared: (name: string, forms: string, requirements: string) =>
      `khai “${name}” có ${forms} mẫu đơn, tờ khai và ${requirements} yêu cầu, điều kiện`,
    assessed: (what: string, name: string, left: string) =>
      left === '0'
        ? `trả lời xong bản đánh giá ${what} của “${name}”`
        : `ghi bản đánh giá ${what} của “${name}”, còn ${left} mục`,
    signed: (what: string, name: string, verdict: string) => `ký bản đánh giá ${what} của “${name}”: ${verdict}`,
    reopened: (what: string, name: string) => `mở lại bản đánh giá ${what} của “${name}”`,
    roundOpened: (round: string, no: string, days: string, asked: string) =>
      `lấy ý kiến “${round}” về phiên bản ${no} trong ${days} ngày làm việc${asked ? `: ${asked}` : ''}`,
    roundClosed: (round: string, silent: string) =>
      `kết thúc đợt lấy ý kiến “${round}”${silent ? `; không trả lời: ${silent}` : ''}`,
    opined: (by: string, n: string, document: string) =>
      `ghi ${n} ý kiến của ${by}${document ? ` tại văn bản ${document}` : ''}`,
    publicOpined: (place: string) => `gửi ý kiến về ${place}`,
    answered: (by: string, place: string, how: string) => `trả lời ý kiến của ${by} về ${place}: ${how}`,
    citizen: 'người dân',
    dueSoon: (who: string, at: string) => `nhắc: ${who} cần góp ý trước ${at}`,
    overdue: (who: string, at: string) => `nhắc: ${who} đã quá hạn góp ý (${at})`,
    appraisalRequested: (who: string) => `gửi ${who} thẩm định`,
    appraised: (no: string) => `kết luận thẩm định tại báo cáo ${no}: đủ điều kiện trình`,
    appraisalFailed: (no: string) => `kết luận thẩm định tại báo cáo ${no}: phải hoàn thiện lại`,
    revised: (reason: string) => `mở lại để chỉnh lý: ${reason}`,
    adopted: (no: string, from: string) => `ghi nhận ban hành văn bản ${no}, có hiệu lực từ ${from}`,
    withdrawn: (reason: string) => `rút dự thảo: ${reason}`,
    resign: (names: string) => ` Phải ký lại bản đánh giá của ${names}.`,
  },
  en: {
    system: 'The system',
    somebody: 'A citizen',
    registered: 'registered the draft',
    edited: 'changed what the register says',
    textWritten: (no: string, n: string) => `wrote the text of version ${no} with ${n} articles`,
    articleWritten: (no: string) => `wrote article ${no}`,
    articleRemoved: (no: string) => `took out article ${no}`,
    textBegun: (no: string, note: string) => `began version ${no}: ${note}`,
    tagged: (no: string, change: string, name: string) => `said that article ${no} touches “${name}”: ${change}`,
    untagged: (no: string, name: string) => `took “${name}” away from article ${no}`,
    declared: (name: string, forms: string, requirements: string) =>
      `said that “${name}” has ${forms} forms and ${requirements} requirements`,
    assessed: (what: string, name: string, left: string) =>
      left === '0'
        ? `completed assessment ${what} of “${name}”`
        : `wrote assessment ${what} of “${name}”, ${left} parts left`,
    signed: (what: string, name: string, verdict: string) => `signed assessment ${what} of “${name}”: ${verdict}`,
    reopened: (what: string, name: string) => `opened assessment ${what} of “${name}” again`,
    roundOpened: (round: string, no: string, days: string, asked: string) =>
      `asked for opinions “${round}” on version ${no} within ${days} working days${asked ? `: ${asked}` : ''}`,
    roundClosed: (round: string, silent: string) =>
      `closed the round “${round}”${silent ? `; no answer from ${silent}` : ''}`,
    opined: (by: string, n: string, document: string) =>
      `entered ${n} opinions of ${by}${document ? ` from letter ${document}` : ''}`,
    publicOpined: (place: string) => `sent an opinion on ${place}`,
    answered: (by: string, place: string, how: string) => `answered the opinion of ${by} on ${place}: ${how}`,
    citizen: 'a citizen',
    dueSoon: (who: string, at: string) => `reminds: ${who} is asked for an opinion by ${at}`,
    overdue: (who: string, at: string) => `reminds: the opinion of ${who} is overdue (${at})`,
    appraisalRequested: (who: string) => `sent it to ${who} for appraisal`,
    appraised: (no: string) => `concluded in appraisal report ${no}: it may go on`,
    appraisalFailed: (no: string) => `concluded in appraisal report ${no}: it has to be improved`,
    revised: (reason: string) => `opened it again to be changed: ${reason}`,
    adopted: (no: string, from: string) => `recorded adoption as ${no}, in effect from ${from}`,
    withdrawn: (reason: string) => `withdrew the draft: ${reason}`,
    resign: (names: string) => ` The assessment of ${names} has to be signed anew.`,
  },
})

const ANNEX: Record<string, string> = { PROCEDURE: 'I', FORM: 'II', REQUIREMENT: 'III' }

/** One line of the history as a sentence. */
export function sentenceOf(line: StoryLine, lang: Lang): string {
  const { data } = line
  const w = say[lang]
  const t = terms[lang]
  const term = (of: keyof typeof t, key: string): string => (t[of] as Record<string, string>)[text(data, key)] ?? ''
  const at = (): string => formatDateTime(new Date(text(data, 'dueAt')))
  const place = placeWords(text(data, 'article') || null)[lang]
  const what = `${ANNEX[text(data, 'form')] ?? ''}${text(data, 'subject') ? ` (${text(data, 'subject')})` : ''}`
  const name = text(data, 'name')
  const done: Record<DraftEventType, () => string> = {
    [draftEvents.registered]: () => w.registered,
    [draftEvents.edited]: () => w.edited,
    [draftEvents.textWritten]: () => w.textWritten(text(data, 'textNo'), text(data, 'articles')),
    [draftEvents.articleWritten]: () => w.articleWritten(text(data, 'article')),
    [draftEvents.articleRemoved]: () => w.articleRemoved(text(data, 'article')),
    [draftEvents.textBegun]: () => w.textBegun(text(data, 'textNo'), text(data, 'note')),
    [draftEvents.tagged]: () => w.tagged(text(data, 'article'), term('change', 'change').toLowerCase(), name),
    [draftEvents.untagged]: () => w.untagged(text(data, 'article'), name),
    [draftEvents.declared]: () => w.declared(name, text(data, 'forms'), text(data, 'requirements')),
    [draftEvents.assessed]: () => w.assessed(what, name, text(data, 'missing')),
    [draftEvents.signed]: () => w.signed(what, name, term('verdict', 'verdict').toLowerCase()),
    [draftEvents.reopened]: () => w.reopened(what, name),
    [draftEvents.roundOpened]: () =>
      w.roundOpened(term('round', 'kind'), text(data, 'textNo'), text(data, 'days'), list(data, 'asked')),
    [draftEvents.roundClosed]: () => w.roundClosed(term('round', 'kind'), list(data, 'silent')),
    [draftEvents.opined]: () => w.opined(text(data, 'by'), text(data, 'opinions'), text(data, 'documentNo')),
    [draftEvents.publicOpined]: () => w.publicOpined(place),
    [draftEvents.answered]: () =>
      w.answered(text(data, 'by') || w.citizen, place, term('disposition', 'disposition').toLowerCase()),
    [draftEvents.dueSoon]: () => w.dueSoon(text(data, 'asked'), at()),
    [draftEvents.overdue]: () => w.overdue(text(data, 'asked'), at()),
    [draftEvents.appraisalRequested]: () => w.appraisalRequested(text(data, 'appraiser')),
    [draftEvents.appraised]: () => w.appraised(text(data, 'number')),
    [draftEvents.appraisalFailed]: () => w.appraisalFailed(text(data, 'number')),
    [draftEvents.revised]: () => w.revised(text(data, 'reason')),
    [draftEvents.adopted]: () => w.adopted(text(data, 'number'), formatDate(text(data, 'effectiveOn'))),
    [draftEvents.withdrawn]: () => w.withdrawn(text(data, 'reason')),
  }
  const actor = line.actor || (line.type === draftEvents.publicOpined ? w.somebody : w.system)
  const again = list(data, 'reopened')
  return `${actor} ${done[line.type]()}.${again ? w.resign(again) : ''}`
}
