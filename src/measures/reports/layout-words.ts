import type { Words2 } from '#app/kernel/refusal.ts'
import { formatDate } from '#app/kernel/text.ts'
import { words } from '#app/kernel/words.ts'
import type { LayoutProblem } from './layout-text.ts'

/** What the pages of layouts say. */
export const layoutPageWords = words({
  vi: {
    title: 'Bố cục các biểu',
    lead: 'Biểu của một kỳ theo bố cục áp dụng vào ngày cuối kỳ. Bố cục không sửa được: cách đọc khác là một bản mới từ một ngày.',
    form: 'Biểu',
    version: (n: number) => `bản ${n}`,
    validity: 'Áp dụng',
    since: (from: string, to: string | null) =>
      to === null ? `từ ${formatDate(from)}` : `từ ${formatDate(from)} đến trước ${formatDate(to)}`,
    always: (to: string | null) => (to === null ? 'từ đầu' : `đến trước ${formatDate(to)}`),
    source: 'Nguồn',
    standing: 'Đối chiếu',
    read: 'Đã đối chiếu',
    recalled: 'Ghi theo trí nhớ',
    inCode: 'Đã đối chiếu, không đổi',
    columns: (n: number) => `${n} cột`,
    preview: 'Xem trước',
    checks: 'Phép kiểm tra',
    noChecks: 'Không có phép kiểm tra.',
    measures: 'Cột và số liệu điền vào cột',
    column: 'Cột',
    head: 'Tên cột',
    measure: 'Số liệu',
    totalOnly: 'chỉ ở dòng tổng số',
    rowHere: 'Dòng số liệu',
    write: 'Lập bản mới',
    writeTitle: (form: string) => `Bố cục mới của biểu ${form}`,
    writeLead: 'Bắt đầu từ bản hiện nay. Các kỳ đã chốt giữ bố cục của lúc chốt.',
    validFrom: 'Áp dụng cho kỳ kết thúc từ ngày',
    basis: 'Văn bản làm căn cứ',
    basisHelp: 'Số, ngày của văn bản quy định biểu.',
    verified: 'Đã đối chiếu với văn bản gốc',
    verifiedHelp: 'Không đánh dấu thì biểu in ra ghi rõ là cần đối chiếu.',
    heads: 'Cột',
    headsHelp:
      'Mỗi dòng một tiêu đề: (số cột) tên | tên tiếng Anh = số liệu. Cột con thụt vào hai dấu cách; nhóm cột không có số. Thêm “ !” ở cuối nếu chỉ có ở dòng tổng số.',
    checksHelp: 'Mỗi dòng một phép, ví dụ (4) = (5) + (6).',
    save: 'Lập bố cục',
    saved: 'Đã lập bố cục mới.',
  },
  en: {
    title: 'Layouts of forms',
    lead: 'The form of a period has the layout that holds on its last day. A layout is never edited: another reading is a further version from a day on.',
    form: 'Form',
    version: (n: number) => `version ${n}`,
    validity: 'Holds',
    since: (from: string, to: string | null) =>
      to === null ? `from ${formatDate(from)}` : `from ${formatDate(from)} until before ${formatDate(to)}`,
    always: (to: string | null) => (to === null ? 'from the beginning' : `until before ${formatDate(to)}`),
    source: 'Source',
    standing: 'Standing',
    read: 'Verified',
    recalled: 'Recalled',
    inCode: 'Verified, does not change',
    columns: (n: number) => `${n} columns`,
    preview: 'Preview',
    checks: 'Checks',
    noChecks: 'There are no checks.',
    measures: 'Columns and what fills them',
    column: 'Column',
    head: 'Head',
    measure: 'Measure',
    totalOnly: 'in the total only',
    rowHere: 'A line of figures',
    write: 'Write a new version',
    writeTitle: (form: string) => `A new layout of form ${form}`,
    writeLead: 'Begin with the one of today. Closed periods keep the layout they were closed with.',
    validFrom: 'For periods that end from this day on',
    basis: 'Legal text',
    basisHelp: 'Number and day of the text that lays the form down.',
    verified: 'Compared with the original text',
    verifiedHelp: 'Left unticked, the printed form says that it is still to be compared.',
    heads: 'Columns',
    headsHelp:
      'One head a line: (number) words | English words = measure. Parts are indented by two spaces; groups have no number. End in “ !” where it stands in the total only.',
    checksHelp: 'One check a line, such as (4) = (5) + (6).',
    save: 'Write the layout',
    saved: 'The new layout is written.',
  },
})

const PROBLEMS = {
  UNREADABLE: {
    vi: 'không đúng cách viết (số cột) tên | tên tiếng Anh = số liệu',
    en: 'is not written as (number) words | English words = measure',
  },
  TOO_DEEP: { vi: 'thụt vào nhưng không thuộc nhóm cột nào', en: 'is indented below no group' },
  NO_PARTS: { vi: 'nhóm cột chưa có cột nào', en: 'is a group without columns' },
  COLUMN_TWICE: { vi: 'số cột đã dùng', en: 'is a column number used already' },
  MEASURE_UNKNOWN: { vi: 'biểu này không tính số liệu ấy', en: 'is nothing this form counts' },
  COLUMN_UNKNOWN: { vi: 'phép kiểm tra nêu một cột không có', en: 'is a column no head has' },
} as const satisfies Record<LayoutProblem['what'], Words2>

/** What is wrong, at which line. */
export function layoutProblemWords({ line, what, text }: LayoutProblem): Words2 {
  const at = { vi: line > 0 ? `Dòng ${line}: ` : '', en: line > 0 ? `Line ${line}: ` : '' }
  return { vi: `${at.vi}“${text}” — ${PROBLEMS[what].vi}.`, en: `${at.en}“${text}” ${PROBLEMS[what].en}.` }
}
