import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { beforeAll, describe, expect, test } from 'vitest'
import { testCtx, testDatabase } from '../../../test/harness/database.ts'
import { agencyTree, createAgency, importUnits, placesOf, setProvince } from './index.ts'
import { addCode, closeAgency, moveAgency, renameAgency, succeed } from './service.ts'

const connection = await testDatabase()
const { db } = connection
const ctx = () => testCtx(connection, '2026-11-23T14:30:00+07:00')
const make = async (name: string, more: Partial<Parameters<typeof createAgency>[1]> = {}): Promise<number> =>
  (await createAgency(ctx(), { kind: 'DEPARTMENT', name, validFrom: '2020-01-01', ...more })).agencyId
const eventsOf = async (agencyId: number): Promise<string[]> => {
  const rows = await db
    .selectFrom('kernel.event')
    .select('type')
    .where('stream', '=', `agency:${agencyId}`)
    .orderBy('seq')
    .execute()
  return rows.map(row => row.type)
}

let province = 0
beforeAll(async () => {
  province = await make('Ủy ban nhân dân tỉnh Thử', {
    kind: 'PROVINCE',
    shortName: 'tỉnh Thử',
    codes: [{ scheme: 'AGENCY', code: 'H90' }],
  })
})

describe('createAgency', () => {
  test('writes identity, version, codes and the event', async () => {
    const id = await make('Sở Thử', {
      parentId: province,
      shortName: 'Thử',
      codes: [
        { scheme: 'AGENCY', code: 'H90.01' },
        { scheme: 'LOCAL', code: 'STHU' },
      ],
    })
    const version = await db
      .selectFrom('organisation.agency_version')
      .selectAll()
      .where('agency_id', '=', id)
      .executeTakeFirstOrThrow()
    expect(version).toMatchObject({
      valid_from: '2020-01-01',
      valid_to: null,
      parent_id: province,
      search_text: 'so thu thu',
    })
    const tree = await agencyTree(db, '2026-11-23')
    expect(tree.byCode('STHU')?.id).toBe(id)
    const homes = ['STHU', 'COMMUNE', 'XX', null]
    expect(homes.filter(tree.decides(id))).toEqual(['STHU'])
    expect([province, null].map(at => homes.filter(tree.decides(at)))).toEqual([homes, homes])
    expect(tree.get(id)).toEqual({
      id,
      name: 'Sở Thử',
      shortName: 'Thử',
      kind: 'DEPARTMENT',
      parentId: province,
      code: 'H90.01',
      territory: null,
    })
    expect(await eventsOf(id)).toEqual(['organisation.agency.created'])
  })

  test('refuses a code that is taken, naming who has it, and writes nothing', async () => {
    const before = await db
      .selectFrom('organisation.agency')
      .select(eb => eb.fn.countAll<number>().as('n'))
      .executeTakeFirstOrThrow()
    await expect(make('Sở khác', { codes: [{ scheme: 'LOCAL', code: 'STHU' }] })).rejects.toMatchObject({
      code: 'CODE_TAKEN',
      words: { vi: expect.stringContaining('Sở Thử') },
      fields: { code: expect.anything() },
    })
    const after = await db
      .selectFrom('organisation.agency')
      .select(eb => eb.fn.countAll<number>().as('n'))
      .executeTakeFirstOrThrow()
    expect(after).toEqual(before)
  })

  test('refuses a parent that is not there for all of the time, and a span the wrong way round', async () => {
    await expect(make('Sớm quá', { parentId: province, validFrom: '2019-06-01' })).rejects.toMatchObject({
      code: 'PARENT_NOT_THERE',
    })
    await expect(make('Mồ côi', { parentId: 999_999 })).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await expect(make('Ngược', { validTo: '2019-01-01' })).rejects.toMatchObject({ code: 'BAD_SPAN' })
    await expect(make('X')).rejects.toMatchObject({ code: 'BAD_INPUT', fields: { name: expect.anything() } })
  })
})

