import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Actor, anonymous } from '#app/kernel/context.ts'
import { House } from '#app/kernel/http/house.ts'
import { openHouse } from '#app/kernel/http/open.ts'
import { createLog } from '#app/kernel/log.ts'
import { catalogueApi } from '#app/procedures/catalogue/api.ts'
import { catalogueDoors } from '#app/procedures/catalogue/pages/index.ts'
import { formsApi } from '#app/procedures/forms/api.ts'
import { importProcedures } from '#app/procedures/national/index.ts'
import { nationalDoors } from '#app/procedures/national/pages/index.tsx'
import { processesApi } from '#app/procedures/processes/api.ts'
import { processesDoors } from '#app/procedures/processes/pages/index.tsx'
import { errorPage } from '#app/ui/error.tsx'
import { seedOrganisation } from '../../db/seed/organisation.ts'
import { seedProcedures } from '../../db/seed/procedures.ts'
import { testCtx, testDatabase } from './database.ts'

/** The demo's catalogue with two national copies, and its doors open. */

const NOW = '2026-11-23T14:30:00+07:00'

const officer = (...roles: string[]): Actor => ({
  ...anonymous,
  kind: 'OFFICER',
  accountId: null,
  officerId: 1,
  name: 'Cán bộ',
  roles,
  unitId: 1,
  agencyId: 1,
})
const actors: Record<string, Actor> = {
  reader: officer('SPECIALIST'),
  control: officer('CONTROL'),
  machine: { ...anonymous, kind: 'MACHINE', accountId: null, name: 'máy', roles: ['procedures.write'] },
}
/** Codes of the procedures a list shows. */
export const rowsIn = (html: string): string[] =>
  [...html.matchAll(/<th scope="row">.*?\/(\d\.\d{6})"/g)].map(found => found[1] as string)

const national = (code: string, name: string) =>
  JSON.stringify({
    ma_thu_tuc: code,
    ten_thu_tuc: name,
    so_quyet_dinh: '12/QĐ-BNV',
    cap_thuc_hien: 'Cấp tỉnh',
    loai_thu_tuc: 'TTHC được giao luật quy định chi tiết',
    linh_vuc: 'Lưu trữ',
    doi_tuong_thuc_hien: 'Công dân Việt Nam',
    co_quan_co_tham_quyen: 'Sở Nội vụ',
    dia_chi_tiep_nhan: '',
    co_quan_phoi_hop: '',
    trinh_tu_thuc_hien: 'Bước 1: Nộp hồ sơ.\nBước 2: Nhận kết quả.',
    cach_thuc_thuc_hien: '',
    thanh_phan_ho_so: '',
    can_cu_phap_ly: '',
    co_quan_thuc_hien: 'Sở Nội vụ',
    yeu_cau_dieu_kien: '',
    ket_qua_xu_ly: '',
    raw_text: `Mã thủ tục ${code}`,
  })

export async function openCatalogue() {
  const connection = await testDatabase()
  const ctx = testCtx(connection, '2025-07-01T07:30:00+07:00')
  const house = new House()
  openHouse(house, {
    db: connection.db,
    log: createLog('silent'),
    clock: () => new Date(NOW),
    dataDir: ctx.dataDir,
    publicUrl: 'http://motcua.example',
    secure: false,
    recognise: async ({ bearer }) => ({ actor: actors[bearer ?? ''] ?? anonymous, sessionId: null, where: '' }),
    errorPage,
  })
  nationalDoors(house)
  catalogueApi(house)
  catalogueDoors(house)
  processesApi(house)
  formsApi(house)
  processesDoors(house)

  const get = async (path: string, who?: string) => {
    const answer = await house.app.request(path, { headers: who ? { authorization: `Bearer ${who}` } : {} })
    return { status: answer.status, location: answer.headers.get('location'), html: await answer.text() }
  }
  const post = async (path: string, fields: Record<string, string>, who = 'control') => {
    const answer = await house.app.request(path, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${who}`,
        'content-type': 'application/x-www-form-urlencoded',
        origin: 'http://localhost',
      },
      body: new URLSearchParams(fields).toString(),
    })
    return { status: answer.status, location: answer.headers.get('location'), html: await answer.text() }
  }
  const folder = mkdtempSync(join(tmpdir(), 'motcua-pages-'))
  await seedOrganisation(ctx)
  await seedProcedures(ctx)
  const file = join(folder, 'national.ndjson')
  writeFileSync(
    file,
    [national('1.900001', 'Sử dụng tài liệu lưu trữ'), national('1.001193', 'Đăng ký khai sinh, bản mới của bộ')].join(
      '\n',
    ),
  )
  await importProcedures(testCtx(connection, '2026-11-01T08:00:00+07:00'), file)
  return { connection, ctx, house, get, post }
}
