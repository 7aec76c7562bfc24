import { sql } from 'kysely'
import { renderToStaticMarkup } from 'react-dom/server'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Actor } from '#app/kernel/context.ts'
import { Refusal } from '#app/kernel/refusal.ts'
import { grant } from '#app/organisation/delegations/index.ts'
import { createOfficer } from '#app/organisation/staff/index.ts'
import rows from '../../../db/seed/procedures.json' with { type: 'json' }
import { testCtx, testDatabase } from '../../../test/harness/database.ts'
import { officerOf } from '../../../test/harness/doors.ts'
import { smallProvince } from '../../../test/harness/small-province.ts'
import { changesOf } from '../catalogue/changes.ts'
import { createDecision, draftVersion, publishDecision } from '../catalogue/service.ts'
import { procedureForIntake, type ProcedureContent, shortenedFigures } from '../catalogue/index.ts'
import { SeedProcedureSchema } from '../../../db/seed/procedure-shape.ts'
import { publicationFigures } from './figures.ts'
import { seriesOf } from './numbering.ts'
import { DecisionPaper } from './pages/print.tsx'
import {
  cancelProposal,
  giveBack,
  numberDecision,
  openProposal,
  publishProposal,
  removeItem,
  setItem,
  signProposal,
  skipNumbers,
  submitProposal,
} from './service.ts'
import { proposalPage } from './views.ts'

const connection = await testDatabase()
const { db } = connection
const MONDAY = '2026-03-02T08:00:00+07:00'
const at = (now: string, actor = control()) => testCtx(connection, now, actor)
let province = 0
let department = 0
let commune = 0
const control = () => officerOf(province, 'CONTROL')
const leader = () => officerOf(province, 'LEADER')

beforeAll(async () => {
  ;({ province, department, commune } = await smallProvince(testCtx(connection, MONDAY)))
})

const seed = SeedProcedureSchema.parse(rows[0])
const { home: _h, onlineLevel: _o, promised: _p, process: _s, form: _f, ...content } = seed
let made = 0
function fresh(): { code: string; content: ProcedureContent } {
  const code = `5.${String(++made).padStart(6, '0')}`
  return { code, content: { ...content, code, decisionNo: '9/QĐ-BTP' } }
}
const plain = { home: 'COMMUNE', onlineLevel: 'FULL' } as const

async function inForce(one: { code: string; content: ProcedureContent }, from = '2026-01-05') {
  const ctx = at('2026-01-05T08:00:00+07:00')
  const { decisionId } = await createDecision(ctx, {
    number: `${one.code}/QĐ-TAY`,
    title: 'Công bố nhập tay',
    signedOn: '2026-01-05',
    signer: 'Ủy ban',
    effectiveOn: from,
  })
  await draftVersion(ctx, { ...one, ...plain, decisionId })
  await publishDecision(ctx, { decisionId })
}

const basis = {
  title: 'Nghị quyết thử',
  basisNo: '12/2026/NQ-HĐND',
  basisTitle: 'Nghị quyết về lệ phí',
  basisEffectiveOn: '2026-03-16',
}
const open = async (items: Parameters<typeof openProposal>[1]['items'], kind: 'FULL' | 'LIST' = 'FULL', now = MONDAY) =>
  await openProposal(at(now), { agencyId: department, kind, ...basis, items })

async function refusal(doing: Promise<unknown>): Promise<Refusal> {
  const failure = await doing.then(
    () => null,
    (cause: unknown) => cause,
  )
  if (failure instanceof Refusal) return failure
  throw failure ?? new Error('nothing was refused')
}

const rowOf = async (id: number) =>
  await db.selectFrom('procedures.proposal').selectAll().where('id', '=', id).executeTakeFirstOrThrow()

const eventsOf = async (id: number) =>
  (
    await db
      .selectFrom('kernel.event')
      .select('type')
      .where('stream', '=', `publication:${id}`)
      .orderBy('seq')
      .execute()
  ).map(event => event.type.replace('procedures.publication.', ''))