describe('versions', () => {
  test('a new name holds from its day, the old one before', async () => {
    const id = await make('Sở Cũ', { parentId: province })
    await renameAgency(ctx(), { agencyId: id, from: '2024-03-01', name: 'Sở Mới' })
    expect((await agencyTree(db, '2024-02-29')).get(id)?.name).toBe('Sở Cũ')
    expect((await agencyTree(db, '2024-03-01')).get(id)).toMatchObject({ name: 'Sở Mới', shortName: 'Sở Mới' })
    expect((await agencyTree(db, '2019-12-31')).get(id)).toBeUndefined()
    expect(await eventsOf(id)).toEqual(['organisation.agency.created', 'organisation.agency.renamed'])
  })

  test('refuses what would rewrite the past, naming the agency and its day', async () => {
    const id = await make('Sở Bền', { parentId: province })
    await renameAgency(ctx(), { agencyId: id, from: '2024-03-01', name: 'Sở Bền Vững' })
    await expect(renameAgency(ctx(), { agencyId: id, from: '2024-03-01', name: 'Khác' })).rejects.toMatchObject({
      code: 'AGENCY_ALREADY_CHANGED',
      words: { vi: expect.stringContaining('Sở Bền Vững đã có thay đổi từ ngày 01/03/2024') },
    })
    await expect(renameAgency(ctx(), { agencyId: id, from: '2019-01-01', name: 'Khác' })).rejects.toMatchObject({
      code: 'AGENCY_BEFORE_FIRST',
      words: { vi: expect.stringContaining('01/01/2020') },
    })
    await closeAgency(ctx(), { agencyId: id, on: '2025-01-01' })
    await expect(moveAgency(ctx(), { agencyId: id, from: '2025-06-01', parentId: null })).rejects.toMatchObject({
      code: 'AGENCY_CLOSED',
      fields: { from: expect.anything() },
    })
    await expect(renameAgency(ctx(), { agencyId: 999_999, from: '2025-01-01', name: 'Khác' })).rejects.toMatchObject({
      status: 404,
    })
  })

  test('refuses a circle, also one that would only close later', async () => {
    const a = await make('A lớn', { parentId: province })
    const b = await make('B nhỏ', { kind: 'DIVISION', parentId: a })
    const c = await make('C bé', { kind: 'DIVISION', parentId: b })
    await expect(moveAgency(ctx(), { agencyId: a, from: '2026-01-01', parentId: c })).rejects.toMatchObject({
      code: 'AGENCY_CYCLE',
      words: { vi: expect.stringContaining('C bé nằm trong A lớn') },
    })
    const d = await make('D rời', { parentId: province })
    await moveAgency(ctx(), { agencyId: d, from: '2027-01-01', parentId: c })
    await expect(moveAgency(ctx(), { agencyId: b, from: '2026-06-01', parentId: d })).rejects.toMatchObject({
      code: 'AGENCY_CYCLE',
      words: { en: expect.stringContaining('01/01/2027') },
    })
    await expect(moveAgency(ctx(), { agencyId: b, from: '2026-06-01', parentId: b })).rejects.toMatchObject({
      code: 'AGENCY_CYCLE',
    })
    expect(await eventsOf(b)).toEqual(['organisation.agency.created'])
  })

  test('does not end while units or people are in it, then ends with its codes', async () => {
    const id = await make('Sở Sắp Thôi', { parentId: province, codes: [{ scheme: 'LOCAL', code: 'SST' }] })
    const part = await make('Phòng Một', { kind: 'DIVISION', parentId: id })
    await expect(closeAgency(ctx(), { agencyId: id, on: '2026-01-01' })).rejects.toMatchObject({
      code: 'AGENCY_IN_USE',
      words: { vi: expect.stringContaining('Phòng Một') },
    })
    await closeAgency(ctx(), { agencyId: part, on: '2026-01-01' })
    await closeAgency(ctx(), { agencyId: id, on: '2026-01-01' })
    expect((await agencyTree(db, '2025-12-31')).byCode('SST')?.id).toBe(id)
    expect((await agencyTree(db, '2026-01-01')).get(id)).toBeUndefined()
    const other = await make('Sở Kế Tục', { parentId: province })
    await addCode(ctx(), { agencyId: other, scheme: 'LOCAL', code: 'SST', validFrom: '2026-01-01' })
    expect((await agencyTree(db, '2026-01-01')).byCode('SST')?.id).toBe(other)
    await succeed(ctx(), { fromId: id, toId: other, on: '2026-01-01', kind: 'MERGED', basis: 'Đề án thử' })
    await expect(
      succeed(ctx(), { fromId: id, toId: other, on: '2026-01-01', kind: 'SPLIT', basis: 'Đề án thử' }),
    ).rejects.toMatchObject({ code: 'ALREADY_SUCCEEDED' })
    expect(await eventsOf(other)).toEqual([
      'organisation.agency.created',
      'organisation.agency.code_added',
      'organisation.agency.succeeded',
    ])
  })

  test('refuses codes outside the life of the agency or held by another', async () => {
    const id = await make('Sở Có Mã', {
      parentId: province,
      validTo: '2025-01-01',
      codes: [{ scheme: 'LOCAL', code: 'CM1' }],
    })
    const other = await make('Sở Thêm Mã', { parentId: province })
    const add = (validFrom: string, code: string, agencyId = id) =>
      addCode(ctx(), { agencyId, scheme: 'LOCAL', code, validFrom })
    await expect(add('2019-01-01', 'CM2')).rejects.toMatchObject({ code: 'AGENCY_BEFORE_FIRST' })
    await expect(add('2025-01-01', 'CM2')).rejects.toMatchObject({ code: 'AGENCY_CLOSED' })
    await expect(add('2024-12-31', 'CM1', other)).rejects.toMatchObject({ code: 'CODE_TAKEN' })
    await add('2025-01-01', 'CM1', other)
  })
})

