import { beforeAll, describe, expect, test } from 'vitest'
import rows from '../../../db/seed/procedures.json' with { type: 'json' }
import { systemActor } from '#app/kernel/context.ts'
import { dossierInput, dossiers } from '#app/onestop/dossiers/index.ts'
import { createDecision, draftVersion, publishDecision } from '#app/procedures/catalogue/service.ts'
import { SeedProcedureSchema } from '../../../db/seed/procedure-shape.ts'
import { approveProcess, draftProcess } from '#app/procedures/processes/service.ts'
import { testCtx, testDatabase } from '../../../test/harness/database.ts'
import { smallProvince } from '../../../test/harness/small-province.ts'
import { counted } from './counted.ts'
import { recount } from './service.ts'

/** The verbs of the one-stop room, and what the cells make of their events. */

const connection = await testDatabase()
const seed = SeedProcedureSchema.parse(rows.find(row => row.code === '1.004873'))
const at = (now: string) => testCtx(connection, `${now}:00+07:00`, systemActor('Bộ phận một cửa'))
const code = '4.000001'

beforeAll(async () => {
  const ctx = at('2025-07-01T08:00')
  await smallProvince(ctx)
  const { home, onlineLevel, promised: _p, process: _s, form: _f, ...content } = seed
  const { decisionId } = await createDecision(ctx, {
    number: '1/QĐ',
    title: 'Công bố thử',
    signedOn: '2025-06-27',
    signer: 'Chủ tịch',
    effectiveOn: '2025-07-01',
  })
  const promised = { DIRECT: { unit: 'WORKING_DAY' as const, amount: 2 } }
  await draftVersion(ctx, { code, content: { ...content, code }, home, onlineLevel, promised, decisionId })
  await publishDecision(ctx, { decisionId })
  const steps = [
    { code: 'B1', name: 'Tiếp nhận', role: 'RECEPTION' as const, hours: 2, place: 'RECEPTION', output: '' },
    { code: 'B2', name: 'Thẩm định', role: 'SPECIALIST' as const, hours: 13, place: 'HOME', output: '' },
    { code: 'B3', name: 'Trả kết quả', role: 'RECEPTION' as const, hours: 1, place: 'RECEPTION', output: '' },
  ]
  await draftProcess(ctx, { procedureCode: code, steps })
  await approveProcess(ctx, { procedureCode: code, decisionNo: '2/QĐ', effectiveFrom: '2025-07-01' })
})

async function receive(now: string): Promise<string> {
  const input = dossierInput.receiveInput.parse({
    procedureCode: code,
    agencyCode: 'H99.30',
    applicant: { name: 'Người nộp', idNo: '001000000001' },
  })
  return (await dossiers.receive(at(now), input)).code
}

const standing = async (now: string, from: string, to: string) => {
  const { figure } = await counted(connection.db, { from, to, now: at(now).now, agencyIds: null }, 'all')
  return {
    early: figure('early'),
    onTime: figure('on_time'),
    late: figure('late'),
    inTime: figure('open_in_time'),
    overdue: figure('overdue_open'),
  }
}

describe('from verbs to figures', () => {
  test('received, paused, resumed, moved, finished, taken back, withdrawn: counted as the facts say', async () => {
    // Monday 24/8/2026; two working days: due Wednesday 10:00.
    const first = await receive('2026-08-24T10:00')
    const second = await receive('2026-08-24T10:00')
    const third = await receive('2026-08-24T10:00')
    await dossiers.requestSupplement(
      at('2026-08-25T09:00'),
      second,
      dossierInput.supplementInput.parse({ items: ['Bản sao'], reason: 'Thiếu bản sao giấy tờ' }),
    )
    await dossiers.forward(at('2026-08-25T09:30'), first, dossierInput.forwardInput.parse({}))
    expect(await standing('2026-08-30T08:00', '2026-08-24', '2026-08-25')).toEqual({
      early: 0,
      onTime: 0,
      late: 0,
      inTime: 3,
      overdue: 0,
    })
    // By the end of Wednesday the second waits, the others are late.
    expect(await standing('2026-08-30T08:00', '2026-08-24', '2026-08-26')).toMatchObject({ inTime: 1, overdue: 2 })

    await dossiers.extend(
      at('2026-08-27T08:00'),
      third,
      dossierInput.extendInput.parse({ newDay: '2026-08-28', reason: 'Cần thêm thời gian xác minh' }),
    )
    expect(await standing('2026-08-30T08:00', '2026-08-24', '2026-08-27')).toMatchObject({ inTime: 2, overdue: 1 })
    await dossiers.complete(at('2026-08-27T09:00'), first, dossierInput.completeInput.parse({ resultNo: '1/GXN' }))
    expect(await standing('2026-08-30T08:00', '2026-08-24', '2026-08-27')).toEqual({
      early: 0,
      onTime: 0,
      late: 1,
      inTime: 2,
      overdue: 0,
    })

    await dossiers.takeSupplement(at('2026-08-28T08:00'), second, dossierInput.takeSupplementInput.parse({}))
    await dossiers.withdraw(
      at('2026-08-28T09:00'),
      second,
      dossierInput.endInput.parse({ reason: 'Người nộp xin rút' }),
    )
    await dossiers.correct(
      at('2026-08-29T08:00'),
      first,
      dossierInput.endInput.parse({ reason: 'Kết quả ghi sai tên' }),
    )
    // The finish of Thursday turned out to be none: it was open and late on that day already.
    expect(await standing('2026-08-30T08:00', '2026-08-24', '2026-08-27')).toEqual({
      early: 0,
      onTime: 0,
      late: 0,
      inTime: 2,
      overdue: 1,
    })
    expect(await standing('2026-08-30T08:00', '2026-08-24', '2026-08-29')).toEqual({
      early: 0,
      onTime: 1,
      late: 0,
      inTime: 0,
      overdue: 2,
    })
    expect(await recount(connection.db)).toMatchObject({ differences: [] })
  })
})
