import { formatDate, formatNumber, formatTime, formatWorking } from '#app/kernel/text.ts'
import { limitInWords } from '#app/kernel/limit.ts'
import type { PaperFacts, SlipFacts, StepLine } from './facts.ts'
import {
  applicantSigns,
  byHand,
  componentTable,
  contact,
  deliveryChecks,
  desk,
  feeInWords,
  framed,
  fromDesk,
  fromHome,
  headSigns,
  instantInWords,
  matter,
  person,
  two,
} from './frame.ts'
import type { Cell, Paper } from './paper.ts'

/**
 * The official forms of a dossier, filled. Pure.
 * law: TT-03-2025#phu-luc-I — forms 01–06; which fields stand on them is in docs/law/dossier.md, the order is ours where the
 * source leaves it open.
 */

/** Form 01: what was taken in, and when the result is promised. */
export function form01(facts: PaperFacts, slip: SlipFacts): Paper {
  const received = facts.receivedAt ?? slip.issuedAt
  const due = facts.dueOriginalAt
  const [, day = '', no = ''] = /-(\d{8})-(\d{7})$/.exec(facts.code) ?? []
  return framed(facts, {
    form: '01',
    title: 'GIẤY TIẾP NHẬN HỒ SƠ VÀ HẸN TRẢ KẾT QUẢ',
    subtitle: `Mã hồ sơ: ${facts.code}`,
    ...fromDesk(facts, slip),
    blocks: [
      person(facts, 'Tiếp nhận hồ sơ của'),
      matter(facts, 'Thủ tục hành chính cần giải quyết'),
      { kind: 'heading', text: '1. Thành phần hồ sơ nộp gồm:' },
      componentTable(facts),
      {
        kind: 'facts',
        facts: [
          { label: '2. Số lượng hồ sơ', value: `${two(facts.copies)} bộ` },
          {
            label: '3. Thời gian giải quyết theo quy định',
            value: facts.limit ? limitInWords(facts.limit, 'vi') : 'theo quy định của thủ tục',
          },
          { label: '4. Thời gian nhận hồ sơ', value: instantInWords(received) },
          { label: '5. Thời gian trả kết quả', value: due ? instantInWords(due) : '', strong: true },
        ],
      },
      deliveryChecks(facts),
      {
        kind: 'facts',
        facts: [
          { label: '7. Phí, lệ phí', value: feeInWords(facts.fee) },
          {
            label: 'Vào sổ theo dõi hồ sơ',
            value: day
              ? `ngày ${day.slice(6)}/${day.slice(4, 6)}/${day.slice(0, 4)}, số thứ tự ${formatNumber(Number(no))}`
              : '',
          },
        ],
      },
    ],
    signatures: [applicantSigns(facts), { role: ['NGƯỜI TIẾP NHẬN HỒ SƠ'], note: byHand, name: slip.issuedBy }],
    notes: [
      'Giấy này lập thành hai bản: một bản giao người nộp, một bản đi theo hồ sơ. Mang theo giấy này hoặc mã hồ sơ khi nhận kết quả.',
      'Quá thời gian trên chưa có kết quả, cơ quan giải quyết gửi văn bản xin lỗi, nêu rõ lý do và ngày trả mới.',
    ],
    keywords: due ? [instantInWords(due)] : [],
  })
}

function textOf(data: Record<string, unknown>, key: string): string {
  const value = data[key]
  return typeof value === 'string' ? value : ''
}
const instantOf = (data: Record<string, unknown>, key: string): Date | null =>
  textOf(data, key) ? new Date(textOf(data, key)) : null

/** Form 02: what is missing; the clock stands still until it comes. */
export function form02(facts: PaperFacts, slip: SlipFacts): Paper {
  const items = Array.isArray(slip.data['items']) ? slip.data['items'].filter(i => typeof i === 'string') : []
  return framed(facts, {
    form: '02',
    title: 'PHIẾU YÊU CẦU BỔ SUNG, HOÀN THIỆN HỒ SƠ',
    subtitle: `Mã hồ sơ: ${facts.code}`,
    ...fromDesk(facts, slip),
    blocks: [
      person(facts, 'Hồ sơ của'),
      matter(facts, 'Nội dung yêu cầu giải quyết'),
      { kind: 'heading', text: 'Yêu cầu hoàn thiện hồ sơ gồm những nội dung sau:' },
      { kind: 'list', items },
      { kind: 'facts', facts: [{ label: 'Lý do', value: textOf(slip.data, 'reason') }] },
      {
        kind: 'text',
        text: `Thời gian chờ bổ sung không tính vào thời hạn giải quyết: đồng hồ dừng từ ${instantInWords(slip.issuedAt)} và chạy tiếp khi nhận đủ giấy tờ.`,
      },
      { kind: 'text', text: contact(facts.receiving) },
    ],
    signatures: [applicantSigns(facts), { role: ['NGƯỜI HƯỚNG DẪN'], note: byHand, name: slip.issuedBy }],
  })
}

