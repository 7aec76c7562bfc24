import * as fc from 'fast-check'
import { sql } from 'kysely'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Ctx } from '#app/kernel/context.ts'
import { Refusal } from '#app/kernel/refusal.ts'
import { addDays, dayOf } from '#app/kernel/text.ts'
import { type AgencyTree, agencyTree } from '#app/organisation/agencies/index.ts'
import rows from '../../../db/seed/procedures.json' with { type: 'json' }
import { testDatabase } from '../../../test/harness/database.ts'
import { openOffice } from '../../../test/harness/office.ts'
import { createDecision, draftVersion, publishDecision } from '../catalogue/service.ts'
import type { ProcedureContent } from '../catalogue/index.ts'
import { SeedProcedureSchema } from '../../../db/seed/procedure-shape.ts'
import { countCells, duties, inForceOn, placesOn } from './duty.ts'
import type { RecordInput } from './input.ts'
import { disclosureCoverage, matrix, openCells } from './matrix.ts'
import { stateOfCell } from './rules.ts'
import { addPlace, endPlace, recordEvidence, withdrawEvidence } from './service.ts'
import { handled, procedureDisclosure } from './views.ts'

const connection = await testDatabase()
const { db } = connection
const { as } = await openOffice(connection)
const NOW = '2026-11-23T09:00:00+07:00'
const COUNSEL = '1.000426'
let tree: AgencyTree
let justice: number

beforeAll(async () => {
  tree = await agencyTree(db, '2026-11-23')
  justice = tree.byCode('STP')?.id ?? 0
})

const control = (now = NOW): Promise<Ctx> => as('lien.pham', now)
const clerk = (now = NOW): Promise<Ctx> => as('xuyen.nguyen', now)
const posted = (more: Partial<RecordInput> = {}): RecordInput => ({
  codes: [COUNSEL],
  place: 'AGENCY_SITE',
  day: '2026-11-20',
  url: 'https://stp.songlam.example/thu-tuc',
  ...more,
})
const codeOf = async (promise: Promise<unknown>): Promise<string> =>
  await promise.then(
    () => '',
    (cause: unknown) => {
      if (cause instanceof Refusal) return cause.code
      throw cause
    },
  )

const seed = SeedProcedureSchema.parse(rows.find(row => row.code === COUNSEL))
let decisions = 0
/** Publishes a version from a day on, the first or the next; each says something else. */
async function publish(ctx: Ctx, code: string, effectiveOn: string, more: { home?: string } = {}): Promise<void> {
  const { home, onlineLevel, promised: _promised, process: _process, form: _form, ...content } = seed
  const number = `${++decisions}/QĐ-TEST`
  const { decisionId } = await createDecision(ctx, {
    number,
    title: 'Công bố thủ tục thử nghiệm',
    signedOn: addDays(effectiveOn, -1),
    signer: 'Chủ tịch',
    effectiveOn,
  })
  const changed: ProcedureContent = { ...content, code, coordinatingText: number }
  await draftVersion(ctx, { code, content: changed, home: more.home ?? home, onlineLevel, decisionId })
  await publishDecision(ctx, { decisionId })
}

