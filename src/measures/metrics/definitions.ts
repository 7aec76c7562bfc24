import { type ProcedureMetricKey, procedureMetrics } from '../inventory/index.ts'
import type { Ending, Outcome } from './cells.ts'

/**
 * One definition of every figure. A figure says which dossiers it counts; the same words are counted over cells
 * (`countOf`) and written as a condition over dossiers (behind.ts), so that a figure opens to exactly what it counts.
 */

export const channels = ['DIRECT', 'ONLINE', 'POST'] as const
export type Channel = (typeof channels)[number]
export const endings = [
  'COMPLETED.EARLY',
  'COMPLETED.ON_TIME',
  'COMPLETED.LATE',
  'WITHDRAWN.EARLY',
  'WITHDRAWN.ON_TIME',
  'WITHDRAWN.LATE',
  'STOPPED.EARLY',
  'STOPPED.ON_TIME',
  'STOPPED.LATE',
] as const satisfies readonly Ending[]

/** Which ending counts as what, and where waiting dossiers stand; measures.counting_rule, by the last day of the period. */
export interface CountingRule {
  version: number
  endings: Record<Ending, Outcome>
  waiting: 'IN_TIME' | 'OVERDUE'
  basis: string
  verified: boolean
}

/** Dossiers in one way; the selections of a figure never overlap. Periods are of civil days in Việt Nam, ends included. */
export type Selection =
  | { of: 'RECEIVED'; channels?: readonly Channel[] }
  | { of: 'FINISHED'; as?: Outcome }
  | { of: 'OPEN_BEFORE' }
  | { of: 'OPEN'; as?: 'IN_TIME' | 'OVERDUE' }
  | { of: 'RATED'; from: number }

interface Words2 {
  vi: string
  en: string
}
export interface Figure {
  name: Words2
  formula: Words2
  /** Kinds of cells it is counted from; 'facts': counted from the rows themselves. */
  cells: string
  select: readonly Selection[]
  /** Figures shown beside it. */
  beside: string
}

const figure = (beside: string, cells: string, name: Words2, formula: Words2, ...select: Selection[]): Figure => ({
  name,
  formula,
  cells,
  select,
  beside,
})