/** Form 03: not accepted, with the reason. */
export function form03(facts: PaperFacts, slip: SlipFacts): Paper {
  return framed(facts, {
    form: '03',
    title: 'PHIẾU TỪ CHỐI TIẾP NHẬN, GIẢI QUYẾT HỒ SƠ',
    subtitle: `Mã hồ sơ: ${facts.code}`,
    ...fromDesk(facts, slip),
    blocks: [
      person(facts, 'Hồ sơ của'),
      matter(facts, 'Nội dung yêu cầu giải quyết'),
      {
        kind: 'text',
        text: 'Sau khi xem xét, nơi tiếp nhận xin thông báo không tiếp nhận, giải quyết hồ sơ này với lý do cụ thể như sau:',
      },
      { kind: 'list', items: [textOf(slip.data, 'reason')] },
      { kind: 'text', text: `Xin thông báo để Ông/Bà được biết. ${contact(facts.receiving)}` },
    ],
    signatures: [applicantSigns(facts), { role: ['NGƯỜI TIẾP NHẬN HỒ SƠ'], note: byHand, name: slip.issuedBy }],
  })
}

/** Form 04: sorry, and a new day, once. */
export function form04(facts: PaperFacts, slip: SlipFacts): Paper {
  const from = instantOf(slip.data, 'from')
  const to = instantOf(slip.data, 'to')
  const received = facts.receivedAt ? `${instantInWords(facts.receivedAt)}, ` : ''
  return framed(facts, {
    form: '04',
    title: 'VĂN BẢN XIN LỖI VÀ ĐỀ NGHỊ GIA HẠN',
    subtitle: 'thời gian giải quyết hồ sơ',
    ...fromHome(facts, slip),
    blocks: [
      {
        kind: 'text',
        text: `Lúc ${received}${facts.receiving.name} tiếp nhận hồ sơ của Ông/Bà, mã ${facts.code}, đề nghị giải quyết thủ tục “${facts.procedure.name}”.`,
      },
      {
        kind: 'text',
        text: `Kết quả được hẹn trả lúc ${from ? instantInWords(from) : '…'}, nhưng ${facts.home.name} không trả được đúng hẹn.`,
      },
      { kind: 'facts', facts: [{ label: 'Lý do', value: textOf(slip.data, 'reason') }] },
      {
        kind: 'text',
        text: `${facts.home.name} xin lỗi Ông/Bà vì sự chậm trễ này và đề nghị gia hạn thời gian giải quyết.`,
      },
      {
        kind: 'facts',
        facts: [{ label: 'Thời gian trả kết quả mới', value: to ? instantInWords(to) : '', strong: true }],
      },
      { kind: 'text', text: `Rất mong Ông/Bà thông cảm. ${contact(facts.receiving)}` },
    ],
    signatures: [headSigns(slip)],
    keywords: to ? [instantInWords(to)] : [],
  })
}

/** Form 05: handling stops on a ground that is named. */
export function form05(facts: PaperFacts, slip: SlipFacts): Paper {
  const received = facts.receivedAt ? `, tiếp nhận ${instantInWords(facts.receivedAt)}` : ''
  return framed(facts, {
    form: '05',
    title: 'THÔNG BÁO',
    subtitle: 'dừng giải quyết hồ sơ',
    ...fromHome(facts, slip),
    blocks: [
      {
        kind: 'text',
        text: `${facts.home.name} thông báo dừng giải quyết hồ sơ mã ${facts.code}, thủ tục “${facts.procedure.name}”${received}.`,
      },
      { kind: 'facts', facts: [{ label: 'Căn cứ, lý do', value: textOf(slip.data, 'reason') }] },
      {
        kind: 'facts',
        facts: [{ label: 'Phí, lệ phí đã nộp', value: facts.fee ? feeInWords(facts.fee) : 'Không có' }],
      },
      {
        kind: 'text',
        text: 'Giấy tờ bản chính đã nộp được trả lại tại nơi tiếp nhận khi Ông/Bà mang theo giấy tiếp nhận hồ sơ. Ông/Bà có thể nộp hồ sơ mới khi đủ điều kiện.',
      },
      { kind: 'text', text: contact(facts.receiving) },
    ],
    signatures: [headSigns(slip)],
  })
}

