import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import { testCtx, testDatabase } from '../../../test/harness/database.ts'
import { openDoors } from '../../../test/harness/doors.ts'
import { answersFor, cast, eventsOf, received, rowOf } from '../../../test/harness/dossiers.ts'
import { openOffice, people } from '../../../test/harness/office.ts'
import { OWN_PAPER, publishRichForm, RENTED_PAPER, RESIDENCE, richAnswers } from '../../../test/harness/rich-form.ts'
import { agencyTree } from '#app/organisation/agencies/index.ts'
import { dossiers } from '../dossiers/index.ts'
import { dossierDoors } from '../dossiers/pages/index.ts'
import { counterDoors } from './pages/index.ts'
import { casesOf, competentAgencies, papersOf } from './rules.ts'
import { procedureForIntake } from '#app/procedures/catalogue/index.ts'
import { catalogueChanged } from '#app/procedures/catalogue/intake.ts'

const connection = await testDatabase()
const office = await openOffice(connection)
const NOW = '2026-11-23T14:30:00+07:00'
const doors = openDoors(connection, NOW, counterDoors, dossierDoors)
const counter = await office.actor(people.counter)
const BIRTH = '1.001193'

const textOf = (html: string): string => html.replaceAll(/<[^>]+>/g, ' ').replaceAll(/\s+/g, ' ')

/** Everything a browser would send of a form left as it is: hidden and text fields, ticked boxes, chosen options. */
function fieldsOf(html: string): Record<string, string> {
  const form = html.slice(html.indexOf('<form class="form"'))
  const fields: Record<string, string> = {}
  for (const [tag] of form.matchAll(/<input [^>]*>/g)) {
    const of = (name: string): string | undefined => new RegExp(` ${name}="([^"]*)"`).exec(tag)?.[1]
    const [name, type] = [of('name'), of('type')]
    if (!name || type === 'file') continue
    if ((type === 'radio' || type === 'checkbox') && !tag.includes(' checked=')) continue
    fields[name] = of('value') ?? (type === 'checkbox' ? 'on' : '')
  }
  for (const [, name = '', inside = ''] of form.matchAll(/<select [^>]*name="([^"]+)"[^>]*>(.*?)<\/select>/g)) {
    fields[name] = /value="([^"]*)" selected/.exec(inside)?.[1] ?? /value="([^"]*)"/.exec(inside)?.[1] ?? ''
  }
  for (const [, name = '', inside = ''] of form.matchAll(/<textarea [^>]*name="([^"]+)"[^>]*>(.*?)<\/textarea>/gs)) {
    fields[name] = inside
  }
  return fields
}

async function page(path: string): Promise<{ html: string; text: string; fields: Record<string, string> }> {
  const answer = await doors.get(counter, path)
  expect(`${path} ${answer.status}`).toBe(`${path} 200`)
  const html = await answer.text()
  return { html, text: textOf(html), fields: fieldsOf(html) }
}

const PATH = `/counter/new/${BIRTH}`
const filled = async (fields: Record<string, string>): Promise<Record<string, string>> => {
  const answers = await answersFor(testCtx(connection, NOW), BIRTH)
  const form = Object.fromEntries(Object.entries(answers).map(([key, value]) => [`form.${key}`, value]))
  return { ...fields, ...form, 'applicant.name': 'Nguyễn Thị Bưởi', 'applicant.idNo': '040091000017', do: 'save' }
}

describe('choosing a procedure', () => {
  it('finds by words without diacritics and by code, and says what to do when nothing is found', async () => {
    expect((await page('/counter?q=khai+sinh')).text).toContain('Đăng ký khai sinh')
    expect((await page('/counter?q=sinh+DANG+ky')).text).toContain('Đăng ký khai sinh')
    expect((await page(`/counter?q=${BIRTH}`)).text).toContain('Đăng ký khai sinh')
    expect((await page('/counter?q=xyzzy')).text).toContain('Không có thủ tục nào khớp.')
    expect((await page('/counter?q=%25%5F')).text).toContain('Không có thủ tục nào khớp.')
  })

  it('shows what this counter receives most first', async () => {
    const other = openDoors(connection, NOW, counterDoors)
    await received(office, '2026-11-20T08:00:00+07:00')
    const html = await (await other.get(await office.actor(cast.counter), '/counter')).text()
    const first = /<a href="\/counter\/new\/([^"]+)"/.exec(html)?.[1]
    expect(first).toBe('2.001955')
  })
})