describe('recording', () => {
  it('writes one line for each procedure, with its version and event', async () => {
    const ctx = await clerk()
    const done = await recordEvidence(ctx, posted({ codes: [COUNSEL, '2.000908', COUNSEL], note: 'Cùng một trang' }))
    expect(done.agencyId).toBe(justice)
    expect(done.evidenceIds).toHaveLength(2)
    const lines = await db
      .selectFrom('procedures.disclosure_evidence')
      .selectAll()
      .where('id', 'in', done.evidenceIds)
      .execute()
    expect(lines.map(line => [line.agency_id, line.day, line.recorded_by, line.officer_id])).toEqual([
      [justice, '2026-11-20', ctx.actor.name, ctx.actor.officerId],
      [justice, '2026-11-20', ctx.actor.name, ctx.actor.officerId],
    ])
    const view = await procedureDisclosure(ctx, COUNSEL)
    expect(view.agencies[0]?.cells.map(cell => cell.state)).toEqual(['CURRENT', 'NONE', 'NONE', 'NONE'])
    expect(view.history.map(event => event.type)).toEqual(['procedures.disclosure.recorded'])
    expect(view.history[0]?.data).toMatchObject({ code: COUNSEL, place: 'AGENCY_SITE', versionNo: 1 })
    expect(view).toMatchObject({ missing: [], versionNo: 1 })
  })

  it('refuses what cannot be, each by its name, and writes nothing', async () => {
    const ctx = await clerk()
    const before = await db
      .selectFrom('procedures.disclosure_evidence')
      .select(eb => eb.fn.countAll<number>().as('n'))
      .executeTakeFirstOrThrow()
    const commune = tree.byCode('H71.30')?.id ?? 0
    const cases: [Partial<RecordInput>, string][] = [
      [{ agencyId: commune }, 'NOT_YOUR_AGENCY'],
      [{ day: '2026-11-24' }, 'DAY_IN_FUTURE'],
      [{ place: 'NOWHERE' }, 'PLACE_NOT_IN_USE'],
      [{ url: undefined }, 'PROOF_NEEDED'],
      [{ place: 'SERVICE_CENTRE' }, 'PROOF_NEEDED'],
      [{ place: 'SERVICE_CENTRE', file: { sha256: 'a'.repeat(64), name: 'x.jpg' } }, 'FILE_UNKNOWN'],
      [{ codes: ['1.999999'] }, 'NOT_FOUND'],
      [{ codes: [COUNSEL, '1.001193'] }, 'NOT_HANDLED_HERE'],
      [{ day: '2025-06-01' }, 'NOT_IN_FORCE'],
      [{ versionNo: 9 }, 'NOT_IN_FORCE'],
      [{ codes: [COUNSEL, '2.000908'], versionNo: 1 }, 'VERSION_WITH_MANY'],
      [{ url: 'javascript:alert(1)' }, 'BAD_INPUT'],
    ]
    for (const [more, code] of cases)
      expect([code, await codeOf(recordEvidence(ctx, posted(more)))]).toEqual([code, code])
    const inCommune = { agencyId: commune, codes: ['1.001193'], place: 'RECEPTION_UNIT' }
    expect(await codeOf(recordEvidence(await control(), posted(inCommune)))).toBe('NOT_REQUIRED_HERE')
    const after = await db
      .selectFrom('procedures.disclosure_evidence')
      .select(eb => eb.fn.countAll<number>().as('n'))
      .executeTakeFirstOrThrow()
    expect(after).toEqual(before)
  })

  it('names every procedure that stands in the way', async () => {
    const tried = recordEvidence(await clerk(), posted({ codes: ['1.001193', COUNSEL, '1.000894'] }))
    await expect(tried).rejects.toMatchObject({
      words: { vi: expect.stringContaining('1.001193, 1.000894') as string },
    })
  })

  it('is never changed, only withdrawn, once', async () => {
    const { evidenceIds } = await recordEvidence(await clerk(), posted({ place: 'SERVICE_PORTAL' }))
    const evidenceId = evidenceIds[0] ?? 0
    await expect(
      sql`update procedures.disclosure_evidence set day = '2026-01-01' where id = ${evidenceId}`.execute(db),
    ).rejects.toThrow(/only ever withdrawn/)
    expect(await codeOf(withdrawEvidence(await as('hau.le', NOW), { evidenceId, reason: 'Không phải của tôi' }))).toBe(
      'NOT_YOUR_AGENCY',
    )
    await withdrawEvidence(await clerk(), { evidenceId, reason: 'Trang đã gỡ' })
    expect(await codeOf(withdrawEvidence(await clerk(), { evidenceId, reason: 'Lần nữa' }))).toBe('WITHDRAWN_ALREADY')
    const view = await procedureDisclosure(await clerk(), COUNSEL)
    expect(view.agencies[0]?.cells.map(cell => cell.state)).toEqual(['CURRENT', 'NONE', 'NONE', 'NONE'])
    expect(view.history[0]).toMatchObject({ type: 'procedures.disclosure.withdrawn', data: { reason: 'Trang đã gỡ' } })
  })
})

