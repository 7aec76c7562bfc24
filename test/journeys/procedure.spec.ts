import type { Page } from '@playwright/test'
import drafts from '../../db/seed/drafts.json' with { type: 'json' }
import { checkAxe, expect, test } from '../harness/fixtures.ts'
import { peopleOf, press } from '../harness/people.ts'

/**
 * A year of the control unit in one go: a text is drafted, assessed, put to others and adopted; what it changes is published, posted
 * everywhere; the next dossier follows the new version and the one before it keeps its own.
 */

const CODE = '2.001955'
const NEW = '5.000123'
const AT_WORK = `/catalogue/${CODE}`
const NEW_NAME = 'Hỗ trợ xây dựng nội quy lao động cho doanh nghiệp nhỏ'
const TEXT = `Điều 1. Đăng ký nội quy lao động
1. Bỏ yêu cầu nộp quy định về kỷ luật và trách nhiệm vật chất.
2. Thời hạn giải quyết: 5 ngày làm việc.
Điều 2. Hỗ trợ xây dựng nội quy lao động
Doanh nghiệp dưới mười lao động được hỗ trợ soạn nội quy.
Điều 3. Hiệu lực thi hành
Quyết định này có hiệu lực từ ngày ký.`

/** Today in Vietnam: 'YYYY-MM-DD'. The product under test lives by the real clock. */
const today = (): string => new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Ho_Chi_Minh' }).format(new Date())

const main = (page: Page) => page.getByRole('main')

/** Takes a dossier of the procedure in at the department's counter. @returns its code */
async function receive(page: Page, organisation: string): Promise<string> {
  await page.goto(`/counter/new/${CODE}`)
  await page.getByLabel('Doanh nghiệp').first().check()
  await page.locator('[name="applicant.idNo"]').fill('9900112233')
  await page.locator('[name="applicant.name"]').fill(organisation)
  await page.locator('[name="applicant.phone"]').fill('0912000456')
  for (const box of await page.locator('input[type=checkbox][name^="papers."]').all()) await box.check()
  await page.getByLabel('Tên tổ chức', { exact: true }).fill(organisation)
  await page.getByLabel('Mã số thuế hoặc số quyết định').fill('9900112233')
  await page.getByRole('group', { name: 'Tổ chức đề nghị' }).getByLabel('Số điện thoại').fill('0912000456')
  await page.getByLabel('Số lao động').fill('12')
  await page.getByLabel('Ngày ban hành nội quy').fill(today())
  await press(page, /^Tiếp nhận/)
  await expect(page).not.toHaveURL(/\/counter\/new/)
  const code = /H71\.06-\d{8}-\d{7}/.exec(await main(page).innerText())?.[0] ?? ''
  expect(code).toMatch(/^H71\.06-/)
  return code
}

/** The version of the procedure that a dossier follows, as the API says it. */
async function versionOf(page: Page, dossier: string): Promise<number> {
  const answer = await page.request.get(`/api/v1/dossiers/${dossier}`)
  expect(answer.status()).toBe(200)
  return ((await answer.json()) as { procedure: { versionId: number } }).procedure.versionId
}

/** Answers the questionnaire on the page with those of the demo's own assessment. */
async function answer(page: Page, amended: boolean): Promise<void> {
  for (const [key, value] of Object.entries(drafts.answers.PROCEDURE)) {
    if (key === '17a' && !amended) continue
    const radio = page.locator(`input[type=radio][name="answers.${key}"][value="${value}"]`)
    if ((await radio.count()) > 0) await radio.check()
    else await page.locator(`textarea[name="answers.${key}"]`).fill(value)
  }
  await press(page, 'Lưu câu trả lời')
}

