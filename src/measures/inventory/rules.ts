import { percentOf, roundHalfUp } from '#app/kernel/text.ts'
import { permission } from '#app/kernel/permission.ts'
import { type Mechanism, mechanisms, type Provided } from '#app/procedures/provision/index.ts'

/** What can be counted about procedures: parts that never overlap, figures made of them, goals. Pure. */

export const permissions = {
  see: permission('inventory.see', 'OFFICER'),
  read: permission('inventory.read', 'OFFICER', 'measures.read'),
} as const

export const levels = ['PROVINCE', 'DISTRICT', 'COMMUNE'] as const
export type Level = (typeof levels)[number]

/** The level of a procedure: of whoever decides it. */
export const levelOf = (home: string | null): Level => (home === 'COMMUNE' || home === 'DISTRICT' ? home : 'PROVINCE')

export interface InventoryRow extends Provided {
  level: Level
  /** How much shorter than the law it is promised, and by which decision. */
  shortened: { percent: number; decision: string | null } | null
  /** Somebody else may sign it. */
  delegated: boolean
}

/** Each procedure has exactly one part of each partition. */
export const partitions = {
  LEVEL: levels,
  ONLINE: ['FULL', 'PARTIAL', 'INFORMATION'],
  OLD: ['4', '3', '2', '1', 'UNKNOWN'],
  CENTRE: ['YES', 'NO', 'UNKNOWN'],
  ON_SITE: ['3', '4', '5', 'NONE'],
  SHORTENED: ['YES', 'NO'],
  PROCESS: ['YES', 'NO'],
  ISO: ['YES', 'NO'],
  MECHANISM: mechanisms,
  DELEGATED: ['YES', 'NO'],
} as const
export type Partition = keyof typeof partitions
export const partitionNames = Object.keys(partitions) as Partition[]
type PartOf<P extends Partition> = (typeof partitions)[P][number]
export type PartFigure = { [P in Partition]: `${P}.${PartOf<P>}` }[Partition]

const yes = (holds: boolean): 'YES' | 'NO' => (holds ? 'YES' : 'NO')

const partOf: { [P in Partition]: (row: InventoryRow) => PartOf<P> } = {
  LEVEL: row => row.level,
  ONLINE: row => row.online,
  OLD: row => (row.oldLevel === null ? 'UNKNOWN' : `${row.oldLevel}`),
  CENTRE: row => (row.centre === null ? 'UNKNOWN' : yes(row.centre.value === 'YES')),
  ON_SITE: row => (row.onSite === null ? 'NONE' : `${row.onSite}`),
  SHORTENED: row => yes(row.shortened !== null),
  PROCESS: row => yes(row.process !== null),
  ISO: row => yes(row.iso !== null),
  MECHANISM: (row): Mechanism => row.mechanism,
  DELEGATED: row => yes(row.delegated),
}

/** Parts taken together. */
export const unions = {
  'ONLINE.ANY': ['ONLINE.FULL', 'ONLINE.PARTIAL'],
  'OLD.3_UP': ['OLD.4', 'OLD.3'],
  'ON_SITE.ANY': ['ON_SITE.3', 'ON_SITE.4', 'ON_SITE.5'],
} as const satisfies Record<string, readonly PartFigure[]>
export type UnionFigure = keyof typeof unions

export type FigureCode = 'ALL' | PartFigure | UnionFigure

export const partFigures = (partition: Partition): PartFigure[] =>
  partitions[partition].map(part => `${partition}.${part}` as PartFigure)
const isUnion = (code: FigureCode): code is UnionFigure => code in unions
const unionsOf = (partition: Partition): UnionFigure[] =>
  (Object.keys(unions) as UnionFigure[]).filter(code => partitionOf(code) === partition)

/** The partition a figure is of. */
export function partitionOf(code: Exclude<FigureCode, 'ALL'>): Partition {
  return code.split('.', 1)[0] as Partition
}

/** Every figure: all, then each partition with its parts and what they make together. */
export const figureCodes = [
  'ALL',
  ...partitionNames.flatMap(partition => [...partFigures(partition), ...unionsOf(partition)]),
] as [FigureCode, ...FigureCode[]]