describe('the form of reception', () => {
  it('offers the agencies that may decide, one’s own first, the papers, and the promise before anything is saved', async () => {
    const { text, html, fields } = await page(PATH)
    expect(fields['agencyCode']).toBe('H71.30')
    expect(html.match(/<option value="H71\.\d+"/g)).toHaveLength(12)
    expect(text).toContain('Giấy chứng sinh')
    expect(text).not.toContain('Biên bản về việc trẻ bị bỏ rơi')
    expect(text).toMatch(/Nếu nhận lúc này, hẹn trả 23\/11\/2026 17:30/)
    expect(text).toContain('8.000 đ / bản sao')
    expect(html).toContain('name="form.childName"')
    expect((await page('/counter/new/2.001955')).fields['agencyCode']).toBe('H71.06')
  })

  it('shows another case and another promise without losing a letter', async () => {
    const { fields } = await page(PATH)
    const answer = await doors.post(counter, PATH, {
      ...fields,
      case: 'Trẻ bị bỏ rơi',
      'applicant.name': 'Đang gõ dở',
      'papers.g0p0.have': '',
      do: 'show',
    })
    const html = await answer.text()
    expect(answer.status).toBe(200)
    expect(textOf(html)).toContain('Biên bản về việc trẻ bị bỏ rơi')
    const shown = fieldsOf(html)
    expect(shown).toMatchObject({ 'applicant.name': 'Đang gõ dở', case: 'Trẻ bị bỏ rơi' })
    expect(shown['idempotencyKey']).toBe(fields['idempotencyKey'])
    const unticked = Object.fromEntries(
      Object.entries({ ...shown, do: 'show' }).filter(([name]) => name !== 'papers.g0p0.have'),
    )
    const again = fieldsOf(await (await doors.post(counter, PATH, unticked)).text())
    expect(again['papers.g0p0.have']).toBeUndefined()
    expect(again['papers.g1p0.have']).toBe('on')
  })

  it('fills in an earlier applicant by number and writes the looking down', async () => {
    await received(office, '2026-11-19T08:00:00+07:00')
    const path = '/counter/new/2.001955'
    const { fields } = await page(path)
    const count = async (): Promise<number> =>
      (
        await sql<{ n: number }>`select count(*)::int as n from kernel.read_log where 'phone' = any(fields)`.execute(
          connection.db,
        )
      ).rows[0]?.n ?? 0
    const before = await count()
    const found = await (
      await doors.post(counter, path, { ...fields, 'applicant.idNo': '2900000412', do: 'lookup' })
    ).text()
    expect(fieldsOf(found)).toMatchObject({
      'applicant.kind': 'BUSINESS',
      'applicant.name': 'Công ty TNHH May Bến Thủy',
      'applicant.phone': '0912345678',
    })
    expect(await count()).toBe(before + 1)
    const nobody = await (
      await doors.post(counter, path, { ...fields, 'applicant.idNo': '040099999999', do: 'lookup' })
    ).text()
    expect(textOf(nobody)).toContain('Chưa có hồ sơ nào của số này.')
    expect(await count()).toBe(before + 1)
  })

  it('keeps everything beside what is wrong', async () => {
    const { fields } = await page(PATH)
    const answer = await doors.post(counter, PATH, {
      ...(await filled(fields)),
      'applicant.idNo': '12345',
      'form.childName': '',
      'applicant.address': 'Tổ 4 <b>',
    })
    const html = await answer.text()
    expect(answer.status).toBe(422)
    expect(html).toContain('href="#f-applicant_idNo"')
    expect(textOf(html)).toContain('Số căn cước gồm đúng 12 chữ số.')
    expect(html).toContain('value="Tổ 4 &lt;b&gt;"')
    const next = await doors.post(counter, PATH, { ...(await filled(fieldsOf(html))), 'form.childName': '' })
    expect(next.status).toBe(422)
    expect(await next.text()).toContain('href="#f-form_childName"')
  })

  it('receives once, keeps the promise shown, counts the papers handed in, and gives the receipt', async () => {
    const { fields } = await page(PATH)
    const sent = { ...(await filled(fields)), otherPapers: 'Giấy cam đoan\n', 'papers.g0p0.originals': '2' }
    const [one, two] = await Promise.all([doors.post(counter, PATH, sent), doors.post(counter, PATH, sent)])
    const where = one.headers.get('location') ?? ''
    expect([one.status, two.status, two.headers.get('location')]).toEqual([303, 303, where])
    const code = /receipts\/([^?]+)/.exec(where)?.[1] ?? ''
    const row = await rowOf(connection, code)
    expect(row).toMatchObject({ status: 'RECEIVED', channel: 'DIRECT', due_at: new Date('2026-11-23T17:30:00+07:00') })
    expect(await eventsOf(connection, code)).toHaveLength(1)
    const papers = await connection.db
      .selectFrom('onestop.paper')
      .select(['name', 'originals'])
      .where('dossier_id', '=', row.id)
      .orderBy('no')
      .execute()
    expect(papers[0]).toMatchObject({ originals: 2 })
    expect(papers.at(-1)).toEqual({ name: 'Giấy cam đoan', originals: 1 })
    const receipt = await page(where)
    expect(receipt.text).toContain(code)
    expect(receipt.text).toContain('23/11/2026 17:30')
    expect(receipt.html).toContain(`/work/dossiers/${code}/slips/1`)
    expect(receipt.html).toContain(`href="${PATH}"`)
  })

  it('refuses what cannot be received', async () => {
    expect((await doors.get(counter, '/counter/new/9.999999')).status).toBe(404)
    const { fields } = await page(PATH)
    const wrong = await doors.post(counter, PATH, { ...(await filled(fields)), agencyCode: 'H71.06' })
    expect(wrong.status).toBe(422)
    expect(await wrong.text()).toContain('href="#f-agencyCode"')
  })
})