export const figures = {
  to_handle: figure(
    'intake',
    'RECEIVED, FINISHED',
    { vi: 'Tổng số phải giải quyết', en: 'To be handled' },
    { vi: 'mới nhận trong kỳ cộng từ kỳ trước chuyển sang', en: 'received in the period plus carried over' },
    { of: 'RECEIVED' },
    { of: 'OPEN_BEFORE' },
  ),
  received: figure(
    'intake',
    'RECEIVED',
    { vi: 'Mới tiếp nhận', en: 'Received' },
    { vi: 'được tiếp nhận hợp lệ trong kỳ', en: 'validly received in the period' },
    { of: 'RECEIVED' },
  ),
  received_online: figure(
    'intake',
    'RECEIVED',
    { vi: 'Tiếp nhận trực tuyến', en: 'Received on-line' },
    { vi: 'tiếp nhận trong kỳ, nộp trực tuyến', en: 'received in the period, filed on-line' },
    { of: 'RECEIVED', channels: ['ONLINE'] },
  ),
  received_offline: figure(
    'intake',
    'RECEIVED',
    { vi: 'Tiếp nhận trực tiếp, bưu chính', en: 'Received at the counter or by post' },
    { vi: 'tiếp nhận trong kỳ, nộp trực tiếp hoặc qua bưu chính', en: 'received in the period, brought or posted' },
    { of: 'RECEIVED', channels: ['DIRECT', 'POST'] },
  ),
  received_direct: figure(
    'channel',
    'RECEIVED',
    { vi: 'Tiếp nhận trực tiếp', en: 'Received at the counter' },
    { vi: 'tiếp nhận trong kỳ, nộp tại quầy', en: 'received in the period at a counter' },
    { of: 'RECEIVED', channels: ['DIRECT'] },
  ),
  received_post: figure(
    'channel',
    'RECEIVED',
    { vi: 'Tiếp nhận qua bưu chính', en: 'Received by post' },
    { vi: 'tiếp nhận trong kỳ, gửi qua bưu chính', en: 'received in the period by post' },
    { of: 'RECEIVED', channels: ['POST'] },
  ),
  carried_over: figure(
    'intake',
    'RECEIVED, FINISHED',
    { vi: 'Từ kỳ trước chuyển sang', en: 'Carried over' },
    { vi: 'nhận trước kỳ, chưa kết thúc khi kỳ bắt đầu', en: 'received earlier and not ended when the period began' },
    { of: 'OPEN_BEFORE' },
  ),
  finished: figure(
    'result',
    'FINISHED',
    { vi: 'Đã giải quyết', en: 'Finished' },
    { vi: 'kết thúc xử lý trong kỳ: có kết quả, rút hoặc dừng', en: 'ended in the period: result, withdrawal or stop' },
    { of: 'FINISHED' },
  ),
  early: figure(
    'result',
    'FINISHED',
    { vi: 'Trước hạn', en: 'Early' },
    { vi: 'có kết quả trước ngày hẹn', en: 'result before the due day' },
    { of: 'FINISHED', as: 'EARLY' },
  ),
  on_time: figure(
    'result',
    'FINISHED',
    { vi: 'Đúng hạn', en: 'On time' },
    {
      vi: 'kết thúc không sau giờ hẹn, gồm rút và trả lại trong hạn',
      en: 'ended no later than due, withdrawals included',
    },
    { of: 'FINISHED', as: 'ON_TIME' },
  ),
  late: figure(
    'result',
    'FINISHED',
    { vi: 'Quá hạn', en: 'Late' },
    { vi: 'kết thúc sau giờ hẹn', en: 'ended after the due instant' },
    { of: 'FINISHED', as: 'LATE' },
  ),
  open: figure(
    'open',
    'DUE, PAUSED',
    { vi: 'Đang giải quyết', en: 'Open' },
    { vi: 'đã nhận, chưa kết thúc khi hết kỳ', en: 'received and not ended when the period ends' },
    { of: 'OPEN' },
  ),
  open_in_time: figure(
    'open',
    'DUE, PAUSED',
    { vi: 'Đang giải quyết, trong hạn', en: 'Open, in time' },
    { vi: 'đang giải quyết, chưa quá giờ hẹn hoặc đang chờ bổ sung', en: 'open, not past due or waiting for papers' },
    { of: 'OPEN', as: 'IN_TIME' },
  ),
  overdue_open: figure(
    'open',
    'DUE',
    { vi: 'Đang giải quyết, quá hạn', en: 'Open, overdue' },
    {
      vi: 'đang giải quyết, giờ hẹn đã qua khi hết kỳ (kỳ chưa hết: tính đến bây giờ)',
      en: 'open, due before the end of the period (or before now)',
    },
    { of: 'OPEN', as: 'OVERDUE' },
  ),
  rated: figure(
    'rating',
    'facts',
    { vi: 'Phiếu đánh giá', en: 'Satisfaction slips' },
    { vi: 'hồ sơ có phiếu đánh giá gửi trong kỳ', en: 'dossiers rated in the period' },
    { of: 'RATED', from: 1 },
  ),
  satisfied: figure(
    'rating',
    'facts',
    { vi: 'Hài lòng', en: 'Satisfied' },
    { vi: 'phiếu đánh giá từ 4 điểm trở lên', en: 'slips with a score of 4 or 5' },
    { of: 'RATED', from: 4 },
  ),
} as const satisfies Record<string, Figure>
export type FigureCode = keyof typeof figures
export const figureCodes = Object.keys(figures) as [FigureCode, ...FigureCode[]]