test('from a text over tờ trình, number and signature to the public: all four kinds, old ones closed, codes linked', async () => {
  const [made_, amended, replaced, successor, repealed] = [fresh(), fresh(), fresh(), fresh(), fresh()]
  for (const one of [amended, replaced, repealed]) await inForce(one)
  await draftVersion(at(MONDAY), { ...made_, ...plain })
  await draftVersion(at(MONDAY), { ...amended, ...plain, content: { ...amended.content, conditions: 'Điều kiện mới' } })
  await draftVersion(at(MONDAY), {
    ...successor,
    ...plain,
    content: { ...successor.content, name: 'Thủ tục thay thế' },
  })
  const { proposalId } = await open([
    { change: 'NEW', code: made_.code, name: 'Mới' },
    { change: 'AMENDED', code: amended.code, name: 'Sửa đổi' },
    { change: 'REPLACED', code: replaced.code, successorCode: successor.code, name: 'Thay thế' },
    { change: 'REPEALED', code: repealed.code, name: 'Bãi bỏ', basis: 'Điều 3 Nghị quyết' },
  ])
  expect(await rowOf(proposalId)).toMatchObject({ stage: 'PREPARING', decision_due_on: '2026-03-09' })
  const submitted = await submitProposal(at(MONDAY, officerOf(department, 'LEADER')), { proposalId })
  expect(submitted.submissionNo).toBe('01/TTr-SNV')
  const numbered = await numberDecision(at(MONDAY), { proposalId })
  expect(numbered.decisionNo).toMatch(/^\d{2,}\/QĐ-UBND$/)
  const { decisionId } = await signProposal(at('2026-03-04T09:00:00+07:00', leader()), { proposalId })
  expect(await rowOf(proposalId)).toMatchObject({ stage: 'SIGNED', signed_by: 'Cán bộ Thử', decision_id: decisionId })
  expect((await refusal(publishDecision(at(MONDAY), { decisionId }))).code).toBe('DECISION_SEALED')
  const done = await publishProposal(at('2026-03-05T09:00:00+07:00'), { proposalId })
  expect(done).toMatchObject({
    stage: 'PUBLISHED',
    published: [made_.code, amended.code, successor.code],
    closed: [amended.code, replaced.code, repealed.code],
  })
  expect(await eventsOf(proposalId)).toEqual(['opened', 'submitted', 'numbered', 'signed', 'published'])
  const decision = await db
    .selectFrom('procedures.publication_decision')
    .selectAll()
    .where('id', '=', decisionId)
    .executeTakeFirstOrThrow()
  expect(decision).toMatchObject({
    number: numbered.decisionNo,
    signed_on: '2026-03-04',
    effective_on: '2026-03-16',
    kind: 'FULL',
    decision_due_on: '2026-03-09',
    public_due_on: '2026-03-11',
    sealed: true,
  })
  // the day of effect divides old and new
  expect(await procedureForIntake(db, amended.code, '2026-03-15')).toMatchObject({
    content: { conditions: amended.content.conditions },
  })
  expect(await procedureForIntake(db, amended.code, '2026-03-16')).toMatchObject({
    content: { conditions: 'Điều kiện mới' },
  })
  expect(await procedureForIntake(db, replaced.code, '2026-03-16')).toBeNull()
  expect(await procedureForIntake(db, repealed.code, '2026-03-16')).toBeNull()
  const { rows: links } = await sql<{ old: string; next: string; since: string }>`
    select o.code as old, n.code as next, s.since from procedures.succession s
      join procedures.procedure o on o.id = s.procedure_id join procedures.procedure n on n.id = s.successor_id
     where s.decision_id = ${decisionId}`.execute(db)
  expect(links).toEqual([{ old: replaced.code, next: successor.code, since: '2026-03-16' }])
  // the successor is compared with what it takes the place of
  const version = await procedureForIntake(db, successor.code, '2026-03-16')
  const changes = await changesOf(db, [version?.versionId ?? 0], 'vi')
  expect(changes.get(version?.versionId ?? 0)).toMatchObject({ before: { code: replaced.code, no: 1 } })
  expect(changes.get(version?.versionId ?? 0)?.parts.map(one => one.part)).toEqual(['name'])
  const figures = await publicationFigures(db, { from: '2026-03-04', to: '2026-03-31', agencyId: department })
  expect(figures).toMatchObject({
    decisions: 1,
    decided: { total: 4, onTime: 4, late: 0, percent: 100 },
    public: { total: 4, onTime: 4, late: 0, percent: 100 },
  })
  expect(figures.items.map(item => item.change).toSorted()).toEqual(['AMENDED', 'NEW', 'REPEALED', 'REPLACED'])
  expect((await publicationFigures(db, { from: '2026-03-04', to: '2026-03-31', agencyId: commune })).decisions).toBe(0)
})