describe('a form with everything a form can have', () => {
  const path = `/counter/new/${RESIDENCE}`
  const said = { 'applicant.name': 'Võ Thị Lan', 'applicant.idNo': people.citizen, 'applicant.kind': 'CITIZEN' }
  const flat = Object.fromEntries(Object.entries(richAnswers).filter(([, value]) => typeof value === 'string'))

  it('is drawn for the officer, with what to ask first, and papers by the answers', async () => {
    await publishRichForm(await office.as('lien.pham', '2026-10-30T08:00:00+07:00'), '2026-11-01')
    catalogueChanged(connection.db)
    const { html, text } = await page(path)
    expect(text).toContain('Hỏi người nộp')
    expect(text).toContain('Nếu không: Chưa có chỗ ở hợp pháp')
    expect(text).toContain('Chỉ điền khi: “Chỗ ở hiện nay” là “Thuê, mượn, ở nhờ”.')
    expect(html).toContain('name="form.member.0.memberName"')
    expect(html).toContain(`data-label="${RENTED_PAPER}"`)
    expect(html).not.toContain('name="case"')
  })

  it('gets rows by its own button, without losing a letter or saving anything', async () => {
    const { fields } = await page(path)
    const answer = await doors.post(counter, path, { ...fields, ...said, ...flat, addRow: 'form.member.2' })
    const shown = fieldsOf(await answer.text())
    expect([answer.status, shown['form.member.2.memberName']]).toEqual([200, ''])
    expect(shown).toMatchObject({ 'form.member.1.memberName': 'Lê Bình', 'applicant.name': 'Võ Thị Lan' })
  })

  it('receives with the papers of the case that applies, though all stood on the page', async () => {
    const { fields } = await page(path)
    const done = await doors.post(counter, path, { ...fields, ...said, ...flat, do: 'save' })
    const code = /receipts\/([^?]+)/.exec(done.headers.get('location') ?? '')?.[1] ?? ''
    const row = await rowOf(connection, code)
    expect(row.form).toMatchObject({ before: { province: '99' }, area: 42.5, member: [{ memberName: 'Lê An' }, {}] })
    const papers = await connection.db
      .selectFrom('onestop.paper')
      .select('name')
      .where('dossier_id', '=', row.id)
      .execute()
    const names = papers.map(one => one.name)
    expect(names).toContain(RENTED_PAPER)
    expect(names).not.toContain(OWN_PAPER)
  })
})