export type MetricUnit = 'PERCENT' | 'DOSSIERS' | 'HOURS'

export interface Metric {
  name: Words2
  formula: Words2
  unit: MetricUnit
  /** A share: the sum of these figures … */
  of: readonly FigureCode[]
  /** … in this one; without it the metric is a count. 'hours': working hours over finished dossiers. */
  per?: FigureCode | 'hours'
  /** Where the metric opens to. */
  opens: FigureCode
}

export const metrics = {
  on_time_share: {
    name: { vi: 'Tỷ lệ đúng và trước hạn', en: 'Share on time or early' },
    formula: { vi: '(trước hạn + đúng hạn) / đã giải quyết × 100', en: '(early + on time) / finished × 100' },
    unit: 'PERCENT',
    of: ['early', 'on_time'],
    per: 'finished',
    opens: 'finished',
  },
  early_share: {
    name: { vi: 'Tỷ lệ trước hạn', en: 'Share early' },
    formula: { vi: 'trước hạn / đã giải quyết × 100', en: 'early / finished × 100' },
    unit: 'PERCENT',
    of: ['early'],
    per: 'finished',
    opens: 'early',
  },
  online_share: {
    name: { vi: 'Tỷ lệ nộp trực tuyến', en: 'Share filed on-line' },
    formula: { vi: 'tiếp nhận trực tuyến / mới tiếp nhận × 100', en: 'received on-line / received × 100' },
    unit: 'PERCENT',
    of: ['received_online'],
    per: 'received',
    opens: 'received_online',
  },
  received: {
    name: { vi: 'Hồ sơ mới tiếp nhận', en: 'Dossiers received' },
    formula: figures.received.formula,
    unit: 'DOSSIERS',
    of: ['received'],
    opens: 'received',
  },
  finished: {
    name: { vi: 'Hồ sơ đã giải quyết', en: 'Dossiers finished' },
    formula: figures.finished.formula,
    unit: 'DOSSIERS',
    of: ['finished'],
    opens: 'finished',
  },
  overdue_open: {
    name: { vi: 'Hồ sơ đang quá hạn', en: 'Open dossiers overdue' },
    formula: figures.overdue_open.formula,
    unit: 'DOSSIERS',
    of: ['overdue_open'],
    opens: 'overdue_open',
  },
  average_hours: {
    name: { vi: 'Giờ làm việc bình quân đến khi có kết quả', en: 'Average working hours to the result' },
    formula: {
      vi: 'tổng giờ làm việc của các bước / hồ sơ đã giải quyết',
      en: 'working hours of all steps / finished dossiers',
    },
    unit: 'HOURS',
    of: ['finished'],
    per: 'hours',
    opens: 'finished',
  },
  satisfaction_share: {
    name: { vi: 'Tỷ lệ hài lòng', en: 'Share satisfied' },
    formula: { vi: 'phiếu từ 4 điểm / phiếu đánh giá × 100', en: 'slips of 4 or 5 / slips × 100' },
    unit: 'PERCENT',
    of: ['satisfied'],
    per: 'rated',
    opens: 'satisfied',
  },
} as const satisfies Record<string, Metric>
export type CellMetricKey = keyof typeof metrics
/** Measured of dossiers, or of the procedures themselves. */
export type MetricKey = CellMetricKey | ProcedureMetricKey
export const metricCodes = [...Object.keys(metrics), ...Object.keys(procedureMetrics)] as [MetricKey, ...MetricKey[]]

export const isProcedureMetric = (key: MetricKey): key is ProcedureMetricKey => key in procedureMetrics

/** Every metric there is, with its words. */
export const metricKeys = metricCodes.map(key => {
  if (isProcedureMetric(key)) {
    const { name, formula } = procedureMetrics[key]
    return { key, name, formula, unit: 'PERCENT' as MetricUnit }
  }
  const { name, formula, unit }: Metric = metrics[key]
  return { key, name, formula, unit }
})
