import type { Database } from '#app/kernel/context.ts'
import { formatDate } from '#app/kernel/text.ts'
import { disclosureCoverage } from '#app/procedures/disclosure/index.ts'
import { type PublicationFigures, publicationFigures } from '#app/procedures/publication/index.ts'
import type { BehindItem, ReportForm, Wanted } from './form.ts'
import { storedLayoutOf } from './layouts.ts'

/** Form II.03: what was published and made public, by kind of change; and the procedures behind its figures. */

export const changes = ['NEW', 'AMENDED', 'REPLACED', 'REPEALED'] as const
type Item = PublicationFigures['items'][number]

export const changeNames = {
  NEW: { vi: 'Ban hành mới', en: 'New' },
  AMENDED: { vi: 'Sửa đổi, bổ sung', en: 'Amended' },
  REPLACED: { vi: 'Thay thế', en: 'Replaced' },
  REPEALED: { vi: 'Bãi bỏ', en: 'Repealed' },
} as const satisfies Record<(typeof changes)[number], { vi: string; en: string }>

const states = { onTime: ['MET'], late: ['LATE'], other: ['NOT_MEASURED', 'RUNNING'] } as const

/**
 * Whether an item is counted by a measure: 'published', 'published.NEW', 'published.COMMUNE', 'decided.late', 'public.other'.
 * @param key  the change of the line; null: of all
 */
export function publishedUnder(measure: string, key: string | null, item: Item): boolean {
  if (key !== null && item.change !== key) return false
  const [what, part] = measure.split('.')
  if (what === 'published') return part === undefined || part === item.change || part === item.level
  if (what !== 'decided' && what !== 'public') return false
  const wanted: readonly string[] = states[part as keyof typeof states]
  return wanted.includes(item[what])
}

/** The procedures of decisions behind a figure. */
async function publishedItems(
  { db }: { db: Database },
  { place, from, to }: Wanted,
  { measure, key }: { measure: string; key: string | null },
): Promise<BehindItem[]> {
  const { items } = await publicationFigures(db, { from, to, agencyId: place.id })
  return items
    .filter(item => publishedUnder(measure, key, item))
    .map(item => {
      const { vi, en } = changeNames[item.change]
      const where = `${item.decision} (${formatDate(item.signedOn)})`
      return {
        code: item.code,
        name: item.name,
        what: { vi: `${vi}, ${where}`, en: `${en}, ${where}` },
        href: `/catalogue/${item.code}`,
      }
    })
}

/** Figures of texts and postings have no list of procedures here. */
export const publishedBehind = {
  lists: (measure: string): boolean => /^(published|decided|public)\b/.test(measure),
  items: publishedItems,
}

export const publishedForm = {
  code: 'II.03',
  number: 'II.03/VPCP/KSTT',
  title: {
    vi: 'Kết quả công bố, công khai thủ tục hành chính',
    en: 'Publication and disclosure of procedures',
  },
  unit: { vi: 'Đơn vị tính: TTHC', en: 'Unit: procedures' },
  rowHead: { vi: 'Hình thức công bố', en: 'Kind of publication' },
  names: changeNames,
  notes: [
    {
      vi: 'Thủ tục có trong nhiều quyết định được tính ở mỗi quyết định. Hạn ban hành quyết định chỉ tính cho thủ tục đặc thù.',
      en: 'A procedure of several decisions counts in each. The deadline of the decision is measured for local procedures only.',
    },
    {
      vi: 'Niêm yết: số ô thủ tục × nơi phải công khai của các cơ quan, có minh chứng của phiên bản hiện hành vào ngày cuối kỳ.',
      en: 'Posted: cells of procedure × place of all agencies with evidence of the version in force on the last day.',
    },
  ],
  layout: async (db, day, version) => await storedLayoutOf(db, 'II.03', day, version),
  count: async ({ db }, { place, from, to }) => {
    const [{ items }, posted] = await Promise.all([
      publicationFigures(db, { from, to, agencyId: place.id }),
      disclosureCoverage(db, { agencyId: place.id, day: to }),
    ])
    const countOf = (key: string | null) => (measure: string) =>
      items.filter(item => publishedUnder(measure, key, item)).length
    return {
      lines: changes.map(change => ({ label: changeNames[change].vi, key: change, of: countOf(change) })),
      total: measure =>
        measure === 'posted.required'
          ? posted.required
          : measure === 'posted.current'
            ? posted.current
            : countOf(null)(measure),
    }
  },
  href: ({ measure }) => (measure.startsWith('posted') ? '/disclosure' : null),
  behind: publishedBehind,
} as const satisfies ReportForm
