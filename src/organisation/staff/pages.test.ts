import { randomBytes } from 'node:crypto'
import { beforeAll, describe, expect, test } from 'vitest'
import { codeNow } from '#app/kernel/account/secrets.ts'
import { systemActor } from '#app/kernel/context.ts'
import { House } from '#app/kernel/http/house.ts'
import { openHouse, SESSION_COOKIE } from '#app/kernel/http/open.ts'
import { createLog } from '#app/kernel/log.ts'
import { permission } from '#app/kernel/permission.ts'
import { errorPage } from '#app/ui/error.tsx'
import { testCtx, testDatabase } from '../../../test/harness/database.ts'
import { DEMO_PASSWORD, DEMO_TOTP_SECRET, seedOrganisation } from '../../../db/seed/organisation.ts'
import { agenciesApi } from '../agencies/api.ts'
import { agencyTree } from '../agencies/index.ts'
import { agenciesDoors } from '../agencies/pages/index.tsx'
import { recognise } from './index.ts'
import { staffDoors } from './pages/index.ts'

const connection = await testDatabase()
const { db } = connection
let now = new Date('2026-11-23T14:30:00+07:00')
const house = new House()
openHouse(house, {
  db,
  log: createLog('silent'),
  clock: () => now,
  dataDir: '/nowhere',
  publicUrl: 'http://localhost',
  secure: false,
  recognise: recognise(db),
  errorPage,
})
staffDoors(house)
agenciesDoors(house)
agenciesApi(house)
house.page('get', '/test/scope', permission('test.scope', 'dossiers.write'), c => c.text('in'))

/** A browser of our own: keeps its cookies, sends forms, follows nothing. */
function browser() {
  const jar = new Map<string, string>()
  const ask = async (
    path: string,
    form?: Record<string, string | string[]>,
  ): Promise<{ status: number; headers: Headers; body: string }> => {
    const body = new URLSearchParams()
    for (const [name, value] of Object.entries(form ?? {})) for (const one of [value].flat()) body.append(name, one)
    const response = await house.app.request(`http://localhost${path}`, {
      method: form ? 'POST' : 'GET',
      headers: {
        cookie: [...jar].map(([name, value]) => `${name}=${value}`).join('; '),
        'user-agent': 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/140.0.0.0 Safari/537.36',
        ...(form ? { origin: 'http://localhost', 'content-type': 'application/x-www-form-urlencoded' } : {}),
      },
      ...(form ? { body: body.toString() } : {}),
    })
    for (const set of response.headers.getSetCookie()) {
      const [name, value] = (set.split(';')[0] ?? '').split('=') as [string, string]
      if (value === '' || set.includes('Max-Age=0')) jar.delete(name)
      else jar.set(name, value)
    }
    return { status: response.status, headers: response.headers, body: await response.text() }
  }
  return { ask, jar }
}

async function signedIn(login: string) {
  const b = browser()
  const done = await b.ask('/sign-in', { login, password: DEMO_PASSWORD })
  if (done.headers.get('location') === '/sign-in/code') {
    await b.ask('/sign-in/code', { code: codeNow(DEMO_TOTP_SECRET, now) })
    now = new Date(now.getTime() + 31_000)
  }
  expect((await b.ask('/account')).status).toBe(200)
  return b
}

beforeAll(async () => {
  const ctx = testCtx(connection, '2025-07-01T08:00:00+07:00', systemActor('seed'), { random: n => randomBytes(n) })
  await seedOrganisation(ctx)
})

