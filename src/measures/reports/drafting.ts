import { type DraftingFigures, draftingFigures } from '#app/procedures/drafting/index.ts'
import { publicationFigures } from '#app/procedures/publication/index.ts'
import { draftingBehind } from './drafting-behind.ts'
import type { Counted, Measures, ReportForm } from './form.ts'
import { storedLayoutOf } from './layouts.ts'
import { changes, publishedBehind, publishedUnder } from './published.ts'

/** Forms II.01 and II.02: procedures in drafts and in texts, by kind of text. */

const kinds = {
  LAW: { vi: 'Luật, pháp lệnh', en: 'Law' },
  DECREE: { vi: 'Nghị định', en: 'Decree' },
  PRIME_MINISTER_DECISION: { vi: 'Quyết định của Thủ tướng Chính phủ', en: 'Decision of the Prime Minister' },
  CIRCULAR: { vi: 'Thông tư', en: 'Circular' },
  COUNCIL_RESOLUTION: { vi: 'Nghị quyết của Hội đồng nhân dân', en: 'Resolution of the council' },
  COMMITTEE_DECISION: { vi: 'Quyết định của Ủy ban nhân dân', en: 'Decision of the committee' },
} as const
type Kind = keyof typeof kinds
const kindNames = Object.keys(kinds) as Kind[]

type Row = DraftingFigures['total']

/** 'assessed', 'assessed.NEW', 'drafts' of a row. */
function measuresOf(row: Row | undefined): Measures {
  return measure => {
    if (!row) return 0
    if (measure === 'drafts' || measure === 'adopted') return row[measure]
    const [what, change] = measure.split('.')
    const counts = what === 'assessed' ? row.assessed : row.issued
    return changes.reduce((sum, one) => (change === undefined || change === one ? sum + counts[one] : sum), 0)
  }
}

/** A line for each kind of text that has something to tell. */
function byKind({ rows, total }: DraftingFigures, said: (row: Row) => boolean): Counted {
  const found = new Map(rows.map(row => [row.kind, row]))
  const lines = kindNames.flatMap(kind => {
    const row = found.get(kind)
    return row && said(row) ? [{ label: kinds[kind].vi, key: kind, of: measuresOf(row) }] : []
  })
  return { lines, total: measuresOf(total) }
}

const shared = {
  unit: { vi: 'Đơn vị tính: văn bản, TTHC', en: 'Unit: texts, procedures' },
  rowHead: { vi: 'Loại văn bản', en: 'Kind of text' },
  names: kinds,
} as const

export const assessmentForm = {
  ...shared,
  code: 'II.01',
  number: 'II.01/VPCP/KSTT',
  title: {
    vi: 'Kết quả đánh giá tác động thủ tục hành chính trong dự án, dự thảo văn bản quy phạm pháp luật',
    en: 'Impact assessment of procedures in drafts of legal texts',
  },
  notes: [
    {
      vi: 'Một thủ tục được tính vào ngày ký biểu đánh giá sau cùng; cơ quan là cơ quan chủ trì soạn thảo.',
      en: 'A procedure counts on the day its assessment was signed last; the agency is the one that drafts.',
    },
  ],
  layout: async (db, day, version) => await storedLayoutOf(db, 'II.01', day, version),
  count: async ({ db }, { place, from, to }) =>
    byKind(await draftingFigures(db, { from, to, agencyId: place.id }), row => row.drafts > 0),
  behind: draftingBehind,
} as const satisfies ReportForm

export const issuedForm = {
  ...shared,
  code: 'II.02',
  number: 'II.02/VPCP/KSTT',
  title: {
    vi: 'Thủ tục hành chính được ban hành mới, sửa đổi, bổ sung, thay thế, bãi bỏ trong văn bản quy phạm pháp luật',
    en: 'Procedures issued, amended, replaced and repealed in legal texts',
  },
  notes: [
    {
      vi: 'Văn bản tính theo ngày thông qua; thủ tục đã công bố tính theo ngày ký quyết định công bố, ghi ở dòng tổng số vì một quyết định có thể theo nhiều văn bản.',
      en: 'Texts count on the day of adoption, published procedures on the day their decision was signed; these stand in the total only, for a decision may follow several texts.',
    },
  ],
  layout: async (db, day, version) => await storedLayoutOf(db, 'II.02', day, version),
  count: async ({ db }, { place, from, to }) => {
    const [drafted, published] = await Promise.all([
      draftingFigures(db, { from, to, agencyId: place.id }),
      publicationFigures(db, { from, to, agencyId: place.id }),
    ])
    const { lines, total } = byKind(drafted, row => row.adopted > 0)
    return {
      lines,
      total: measure =>
        measure.startsWith('published')
          ? published.items.filter(item => publishedUnder(measure, null, item)).length
          : total(measure),
    }
  },
  behind: {
    lists: measure => draftingBehind.lists(measure) || publishedBehind.lists(measure),
    items: async (ctx, wanted, at) =>
      draftingBehind.lists(at.measure)
        ? await draftingBehind.items(ctx, wanted, at)
        : await publishedBehind.items(ctx, wanted, at),
  },
} as const satisfies ReportForm
