import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { testCtx, testDatabase } from '../../../test/harness/database.ts'
import { anonymous, type Actor } from '../context.ts'
import { attachment } from '../http/attachment.ts'
import { House } from '../http/house.ts'
import { openHouse } from '../http/open.ts'
import { createLog } from '../log.ts'
import { permission } from '../permission.ts'
import { Refusal } from '../refusal.ts'
import { paperUploads, sendUpload, storeUpload } from './index.ts'
import { filesDoors } from './api.ts'
import { cleanName, MEGABYTE } from './rules.ts'
import { openUpload } from './service.ts'

const connection = await testDatabase()
const ctx = testCtx(connection, '2026-11-23T14:30:00+07:00')
const { dataDir } = ctx

const pdf = (text = 'một'): Uint8Array<ArrayBuffer> => new Uint8Array(Buffer.from(`%PDF-1.7\n%âãÏÓ\n${text}\n%%EOF\n`))
const png = new Uint8Array(
  Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
    'base64',
  ),
)
const file = (content: BlobPart, name = 'a.pdf', type = 'application/pdf'): File => new File([content], name, { type })

function leftOnDisk(): string[] {
  const folder = join(dataDir, 'files')
  return existsSync(folder)
    ? readdirSync(folder, { recursive: true, withFileTypes: true })
        .filter(e => e.isFile())
        .map(e => e.name)
    : []
}
const rows = async (): Promise<number> =>
  (await connection.db.selectFrom('kernel.file').select('sha256').execute()).length

async function refusalOf(doing: Promise<unknown>): Promise<string> {
  const cause = await doing.then(
    () => null,
    (e: unknown) => e,
  )
  if (!(cause instanceof Refusal)) throw new Error('was not refused', { cause })
  return `${cause.status} ${cause.code}`
}

describe('an upload is refused before anything is stored', () => {
  const exe = new Uint8Array(Buffer.from('4d5a90000300000004000000ffff0000b800000000000000', 'hex'))
  it.each([
    ['a page named .pdf', file('<!doctype html><script>alert(1)</script>'), '415 FILE_TYPE_REFUSED'],
    [
      'a drawing with a script in it',
      file('<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>', 'a.png'),
      '415 FILE_TYPE_REFUSED',
    ],
    ['a program named .jpg', file(exe, 'a.jpg', 'image/jpeg'), '415 FILE_TYPE_REFUSED'],
    [
      'a plain archive named .docx',
      file(new Uint8Array(Buffer.from('504b0506000000000000000000000000000000000000', 'hex')), 'a.docx'),
      '415 FILE_TYPE_REFUSED',
    ],
    ['text', file('xin chào', 'a.txt', 'text/plain'), '415 FILE_TYPE_REFUSED'],
    ['nothing', file('', 'a.pdf'), '422 FILE_EMPTY'],
    ['too much', file(new Uint8Array(20 * MEGABYTE + 1), 'a.pdf'), '413 FILE_TOO_LARGE'],
  ])('%s', async (_, upload, refusal) => {
    expect(await refusalOf(storeUpload(ctx, upload, paperUploads))).toBe(refusal)
    expect(leftOnDisk()).toEqual([])
    expect(await rows()).toBe(0)
  })

  it('what one place takes another may refuse', async () => {
    const photos = { maxBytes: MEGABYTE, types: ['image/png'] as const }
    expect(await refusalOf(storeUpload(ctx, file(pdf()), photos))).toBe('415 FILE_TYPE_REFUSED')
    expect(leftOnDisk()).toEqual([])
  })
})