describe('signing in', () => {
  test('leads to work, or to where one wanted to go on this site only', async () => {
    const b = browser()
    expect((await b.ask('/sign-in?next=%2Forg%2Fofficers')).body).toContain('name="next" value="/org/officers"')
    const done = await b.ask('/sign-in', { login: ' Mai.Tran ', password: DEMO_PASSWORD, next: '/org/officers?q=mai' })
    expect([done.status, done.headers.get('location')]).toEqual([303, '/org/officers?q=mai'])
    expect(done.headers.get('set-cookie')).toMatch(/mc_session=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax/)
    for (const next of [
      '//evil.example',
      'https://evil.example',
      '/\\evil.example',
      'javascript:alert(1)',
      '/sign-in',
      '/a\nb',
    ]) {
      const other = await browser().ask('/sign-in', { login: 'mai.tran', password: DEMO_PASSWORD, next })
      expect([next, other.headers.get('location')]).toEqual([next, '/work'])
    }
  })

  test('says the same of a wrong password and of nobody, keeps the name, and sets no cookie', async () => {
    const wrong = await browser().ask('/sign-in', { login: 'huy.dang', password: 'not this one at all' })
    const nobody = await browser().ask('/sign-in', { login: 'nobody.here', password: 'not this one at all' })
    expect(wrong.status).toBe(422)
    expect(wrong.headers.get('set-cookie')).toBeNull()
    expect(wrong.body).toContain('Tên đăng nhập hoặc mật khẩu không đúng')
    expect(wrong.body.replaceAll('huy.dang', '')).toBe(nobody.body.replaceAll('nobody.here', ''))
    expect(wrong.body).not.toContain('not this one')
    expect((await browser().ask('/sign-in', {})).status).toBe(422)
  })

  test('asks for the second factor and lets nobody in before', async () => {
    const b = browser()
    const half = await b.ask('/sign-in', { login: 'admin', password: DEMO_PASSWORD, next: '/org/machines' })
    expect(half.headers.get('location')).toBe('/sign-in/code?next=%2Forg%2Fmachines')
    expect((await b.ask('/org/machines')).headers.get('location')).toBe('/sign-in?next=%2Forg%2Fmachines')
    const before = b.jar.get(SESSION_COOKIE)
    expect((await b.ask('/sign-in/code', { code: '000 000' })).body).toContain('Mã không đúng hoặc đã dùng')
    const code = codeNow(DEMO_TOTP_SECRET, now)
    const done = await b.ask('/sign-in/code', { code: `${code.slice(0, 3)} ${code.slice(3)}`, next: '/org/machines' })
    expect([done.status, done.headers.get('location')]).toEqual([303, '/org/machines'])
    expect(b.jar.get(SESSION_COOKIE)).not.toBe(before)
    expect((await b.ask('/org/machines')).status).toBe(200)
    const again = browser()
    await again.ask('/sign-in', { login: 'admin', password: DEMO_PASSWORD })
    expect((await again.ask('/sign-in/code', { code })).status).toBe(422)
    now = new Date(now.getTime() + 61_000)
    expect((await browser().ask('/sign-in/code', { code })).body).toContain('Hãy đăng nhập lại')
  })

  test('signs out and needs a form of ours', async () => {
    const b = await signedIn('huy.dang')
    const foreign = await house.app.request('http://localhost/sign-out', {
      method: 'POST',
      headers: {
        cookie: `${SESSION_COOKIE}=${b.jar.get(SESSION_COOKIE)}`,
        origin: 'https://evil.example',
        'content-type': 'application/x-www-form-urlencoded',
      },
    })
    expect(foreign.status).toBe(403)
    expect((await b.ask('/account')).status).toBe(200)
    const cookie = b.jar.get(SESSION_COOKIE) as string
    expect((await b.ask('/sign-out', {})).headers.get('location')).toBe('/sign-in?out=1')
    b.jar.set(SESSION_COOKIE, cookie)
    expect((await b.ask('/account')).status).toBe(303)
  })
})