/** Whether a step kept the time the process gives it. */
export function stepResult(step: Pick<StepLine, 'hours' | 'usedMinutes'>): string {
  if (step.usedMinutes === null) return 'Đang làm'
  const given = step.hours * 60
  return step.usedMinutes < given ? 'Trước hạn' : step.usedMinutes === given ? 'Đúng hạn' : 'Quá hạn'
}

/** '14:30, 23/11/2026', where a column is narrow. */
const shortly = (at: Date): string => `${formatTime(at)}, ${formatDate(at)}`

/** Form 06: from hand to hand, out of the ledger of steps; lines are only ever added. */
export function form06(facts: PaperFacts, at: Date): Paper {
  const rows: Cell[][] = facts.steps.map((step, i) => [
    [`${i + 1}. ${step.unit}`, step.officer, step.name].filter(Boolean).join('\n'),
    [`Nhận: ${shortly(step.startedAt)}`, step.endedAt ? `Giao: ${shortly(step.endedAt)}` : '']
      .filter(Boolean)
      .join('\n'),
    [formatWorking(step.hours * 60), step.usedMinutes === null ? '' : `Dùng ${formatWorking(step.usedMinutes)}`]
      .filter(Boolean)
      .join('\n'),
    stepResult(step),
    step.note,
  ])
  const units = [...new Set(facts.steps.map(s => s.unit))].filter(unit => unit !== facts.home.name)
  return framed(facts, {
    form: '06',
    title: 'PHIẾU KIỂM SOÁT QUÁ TRÌNH GIẢI QUYẾT HỒ SƠ',
    subtitle: `Mã hồ sơ: ${facts.code}`,
    from: desk(facts.receiving),
    place: facts.receiving.place,
    number: `${facts.code}/06`,
    at,
    blocks: [
      {
        kind: 'facts',
        facts: [
          { label: 'Thủ tục hành chính', value: `${facts.procedure.name} (mã ${facts.procedure.code})` },
          { label: 'Cơ quan giải quyết', value: facts.home.name },
          { label: 'Cơ quan phối hợp', value: units.join('; ') || 'Không có' },
          {
            label: 'Hẹn trả kết quả',
            value: facts.dueOriginalAt ? instantInWords(facts.dueOriginalAt) : 'Chưa hẹn',
            strong: true,
          },
        ],
      },
      {
        kind: 'table',
        columns: [
          { head: 'Tên cơ quan, người thực hiện', width: 4.4, align: 'left' },
          { head: 'Thời gian giao, nhận hồ sơ', width: 4.2, align: 'left' },
          { head: 'Thời gian quy định', width: 2.4, align: 'left' },
          { head: 'Kết quả', width: 1.6, align: 'center' },
          { head: 'Ghi chú', width: 2.4, align: 'left' },
        ],
        rows: rows.length > 0 ? rows : [['Chưa giao việc', '', '', '', '']],
      },
    ],
    signatures: [],
    notes: [
      'Lập từ nhật ký giải quyết; mỗi lần giao, nhận là một dòng, dòng đã ghi không sửa được. Thời gian tính theo giờ làm việc.',
    ],
  })
}

/** What one gets for filing on-line: proof that it arrived, before any officer has looked. */
export function filingReceipt(facts: PaperFacts): Paper {
  return framed(facts, {
    form: '',
    title: 'XÁC NHẬN ĐÃ NỘP HỒ SƠ TRỰC TUYẾN',
    subtitle: `Mã hồ sơ: ${facts.code}`,
    from: desk(facts.receiving),
    place: facts.receiving.place,
    number: facts.code,
    at: facts.submittedAt,
    blocks: [
      person(facts, 'Người nộp hồ sơ'),
      matter(facts, 'Thủ tục hành chính cần giải quyết'),
      {
        kind: 'facts',
        facts: [
          { label: 'Nơi giải quyết', value: facts.home.name },
          { label: 'Thời gian nộp', value: instantInWords(facts.submittedAt), strong: true },
        ],
      },
      { kind: 'heading', text: 'Giấy tờ đã nộp:' },
      componentTable(facts),
      {
        kind: 'text',
        text: 'Hồ sơ đang chờ cán bộ kiểm tra. Khi hồ sơ đầy đủ, Ông/Bà nhận Giấy tiếp nhận hồ sơ và hẹn trả kết quả (Mẫu số 01); thời hạn giải quyết tính từ lúc đó.',
      },
    ],
    signatures: [],
    keywords: [instantInWords(facts.submittedAt)],
  })
}

const filled = { '01': form01, '02': form02, '03': form03, '04': form04, '05': form05 } as const

/** The paper a slip stands for; null for a form this set does not know. */
export function paperOfSlip(facts: PaperFacts, slip: SlipFacts): Paper | null {
  return slip.formNo in filled ? filled[slip.formNo as keyof typeof filled](facts, slip) : null
}