describe('refusals', () => {
  test('what lacks something is named item by item', async () => {
    const one = fresh()
    const { proposalId } = await open([
      { change: 'NEW', code: one.code, name: 'Thủ tục mới' },
      { change: 'NEW', code: null, name: 'Thủ tục chưa có mã' },
      { change: 'REPEALED', code: fresh().code, name: 'Không có' },
    ])
    const refused = await refusal(submitProposal(at(MONDAY), { proposalId }))
    expect(refused).toMatchObject({ code: 'PUBLICATION_INCOMPLETE', status: 422 })
    expect(refused.words.vi).toContain(`${one.code}: chưa có dự thảo nội dung`)
    expect(refused.words.vi).toContain('Thủ tục chưa có mã: chưa có mã')
    expect(Object.keys(refused.fields)).toEqual(['items.1', 'items.2', 'items.3'])
    expect((await refusal(submitProposal(at(MONDAY), { proposalId: (await open([])).proposalId }))).code).toBe(
      'NO_ITEMS',
    )
  })

  test('a list asks for the ministry’s publication, a full decision for every component', async () => {
    const one = fresh()
    await draftVersion(at(MONDAY), { ...one, ...plain, content: { ...one.content, steps: [], decisionNo: null } })
    const item = [{ change: 'NEW' as const, code: one.code, name: 'Một' }]
    const full = await refusal(submitProposal(at(MONDAY), await open(item)))
    expect(full.words.vi).toContain('thiếu trình tự thực hiện')
    const list = await refusal(submitProposal(at(MONDAY), await open(item, 'LIST')))
    expect(list.words.vi).toContain('chưa có bản sao quốc gia của bộ; chưa ghi số quyết định công bố của bộ')
    expect(list.words.vi).not.toContain('trình tự')
  })

  test('a procedure once, successors where they belong, strangers not at all', async () => {
    const one = fresh()
    const { proposalId } = await open([{ change: 'NEW', code: one.code, name: 'Một' }])
    const again = { proposalId, change: 'NEW' as const, code: one.code, name: 'Lại' }
    expect((await refusal(setItem(at(MONDAY), again))).code).toBe('ITEM_TWICE')
    expect((await refusal(setItem(at(MONDAY), { ...again, no: 1, successorCode: fresh().code }))).code).toBe(
      'SUCCESSOR_WRONG',
    )
    const stranger = at(MONDAY, officerOf(commune, 'SPECIALIST', 'LEADER'))
    expect((await refusal(setItem(stranger, { ...again, no: 1 }))).code).toBe('NOT_YOURS')
    expect((await refusal(submitProposal(stranger, { proposalId }))).code).toBe('NOT_YOURS')
    expect(await setItem(at(MONDAY), { ...again, no: 1, name: 'Tên sửa' })).toEqual({ proposalId, no: 1 })
    await removeItem(at(MONDAY), { proposalId, no: 1 })
    expect((await refusal(removeItem(at(MONDAY), { proposalId: 99_999, no: 1 }))).status).toBe(404)
  })

  test('only the leaders of the province sign, and nothing happens out of turn', async () => {
    const one = fresh()
    await draftVersion(at(MONDAY), { ...one, ...plain })
    const { proposalId } = await open([{ change: 'NEW', code: one.code, name: 'Một' }])
    expect((await refusal(numberDecision(at(MONDAY), { proposalId }))).code).toBe('WRONG_STAGE')
    await submitProposal(at(MONDAY), { proposalId })
    expect(
      (await refusal(setItem(at(MONDAY), { proposalId, no: 1, change: 'NEW', code: one.code, name: 'Khác' }))).code,
    ).toBe('WRONG_STAGE')
    await numberDecision(at(MONDAY), { proposalId })
    const stranger = await refusal(signProposal(at(MONDAY, officerOf(department, 'LEADER')), { proposalId }))
    expect(stranger).toMatchObject({ code: 'NO_VALID_DELEGATION', status: 409 })
    expect(stranger.words.vi).toContain('"Ký quyết định công bố thủ tục hành chính" thuộc thẩm quyền ký của')
    expect(stranger.words.vi).toContain('chưa có quyết định ủy quyền nào')
    expect((await refusal(signProposal(at(MONDAY), { proposalId }))).code).toBe('NOT_LEADER')
    expect((await refusal(signProposal(at(MONDAY, leader()), { proposalId, effectiveOn: '2026-03-01' }))).code).toBe(
      'EFFECT_BEFORE_SIGNING',
    )
    expect((await refusal(publishProposal(at(MONDAY), { proposalId }))).code).toBe('WRONG_STAGE')
    await signProposal(at(MONDAY, leader()), { proposalId })
    expect((await refusal(draftVersion(at(MONDAY), { ...one, ...plain }))).code).toBe('DRAFT_EXISTS')
    expect((await refusal(cancelProposal(at(MONDAY), { proposalId, reason: 'Không cần' }))).code).toBe('WRONG_STAGE')
  })
})

