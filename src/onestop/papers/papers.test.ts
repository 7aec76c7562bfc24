import { describe, expect, it } from 'vitest'
import { testDatabase } from '../../../test/harness/database.ts'
import { cast, DEPARTMENT, intakeInput, LABOUR_RULES } from '../../../test/harness/dossiers.ts'
import { openOffice, people } from '../../../test/harness/office.ts'
import { pdfText } from '../../../test/harness/pdf.ts'
import { storeUpload, paperUploads } from '#app/kernel/files/index.ts'
import { Refusal } from '#app/kernel/refusal.ts'
import { agencyTree } from '#app/organisation/agencies/index.ts'
import { grant, setAuthority } from '#app/organisation/delegations/index.ts'
import { dossierInput, dossiers } from '../dossiers/index.ts'
import { dossierPage } from '../dossiers/views.ts'
import { stepResult } from './forms.ts'
import { instantInWords } from './frame.ts'
import { pdfOf } from './pdf.ts'
import { openPaper, ownFile } from './service.ts'
import { maskedName } from './rules.ts'
import { officerPaper, officerReceipt, ownReceipt } from './views.ts'

const connection = await testDatabase()
const office = await openOffice(connection)
const answers = {
  childName: 'Lê Minh An',
  childGender: 'FEMALE',
  childBirthDate: '2026-11-10',
  childBirthPlace: 'Bệnh viện đa khoa tỉnh',
  motherName: 'Nguyễn Thị Bưởi',
  motherId: '040091000017',
}
const applicant = {
  name: 'Nguyễn Thị Bưởi',
  idNo: '040091000017',
  phone: '0912345678',
  email: 'buoi@example.vn',
  address: 'Tổ 4 #evil() $x^2$ *đậm*',
}
const birth = (papers: unknown[] = []) =>
  dossierInput.receiveInput.parse({
    procedureCode: '1.001193',
    agencyCode: 'H71.30',
    applicant,
    form: answers,
    papers,
    copies: 2,
  })

const pdf = (text: string) => new File([`%PDF-1.7\n${text}\n%%EOF\n`], `${text}.pdf`, { type: 'application/pdf' })

async function refusalOf(doing: Promise<unknown>): Promise<string> {
  const cause = await doing.then(
    () => null,
    (e: unknown) => e,
  )
  if (!(cause instanceof Refusal)) throw new Error('was not refused', { cause })
  return cause.code
}

const counter = await office.as(people.counter, '2026-11-23T09:00:00+07:00')
const upload = await storeUpload(counter, pdf('chứng sinh'), paperUploads)
const taken = await dossiers.receive(
  counter,
  birth([
    { name: 'Giấy chứng sinh', originals: 1, fileSha256: upload.sha256, fileName: upload.name },
    { name: 'Văn bản ủy quyền', copies: 2 },
  ]),
)