describe('one’s own account', () => {
  test('shows sessions, ends others, changes the password', async () => {
    const one = await signedIn('duc.hoang')
    const two = await signedIn('duc.hoang')
    const page = await one.ask('/account')
    expect(page.body).toContain('Chrome trên Linux')
    expect(page.body).toContain('phiên này')
    expect(page.body).toContain('Phòng Việc làm')
    const id = /\/account\/sessions\/(\d+)\/end"/.exec(page.body)?.[1]
    const stranger = await signedIn('ngan.bui')
    expect((await stranger.ask(`/account/sessions/${id}/end`, {})).status).toBe(404)
    expect((await one.ask(`/account/sessions/${id}/end`, {})).headers.get('location')).toBe('/account?done=session')
    expect((await two.ask('/account')).status).toBe(303)
    const three = await signedIn('duc.hoang')
    const change = (current: string, password: string, repeat = password) =>
      one.ask('/account/password', { current, password, repeat })
    expect((await change('wrong one here', 'một câu thật dài')).body).toContain('Mật khẩu hiện tại không đúng')
    expect((await change(DEMO_PASSWORD, 'ngắn')).body).toContain('Mật khẩu cần ít nhất 12 ký tự')
    expect((await change(DEMO_PASSWORD, 'một câu thật dài', 'một câu khác hẳn')).body).toContain('không giống nhau')
    expect((await change(DEMO_PASSWORD, 'một câu thật dài')).headers.get('location')).toBe('/account?done=password&n=1')
    expect((await three.ask('/account')).status).toBe(303)
    expect((await browser().ask('/sign-in', { login: 'duc.hoang', password: 'một câu thật dài' })).status).toBe(303)
    expect((await one.ask('/account?done=password&n=1')).body).toContain('1 phiên khác đã kết thúc')
  })

  test('enrols a second factor with a QR code, then asks for it', async () => {
    const b = await signedIn('bich.cao')
    expect((await b.ask('/account/second-factor')).body).toContain('Bắt đầu thiết lập')
    await b.ask('/account/second-factor/begin', {})
    const page = await b.ask('/account/second-factor')
    const secret = (/<b class="code">([A-Z2-7 ]+)<\/b>/.exec(page.body)?.[1] ?? '').replaceAll(' ', '')
    expect(secret).toHaveLength(32)
    expect(page.body).toContain('<svg')
    expect(page.headers.get('cache-control')).toBe('no-store')
    expect((await b.ask('/account/second-factor', { code: '123456' })).status).toBe(422)
    const code = codeNow(secret, now)
    expect((await b.ask('/account/second-factor', { code })).headers.get('location')).toBe('/account?done=secondFactor')
    expect((await b.ask('/account')).status).toBe(200)
    const next = await browser().ask('/sign-in', { login: 'bich.cao', password: DEMO_PASSWORD })
    expect(next.headers.get('location')).toBe('/sign-in/code')
    expect((await b.ask('/account/second-factor/remove', { current: 'wrong' })).status).toBe(422)
    expect((await b.ask('/account/second-factor/remove', { current: DEMO_PASSWORD })).status).toBe(303)
    const plain = await browser().ask('/sign-in', { login: 'bich.cao', password: DEMO_PASSWORD })
    expect(plain.headers.get('location')).toBe('/work')
  })

  test('serves citizens in their own frame and remembers the language', async () => {
    const b = await signedIn('040090000017')
    expect((await b.ask('/account')).body).toContain('Võ Thị Lan')
    await b.ask('/account/language', { lang: 'en' })
    expect((await b.ask('/account')).body).toContain('Two-step sign-in')
    expect((await b.ask('/org/officers')).status).toBe(403)
  })
})

