import { counted, figureHref } from '../metrics/index.ts'
import type { Head, Layout, ReportForm } from './form.ts'

/** Form II.06a/VPCP/KSTT: how dossiers were handled, by field. Source: docs/law/reporting.md. */

/** Columns of figures, each the figure that fills it and that it opens to. */
export const columns = {
  '3': 'to_handle',
  '4': 'received_online',
  '5': 'received_offline',
  '6': 'carried_over',
  '7': 'finished',
  '8': 'early',
  '9': 'on_time',
  '10': 'late',
  '11': 'open',
  '12': 'open_in_time',
  '13': 'overdue_open',
} as const
type Column = keyof typeof columns
type Figure = (typeof columns)[Column]
export const columnNumbers = ['3', '4', '5', '6', '7', '8', '9', '10', '11', '12', '13'] as const satisfies Column[]

const leaf = (column: Column, vi: string, en: string): Head => ({ vi, en, column, measure: columns[column] })

const heads: Head[] = [
  {
    vi: 'Số hồ sơ tiếp nhận',
    en: 'Dossiers to handle',
    parts: [
      leaf('3', 'Tổng số', 'Total'),
      {
        vi: 'Trong kỳ',
        en: 'In the period',
        parts: [leaf('4', 'Trực tuyến', 'On-line'), leaf('5', 'Trực tiếp, dịch vụ bưu chính', 'Counter, post')],
      },
      leaf('6', 'Từ kỳ trước', 'Carried over'),
    ],
  },
  {
    vi: 'Số hồ sơ đã giải quyết',
    en: 'Finished',
    parts: [
      leaf('7', 'Tổng số', 'Total'),
      leaf('8', 'Trước hạn', 'Early'),
      leaf('9', 'Đúng hạn', 'On time'),
      leaf('10', 'Quá hạn', 'Late'),
    ],
  },
  {
    vi: 'Số hồ sơ đang giải quyết',
    en: 'Open',
    parts: [leaf('11', 'Tổng số', 'Total'), leaf('12', 'Trong hạn', 'In time'), leaf('13', 'Quá hạn', 'Overdue')],
  },
]

/** Read, and therefore part of the code. Every total equals the sum of its parts, and what had to be handled is either finished or open. */
const layout: Layout = {
  version: 1,
  heads,
  checks: [
    { left: '3', right: ['4', '5', '6'] },
    { left: '7', right: ['8', '9', '10'] },
    { left: '11', right: ['12', '13'] },
    { left: '3', right: ['7', '11'] },
  ],
  basis: 'Biểu II.06a/VPCP/KSTT, 13 cột, đọc từ một hệ thống đang chạy',
  verified: true,
}

export const handlingForm = {
  code: 'II.06a',
  number: 'II.06a/VPCP/KSTT',
  title: {
    vi: 'Tình hình, kết quả giải quyết thủ tục hành chính',
    en: 'Handling of administrative procedures',
  },
  unit: { vi: 'Đơn vị tính: số hồ sơ TTHC', en: 'Unit: dossiers' },
  rowHead: { vi: 'Lĩnh vực giải quyết', en: 'Field' },
  notes: [],
  layout: () => Promise.resolve(layout),
  count: async ({ db, now }, { place, from, to }) => {
    const { rule, keys, figure } = await counted(db, { agencyIds: place.agencyIds, from, to, now }, 'sector')
    const lines = keys
      .map(sector => ({ label: sector, key: sector, of: (measure: string) => figure(measure as Figure, sector) }))
      .filter(line => columnNumbers.some(column => line.of(columns[column]) !== 0))
      .sort((a, b) => a.label.localeCompare(b.label, 'vi'))
    return { lines, total: measure => figure(measure as Figure), formulaVersion: rule.version }
  },
  href: ({ measure, key, wanted: { place, from, to } }) =>
    figureHref(measure as Figure, { agency: place.code, from, to, sector: key }),
} as const satisfies ReportForm