describe('the receipt, form 01', () => {
  it('says who, what, and when the result is promised, in the PDF as people and programs read it', async () => {
    const text = pdfText(await pdfOf(await officerReceipt(counter, taken.code)))
    for (const part of [
      'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM',
      'Độc lập - Tự do - Hạnh phúc',
      'Mẫu số 01',
      'GIẤY TIẾP NHẬN HỒ SƠ VÀ HẸN TRẢ KẾT QUẢ',
      `Mã hồ sơ: ${taken.code}`,
      'Trường Vinh, ngày 23 tháng 11 năm 2026',
      'Tiếp nhận hồ sơ của: Nguyễn Thị Bưởi',
      '040091000017',
      'Đăng ký khai sinh (mã 1.001193)',
      'Giấy chứng sinh',
      '2. Số lượng hồ sơ: 02 bộ',
      '4. Thời gian nhận hồ sơ: 09 giờ 00 phút, ngày 23 tháng 11 năm 2026',
      `5. Thời gian trả kết quả: ${instantInWords(new Date(taken.dueAt as string))}`,
      'Lê Văn Hậu',
      `/verify/${taken.code}/${taken.verifyKey}`,
    ]) {
      expect(text).toContain(part)
    }
  })

  it('prints what people typed and never reads it as markup', async () => {
    const text = pdfText(await pdfOf(await officerReceipt(counter, taken.code)))
    expect(text).toContain('Tổ 4 #evil() $x^2$ *đậm*')
  })

  it('is set alike however many are asked for, by one thread after the other', async () => {
    const paper = await officerReceipt(counter, taken.code)
    const numbers = Array.from({ length: 230 }, (_, i) => `số-${i}`)
    const texts = await Promise.all(numbers.map(async number => pdfText(await pdfOf({ ...paper, number }))))
    expect(texts.filter((text, i) => !text.includes(`Số: số-${i} `))).toEqual([])
  })

  it('ticks what was handed in', async () => {
    const paper = await officerReceipt(counter, taken.code)
    const table = paper.blocks.find(b => b.kind === 'table')
    expect(table?.rows.map(row => row[2])).toEqual([
      {
        checks: [
          { on: true, text: 'Bản chính' },
          { on: false, text: 'Bản sao' },
          { on: true, text: 'Bản điện tử' },
        ],
      },
      {
        checks: [
          { on: false, text: 'Bản chính' },
          { on: true, text: 'Bản sao' },
        ],
      },
    ])
  })

  it('covers the applicant for whoever only holds the key, and is refused to a wrong one', async () => {
    const stranger = await office.as(people.citizen, '2026-11-23T10:00:00+07:00')
    const text = pdfText(await pdfOf(await ownReceipt(stranger, taken.code, { key: taken.verifyKey })))
    expect(text).toContain('N••••• T•• B•••')
    expect(text).toContain('••••••••0017')
    for (const secret of ['Bưởi', '040091000017', '0912345678', 'buoi@example.vn', 'Tổ 4'])
      expect(text).not.toContain(secret)
    expect(await refusalOf(ownReceipt(stranger, taken.code, { key: 'x'.repeat(16) }))).toBe('NOT_FOUND')
    expect(await refusalOf(ownReceipt(stranger, taken.code, { accountId: stranger.actor.accountId ?? 0 }))).toBe(
      'NOT_FOUND',
    )
  })

  it('is not there for an officer of another commune', async () => {
    const elsewhere = await office.as('ngan.bui', '2026-11-23T10:00:00+07:00')
    expect(await refusalOf(officerReceipt(elsewhere, taken.code))).toBe('NOT_FOUND')
  })
})

describe('the other forms', () => {
  it('02 and 06 follow from what was done, each reading logged', async () => {
    await dossiers.requestSupplement(counter, taken.code, {
      items: ['Giấy chứng sinh bản rõ'],
      reason: 'Bản chụp không đọc được.',
    })
    const slip = pdfText(await pdfOf(await officerPaper(counter, taken.code, 2)))
    expect(slip).toContain('PHIẾU YÊU CẦU BỔ SUNG, HOÀN THIỆN HỒ SƠ')
    expect(slip).toContain('1. Giấy chứng sinh bản rõ')
    expect(slip).toContain('Lý do: Bản chụp không đọc được.')
    const control = pdfText(await pdfOf(await officerPaper(counter, taken.code, 'control')))
    expect(control).toContain('PHIẾU KIỂM SOÁT QUÁ TRÌNH GIẢI QUYẾT HỒ SƠ')
    expect(control).toContain('Nhận: 09:00, 23/11/2026')
    expect(await refusalOf(officerPaper(counter, taken.code, 9))).toBe('NOT_FOUND')
    const log = await connection.db
      .selectFrom('kernel.read_log')
      .select('fields')
      .where('actor_name', '=', 'Lê Văn Hậu')
      .execute()
    expect(log.flatMap(l => l.fields)).toEqual(expect.arrayContaining(['receipt', 'slip 2', 'slip control']))
  })

  it.each([
    [{ hours: 2, usedMinutes: 119 }, 'Trước hạn'],
    [{ hours: 2, usedMinutes: 120 }, 'Đúng hạn'],
    [{ hours: 2, usedMinutes: 121 }, 'Quá hạn'],
    [{ hours: 2, usedMinutes: null }, 'Đang làm'],
  ])('a step of %o is "%s"', (step, result) => {
    expect(stepResult(step)).toBe(result)
  })
})