describe('officers', () => {
  test('are found without diacritics, filtered, paged and exported', async () => {
    const b = await signedIn('mai.tran')
    expect((await b.ask('/org/officers?q=tran+thu')).body).toContain('Trần Thu Mai')
    const first = await b.ask('/org/officers?limit=5&role=RECEPTION')
    const next = /href="(\/org\/officers\?[^"]*after=[^"]*)"/.exec(first.body)?.[1]?.replaceAll('&amp;', '&')
    const names = (body: string) => [...body.matchAll(/href="\/org\/officers\/\d+">([^<]+)</g)].map(match => match[1])
    const second = await b.ask(next ?? '')
    expect(names(first.body)).toHaveLength(5)
    expect(names(second.body).filter(name => names(first.body).includes(name))).toEqual([])
    expect((await b.ask('/org/officers?q=%25_')).body).toContain('Không có ai khớp')
    const sheet = await b.ask('/org/officers/export.xlsx?role=ADMIN')
    expect(sheet.body.startsWith('PK')).toBe(true)
    expect((await b.ask('/org/officers')).body).not.toContain('/org/officers/new')
    expect((await b.ask('/org/officers/new')).status).toBe(403)
    expect((await b.ask('/org/officers?after=nonsense')).status).toBe(422)
    expect((await b.ask('/org/officers/999999')).status).toBe(404)
  })

  test('get an account with a password shown once and replaced at the first sign-in', async () => {
    const admin = await signedIn('admin')
    const unit = (await agencyTree(db, '2026-11-23')).byCode('H71.06.02')?.id ?? 0
    const form = {
      fullName: 'Lò Thị Nhung',
      login: 'nhung.lo',
      agencyId: String(unit),
      title: 'Chuyên viên',
      roles: ['SPECIALIST', 'CLERK'],
      from: '2026-11-23',
    }
    const bad = await admin.ask('/org/officers/new', { ...form, login: 'Có dấu', roles: [] })
    expect(bad.status).toBe(422)
    expect(bad.body).toContain('value="Lò Thị Nhung"')
    const made = await admin.ask('/org/officers/new', form)
    expect(made.status).toBe(201)
    const password = /<b class="code">([a-z2-9-]{19})<\/b>/.exec(made.body)?.[1] ?? ''
    expect((await admin.ask('/org/officers/new', form)).status).toBe(422)

    const b = browser()
    expect((await b.ask('/sign-in', { login: 'nhung.lo', password })).headers.get('location')).toBe(
      '/sign-in/new-password',
    )
    expect((await b.ask('/account')).status).toBe(303)
    expect((await b.ask('/sign-in/new-password', { password, repeat: password })).body).toContain('khác mật khẩu cũ')
    const own = 'sông Lam mùa nước lên'
    expect((await b.ask('/sign-in/new-password', { password: own, repeat: own })).headers.get('location')).toBe('/work')
    expect((await b.ask('/account')).body).toContain('Phòng Việc làm')
    expect((await browser().ask('/sign-in', { login: 'nhung.lo', password })).status).toBe(422)
  })

  test('are locked, unlocked, moved and ended by the administrator', async () => {
    const admin = await signedIn('admin')
    for (let i = 0; i < 5; i++) await browser().ask('/sign-in', { login: 'khoi.vo', password: 'wrong password' })
    const locked = await browser().ask('/sign-in', { login: 'khoi.vo', password: DEMO_PASSWORD })
    expect([locked.status, locked.headers.get('retry-after')]).toEqual([429, null])
    expect(locked.body).toContain('15 phút')
    const row = (await admin.ask('/org/officers?state=locked')).body
    const path = /href="(\/org\/officers\/\d+)">Võ Đình Khôi/.exec(row)?.[1] ?? ''
    expect((await admin.ask(path)).body).toContain('Tạm khóa đến')
    expect((await admin.ask(`${path}/unlock`, {})).headers.get('location')).toBe(`${path}?done=unlock`)
    expect((await admin.ask(`${path}/unlock`, {})).status).toBe(409)
    const b = await signedIn('khoi.vo')

    const tree = await agencyTree(db, '2026-11-23')
    const unit = tree.byCode('H71.01.01')?.id ?? 0
    const add = { agencyId: String(unit), title: 'Chuyên viên', roles: 'CONTROL', from: '2026-11-01', isMain: 'on' }
    expect((await admin.ask(`${path}/positions`, add)).headers.get('location')).toBe(`${path}?done=position`)
    expect((await admin.ask(`${path}/positions`, add)).status).toBe(422)
    expect((await b.ask('/account')).body).toContain('Kiểm soát thủ tục')
    const page = (await admin.ask(path)).body
    const end =
      /href="(\/org\/officers\/\d+\/positions\/\d+\/end)" aria-label="Kết thúc vị trí Chuyên viên"/.exec(page)?.[1] ??
      ''
    expect((await admin.ask(end)).body).toContain('Ngày đầu tiên không còn giữ')
    expect((await admin.ask(end, { on: '2026-10-01' })).body).toContain('phải kết thúc sau ngày đó')
    expect((await admin.ask(end, { on: '2026-11-20' })).headers.get('location')).toBe(`${path}?done=ended`)
    expect((await admin.ask(end, { on: '2026-11-20' })).status).toBe(422)

    expect((await admin.ask(`${path}/disable`)).body).toContain('Ngừng sử dụng tài khoản của Võ Đình Khôi?')
    expect((await admin.ask(`${path}/disable`, {})).headers.get('location')).toBe(`${path}?done=disable`)
    expect((await b.ask('/account')).status).toBe(303)
    expect((await browser().ask('/sign-in', { login: 'khoi.vo', password: DEMO_PASSWORD })).status).toBe(422)
    expect((await admin.ask(`${path}/enable`, {})).status).toBe(303)
    const handed = await admin.ask(`${path}/hand-out`, {})
    expect(handed.body).toContain('Mật khẩu mới của Võ Đình Khôi')

    const own =
      /href="(\/org\/officers\/\d+)">Phan Bảo Châu/.exec((await admin.ask('/org/officers?role=ADMIN')).body)?.[1] ?? ''
    const last = await admin.ask(`${own}/disable`, {})
    expect([last.status, last.body.includes('người quản trị cuối cùng')]).toEqual([409, true])
    expect((await admin.ask(own)).status).toBe(200)
  })

  test('machines get tokens that are shown once and can be revoked', async () => {
    const admin = await signedIn('admin')
    const made = await admin.ask('/org/machines/new', { name: 'Cổng thử nghiệm', scopes: 'dossiers.write', days: '30' })
    expect(made.status).toBe(201)
    const token = /<b class="code">([\w-]{43})<\/b>/.exec(made.body)?.[1]
    const call = () =>
      house.app.request('http://localhost/test/scope', { headers: { authorization: `Bearer ${token}` } })
    expect(await (await call()).text()).toBe('in')
    const list = (await admin.ask('/org/machines')).body
    expect(list).toContain('Cổng thử nghiệm')
    const revoke = /formaction="(\/org\/machines\/tokens\/\d+\/revoke)"/i.exec(list)?.[1] ?? ''
    expect((await admin.ask(revoke, {})).status).toBe(303)
    expect((await call()).headers.get('location')).toContain('/sign-in')
    expect(
      (await admin.ask('/org/machines/new', { name: 'Không quyền', scopes: 'rights.none', days: '30' })).status,
    ).toBe(422)
  })
})

