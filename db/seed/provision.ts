import type { Ctx } from '#app/kernel/context.ts'
import { dayOf } from '#app/kernel/text.ts'
import { recordFacts } from '#app/procedures/provision/index.ts'
import procedures from './procedures.json' with { type: 'json' }

/** The demo's facts on how procedures are provided: where they are received, their level before 2022, ISO documents. All invented. */

const CENTRE = { from: '2025-07-01', basis: '1131/QĐ-UBND ngày 27/06/2025 (minh họa)', evidenceOn: '2025-06-27' }
/** Not received at the provincial centre, and why. */
const ELSEWHERE: Record<string, string> = {
  '2.000005': 'Nhà đầu tư nộp qua hệ thống đăng ký doanh nghiệp, Sở Tài chính trả kết quả (minh họa)',
  '1.002211': 'Thực hiện tại thôn, tổ dân phố theo đề nghị của Ban Công tác Mặt trận (minh họa)',
  '1.011606': 'Rà soát định kỳ tại thôn, tổ dân phố, không có người nộp hồ sơ (minh họa)',
}
/** Not known before the national codes of today, so that no old level is recorded. */
const YOUNG = /^3\.0005|^1\.014/
const ISO_SECTORS = ['Hộ tịch', 'Chứng thực', 'Người có công', 'Lao động', 'Hộ kinh doanh']

/** @param ctx  the day before the story begins; the catalogue is published */
export async function seedProvision(ctx: Ctx): Promise<void> {
  const codes = procedures.map(one => one.code)
  const common = { illustrative: true, ...CENTRE }
  const received = codes.filter(code => !(code in ELSEWHERE))
  await recordFacts(ctx, { ...common, codes: received, kind: 'CENTRE', value: 'YES' })
  for (const [code, reason] of Object.entries(ELSEWHERE)) {
    await recordFacts(ctx, { ...common, codes: [code], kind: 'CENTRE', value: 'NO', reason })
  }
  const old = procedures.filter(({ code }) => !YOUNG.test(code))
  const levels = Map.groupBy(old, ({ onlineLevel, code }) => oldLevel(onlineLevel, code))
  for (const [value, own] of levels) {
    await recordFacts(ctx, {
      codes: own.map(one => one.code),
      kind: 'OLD_LEVEL',
      value,
      from: '2021-06-30',
      basis: 'Danh mục dịch vụ công trực tuyến năm 2021 (minh họa)',
      evidenceOn: '2021-06-30',
      illustrative: true,
    })
  }
  for (const [at, sector] of ISO_SECTORS.entries()) {
    await recordFacts(ctx, {
      codes: procedures.filter(one => one.sector === sector).map(one => one.code),
      kind: 'ISO',
      value: `QT-${String(at + 1).padStart(2, '0')}/TCVN ISO 9001:2015`,
      from: '2025-07-01',
      to: `${Number(dayOf(ctx.now).slice(0, 4)) + 3}-06-30`,
      basis: 'Quyết định công bố hệ thống quản lý chất lượng (minh họa)',
      evidenceOn: '2025-06-30',
      illustrative: true,
    })
  }
}

/** What is full today was at level 4 or 3 then, what is partial at 3 or 2. */
function oldLevel(level: string, code: string): string {
  const odd = Number(code.at(-1)) % 2
  if (level === 'FULL') return odd ? '4' : '3'
  return level === 'PARTIAL' ? (odd ? '3' : '2') : '2'
}