describe('signing for the chairman', () => {
  const WORK = 'Ký quyết định công bố thủ tục hành chính'
  async function numbered(): Promise<number> {
    const one = fresh()
    await draftVersion(at(MONDAY), { ...one, ...plain })
    const { proposalId } = await open([{ change: 'NEW', code: one.code, name: 'Một' }])
    await submitProposal(at(MONDAY), { proposalId })
    await numberDecision(at(MONDAY), { proposalId })
    return proposalId
  }
  /** An officer with a position, as the log-in would know them. */
  async function officer(name: string, agencyId: number, title: string): Promise<Actor> {
    const { officerId } = await createOfficer(at('2026-01-05T08:00:00+07:00', officerOf(province, 'ADMIN')), {
      login: `leader.${String(++made)}`,
      fullName: name,
      agencyId,
      title,
      roles: ['LEADER'],
      from: '2026-01-05',
    })
    return { ...officerOf(agencyId, 'LEADER'), officerId, name }
  }
  const lets = async (to: { toAgencyId: number; toOfficerId?: number }, more: object = {}) =>
    await grant(at(MONDAY), {
      fromAgencyId: province,
      fromTitle: 'Chủ tịch Ủy ban nhân dân tỉnh',
      toTitle: 'Người được giao',
      works: [{ title: WORK }],
      decisionNo: '7/QĐ-UBND',
      decidedOn: '2026-02-02',
      validFrom: '2026-02-02',
      lastDay: '2026-03-31',
      ...to,
      ...more,
    })

  test('a deputy needs a record that holds that day, named in the refusal when it does not', async () => {
    const deputy = await officer('Phó Thử', province, 'Phó Chủ tịch UBND tỉnh')
    const proposalId = await numbered()
    const none = await refusal(signProposal(at(MONDAY, deputy), { proposalId }))
    expect(none.words.vi).toContain('Phó Chủ tịch UBND tỉnh')
    const view = await proposalPage(at(MONDAY, deputy), proposalId)
    expect([view.abilities.sign, view.signRefused?.vi]).toEqual([false, none.words.vi])
    await lets({ toAgencyId: province, toOfficerId: deputy.officerId ?? 0 })
    expect((await proposalPage(at(MONDAY, deputy), proposalId)).abilities.sign).toBe(true)
    const late = await refusal(signProposal(at('2026-04-01T08:00:00+07:00', deputy), { proposalId }))
    expect(late.words.vi).toContain('7/QĐ-UBND đã hết hiệu lực sau ngày 31/03/2026')
    await signProposal(at(MONDAY, deputy), { proposalId })
    expect(await rowOf(proposalId)).toMatchObject({
      signed_title: 'Phó Chủ tịch UBND tỉnh',
      sign_mark: 'KT',
      signed_for: 'Chủ tịch Ủy ban nhân dân tỉnh',
      delegation_no: '7/QĐ-UBND',
    })
    const paper = renderToStaticMarkup(DecisionPaper({ view: await proposalPage(at(MONDAY), proposalId) }))
    expect(paper).toContain('<b>KT. CHỦ TỊCH</b><b>PHÓ CHỦ TỊCH</b>')
  })

  test('a director of a department signs by delegation, the chairman in the chair’s own right', async () => {
    const director = await officer('Giám đốc Thử', department, 'Giám đốc Sở Nội vụ')
    const first = await numbered()
    await lets({ toAgencyId: department }, { decisionNo: '8/QĐ-UBND' })
    await signProposal(at(MONDAY, director), { proposalId: first })
    const paper = renderToStaticMarkup(DecisionPaper({ view: await proposalPage(at(MONDAY), first) }))
    expect(paper).toContain('<b>TUQ. CHỦ TỊCH</b><b>GIÁM ĐỐC SỞ NỘI VỤ</b>')
    const chairman = await officer('Chủ tịch Thử', province, 'Chủ tịch UBND tỉnh')
    const second = await numbered()
    await signProposal(at(MONDAY, chairman), { proposalId: second })
    expect(await rowOf(second)).toMatchObject({ sign_mark: null, signed_for: null, delegation_no: null })
  })
})