describe('a stored upload', () => {
  it('lies whole under its hash, has a row and an event, and is kept once', async () => {
    const stored = await storeUpload(ctx, file(pdf(), 'Giấy chứng sinh.pdf'), paperUploads)
    expect(stored).toMatchObject({ size: pdf().length, mediaType: 'application/pdf', name: 'Giấy chứng sinh.pdf' })
    const path = join(dataDir, 'files', stored.sha256.slice(0, 2), stored.sha256.slice(2))
    expect(new Uint8Array(readFileSync(path))).toEqual(pdf())
    const again = await storeUpload(ctx, file(pdf(), 'khác.pdf'), paperUploads)
    expect(again.sha256).toBe(stored.sha256)
    expect(leftOnDisk()).toHaveLength(1)
    const row = await connection.db.selectFrom('kernel.file').selectAll().execute()
    expect(row).toMatchObject([{ sha256: stored.sha256, media_type: 'application/pdf', scan: 'NOT_SCANNED' }])
    const events = await connection.db
      .selectFrom('kernel.event')
      .select('type')
      .where('stream', '=', `file:${stored.sha256}`)
      .execute()
    expect(events).toHaveLength(2)
    const opened = await openUpload(ctx, stored.sha256)
    expect(new Uint8Array(await new Response(opened.stream).arrayBuffer())).toEqual(pdf())
  })

  it('is typed by its content, and named by it', async () => {
    const stored = await storeUpload(ctx, file(png, '..\\..\\ảnh.pdf', 'text/html'), paperUploads)
    expect(stored).toMatchObject({ mediaType: 'image/png', name: 'ảnh.pdf.png' })
  })

  it('leaves the key of the form to the verb that follows', async () => {
    const keyed = { ...ctx, idempotencyKey: 'form-key-1' }
    await storeUpload(keyed, file(pdf('hai')), paperUploads)
    await storeUpload(keyed, file(pdf('ba')), paperUploads)
    expect(keyed.idempotencyKey).toBe('form-key-1')
  })

  it.each(['../../etc/passwd', 'A'.repeat(64), '0'.repeat(63), `${'0'.repeat(64)}\0`, '0'.repeat(64)])(
    'cannot be asked for as %s',
    async sha256 => {
      expect(await refusalOf(openUpload(ctx, sha256))).toBe('404 NOT_FOUND')
    },
  )

  it('is not given out once a scan has found harm in it', async () => {
    const stored = await storeUpload(ctx, file(pdf('bốn')), paperUploads)
    await connection.db
      .updateTable('kernel.file')
      .set({ scan: 'QUARANTINED' })
      .where('sha256', '=', stored.sha256)
      .execute()
    expect(await refusalOf(openUpload(ctx, stored.sha256))).toBe('404 NOT_FOUND')
  })
})

describe('the name of an upload', () => {
  it.each([
    ['../../../etc/passwd', 'passwd.pdf'],
    ['C:\\Users\\a\\Đơn xin.pdf', 'Đơn xin.pdf'],
    ['don\u202Efdp.exe', 'donfdp.exe.pdf'],
    ['a\r\nSet-Cookie: x.pdf', 'aSet-Cookie- x.pdf'],
    ['...', 'Tài liệu.pdf'],
    ['', 'Tài liệu.pdf'],
    ['con.pdf', '_con.pdf'],
    ['.htaccess', 'htaccess.pdf'],
    ['a.PDF', 'a.pdf'],
    [`${'ấ'.repeat(400)}.pdf`, `${'ấ'.repeat(150)}.pdf`],
    ['Gia\u0301y.pdf', 'Giáy.pdf'],
  ])('%j is kept as %j', (given, kept) => {
    expect(cleanName(given, 'application/pdf')).toBe(kept)
  })

  it('reaches the browser whole, and old programs in plain letters', () => {
    expect(attachment('Đơn "đề nghị" (1).pdf')).toBe(
      `attachment; filename="Don de nghi (1).pdf"; filename*=UTF-8''%C4%90%C6%A1n%20%22%C4%91%E1%BB%81%20ngh%E1%BB%8B%22%20%281%29.pdf`,
    )
    expect(attachment('giấy.pdf\r\nX: y')).not.toMatch(/[\r\n]/)
  })
})