describe('agencyTree', () => {
  test('knows homes, paths, subtrees and the province', async () => {
    const commune = await make('Ủy ban nhân dân xã Thử', { kind: 'COMMUNE', parentId: province })
    const centre = await make('Trung tâm Phục vụ hành chính công xã Thử', { kind: 'COMMUNE_CENTRE', parentId: commune })
    const tree = await agencyTree(db, '2026-11-23')
    expect(tree.homeOf(centre)).toBe(commune)
    expect(tree.homeOf(province)).toBe(province)
    expect(tree.path(centre).map(node => node.id)).toEqual([province, commune, centre])
    expect(tree.subtree(commune)).toEqual([commune, centre])
    expect(tree.province()).toBe(province)
    expect(tree.subtree(999_999)).toEqual([])
    const other = await make('Ủy ban nhân dân tỉnh Khác', { kind: 'PROVINCE' })
    await setProvince(ctx(), { agencyId: other, from: '2026-01-01', basis: 'thử' })
    expect((await agencyTree(db, '2026-11-23')).province()).toBe(other)
    await setProvince(ctx(), { agencyId: province, from: '2026-01-01', basis: 'thử' })
    expect((await agencyTree(db, '2026-11-23')).province()).toBe(province)
  })

  test('is kept while nothing changes and seen inside the transaction that changes it', async () => {
    const first = await agencyTree(db, '2026-11-23')
    expect(await agencyTree(db, '2026-11-23')).toBe(first)
    await db.transaction().execute(async tx => {
      await sql`update organisation.agency_version set name = 'Tỉnh đổi tên' where agency_id = ${province}`.execute(tx)
      expect((await agencyTree(tx, '2026-11-23')).get(province)?.name).toBe('Tỉnh đổi tên')
      await sql`update organisation.agency_version set name = 'Ủy ban nhân dân tỉnh Thử' where agency_id = ${province}`.execute(
        tx,
      )
    })
  })
})

describe('importUnits', () => {
  const folder = mkdtempSync(join(tmpdir(), 'motcua-units-'))
  const write = (name: string, content: unknown): string => {
    const path = join(folder, name)
    writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content))
    return path
  }
  const ward = (Code: string, FullName: string, ProvinceCode = '01') => ({ Code, FullName, ProvinceCode })

  test('takes in provinces and communes, and nothing twice', async () => {
    const path = write('units.json', [
      { Code: '01', FullName: 'Thành phố Một', Wards: [ward('00001', 'Phường Hoa'), ward('00002', 'xã Lá')] },
      { Code: '02', FullName: 'Tỉnh Hai', Wards: [ward('00003', 'Đặc khu Sóng', '02')] },
    ])
    expect(await importUnits(ctx(), path)).toMatchObject({ read: 5, created: 5, unchanged: 0, rejected: 0 })
    const tree = await agencyTree(db, '2026-11-23')
    expect(tree.byCode('00002')).toMatchObject({ name: 'Xã Lá', kind: 'COMMUNE', parentId: tree.byCode('01')?.id })
    expect(tree.subtree(tree.province())).not.toContain(tree.byCode('00002')?.id)
    const places = placesOf(tree)
    expect(places.provinces.slice(-2)).toEqual([
      { code: '01', name: 'Thành phố Một' },
      { code: '02', name: 'Tỉnh Hai' },
    ])
    expect(places.communes('01').map(one => one.name)).toEqual(['Phường Hoa', 'Xã Lá'])
    expect(places.communes('98')).toEqual([])
    expect([places.nameOf('00003'), places.provinceOf('00003'), places.provinceOf('99999')]).toEqual([
      'Đặc khu Sóng',
      '02',
      undefined,
    ])
    const events = await sql<{ n: number }>`select count(*)::int as n from kernel.event`.execute(db)
    expect(await importUnits(ctx(), path)).toMatchObject({ read: 5, created: 0, unchanged: 5, rejected: 0 })
    expect(await sql<{ n: number }>`select count(*)::int as n from kernel.event`.execute(db)).toEqual(events)
  })

  test('rejects what does not fit with a named reason and takes the rest', async () => {
    const path = write('bad.json', [
      { Code: '01', FullName: 'Thành phố Đổi Tên', Wards: [ward('00001', 'Phường Hoa'), ward('00004', 'Phường Mới')] },
      {
        Code: '03',
        FullName: 'Tỉnh Ba',
        Wards: [ward('00003', 'Đặc khu Sóng', '03'), ward('1', 'Xã Lỗi'), ward('00006', 'Xã Lạc', '02'), 7],
      },
      { Code: '03', FullName: 'Tỉnh Ba lần nữa', Wards: [] },
      'rác',
    ])
    expect(await importUnits(ctx(), path)).toMatchObject({
      read: 10,
      created: 2,
      unchanged: 1,
      rejected: 7,
      reasons: { NAME_DIFFERS: 1, PARENT_DIFFERS: 1, UNREADABLE: 3, WRONG_PROVINCE: 1, TWICE: 1 },
    })
  })

  test('refuses a file that is not there or not a list', async () => {
    await expect(importUnits(ctx(), join(folder, 'nowhere.json'))).rejects.toMatchObject({ code: 'FILE_UNREADABLE' })
    await expect(importUnits(ctx(), write('text.json', 'not json'))).rejects.toMatchObject({ code: 'FILE_UNREADABLE' })
    await expect(importUnits(ctx(), write('object.json', {}))).rejects.toMatchObject({ code: 'FILE_UNREADABLE' })
  })
})