describe('a new version', () => {
  const code = '2.900001'
  it('makes what is posted stale from its day on, and posting ahead counts from then', async () => {
    await publish(await control('2026-02-02T09:00:00+07:00'), code, '2026-02-02')
    await recordEvidence(await clerk(), posted({ codes: [code], day: '2026-03-01' }))
    await recordEvidence(await clerk(), posted({ codes: [code], day: '2026-03-01', place: 'SERVICE_PORTAL' }))
    await publish(await control('2026-05-04T09:00:00+07:00'), code, '2026-06-01')
    await recordEvidence(await clerk(), posted({ codes: [code], day: '2026-05-20', versionNo: 2 }))
    const states = async (now: string) =>
      (await procedureDisclosure(await clerk(now), code)).agencies[0]?.cells.slice(0, 2).map(cell => cell.state)
    expect(await states('2026-05-31T09:00:00+07:00')).toEqual(['CURRENT', 'CURRENT'])
    expect(await states('2026-06-01T09:00:00+07:00')).toEqual(['CURRENT', 'STALE'])
    const early = posted({ codes: [code], day: '2026-05-03', versionNo: 2 })
    expect(await codeOf(recordEvidence(await clerk(), early))).toBe('EVIDENCE_TOO_EARLY')
    const old = posted({ codes: [code], day: '2026-06-01', versionNo: 1 })
    expect(await codeOf(recordEvidence(await clerk(), old))).toBe('VERSION_ENDED')
  })
})