test('from a draft text to the first dossier under the new version', async ({ browser }) => {
  test.setTimeout(300_000)
  const as = peopleOf(browser)
  const counter = await as('ngan.bui')
  const author = await as('mai.tran')
  const leader = await as('ha.nguyen')
  const control = await as('lien.pham')
  let before = ''
  let draft = ''
  let proposal = ''

  await test.step('a dossier is running', async () => {
    before = await receive(counter, 'Công ty TNHH May mặc Chỉ Vàng')
  })

  await test.step('the text is registered, its articles name what they change', async () => {
    await author.goto('/drafting/new')
    await author.getByLabel('Loại văn bản').selectOption({ label: 'Quyết định của Ủy ban nhân dân' })
    await author.getByLabel('Tên dự thảo').fill('Quyết định về đăng ký nội quy lao động trên địa bàn tỉnh')
    await author.getByLabel('Mục đích, sự cần thiết').fill('Doanh nghiệp nộp ít giấy tờ hơn.')
    await press(author, 'Đăng ký dự thảo')
    await author.waitForURL(/\/drafting\/\d+$/)
    draft = new URL(author.url()).pathname
    await author.getByLabel('Toàn văn dự thảo').fill(TEXT)
    await press(author, 'Tách thành các điều')
    await author.goto(`${draft}/articles`)
    await author.getByLabel('Số điều').first().selectOption('1')
    await author.getByLabel('Dự thảo làm gì với thủ tục').selectOption('AMENDED')
    await author.getByLabel('Mã thủ tục').fill(CODE)
    await press(author, 'Đánh dấu')
    await author.getByLabel('Số điều').first().selectOption('2')
    await author.getByLabel('Dự thảo làm gì với thủ tục').selectOption('NEW')
    await author.getByLabel('Tên làm việc').fill(NEW_NAME)
    await press(author, 'Đánh dấu')
    await expect(main(author)).toContainText(NEW_NAME)
  })

  await test.step('appraisal is refused while anything is missing', async () => {
    await leader.goto(`${draft}/finish`)
    await expect(main(leader)).toContainText('Còn thiếu trước khi gửi thẩm định')
    await expect(main(leader).getByRole('button', { name: 'Gửi thẩm định' })).toHaveCount(0)
  })

  await test.step('impact is assessed by annex I and signed', async () => {
    for (const amended of [true, false]) {
      await author.goto(`${draft}/assessments`)
      const card = author.locator('[id^="procedure-"]').filter({ hasText: amended ? CODE : NEW_NAME })
      await card.getByRole('button', { name: 'Lưu', exact: true }).click()
      await card.getByRole('link', { name: 'Điền', exact: true }).click()
      await answer(author, amended)
      await expect(main(author)).toContainText('Đã lưu.')
      await checkAxe(author)
      await leader.goto(author.url())
      await press(leader, 'Ký')
      await expect(main(leader)).toContainText('Đã ký: Nguyễn Thanh Hà')
    }
  })

  await test.step('the control unit, an agency and the Front are asked, and answer', async () => {
    const ask = async (kind: string, agency?: string): Promise<void> => {
      await author.goto(`${draft}/opinions`)
      await author.getByLabel('Lấy ý kiến ai').selectOption(kind)
      await author.getByLabel('Nội dung cần xin ý kiến').fill('Xin ý kiến về hồ sơ và thời hạn của hai thủ tục.')
      if (agency) {
        await author.locator('summary', { hasText: 'Cơ quan được hỏi' }).click()
        await author.getByLabel(agency).check()
      }
      await press(author, 'Gửi đi')
    }
    await ask('CONTROL')
    await ask('AGENCY', 'Sở Tư pháp tỉnh Sông Lam')
    await ask('FRONT')
    await expect(main(author)).toContainText('ngày làm việc')
    await author.goto('/drafting/requests?scope=sent')
    await expect(main(author)).toContainText('Sở Tư pháp tỉnh Sông Lam')
    await checkAxe(author)
    const opinions = { 'lien.pham': 'Góp ý', 'cuc.le': 'Góp ý', 'mai.tran': 'Nhập văn bản góp ý' }
    for (const [login, link] of Object.entries(opinions)) {
      const page = await as(login)
      await page.goto(`${draft}/opinions`)
      await main(page).getByRole('link', { name: link, exact: true }).first().click()
      await page.getByLabel('Số văn bản góp ý').fill(`12/${login}`)
      await page.locator('[name="stance.1"]').selectOption('COMMENT')
      await page.locator('[name="body.1"]').fill(`Nên ghi rõ nơi nộp (${login}).`)
      await press(page, 'Gửi ý kiến')
    }
    await control.goto('/drafting/requests/agencies')
    const justice = main(control).getByRole('row', { name: 'Sở Tư pháp tỉnh Sông Lam' })
    await expect(justice.getByRole('cell').nth(1)).toHaveText('3')
    await author.goto(`${draft}/opinions`)
    for (let n = 0; n < 3; n++) {
      const close = author.locator('details').filter({ hasText: 'Kết thúc đợt này' }).first()
      await close.locator('summary').click()
      await close.getByRole('button').click()
    }
    await author.goto(`${draft}/answers`)
    for (const [at, disposition] of ['ACCEPTED', 'PARTLY', 'EXPLAINED'].entries()) {
      const one = author.locator('details').filter({ hasText: 'Trả lời ý kiến này' }).first()
      await one.locator('summary').click()
      await one.locator(`input[value="${disposition}"]`).check()
      await one.getByRole('textbox').fill('Đã ghi rõ nơi nộp ở Điều 1.')
      await one.getByRole('button', { name: 'Lưu' }).click()
      await expect(author.locator('.said', { hasText: 'Đã ghi rõ nơi nộp ở Điều 1.' })).toHaveCount(at + 1)
    }
    await expect(main(author)).toContainText('Mọi ý kiến đã được trả lời')
    await checkAxe(author)
  })

  await test.step('it is appraised and adopted', async () => {
    await leader.goto(`${draft}/finish`)
    await leader.getByLabel('Cơ quan thẩm định').selectOption({ label: 'Sở Tư pháp tỉnh Sông Lam' })
    await press(leader, 'Gửi thẩm định')
    const justice = await as('van.bach')
    await justice.goto(`${draft}/finish`)
    await justice.getByLabel('Đủ điều kiện trình').check()
    await justice.getByLabel('Số báo cáo thẩm định').fill('101/BC-STP')
    await justice.getByLabel('Nội dung kết luận').fill('Phù hợp với quy định về thủ tục hành chính.')
    await press(justice, 'Lưu')
    await leader.goto(`${draft}/finish`)
    await leader.getByLabel('Số, ký hiệu văn bản').fill('57/QĐ-UBND')
    await leader.getByLabel('Ngày ban hành').fill(today())
    await leader.getByLabel('Ngày có hiệu lực').fill(today())
    await press(leader, 'Ghi nhận ban hành')
    await expect(main(leader)).toContainText('57/QĐ-UBND')
  })

  await test.step('the control unit writes what changes', async () => {
    await control.goto(`${AT_WORK}/content`)
    const papers = control.getByLabel('Thành phần hồ sơ')
    const lines = (await papers.inputValue()).split('\n')
    await papers.fill(lines.filter(line => !line.startsWith('Quy định về kỷ luật')).join('\n'))
    await control.getByRole('group', { name: 'Trực tiếp' }).getByLabel('Thời hạn theo quy định').fill('6')
    await control.getByLabel('Căn cứ pháp lý').fill('57/QĐ-UBND: Quyết định về đăng ký nội quy lao động')
    await checkAxe(control)
    await press(control, 'Lưu dự thảo')
    await expect(main(control)).toContainText('thành phần hồ sơ, thời hạn giải quyết, căn cứ pháp lý')
    await control.goto('/catalogue/new')
    await control.getByLabel('Mã thủ tục').fill(NEW)
    await control.getByLabel('Cơ quan giải quyết').selectOption({ label: 'Sở Nội vụ tỉnh Sông Lam' })
    await control.getByLabel('Mức độ trực tuyến').selectOption('PARTIAL')
    await control.getByLabel('Tên thủ tục').fill(NEW_NAME)
    await control.getByLabel('Lĩnh vực').fill('Lao động')
    await control.getByLabel('Trình tự thực hiện').fill('Doanh nghiệp nộp đề nghị\nSở Nội vụ hướng dẫn')
    const direct = control.getByRole('group', { name: 'Trực tiếp' })
    await direct.getByLabel('Thời hạn theo quy định').fill('5')
    await direct.getByLabel('Đơn vị').selectOption('WORKING_DAY')
    await direct.getByLabel('Phí, lệ phí').fill('0')
    await control.getByLabel('Thành phần hồ sơ').fill('Đơn đề nghị hỗ trợ | 1 | 0 | Mẫu số 1')
    await control.getByLabel('Đối tượng thực hiện').fill('Doanh nghiệp')
    await control.getByLabel('Cơ quan trực tiếp thực hiện').fill('Sở Nội vụ')
    await control.getByLabel('Kết quả thực hiện').fill('Văn bản hướng dẫn')
    await control.getByLabel('Căn cứ pháp lý').fill('57/QĐ-UBND: Quyết định về đăng ký nội quy lao động')
    await press(control, 'Lưu dự thảo')
    await expect(main(control)).toContainText('Dự thảo phiên bản 1')
  })

  await test.step('a publication is made of the text, completed, submitted, numbered', async () => {
    await control.goto('/catalogue/publications')
    const from = control.locator('#from-draft')
    const text = await from.locator('option', { hasText: '57/QĐ-UBND' }).first().getAttribute('value')
    await from.getByLabel('Văn bản đã ban hành').selectOption(text)
    await from.getByLabel('Loại quyết định').selectOption('FULL')
    await from.getByRole('button', { name: 'Lập hồ sơ' }).click()
    await control.waitForURL(/\/publications\/\d+$/)
    proposal = new URL(control.url()).pathname
    await press(control, 'Trình')
    await expect(control.getByRole('alert').first()).toContainText('chưa có mã')
    await control.goto(proposal)
    await control.getByRole('row', { name: NEW_NAME }).getByRole('link', { name: 'Sửa' }).click()
    await control.locator('#item').locator('[name="code"]').fill(NEW)
    await control.locator('#item').getByRole('button', { name: 'Lưu' }).click()
    const counts = control.getByRole('table', { name: 'Số thủ tục' })
    await expect(counts.getByRole('row', { name: 'ban hành mới' })).toContainText(/1\s*0\s*0\s*1|1.*1$/)
    await checkAxe(control)
    await press(control, 'Trình')
    await press(control, 'Cấp số quyết định')
    await expect(main(control)).toContainText(/\d\d\/QĐ-UBND/)
  })

  await test.step('the deputy chairman signs for the chairman; it is made public', async () => {
    const deputy = await as('vinh.ta')
    await deputy.goto(proposal)
    await press(deputy, 'Ký quyết định')
    await expect(main(deputy)).toContainText('Tạ Quang Vĩnh')
    await deputy.goto(`${proposal}/decision`)
    await expect(main(deputy)).toContainText('KT. CHỦ TỊCH')
    await expect(main(deputy)).toContainText('01 thủ tục ban hành mới, 01 thủ tục sửa đổi, bổ sung')
    await control.goto(proposal)
    await press(control, 'Công khai')
    await expect(main(control)).toContainText('Đã công khai')
    await control.goto('/catalogue/deadlines?tab=all')
    await expect(control.getByRole('row', { name: '57/QĐ-UBND' })).toContainText('hạn')
  })

  await test.step('everybody sees what changed', async () => {
    await control.goto(`/procedures/${CODE}/versions/2`)
    await expect(control.locator('del', { hasText: 'Quy định về kỷ luật' })).toBeVisible()
    await expect(control.locator('del', { hasText: /^7$/ })).toBeVisible()
    await expect(control.locator('ins', { hasText: /^6$/ })).toBeVisible()
    await checkAxe(control)
  })

  await test.step('what is posted is out of date, is posted anew and is complete again', async () => {
    await counter.goto(`/disclosure/${CODE}`)
    await expect(main(counter)).toContainText('Bản cũ')
    for (;;) {
      const stale = main(counter).getByRole('link', { name: 'Bản cũ' })
      if ((await stale.count()) === 0) break
      await stale.first().click()
      await counter.getByLabel('Địa chỉ trang').fill('https://snv.songlam.example/thu-tuc-hanh-chinh')
      await counter.locator('input[type=file]').setInputFiles({
        name: 'niem-yet.png',
        mimeType: 'image/png',
        buffer: Buffer.from(
          'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
          'base64',
        ),
      })
      await press(counter, 'Ghi nhận')
      await counter.goto(`/disclosure/${CODE}`)
    }
    await counter.goto(`/disclosure?q=${CODE}`)
    await expect(counter.locator('.kpi').first()).toContainText('100,00 %')
    await checkAxe(counter)
  })

  await test.step('the next dossier follows the new version, the one before keeps its own', async () => {
    const after = await receive(counter, 'Hợp tác xã Nông sản Vườn Nhà')
    expect(await versionOf(counter, after)).not.toBe(await versionOf(counter, before))
    await counter.goto(`/work/dossiers/${after}`)
    await expect(main(counter)).toContainText('phiên bản 2')
    await counter.goto(`/work/dossiers/${before}`)
    await expect(main(counter)).toContainText('phiên bản 1')
  })
})
