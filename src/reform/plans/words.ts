import type { Lang } from '#app/kernel/context.ts'
import { formatDate, formatNumber, formatPercent } from '#app/kernel/text.ts'
import { words } from '#app/kernel/words.ts'
import type { Gap, Operator, PlanState, TargetResult, TaskProblem, TaskStanding } from './rules.ts'
import type { PlanEvent } from './views.ts'

/** 98,72 % · 7.599 hồ sơ */
export function amount(value: number, unit: string, lang: Lang): string {
  return unit === '%' ? formatPercent(value, lang) : `${formatNumber(value, lang)} ${unit}`.trim()
}

/** ≥ 95 %: a target's value without decimals it does not need. */
export function goal(operator: Operator, value: number, unit: string, lang: Lang): string {
  const sign = { '>=': '≥', '<=': '≤', '=': '=', '>': '>', '<': '<' }[operator]
  return `${sign} ${formatNumber(value, lang)} ${unit}`.trim()
}

const fact = (event: PlanEvent, name: string): string => {
  const value = event.data[name]
  return typeof value === 'string' || typeof value === 'number' ? String(value) : ''
}

/** Every word of plans, vi and en. */
export const planWords = words({
  vi: {
    title: 'Kế hoạch cải cách hành chính',
    nav: 'Kế hoạch',
    navProblems: 'Nhiệm vụ có vấn đề',
    newPlan: 'Lập kế hoạch',
    listSub: 'Chỉ tiêu tự đo bằng số liệu; nhiệm vụ có một cơ quan chủ trì và một người chịu trách nhiệm.',
    empty: 'Chưa có kế hoạch nào.',
    emptyHelp: 'Bấm “Lập kế hoạch” để bắt đầu một bản dự thảo.',
    noneFound: 'Không có kế hoạch nào khớp bộ lọc.',
    year: 'Năm',
    number: 'Số, ký hiệu',
    planTitle: 'Tên kế hoạch',
    agency: 'Cơ quan ban hành',
    signedOn: 'Ngày ký',
    signer: 'Người ký',
    basis: 'Căn cứ',
    basisHelp: 'Mỗi văn bản một dòng.',
    purpose: 'Mục đích, yêu cầu',
    status: 'Trạng thái',
    statusOf: (status: PlanState): string =>
      ({ DRAFT: 'Dự thảo', APPROVED: 'Đang thực hiện', CLOSED: 'Đã kết thúc' })[status],
    all: 'Tất cả',
    illustrative: 'dữ liệu minh họa',
    areaBasis: (basis: string, verified: boolean) =>
      `Danh mục lĩnh vực: ${basis}${verified ? '' : ' (ghi theo trí nhớ, chưa đối chiếu văn bản)'}.`,
    save: 'Lưu',
    edit: 'Sửa',
    amend: 'Điều chỉnh',
    reason: 'Lý do điều chỉnh',
    approve: 'Ghi nhận phê duyệt',
    approveHelp: 'Từ lúc này kế hoạch được theo dõi; muốn thay đổi phải điều chỉnh và ghi lý do.',
    close: 'Kết thúc kế hoạch',
    closeHelp: 'Không thay đổi được nữa. Giá trị tự đo vẫn tính theo kỳ của chỉ tiêu.',
    print: 'Bản in',
    export: 'Xuất Excel',
    sub: (agency: string, status: string, signed: string | null) =>
      [agency, status, signed && `ký ngày ${signed}`].filter(Boolean).join(' · '),
    targets: 'Chỉ tiêu',
    target: 'Chỉ tiêu',
    addTarget: 'Thêm chỉ tiêu',
    noTargets: 'Chưa có chỉ tiêu.',
    area: 'Lĩnh vực',
    text: 'Nội dung',
    operator: 'So sánh',
    operatorOf: (operator: Operator): string =>
      ({ '>=': 'từ … trở lên (≥)', '<=': 'không quá (≤)', '=': 'bằng (=)', '>': 'trên (>)', '<': 'dưới (<)' })[
        operator
      ],
    value: 'Mức phải đạt',
    unit: 'Đơn vị tính',
    unitHelp: 'Với chỉ tiêu tự đo, đơn vị theo số liệu.',
    period: 'Kỳ tính',
    periodFrom: 'Tính từ ngày',
    periodTo: 'đến ngày',
    metric: 'Tự đo bằng',
    metricNone: 'không, nhập giá trị kèm minh chứng',
    metricAgency: 'Số liệu của',
    wholeProvince: 'toàn tỉnh',
    result: (result: TargetResult): string => ({ MET: 'đạt', NOT_MET: 'chưa đạt', NO_DATA: 'chưa có số liệu' })[result],
    now: 'Hiện nay',
    gap: (gap: Gap, upper: boolean) =>
      upper
        ? `vượt ${formatNumber(gap.missing)} so với mức cho phép ${formatNumber(gap.needed)}`
        : `còn thiếu ${formatNumber(gap.missing)} để đạt ${formatNumber(gap.needed)}`,
    counted: (a: number, b: number) => `${formatNumber(a)} trên ${formatNumber(b)}`,
    behind: 'Xem danh sách',
    entered: (asOf: string, by: string) => `số liệu đến ${formatDate(asOf)}, ${by} nhập`,
    evidence: 'Minh chứng',
    evidenceHelp: 'Số văn bản, đường dẫn hoặc nơi lưu tài liệu.',
    enterValue: 'Nhập giá trị',
    asOf: 'Tính đến ngày',
    enteredValue: 'Giá trị',
    history: 'Các lần nhập',
    noHistory: 'Chưa nhập giá trị nào.',
    howMeasured: 'Cách tính',
    comparison: 'Giá trị và mức phải đạt được làm tròn đến hai chữ số thập phân trước khi so sánh, đúng như hiển thị.',
    meter: (now: string, target: string, result: string) => `${now}, mục tiêu ${target}, ${result}`,
    tasks: 'Nhiệm vụ',
    task: 'Nhiệm vụ',
    addTask: 'Thêm nhiệm vụ',
    noTasks: 'Chưa có nhiệm vụ.',
    code: 'Mã',
    codeHelp: 'Ví dụ 3.1',
    product: 'Sản phẩm',
    lead: 'Cơ quan chủ trì',
    leadOfficer: 'Người chịu trách nhiệm',
    coordinating: 'Cơ quan phối hợp',
    dueOn: 'Thời hạn',
    standing: (standing: TaskStanding): string =>
      ({
        TODO: 'Chưa bắt đầu',
        DOING: 'Đang làm',
        OVERDUE: 'Quá hạn',
        DONE: 'Hoàn thành đúng hạn',
        DONE_LATE: 'Hoàn thành muộn',
        DROPPED: 'Không thực hiện',
      })[standing],
    problem: (problem: TaskProblem): string =>
      ({ NO_LEAD: 'chưa có cơ quan chủ trì', NO_PERSON: 'chưa có người chịu trách nhiệm', OVERDUE: 'quá hạn' })[
        problem
      ],
    start: 'Bắt đầu làm',
    finish: 'Báo cáo hoàn thành',
    doneOn: 'Ngày hoàn thành',
    drop: 'Không thực hiện nữa',
    dropReason: 'Lý do',
    nothingToDo: 'Không có việc nào bạn làm được ở trạng thái này.',
    progress: 'Tiến độ theo lĩnh vực',
    progressSentence: (done: number, tasks: number, overdue: number) =>
      `Đã hoàn thành ${formatNumber(done)} trên ${formatNumber(tasks)} nhiệm vụ, ${formatNumber(overdue)} quá hạn.`,
    targetsMet: 'Chỉ tiêu đạt',
    tasksDone: 'Nhiệm vụ hoàn thành',
    tasksOverdue: 'Nhiệm vụ quá hạn',
    of: (a: number, b: number) => `${formatNumber(a)}/${formatNumber(b)}`,
    noData: (n: number) => (n === 0 ? 'đều có số liệu' : `${formatNumber(n)} chưa có số liệu`),
    problemsTitle: 'Nhiệm vụ chưa giao hoặc quá hạn',
    problemsSub: (n: number) => (n === 0 ? 'không có nhiệm vụ nào' : `${formatNumber(n)} nhiệm vụ cần xử lý`),
    problemsEmpty: 'Mọi nhiệm vụ đều có người chịu trách nhiệm và còn trong hạn.',
    what: 'Vấn đề',
    cannotApprove: 'Chưa phê duyệt được',
    done: 'Đã ghi.',
    story: 'Lịch sử',
    planPaper: 'KẾ HOẠCH',
    sentence: (event: PlanEvent): string => {
      const who = event.actor
      const no = fact(event, 'no')
      const code = fact(event, 'code')
      const because = fact(event, 'reason')
      const said: Record<string, string> = {
        created: `${who} lập dự thảo kế hoạch.`,
        edited: `${who} sửa phần chung của kế hoạch.`,
        target_added: `${who} thêm chỉ tiêu ${no}.`,
        target_edited: `${who} sửa chỉ tiêu ${no}.`,
        target_amended: `${who} điều chỉnh chỉ tiêu ${no}. Lý do: ${because}`,
        task_added: `${who} thêm nhiệm vụ ${code}.`,
        task_edited: `${who} sửa nhiệm vụ ${code}.`,
        task_amended: `${who} điều chỉnh nhiệm vụ ${code}. Lý do: ${because}`,
        approved: `${who} ghi nhận kế hoạch được phê duyệt.`,
        value_entered: `${who} nhập giá trị ${formatNumber(Number(event.data['value']))} cho chỉ tiêu ${no}.`,
        task_started: `${who} báo bắt đầu nhiệm vụ ${code}.`,
        task_done: `${who} báo hoàn thành nhiệm vụ ${code}${event.data['late'] === true ? ', muộn' : ''}. Minh chứng: ${fact(event, 'evidence')}`,
        task_dropped: `${who} ghi không thực hiện nhiệm vụ ${code}. Lý do: ${because}`,
        closed: `${who} kết thúc kế hoạch.`,
      }
      return said[event.type] ?? event.type
    },
  },
  en: {
    title: 'Reform plans',
    nav: 'Plans',
    navProblems: 'Tasks with problems',
    newPlan: 'New plan',
    listSub: 'Targets measure themselves; every task has one lead and one person responsible.',
    empty: 'There are no plans yet.',
    emptyHelp: 'Press “New plan” to begin a draft.',
    noneFound: 'No plan fits the filters.',
    year: 'Year',
    number: 'Number',
    planTitle: 'Title',
    agency: 'Issued by',
    signedOn: 'Signed on',
    signer: 'Signed by',
    basis: 'Basis',
    basisHelp: 'One document a line.',
    purpose: 'Purpose',
    status: 'State',
    statusOf: (status: PlanState): string => ({ DRAFT: 'Draft', APPROVED: 'Under way', CLOSED: 'Closed' })[status],
    all: 'All',
    illustrative: 'sample data',
    areaBasis: (basis: string, verified: boolean) =>
      `Areas: ${basis}${verified ? '' : ' (recalled, not checked against the text)'}.`,
    save: 'Save',
    edit: 'Edit',
    amend: 'Amend',
    reason: 'Reason',
    approve: 'Record the approval',
    approveHelp: 'From here on the plan counts; changes are amendments with a reason.',
    close: 'Close the plan',
    closeHelp: 'Nothing changes any more. Measured values still follow their periods.',
    print: 'Print form',
    export: 'Export to Excel',
    sub: (agency: string, status: string, signed: string | null) =>
      [agency, status, signed && `signed ${signed}`].filter(Boolean).join(' · '),
    targets: 'Targets',
    target: 'Target',
    addTarget: 'Add a target',
    noTargets: 'No targets yet.',
    area: 'Area',
    text: 'Text',
    operator: 'Comparison',
    operatorOf: (operator: Operator): string =>
      ({ '>=': 'at least (≥)', '<=': 'at most (≤)', '=': 'exactly (=)', '>': 'more than (>)', '<': 'less than (<)' })[
        operator
      ],
    value: 'Value to reach',
    unit: 'Unit',
    unitHelp: 'A bound target has the unit of its measure.',
    period: 'Period',
    periodFrom: 'From',
    periodTo: 'To',
    metric: 'Measured by',
    metricNone: 'nothing: values are entered with evidence',
    metricAgency: 'Figure of',
    wholeProvince: 'the whole province',
    result: (result: TargetResult): string => ({ MET: 'met', NOT_MET: 'not met', NO_DATA: 'no data yet' })[result],
    now: 'Now',
    gap: (gap: Gap, upper: boolean) =>
      upper
        ? `${formatNumber(gap.missing, 'en')} over the ${formatNumber(gap.needed, 'en')} allowed`
        : `${formatNumber(gap.missing, 'en')} short of the ${formatNumber(gap.needed, 'en')} needed`,
    counted: (a: number, b: number) => `${formatNumber(a, 'en')} of ${formatNumber(b, 'en')}`,
    behind: 'See the list',
    entered: (asOf: string, by: string) => `as of ${formatDate(asOf)}, entered by ${by}`,
    evidence: 'Evidence',
    evidenceHelp: 'Number of a document, a link, or where it is kept.',
    enterValue: 'Enter a value',
    asOf: 'As of',
    enteredValue: 'Value',
    history: 'Values entered',
    noHistory: 'Nothing has been entered yet.',
    howMeasured: 'How it is counted',
    comparison: 'Value and target are rounded to two decimals before they are compared, as they are shown.',
    meter: (now: string, target: string, result: string) => `${now}, target ${target}, ${result}`,
    tasks: 'Tasks',
    task: 'Task',
    addTask: 'Add a task',
    noTasks: 'No tasks yet.',
    code: 'Code',
    codeHelp: 'For example 3.1',
    product: 'Product',
    lead: 'Lead agency',
    leadOfficer: 'Person responsible',
    coordinating: 'Coordinating agencies',
    dueOn: 'Due',
    standing: (standing: TaskStanding): string =>
      ({
        TODO: 'Not begun',
        DOING: 'Under way',
        OVERDUE: 'Overdue',
        DONE: 'Done in time',
        DONE_LATE: 'Done late',
        DROPPED: 'Dropped',
      })[standing],
    problem: (problem: TaskProblem): string =>
      ({ NO_LEAD: 'no lead agency', NO_PERSON: 'nobody responsible', OVERDUE: 'overdue' })[problem],
    start: 'Begin',
    finish: 'Report it done',
    doneOn: 'Done on',
    drop: 'Drop it',
    dropReason: 'Reason',
    nothingToDo: 'There is nothing you can do in this state.',
    progress: 'Progress by area',
    progressSentence: (done: number, tasks: number, overdue: number) =>
      `${formatNumber(done, 'en')} of ${formatNumber(tasks, 'en')} tasks done, ${formatNumber(overdue, 'en')} overdue.`,
    targetsMet: 'Targets met',
    tasksDone: 'Tasks done',
    tasksOverdue: 'Tasks overdue',
    of: (a: number, b: number) => `${formatNumber(a, 'en')}/${formatNumber(b, 'en')}`,
    noData: (n: number) => (n === 0 ? 'all have data' : `${formatNumber(n, 'en')} without data`),
    problemsTitle: 'Tasks unassigned or overdue',
    problemsSub: (n: number) => (n === 0 ? 'none' : `${formatNumber(n, 'en')} to settle`),
    problemsEmpty: 'Every task has somebody responsible and is in time.',
    what: 'Problem',
    cannotApprove: 'Cannot be approved yet',
    done: 'Done.',
    story: 'History',
    planPaper: 'PLAN',
    sentence: (event: PlanEvent): string => {
      const who = event.actor
      const no = fact(event, 'no')
      const code = fact(event, 'code')
      const because = fact(event, 'reason')
      const said: Record<string, string> = {
        created: `${who} began the draft.`,
        edited: `${who} edited the header.`,
        target_added: `${who} added target ${no}.`,
        target_edited: `${who} edited target ${no}.`,
        target_amended: `${who} amended target ${no}. Reason: ${because}`,
        task_added: `${who} added task ${code}.`,
        task_edited: `${who} edited task ${code}.`,
        task_amended: `${who} amended task ${code}. Reason: ${because}`,
        approved: `${who} recorded the approval.`,
        value_entered: `${who} entered ${formatNumber(Number(event.data['value']), 'en')} for target ${no}.`,
        task_started: `${who} began task ${code}.`,
        task_done: `${who} reported task ${code} done${event.data['late'] === true ? ', late' : ''}. Evidence: ${fact(event, 'evidence')}`,
        task_dropped: `${who} dropped task ${code}. Reason: ${because}`,
        closed: `${who} closed the plan.`,
      }
      return said[event.type] ?? event.type
    },
  },
})

export type PlanWords = (typeof planWords)['vi']