/** Whether a procedure is counted by a figure: the one definition behind its number and behind its list. */
export function holds(code: FigureCode, row: InventoryRow): boolean {
  if (code === 'ALL') return true
  if (isUnion(code)) return unions[code].some(part => holds(part, row))
  return `${partitionOf(code)}.${partOf[partitionOf(code)](row)}` === code
}

export interface Share {
  n: number
  of: number
  /** Null out of nothing. */
  percent: number | null
}

export function shareOf(code: FigureCode, rows: readonly InventoryRow[]): Share {
  const n = rows.filter(row => holds(code, row)).length
  return { n, of: rows.length, percent: percentOf(n, rows.length) }
}

/** The mean cut of the procedures promised shorter, in percent; null where there is none. */
export function averageCut(rows: readonly InventoryRow[]): number | null {
  const cuts = rows.flatMap(row => (row.shortened ? [row.shortened.percent] : []))
  return cuts.length === 0 ? null : roundHalfUp(cuts.reduce((sum, cut) => sum + cut, 0) / cuts.length, 2)
}

export interface GoalLine extends Share {
  /** In percent, at most two decimals. */
  goal: number
  /** How many that is, rounded up: 70 % of 80 are 56. */
  needed: number
  missing: number
}

/** How far a share is from a goal. */
export function goalLine({ n, of, percent }: Share, goal: number): GoalLine {
  // In hundredths of a percent, so that no binary fraction asks for one more.
  const needed = Math.ceil((Math.round(goal * 100) * of) / 10_000)
  return { n, of, percent, goal, needed, missing: Math.max(0, needed - n) }
}

/** Shares of procedures a plan's target can measure itself by. */
export const procedureMetrics = {
  procedures_online_share: {
    figure: 'ONLINE.ANY',
    name: { vi: 'Tỷ lệ thủ tục cung cấp trực tuyến', en: 'Share of procedures offered on-line' },
    formula: {
      vi: '(toàn trình + một phần) / thủ tục có hiệu lực × 100, tính đến cuối kỳ',
      en: '(full + partial) / procedures in force × 100, at the end of the period',
    },
  },
  procedures_full_share: {
    figure: 'ONLINE.FULL',
    name: { vi: 'Tỷ lệ thủ tục trực tuyến toàn trình', en: 'Share of procedures fully on-line' },
    formula: {
      vi: 'toàn trình / thủ tục có hiệu lực × 100, tính đến cuối kỳ',
      en: 'full / procedures in force × 100, at the end of the period',
    },
  },
  procedures_centre_share: {
    figure: 'CENTRE.YES',
    name: { vi: 'Tỷ lệ thủ tục tiếp nhận tại Trung tâm tỉnh', en: 'Share of procedures at the provincial centre' },
    formula: {
      vi: 'tiếp nhận tại Trung tâm / thủ tục có hiệu lực × 100, tính đến cuối kỳ',
      en: 'received at the centre / procedures in force × 100, at the end of the period',
    },
  },
  procedures_process_share: {
    figure: 'PROCESS.YES',
    name: { vi: 'Tỷ lệ thủ tục có quy trình được phê duyệt', en: 'Share of procedures with an approved process' },
    formula: {
      vi: 'có quy trình / thủ tục có hiệu lực × 100, tính đến cuối kỳ',
      en: 'with process / procedures in force × 100, at the end of the period',
    },
  },
  procedures_iso_share: {
    figure: 'ISO.YES',
    name: { vi: 'Tỷ lệ thủ tục có tài liệu ISO', en: 'Share of procedures with an ISO document' },
    formula: {
      vi: 'có tài liệu ISO / thủ tục có hiệu lực × 100, tính đến cuối kỳ',
      en: 'with ISO document / procedures in force × 100, at the end of the period',
    },
  },
} as const satisfies Record<
  string,
  { figure: FigureCode; name: { vi: string; en: string }; formula: { vi: string; en: string } }
>
export type ProcedureMetricKey = keyof typeof procedureMetrics