describe('agencies', () => {
  test('are shown as of a day, with their past and their successors', async () => {
    const b = await signedIn('mai.tran')
    const today = await b.ask('/org/agencies')
    expect(today.body).toContain('Ủy ban nhân dân phường Trường Vinh')
    expect(today.body).not.toContain('huyện Nam Lam')
    expect((await b.ask('/org/agencies?asOf=2024-01-01')).body).toContain('Ủy ban nhân dân huyện Nam Lam')
    expect((await b.ask('/org/agencies?q=viec+lam')).body).toContain('Phòng Việc làm')
    expect((await b.ask('/org/agencies?asOf=2024-13-01')).status).toBe(422)
    const snv = (await agencyTree(db, '2026-11-23')).byCode('SNV')?.id ?? 0
    const page = await b.ask(`/org/agencies/${snv}`)
    expect(page.body).toContain('Tiếp nhận từ Sở Lao động – Thương binh và Xã hội')
    expect(page.body).not.toContain(`/org/agencies/${snv}/rename`)
    const past = (await agencyTree(db, '2024-06-01')).byCode('H71.12')?.id ?? 0
    expect((await b.ask(`/org/agencies/${past}`)).body).toContain('không hoạt động vào ngày')
    expect((await b.ask('/org/agencies/export.xlsx')).body.startsWith('PK')).toBe(true)
  })

  test('are changed by the administrator, who is told what does not fit', async () => {
    const b = await signedIn('admin')
    const root = (await agencyTree(db, '2026-11-23')).province()
    const form = {
      kind: 'DEPARTMENT',
      name: 'Sở Thử nghiệm',
      parentId: String(root),
      validFrom: '2026-11-01',
      code: 'H71.88',
    }
    const made = await b.ask('/org/agencies/new', form)
    const path = made.headers.get('location')?.replace('?done=created', '') ?? ''
    expect(made.status).toBe(303)
    const again = await b.ask('/org/agencies/new', form)
    expect([again.status, again.body.includes('Mã H71.88 đang thuộc về Sở Thử nghiệm')]).toEqual([422, true])
    for (const change of ['rename', 'move', 'close', 'code', 'succeed'])
      expect((await b.ask(`${path}/${change}`)).status).toBe(200)
    expect((await b.ask(`${path}/rename`, { from: '2026-11-01', name: 'Sở Khác' })).body).toContain(
      'đã có thay đổi từ ngày 01/11/2026',
    )
    expect((await b.ask(`${path}/rename`, { from: '2026-11-10', name: 'Sở Khác' })).headers.get('location')).toBe(
      `${path}?done=1`,
    )
    expect((await b.ask(`${path}/code`, { scheme: 'LOCAL', code: 'SK', validFrom: '2026-11-10' })).status).toBe(303)
    expect((await b.ask(`${path}/move`, { from: '2026-11-12' })).status).toBe(303)
    expect((await b.ask(`${path}/close`, { on: '2026-11-20' })).status).toBe(303)
    expect((await b.ask(`${path}/close`, { on: '2026-11-20' })).status).toBe(422)
  })

  test('are read by machines and anybody', async () => {
    const ask = async (path: string) => {
      const response = await house.app.request(`http://localhost${path}`)
      return { status: response.status, body: (await response.json()) as Record<string, unknown> }
    }
    const first = await ask('/api/v1/agencies?limit=3')
    expect(first.body).toMatchObject({
      asOf: '2026-11-23',
      items: [{ code: 'H71', parentCode: null }, { code: 'H71.01' }, { code: 'H71.02' }],
    })
    const second = await ask(`/api/v1/agencies?limit=3&after=${String(first.body['next'])}`)
    expect(second.body['items']).toMatchObject([{ code: 'H71.03' }, { code: 'H71.04' }, { code: 'H71.05' }])
    expect((await ask('/api/v1/agencies/SNNMT?asOf=2024-06-01')).body).toMatchObject({
      code: 'H71.07',
      name: 'Sở Nông nghiệp và Phát triển nông thôn tỉnh Sông Lam',
      existsOnDay: true,
      versions: [{ to: '2025-03-01' }, { from: '2025-03-01' }],
    })
    expect((await ask('/api/v1/agencies/NOWHERE')).body).toMatchObject({ status: 404, code: 'NOT_FOUND' })
    expect((await ask('/api/v1/agencies?asOf=yesterday')).body).toMatchObject({ status: 422, code: 'BAD_INPUT' })
    expect((await ask('/api/v1/agencies/a%00b')).status).toBe(422)
  })
})