it('a cell is current exactly when there is live evidence of the version in force, whatever happened', async () => {
  const PLACES = ['AGENCY_SITE', 'SERVICE_PORTAL'] as const
  const step = fc.oneof(
    fc.record({ kind: fc.constant('publish' as const), ahead: fc.integer({ min: 0, max: 6 }) }),
    fc.record({
      kind: fc.constant('record' as const),
      place: fc.constantFrom(...PLACES),
      back: fc.integer({ min: 0, max: 4 }),
      no: fc.option(fc.integer({ min: 1, max: 4 })),
    }),
    fc.record({ kind: fc.constant('withdraw' as const), at: fc.nat(9) }),
  )
  let run = 0
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(fc.integer({ min: 0, max: 4 }), step), { maxLength: 12 }), async steps => {
      const code = `2.91${String(++run).padStart(4, '0')}`
      let now = new Date('2026-08-03T09:00:00+07:00')
      await publish(await control(now.toISOString()), code, dayOf(now))
      const ids: number[] = []
      for (const [later, one] of steps) {
        now = new Date(now.getTime() + later * 86_400_000)
        const today = dayOf(now)
        const tried =
          one.kind === 'publish'
            ? publish(await control(now.toISOString()), code, addDays(today, one.ahead))
            : one.kind === 'record'
              ? recordEvidence(await clerk(now.toISOString()), {
                  ...posted({ codes: [code], place: one.place, day: addDays(today, -one.back) }),
                  ...(one.no === null ? {} : { versionNo: one.no }),
                }).then(done => ids.push(...done.evidenceIds))
              : withdrawEvidence(await clerk(now.toISOString()), {
                  evidenceId: ids[one.at % ids.length] ?? 9_999_999,
                  reason: 'Thử',
                })
        await tried.catch((cause: unknown) => {
          if (!(cause instanceof Refusal)) throw cause
        })
        // A publication that was refused leaves its draft behind: it must not stand in the way of the next.
        await sql`delete from procedures.procedure_version v using procedures.procedure p
                   where p.id = v.procedure_id and p.code = ${code} and v.state = 'DRAFT'`.execute(db)
      }
      const versions = await sql<{ id: number; procedureId: number; no: number; from: string; to: string | null }>`
        select v.id, p.id as "procedureId", v.no, v.effective_from as "from", v.effective_to as "to"
          from procedures.procedure_version v join procedures.procedure p on p.id = v.procedure_id
         where p.code = ${code} and v.state in ('PUBLISHED', 'CLOSED')`.execute(db)
      const evidence = await sql<{
        versionId: number
        versionNo: number
        place: string
        day: string
        withdrawnOn: string | null
      }>`
        select e.version_id as "versionId", v.no as "versionNo", p.code as place, e.day, e.withdrawn_on as "withdrawnOn"
          from procedures.disclosure_evidence e join procedures.disclosure_place p on p.id = e.place_id
          join procedures.procedure_version v on v.id = e.version_id join procedures.procedure r on r.id = e.procedure_id
         where r.code = ${code}`.execute(db)
      for (let n = 0; n < 24; n += 2) {
        const day = addDays('2026-08-03', n)
        const valid = versions.rows.filter(v => v.from <= day && (v.to === null || day < v.to))
        expect(valid).toHaveLength(1)
        const [version] = valid
        if (!version) continue
        const owed = duties(tree, ['STP'], [justice])
        const counted = await countCells(db, day, owed, [version.procedureId], { procedure: true })
        const places = await placesOn(db, day)
        for (const place of PLACES) {
          const here = evidence.rows.filter(one => one.place === place)
          const live = here.filter(one => one.day <= day && (one.withdrawnOn === null || day < one.withdrawnOn))
          const expected = live.some(one => one.versionId === version.id)
            ? 'CURRENT'
            : live.some(one => one.versionNo < version.no)
              ? 'STALE'
              : 'NONE'
          expect(stateOfCell({ required: true, versionNo: version.no, evidence: here }, day)).toBe(expected)
          const cell = counted.find(one => one.placeId === places.find(p => p.code === place)?.id)
          expect([cell?.required, cell?.current, cell?.stale]).toEqual([
            1,
            expected === 'CURRENT' ? 1 : 0,
            expected === 'STALE' ? 1 : 0,
          ])
        }
      }
    }),
    { numRuns: 12 },
  )
})