describe('through the doors', () => {
  const officer: Actor = {
    ...anonymous,
    kind: 'OFFICER',
    accountId: 1,
    officerId: 1,
    name: 'Bưởi',
    roles: ['RECEPTION'],
  }
  const house = new House()
  openHouse(house, {
    db: connection.db,
    log: createLog('silent'),
    clock: () => new Date('2026-11-23T14:30:00+07:00'),
    dataDir,
    publicUrl: 'http://localhost:3000',
    secure: false,
    recognise: async ({ bearer }) => ({ actor: bearer ? officer : anonymous, sessionId: null, where: '' }),
    errorPage: c => c.text('refused', 400),
  })
  filesDoors(house)
  const anyone = permission('test.any', 'PUBLIC')
  house.page('get', '/test/:sha', anyone, c =>
    sendUpload(c, { sha256: c.req.param('sha') ?? '', name: 'Giấy "lạ".pdf' }),
  )
  house.page('post', '/test', anyone, async c => c.text(String((await c.req.text()).length)))

  const upload = async (
    content: BlobPart,
    name: string,
    more: Record<string, string> = { authorization: 'Bearer x' },
  ) => {
    const form = new FormData()
    form.set('file', file(content, name))
    return await house.app.request('/api/v1/files', { method: 'POST', body: form, headers: more })
  }

  it('a machine uploads and gets the hash to name', async () => {
    const answer = await upload(pdf('năm'), 'đơn.pdf')
    expect(answer.status).toBe(201)
    expect(await answer.json()).toMatchObject({
      name: 'đơn.pdf',
      mediaType: 'application/pdf',
      sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
    })
  })

  it('refusals are problem documents', async () => {
    const before = leftOnDisk().length
    const html = await upload('<html></html>', 'a.pdf')
    expect([html.status, (await html.json()).code]).toEqual([415, 'FILE_TYPE_REFUSED'])
    const other = new FormData()
    other.set('other', 'x')
    const nothing = await house.app.request('/api/v1/files', {
      method: 'POST',
      body: other,
      headers: { authorization: 'Bearer x' },
    })
    expect(nothing.status).toBe(422)
    expect((await nothing.json()).fields).toEqual([{ path: 'file', message: expect.any(String) }])
    const stranger = await upload(pdf(), 'a.pdf', { origin: 'http://localhost' })
    expect(stranger.status).toBe(401)
    expect(leftOnDisk()).toHaveLength(before)
  })

  it('a body that announces too much is refused unread, and one that does not announce is counted', async () => {
    const announced = await house.app.request('/api/v1/files', {
      method: 'POST',
      headers: {
        authorization: 'Bearer x',
        'content-length': String(21 * MEGABYTE + 1),
        'content-type': 'multipart/form-data; boundary=x',
      },
      body: new ReadableStream({ pull: () => Promise.reject(new Error('was read')) }),
      duplex: 'half',
    } as RequestInit)
    expect([announced.status, (await announced.json()).code]).toEqual([413, 'BODY_TOO_LARGE'])
    const endless = await house.app.request('/api/v1/files', {
      method: 'POST',
      headers: { authorization: 'Bearer x', 'content-type': 'multipart/form-data; boundary=x' },
      body: new ReadableStream({ pull: c => c.enqueue(new Uint8Array(MEGABYTE)) }),
      duplex: 'half',
    } as RequestInit)
    expect([endless.status, (await endless.json()).code]).toEqual([413, 'BODY_TOO_LARGE'])
    const ordinary = await house.app.request('/test', {
      method: 'POST',
      headers: { origin: 'http://localhost' },
      body: 'x'.repeat(MEGABYTE + 1),
    })
    expect(await ordinary.text()).toBe('refused')
    expect(
      await (
        await house.app.request('/test', {
          method: 'POST',
          headers: { origin: 'http://localhost' },
          body: 'x'.repeat(MEGABYTE),
        })
      ).text(),
    ).toBe(String(MEGABYTE))
  })

  it('is sent to be saved, never to be shown', async () => {
    const { sha256 } = await (await upload(pdf('sáu'), 'đơn.pdf')).json()
    const answer = await house.app.request(`/test/${sha256}`)
    expect(answer.headers.get('content-disposition')).toMatch(/^attachment; filename="Giay la.pdf"; filename\*=UTF-8''/)
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff')
    expect(answer.headers.get('content-security-policy')).toBe("default-src 'none'; sandbox")
    expect(new Uint8Array(await answer.arrayBuffer())).toEqual(pdf('sáu'))
  })
})
