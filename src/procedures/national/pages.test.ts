import { beforeAll, describe, expect, test } from 'vitest'
import { testCtx, testDatabase } from '../../../test/harness/database.ts'
import { officerOf, openDoors } from '../../../test/harness/doors.ts'
import { nationalRecord } from '../../../test/harness/national-record.ts'
import { smallProvince } from '../../../test/harness/small-province.ts'
import { nationalDoors } from './pages/index.tsx'
import { runImport, startImport } from './service.ts'
import { importRun } from './views.ts'

const NOW = '2026-11-23T14:30:00+07:00'
const connection = await testDatabase()
const ctx = testCtx(connection, NOW)
const { get } = openDoors(connection, NOW, nationalDoors)
let control = officerOf(0, 'CONTROL')
let reader = officerOf(0, 'SPECIALIST')
beforeAll(async () => {
  const { province } = await smallProvince(ctx)
  control = officerOf(province, 'CONTROL')
  reader = officerOf(province, 'SPECIALIST')
})

const bytes = (lines: unknown[]) => new TextEncoder().encode(lines.map(line => JSON.stringify(line)).join('\n'))

describe('an import from a page', () => {
  test('is begun, read to its end, and shown with what a person should look at', async () => {
    const { runId } = await startImport(ctx, { name: 'quoc-gia.ndjson' })
    expect(await importRun(ctx, runId)).toMatchObject({ state: 'RUNNING', source: 'quoc-gia.ndjson', stalled: false })
    const running = await get(reader, `/catalogue/import/${runId}`)
    expect(await running.text()).toContain('<progress')
    const summary = await runImport(
      ctx,
      { runId, name: 'quoc-gia.ndjson' },
      bytes([nationalRecord(), nationalRecord({ MATTHC: 'x' })]),
    )
    expect(summary).toMatchObject({ runId, read: 2, imported: 1, rejected: 1 })
    const page = await (await get(reader, `/catalogue/import/${runId}`)).text()
    expect(page).toContain('1 thủ tục có trong danh mục, 1 mới hoặc đổi')
    expect(page).toContain('mã không phải mã quốc gia')
    expect(page).toContain('/catalogue?tab=review&amp;note=FEE_MISSING')
    const sheet = await get(reader, `/catalogue/import/${runId}/export`)
    expect(sheet.headers.get('content-disposition')).toContain(`import-${runId}-rejections`)
    const { rows } = await connection.db
      .selectFrom('kernel.event')
      .select('type')
      .where('stream', '=', `import:${runId}`)
      .orderBy('id')
      .execute()
      .then(found => ({ rows: found.map(event => event.type) }))
    expect(rows).toEqual(['procedures.import.started', 'procedures.import.done'])
  })

  test('what stops it is said on its page, and nothing of it is kept', async () => {
    const { runId } = await startImport(ctx, { name: 'cut.ndjson.gz' })
    expect(await runImport(ctx, { runId, name: 'cut.ndjson.gz' }, Uint8Array.of(0x1f, 0x8b, 8, 0, 1))).toBeNull()
    expect(await importRun(ctx, runId)).toMatchObject({ state: 'FAILED', read: 0 })
    const page = await (await get(reader, `/catalogue/import/${runId}`)).text()
    expect(page).toContain('Không đọc được tệp cut.ndjson.gz')
  })

  test('one that nobody reads any more is called so', async () => {
    const { runId } = await startImport(testCtx(connection, '2026-11-23T13:00:00+07:00'), { name: 'old.ndjson' })
    const page = await (await get(reader, `/catalogue/import/${runId}`)).text()
    expect(page).toContain('bị ngắt giữa chừng')
    expect(page).not.toContain('<progress')
  })

  test('the list shows all runs, asks for a file, and only the control unit may send one', async () => {
    const list = await (await get(control, '/catalogue/import')).text()
    expect(list).toContain('quoc-gia.ndjson')
    expect(list).toContain('không nhập được')
    expect(list).toContain('type="file"')
    expect(await (await get(reader, '/catalogue/import')).text()).not.toContain('type="file"')
    const send = async (who: typeof control, file?: File) => {
      const body = new FormData()
      if (file) body.set('file', file)
      return await get(who, '/catalogue/import', { method: 'POST', body, headers: { origin: 'http://localhost' } })
    }
    const none = await send(control)
    expect(none.status).toBe(422)
    expect(await none.text()).toContain('Hãy chọn tệp để nhập')
    expect((await send(reader)).status).toBe(403)
    const begun = await send(control, new File([bytes([nationalRecord({ MATTHC: '1.990009' })])], 'again.ndjson'))
    expect(begun.status).toBe(303)
    const runId = Number(begun.headers.get('location')?.split('/').at(-1))
    await expect.poll(async () => (await importRun(ctx, runId)).state, { timeout: 10_000 }).toBe('DONE')
  })
})
