import { formatMoney, wallClock } from '#app/kernel/text.ts'
import { signatureLines } from '#app/organisation/delegations/index.ts'
import type { Body, PaperFacts, SlipFacts } from './facts.ts'
import type { Block, Cell, Paper, Signature } from './paper.ts'

/** What the forms are made of: who issues, who is addressed, tables and signatures that recur. Pure. */

export const two = (n: number): string => String(n).padStart(2, '0')

/** '14 giờ 30 phút, ngày 23 tháng 11 năm 2026', as papers write instants. */
export function instantInWords(at: Date): string {
  const w = wallClock(at)
  return `${two(w.hour)} giờ ${two(w.minute)} phút, ${dayInWords(at)}`
}

/** 'ngày 23 tháng 11 năm 2026'; days below 10 and the first two months get a zero, so that nobody can add a digit. */
function dayInWords(at: Date): string {
  const w = wallClock(at)
  return `ngày ${two(w.day)} tháng ${w.month < 3 ? two(w.month) : w.month} năm ${w.year}`
}

/** Who hands papers out: the people's committee's centre, or a department's desk. */
export function desk(body: Body): { above: string; issuer: string } {
  if (body.kind === 'DEPARTMENT' || body.kind === 'OTHER') {
    return { above: body.name, issuer: 'Bộ phận tiếp nhận và trả kết quả' }
  }
  if (body.kind === 'SERVICE_CENTRE' || body.kind === 'COMMUNE_CENTRE') return { above: body.above, issuer: body.name }
  return { above: body.name, issuer: 'Trung tâm phục vụ hành chính công' }
}

const authority = (body: Body): { above: string; issuer: string } => ({ above: body.above, issuer: body.name })

interface Frame {
  form: string
  title: string
  subtitle?: string
  salutation?: string
  from: { above: string; issuer: string }
  place: string
  number: string
  at: Date
  blocks: Block[]
  signatures: Signature[]
  notes?: string[]
  keywords?: string[]
}

export function framed(facts: PaperFacts, f: Frame): Paper {
  return {
    form: f.form,
    above: f.from.above.toLocaleUpperCase('vi'),
    issuer: f.from.issuer.toLocaleUpperCase('vi'),
    number: f.number,
    placeAndDay: `${f.place ? `${f.place}, ` : ''}${dayInWords(f.at)}`,
    title: f.title,
    subtitle: f.subtitle ?? '',
    salutation: f.salutation ?? '',
    blocks: f.blocks,
    signatures: f.signatures,
    verify: { address: facts.verifyUrl, text: 'Quét mã để xem tiến độ và xác thực giấy này' },
    notes: f.notes ?? [],
    keywords: [facts.code, ...(f.keywords ?? [])],
  }
}

const idLabel = (facts: PaperFacts): string =>
  facts.applicant.kind === 'CITIZEN' ? 'Số định danh cá nhân/CCCD' : 'Mã số thuế'

export const person = (facts: PaperFacts, label: string): Block => ({
  kind: 'facts',
  facts: [
    { label, value: facts.applicant.name, strong: true },
    { label: idLabel(facts), value: facts.applicant.idNo },
    { label: 'Địa chỉ', value: facts.applicant.address },
    { label: 'Số điện thoại', value: facts.applicant.phone },
    { label: 'Thư điện tử', value: facts.applicant.email },
  ].filter(fact => fact.value !== ''),
})

export const matter = (facts: PaperFacts, label: string): Block => ({
  kind: 'facts',
  facts: [{ label, value: `${facts.procedure.name} (mã ${facts.procedure.code})` }],
})

export const byHand = 'Ký, ghi rõ họ tên'
export const applicantSigns = (facts: PaperFacts): Signature => ({
  role: ['NGƯỜI NỘP HỒ SƠ'],
  note: facts.channel === 'ONLINE' ? 'Nộp trực tuyến' : byHand,
  name: facts.channel === 'ONLINE' ? facts.applicant.name : '',
})

/**
 * Who signs for the agency: the leader who issued the paper, as head or in the head's place; else the head by hand.
 * law: ND-30-2020#13
 */
export const headSigns = ({ leader, issuedBy }: SlipFacts): Signature =>
  leader === null
    ? { role: ['THỦ TRƯỞNG CƠ QUAN'], note: 'Ký, đóng dấu', name: '' }
    : { role: signatureLines({ title: leader }), note: 'Ký, đóng dấu', name: issuedBy }

export function contact(body: Body): string {
  const where = [body.name, body.address].filter(Boolean).join(', ')
  return `Cần hướng dẫn thêm, xin liên hệ ${where}${body.phone ? `, điện thoại ${body.phone}` : ''}.`
}

export function deliveryChecks(facts: PaperFacts): Block {
  const to = facts.deliveryAddress ? `: ${facts.deliveryAddress}` : ''
  return {
    kind: 'checks',
    label: '6. Đăng ký nhận kết quả',
    checks: [
      { on: facts.delivery === 'COUNTER', text: `Tại ${facts.receiving.name}` },
      { on: facts.delivery === 'POST', text: `Qua bưu chính${facts.delivery === 'POST' ? to : ''}` },
      { on: facts.delivery === 'ONLINE', text: 'Bản điện tử' },
    ],
  }
}

export function componentTable(facts: PaperFacts): Block {
  const rows: Cell[][] = facts.components.map((paper, i) => [
    String(i + 1),
    paper.name,
    {
      checks: [
        { on: paper.originals > 0, text: 'Bản chính' },
        { on: paper.copies > 0, text: 'Bản sao' },
        ...(paper.electronic ? [{ on: true, text: 'Bản điện tử' }] : []),
      ],
    },
    two(Math.max(1, paper.originals + paper.copies)),
  ])
  return {
    kind: 'table',
    columns: [
      { head: 'STT', width: 1, align: 'center' },
      { head: 'Tên giấy tờ', width: 9, align: 'left' },
      { head: 'Loại giấy tờ', width: 3.2, align: 'left' },
      { head: 'Số lượng', width: 1.8, align: 'center' },
    ],
    rows: rows.length > 0 ? rows : [['', 'Không phải nộp giấy tờ kèm theo', '', '']],
  }
}

export function feeInWords(fee: number | null): string {
  if (fee === null) return 'Theo thông báo nộp phí, lệ phí (nếu có)'
  return fee === 0 ? 'Không thu' : `${formatMoney(fee).replace(' đ', '')} đồng`
}

/** A slip of the desk that took the dossier in. */
export const fromDesk = (facts: PaperFacts, slip: SlipFacts) => ({
  from: desk(facts.receiving),
  place: facts.receiving.place,
  number: slip.number,
  at: slip.issuedAt,
})

/** A slip of the agency that decides, addressed to the applicant. */
export const fromHome = (facts: PaperFacts, slip: SlipFacts) => ({
  from: authority(facts.home),
  place: facts.home.place,
  number: slip.number,
  at: slip.issuedAt,
  salutation: `Kính gửi: ${facts.applicant.name}`,
})