describe('who signs', () => {
  it('the leader who issued it, in the head’s place; by whose delegation stands in the control slip', async () => {
    const control = await office.as('lien.pham', '2026-11-23T08:00:00+07:00')
    const tree = await agencyTree(control.db, '2026-11-23')
    const province = tree.province()
    await setAuthority(control, { code: LABOUR_RULES, agencyId: province, from: '2026-11-01', basis: 'Luật' })
    await grant(control, {
      fromAgencyId: province,
      fromTitle: 'Chủ tịch Ủy ban nhân dân tỉnh',
      toAgencyId: tree.byCode(DEPARTMENT)?.id ?? 0,
      toTitle: 'Giám đốc Sở Nội vụ',
      works: [{ code: LABOUR_RULES, title: 'Đăng ký nội quy lao động' }],
      decisionNo: '1205/QĐ-UBND',
      decidedOn: '2026-11-20',
      validFrom: '2026-11-20',
      lastDay: '2026-12-31',
    })
    const desk = await office.as(cast.counter, '2026-11-23T09:00:00+07:00')
    const { code } = await dossiers.receive(desk, await intakeInput(desk))
    for (const login of [cast.counter, cast.specialist, cast.head]) {
      await dossiers.forward(await office.as(login, '2026-11-24T09:00:00+07:00'), code, { note: '' })
    }
    const leader = await office.as(cast.leader, '2026-11-25T09:00:00+07:00')
    await dossiers.extend(leader, code, { newDay: '2026-12-10', reason: 'Chờ ý kiến' })
    const { slips } = await dossierPage(leader, code)
    const apology = await officerPaper(leader, code, slips.find(slip => slip.formNo === '04')?.no ?? 0)
    expect(apology.signatures).toEqual([
      { role: ['KT. GIÁM ĐỐC', 'PHÓ GIÁM ĐỐC'], note: 'Ký, đóng dấu', name: 'Nguyễn Thanh Hà' },
    ])
    expect(pdfText(await pdfOf(apology))).toContain('KT. GIÁM ĐỐC')
    await dossiers.approve(leader, code, { note: 'Đồng ý', resultNo: '' })
    const slip = pdfText(await pdfOf(await officerPaper(leader, code, 'control')))
    expect(slip).toContain('Ký TUQ. Chủ tịch Ủy')
    expect(slip).toContain('theo 1205/QĐ-')
  })
})

describe('the file of a paper', () => {
  it('is opened by an officer once more each time, and the history keeps it', async () => {
    expect(await openPaper(counter, { code: taken.code, no: 1 })).toMatchObject({
      sha256: upload.sha256,
      name: 'chứng sinh.pdf',
    })
    const opened = await connection.db
      .selectFrom('kernel.event')
      .select(['data', 'actor_name'])
      .where('type', '=', 'onestop.dossier.paper_opened')
      .execute()
    expect(opened).toMatchObject([{ actor_name: 'Lê Văn Hậu', data: { code: taken.code, paper: 1 } }])
    expect(await refusalOf(openPaper(counter, { code: taken.code, no: 2 }))).toBe('NOT_FOUND')
  })

  it('is the applicant’s own, and nobody else’s', async () => {
    const citizen = await office.as(people.citizen, '2026-11-23T11:00:00+07:00')
    const proof = { accountId: citizen.actor.accountId as number }
    const filed = await dossiers.submit(
      citizen,
      birth([{ name: 'Giấy chứng sinh', originals: 1, fileSha256: upload.sha256, fileName: 'a.pdf' }]),
    )
    expect(await ownFile(citizen, { code: filed.code, no: 1 }, proof)).toMatchObject({ sha256: upload.sha256 })
    expect(await refusalOf(ownFile(citizen, { code: filed.code, no: 1 }, { accountId: 999 }))).toBe('NOT_FOUND')
    const confirmation = pdfText(await pdfOf(await ownReceipt(citizen, filed.code, proof)))
    expect(confirmation).toContain('XÁC NHẬN ĐÃ NỘP HỒ SƠ TRỰC TUYẾN')
    expect(confirmation).toContain('11 giờ 00 phút, ngày 23 tháng 11 năm 2026')
    expect(confirmation).toContain('Nguyễn Thị Bưởi')
  })
})

it.each([
  ['Nguyễn Thị Bưởi', 'N••••• T•• B•••'],
  ['  Ổi ', 'Ổ•'],
])('%j is covered as %j', (name, covered) => {
  expect(maskedName(name)).toBe(covered)
})