describe('numbers', () => {
  test('are unique and without a gap when many are asked for at once', async () => {
    const proposals: number[] = []
    for (let n = 0; n < 8; n++) {
      const one = fresh()
      await draftVersion(at(MONDAY), { ...one, ...plain })
      const { proposalId } = await open([{ change: 'NEW', code: one.code, name: 'Một' }])
      await submitProposal(at(MONDAY), { proposalId })
      proposals.push(proposalId)
    }
    const given = await Promise.all(
      proposals.map(async proposalId => (await numberDecision(at(MONDAY), { proposalId })).decisionNo),
    )
    const numbers = given.map(written => Number(written.split('/')[0])).toSorted((a, b) => a - b)
    expect(new Set(numbers).size).toBe(8)
    expect((numbers.at(-1) ?? 0) - (numbers[0] ?? 0)).toBe(7)
  })

  test('a failed act gives none; what was given and not used is explained, what others use is passed over', async () => {
    const YEAR = '2027-01-11T08:00:00+07:00'
    const one = fresh()
    await draftVersion(at(YEAR), { ...one, ...plain })
    await createDecision(at(YEAR), {
      number: '02/QĐ-UBND',
      title: 'Nhập tay số hai',
      signedOn: '2027-01-05',
      signer: 'Ủy ban',
      effectiveOn: '2027-01-05',
    })
    const later = { ...basis, basisEffectiveOn: '2027-03-15' }
    const begin = async () =>
      await openProposal(at(YEAR), {
        agencyId: department,
        kind: 'FULL',
        ...later,
        items: [{ change: 'NEW', code: one.code, name: 'Một' }],
      })
    const first = await begin()
    await submitProposal(at(YEAR), first)
    expect((await numberDecision(at(YEAR), first)).decisionNo).toBe('01/QĐ-UBND')
    await giveBack(at(YEAR), { ...first, reason: 'Sai tên' })
    expect(await rowOf(first.proposalId)).toMatchObject({
      stage: 'PREPARING',
      decision_no: null,
      end_reason: 'Sai tên',
    })
    await submitProposal(at(YEAR), first)
    // 02 is taken by hand
    expect((await numberDecision(at(YEAR), first)).decisionNo).toBe('03/QĐ-UBND')
    await cancelProposal(at(YEAR), { ...first, reason: 'Rút văn bản' })
    expect(await skipNumbers(at(YEAR), { kind: 'DECISION', through: 9, reason: 'Cấp cho quyết định khác' })).toEqual({
      from: 4,
      through: 9,
    })
    expect((await refusal(skipNumbers(at(YEAR), { kind: 'DECISION', through: 9, reason: 'Lần nữa' }))).code).toBe(
      'NUMBERS_PAST',
    )
    const second = await begin()
    await submitProposal(at(YEAR), second)
    expect((await numberDecision(at(YEAR), second)).decisionNo).toBe('10/QĐ-UBND')
    const lines = (await seriesOf(db, 2027, [province])).filter(line => line.kind === 'DECISION')
    expect(lines.map(line => [line.no, line.through, line.proposalId, line.reason])).toEqual([
      [10, 10, second.proposalId, null],
      [4, 9, null, 'Cấp cho quyết định khác'],
      [3, 3, first.proposalId, 'Hủy: Rút văn bản'],
      [2, 2, null, 'Số đã dùng cho quyết định nhập tay'],
      [1, 1, first.proposalId, 'Trả lại: Sai tên'],
    ])
    const submissions = (await seriesOf(db, 2027, [department])).map(line => line.no)
    expect(submissions).toEqual([3, 2, 1])
  })
})