describe('the matrix', () => {
  const at = '2026-11-23T10:00:00+07:00'
  it('shows an officer the own agency, the control unit all', async () => {
    const own = await matrix(await clerk(at), { limit: 50 })
    expect(own.agency?.id).toBe(justice)
    expect(own.agencies).toEqual([])
    expect(own.rows.every(row => row.home === 'STP')).toBe(true)
    expect(await codeOf(matrix(await clerk(at), { agency: 'H71.30', limit: 50 }))).toBe('NOT_FOUND')
    const all = await matrix(await control(at), { limit: 200 })
    expect(all.agency).toBeNull()
    expect(all.choices.length).toBeGreaterThan(15)
    const birth = all.rows.find(row => row.code === '1.001193')
    expect(birth?.cells.map(cell => [cell.state, cell.required])).toEqual([
      ['NONE', 12],
      ['NONE', 12],
      ['NONE', 12],
      ['NOT_REQUIRED', 0],
    ])
  })

  it('counts every required cell once: by place, by agency, by procedure', async () => {
    const view = await matrix(await control(at), { limit: 200 })
    const byRow = view.rows.flatMap(row => row.cells).reduce((sum, cell) => sum + cell.required, 0)
    const byAgency = view.agencies.reduce((sum, one) => sum + one.required, 0)
    expect([byRow, byAgency]).toEqual([view.total.required, view.total.required])
    const inForce = await inForceOn(db, '2026-11-23')
    const communes = inForce.filter(one => one.home === 'COMMUNE').length
    expect(view.total.required).toBe(communes * 12 * 3 + (inForce.length - communes) * 4)
    expect(view.agencies.map(one => one.percent)).toEqual(
      view.agencies.map(one => one.percent).toSorted((a, b) => (a ?? 0) - (b ?? 0)),
    )
    expect(view.total).toMatchObject(
      await disclosureCoverage(db, { agencyId: null, day: '2026-11-23' }).then(({ places: _p, ...sum }) => sum),
    )
  })

  it('pages and filters without losing a row', async () => {
    const ctx = await control(at)
    const all = await matrix(ctx, { limit: 200 })
    const seen: string[] = []
    let after: string | undefined
    do {
      const page = await matrix(ctx, { limit: 7, after })
      seen.push(...page.rows.map(row => row.code))
      after = page.next ?? undefined
    } while (after)
    expect(seen).toEqual(all.rows.map(row => row.code))
    const found = await matrix(ctx, { limit: 50, q: 'khai sinh dang ky' })
    expect(found.rows.map(row => row.code)).toContain('1.001193')
    const stale = await matrix(await clerk(at), { limit: 200, state: 'STALE' })
    expect(stale.rows.every(row => row.cells.some(cell => cell.state === 'STALE'))).toBe(true)
    expect(stale.rows.map(row => row.code)).toContain('2.900001')
  })

  it('reaches 100 % with the last cell and not before', async () => {
    const agencyId = tree.byCode('STC')?.id ?? 0
    const ctx = await as('ngoc.tran', NOW)
    const share = async () => (await disclosureCoverage(db, { agencyId, day: '2026-11-23' })).percent
    const { procedures, places } = await handled(ctx, 'STC')
    const codes = procedures.map(one => one.code)
    expect([await share(), places.length]).toEqual([0, 4])
    await db
      .insertInto('kernel.file')
      .values({ sha256: 'b'.repeat(64), size: 9, media_type: 'image/jpeg', stored_at: ctx.now })
      .execute()
    const file = { sha256: 'b'.repeat(64), name: 'bang-niem-yet.jpg' }
    for (const place of places.slice(0, 3)) await recordEvidence(ctx, posted({ codes, place: place.code, file }))
    expect(await share()).toBe(75)
    expect(await openCells(ctx)).toBe(codes.length)
    await recordEvidence(ctx, posted({ codes, place: 'RECEPTION_UNIT', file }))
    expect(await share()).toBe(100)
    expect(await openCells(ctx)).toBeNull()
    expect((await disclosureCoverage(db, { agencyId, day: '2026-11-19' })).percent).toBe(0)
    expect(
      (await disclosureCoverage(db, { agencyId: tree.byCode('VPUB')?.id ?? 0, day: '2026-11-23' })).percent,
    ).toBeNull()
  })
})

describe('places', () => {
  it('are added and ended with their days, and change what is required', async () => {
    const ctx = await control()
    const wanted = {
      code: 'MEDIA',
      name: 'Đài truyền thanh',
      nameEn: 'Radio',
      agencyKinds: ['COMMUNE' as const],
      proof: 'ANY' as const,
      from: '2026-11-25',
      basis: 'Kế hoạch',
    }
    const { placeId } = await addPlace(ctx, wanted)
    expect(await codeOf(addPlace(ctx, wanted))).toBe('PLACE_TAKEN')
    const required = async (day: string) =>
      (await disclosureCoverage(db, { agencyId: tree.byCode('H71.30')?.id ?? 0, day })).required
    expect(await required('2026-11-25')).toBe(((await required('2026-11-24')) / 3) * 4)
    expect(await codeOf(endPlace(ctx, { placeId, on: '2026-11-25' }))).toBe('PLACE_ENDS_EARLY')
    await endPlace(ctx, { placeId, on: '2026-12-01' })
    expect(await required('2026-12-01')).toBe(await required('2026-11-24'))
    expect(await codeOf(endPlace(ctx, { placeId, on: '2026-12-02' }))).toBe('NOT_FOUND')
    await addPlace(ctx, { ...wanted, from: '2026-12-01' })
  })
})