describe('handing over by code', () => {
  it('leads a scanned, typed or shortened code to the form, and says why it cannot be yet', async () => {
    const code = await received(office, '2026-11-18T08:00:00+07:00')
    const desk = await office.actor(cast.counter)
    const early = await doors.get(desk, `/counter/return?q=${code}`)
    expect(textOf(await early.text())).toContain('Hồ sơ này chưa trả được: được tiếp nhận.')
    const at = '2026-11-20T08:00:00+07:00'
    await dossiers.forward(await office.as(cast.counter, at), code, { note: '' })
    await dossiers.forward(await office.as(cast.specialist, at), code, { note: '' })
    await dossiers.forward(await office.as(cast.head, at), code, { note: '' })
    await dossiers.approve(await office.as(cast.leader, at), code, { note: '', resultNo: '' })
    await dossiers.complete(await office.as(cast.clerk, at), code, { note: '', resultNo: '21/TB-SNV' })
    const to = `/work/dossiers/${code}/hand-over`
    for (const q of [code, code.toLowerCase(), `http://localhost:3000/verify/${code}/abcdefghij`, code.slice(-11)]) {
      const answer = await doors.get(desk, `/counter/return?q=${encodeURIComponent(q)}`)
      expect(`${q} → ${answer.headers.get('location')}`).toBe(`${q} → ${to}`)
    }
    expect(textOf(await (await doors.get(desk, '/counter/return')).text())).toContain(code)
    expect(textOf(await (await doors.get(desk, '/counter/return?q=H71.06-20200101-0000001')).text())).toContain(
      'Không có kết quả nào chờ trả khớp mã này.',
    )
  })
})

describe('the rules of the counter', () => {
  it('let any counter receive for every commune, and for a department only that department', async () => {
    const tree = await agencyTree(connection.db, '2026-11-23')
    const own = tree.byCode('H71.35')?.id ?? null
    const communes = competentAgencies(tree, 'COMMUNE', own)
    expect(communes).toHaveLength(12)
    expect(communes[0]?.code).toBe('H71.35')
    expect(communes.every(c => c.kind === 'COMMUNE')).toBe(true)
    expect(competentAgencies(tree, 'H71.06', own).map(a => a.code)).toEqual(['H71.06'])
    expect(competentAgencies(tree, null, own)).toEqual([])
  })

  it('ask for the papers of every case and of the one chosen, under names that stay', async () => {
    const intake = await procedureForIntake(connection.db, BIRTH, '2026-11-23')
    if (!intake) throw new Error('the procedure is not there')
    const cases = casesOf(intake.content)
    expect(cases).toContain('Trẻ bị bỏ rơi')
    const common = papersOf(intake.content, '').map(p => p.key)
    for (const name of cases) {
      const keys = papersOf(intake.content, name).map(p => p.key)
      expect(keys).toEqual(expect.arrayContaining(common))
      expect(keys.length).toBeGreaterThan(common.length)
      expect(new Set(keys).size).toBe(keys.length)
    }
  })
})