test('late to sign and late to publish are counted once for a procedure, and as seen on the last day', async () => {
  const one = fresh()
  await draftVersion(at(MONDAY), { ...one, ...plain, home: 'SNV' })
  const { proposalId } = await openProposal(at('2026-05-04T08:00:00+07:00'), {
    agencyId: department,
    kind: 'FULL',
    ...basis,
    basisEffectiveOn: '2026-05-11',
    items: [{ change: 'NEW', code: one.code, name: 'Một' }],
  })
  await submitProposal(at('2026-05-04T08:00:00+07:00'), { proposalId })
  await numberDecision(at('2026-05-04T08:00:00+07:00'), { proposalId })
  // five working days before Monday 11 May is Monday 4 May
  await signProposal(at('2026-05-05T08:00:00+07:00', leader()), { proposalId })
  const ask = async (to: string) => await publicationFigures(db, { from: '2026-05-01', to, agencyId: null })
  expect(await ask('2026-05-12')).toMatchObject({
    decided: { total: 1, late: 1, percent: 0 },
    public: { total: 0, percent: null },
  })
  expect((await ask('2026-05-13')).public).toMatchObject({ total: 1, late: 1 })
  await publishProposal(at('2026-05-12T17:00:00+07:00'), { proposalId })
  expect((await ask('2026-05-31')).public).toMatchObject({ total: 1, onTime: 1, late: 0, percent: 100 })
})

test('promises below the legal limit: how many, by how much, by which decision', async () => {
  const one = fresh()
  const before = await shortenedFigures(db, '2026-12-01', null)
  const channels = one.content.channels.map(rule => ({
    ...rule,
    terms: rule.terms.map(term => ({ ...term, limit: { unit: 'WORKING_DAY' as const, amount: 10 } })),
  }))
  const ctx = at('2026-11-02T08:00:00+07:00')
  const { decisionId } = await createDecision(ctx, {
    number: '77/QĐ-UBND',
    title: 'Cắt giảm thời hạn',
    signedOn: '2026-11-02',
    signer: 'Ủy ban',
    effectiveOn: '2026-11-02',
  })
  await draftVersion(ctx, {
    code: one.code,
    content: { ...one.content, channels },
    home: 'SNV',
    onlineLevel: 'FULL',
    decisionId,
    promised: { DIRECT: { unit: 'WORKING_DAY', amount: 7 } },
    promiseBasis: '55/QĐ-UBND ngày 01/10/2026',
  })
  await publishDecision(ctx, { decisionId })
  const after = await shortenedFigures(db, '2026-12-01', department)
  expect(after.items.filter(item => item.code === one.code)).toMatchObject([
    { decision: '55/QĐ-UBND ngày 01/10/2026', percent: 30, cuts: [{ channel: 'DIRECT', percent: 30 }] },
  ])
  expect((await shortenedFigures(db, '2026-12-01', null)).shortened).toBe(before.shortened + 1)
  expect((await shortenedFigures(db, '2026-12-01', commune)).items.some(item => item.code === one.code)).toBe(false)
})
