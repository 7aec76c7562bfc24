import { dayOf } from '#app/kernel/text.ts'
import { agencyTree } from '#app/organisation/agencies/index.ts'
import { type FigureCode, inventory, type Inventory, inventoryHref } from '../inventory/index.ts'
import type { Measures, ReportForm } from './form.ts'
import { storedLayoutOf } from './layouts.ts'

/** Form II.07b: procedures under the one-stop and interlinked mechanism, and internal processes, by whoever decides. */

type Row = Inventory['rows'][number]

/** Which figure of the inventory a measure is; `without`: what that figure leaves. */
const figures: Record<string, { figure: FigureCode; without: boolean }> = {
  all: { figure: 'ALL', without: false },
  oneStop: { figure: 'MECHANISM.NONE', without: true },
  process: { figure: 'PROCESS.YES', without: false },
}

/** 'oneStop.COMMUNE' → what is counted, of which level. */
function partsOf(measure: string) {
  const [what = '', level = null] = measure.split('.')
  return { ...(figures[what] ?? { figure: 'ALL', without: false }), level }
}

/** The state of the last day, and of today while the period is not over. */
const stateDay = (to: string, now: Date): string => (to < dayOf(now) ? to : dayOf(now))

export const mechanismForm = {
  code: 'II.07b',
  number: 'II.07b/VPCP/KSTT',
  title: {
    vi: 'Thủ tục hành chính được thực hiện theo cơ chế một cửa, một cửa liên thông và quy trình nội bộ',
    en: 'Procedures under the one-stop and interlinked mechanism, and internal processes',
  },
  unit: { vi: 'Đơn vị tính: TTHC, quy trình', en: 'Unit: procedures, processes' },
  rowHead: { vi: 'Đơn vị', en: 'Unit' },
  names: { COMMUNE: { vi: 'Ủy ban nhân dân cấp xã', en: 'Communes' } },
  notes: [
    {
      vi: 'Số liệu của ngày cuối kỳ. Cấp là cấp giải quyết thủ tục; thủ tục cấp xã tính một lần cho tất cả các xã.',
      en: 'As of the last day. The level is that of whoever decides; a procedure of the communes counts once for all of them.',
    },
    {
      vi: 'Cơ chế chưa ghi thì suy từ quy trình: liên thông khi có bước do cơ quan khác làm; một cửa khi có quy trình hoặc tiếp nhận tại Trung tâm.',
      en: 'Where the mechanism is not recorded it is read from the process: interlinked when another agency does a step, one-stop when there is a process or it is received at the centre.',
    },
  ],
  layout: async (db, day, version) => await storedLayoutOf(db, 'II.07b', day, version),
  count: async ({ db, now }, { place, to }) => {
    const day = stateDay(to, now)
    const [{ rows, behind }, tree] = await Promise.all([
      inventory(db, { day, agencyId: place.id }),
      agencyTree(db, day),
    ])
    const countOf =
      (own: ReadonlySet<Row>): Measures =>
      measure => {
        const { figure, without, level } = partsOf(measure)
        return behind(figure, without).filter(row => own.has(row) && (level === null || row.level === level)).length
      }
    const lines = [...Map.groupBy(rows, row => row.home ?? '')].map(([home, own]) => ({
      label: home === 'COMMUNE' ? 'Ủy ban nhân dân cấp xã' : (tree.byCode(home)?.name ?? home),
      key: home,
      of: countOf(new Set(own)),
    }))
    return {
      // Communes last: they are below everybody else.
      lines: lines.sort(
        (a, b) => Number(a.key === 'COMMUNE') - Number(b.key === 'COMMUNE') || a.label.localeCompare(b.label, 'vi'),
      ),
      total: countOf(new Set(rows)),
    }
  },
  href: ({ measure, key, wanted: { place, to }, now }) => {
    const { figure, without, level } = partsOf(measure)
    return inventoryHref(figure, { day: stateDay(to, now), agency: place.code, level, home: key, without })
  },
} as const satisfies ReportForm
