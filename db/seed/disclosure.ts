import { randomBytes } from 'node:crypto'
import { crc32, deflateSync } from 'node:zlib'
import { sql } from 'kysely'
import type { Ctx } from '#app/kernel/context.ts'
import { storeUpload } from '#app/kernel/files/index.ts'
import type { Stored } from '#app/kernel/files/service.ts'
import { addDays, dayOf, startOfDay } from '#app/kernel/text.ts'
import { type AgencyNode, agencyTree } from '#app/organisation/agencies/index.ts'
import { actorOf } from '#app/organisation/staff/index.ts'
import { createDecision, draftVersion, publishDecision } from '#app/procedures/catalogue/service.ts'
import type { ProcedureContent } from '#app/procedures/catalogue/index.ts'
import type { Promises } from '#app/procedures/catalogue/limits.ts'
import { recordEvidence } from '#app/procedures/disclosure/index.ts'
import { photoUploads } from '#app/procedures/disclosure/uploads.ts'

/**
 * The demo's disclosure: every agency posted what it handles when the story began, a few left gaps; shortly before the end a decision amends
 * two procedures, most agencies post them anew, the others' copies are stale. All invented.
 */

const AMENDED = [
  { code: '1.002211', coordinatingText: 'Ban Công tác Mặt trận ở thôn, tổ dân phố' },
  { code: '2.000908', coordinatingText: 'Cơ quan, tổ chức đang lưu giữ sổ gốc' },
]
const NUMBER = '2506/QĐ-UBND'
/** Local code or code of the agency → what it has not done: a whole place, or every n-th procedure of all places. */
const GAPS: Record<string, { place?: string; every?: number }> = {
  'H71.41': { place: 'SERVICE_CENTRE' },
  'H71.39': { every: 9 },
  'H71.40': { place: 'AGENCY_SITE' },
  'H71.04': { every: 2 },
}
/** Agencies that have not yet posted the amended procedures anew. */
const BEHIND = ['H71.32', 'H71.37', 'H71.38', 'H71.41']

interface Procedure {
  code: string
  home: string
}

/** Seeds evidence as of `ctx.now`, the last instant of the story, into a province with its catalogue. */
export async function seedDisclosure(ctx: Ctx): Promise<{ evidence: number }> {
  const tree = await agencyTree(ctx.db, dayOf(ctx.now))
  const procedures = await published(ctx)
  const communes = tree.subtree(tree.province()).filter(id => tree.get(id)?.kind === 'COMMUNE')
  const handlers = (home: string): number[] => (home === 'COMMUNE' ? communes : [tree.byCode(home)?.id ?? 0])
  const agencies = [...new Set(procedures.flatMap(one => handlers(one.home)))].flatMap(id => tree.get(id) ?? [])
  // The name of the file while it is written is nobody's business: it need not be the same each time, and must not collide.
  const photo = await storeUpload(
    { ...ctx, random: randomBytes },
    new File([noticeBoard()], 'bang-niem-yet.png'),
    photoUploads,
  )
  let evidence = 0
  const begins = await firstDay(ctx)
  for (const [at, agency] of agencies.entries()) {
    const recorder = await recorderOf(ctx, agency)
    const own = procedures.filter(one => handlers(one.home).includes(agency.id)).map(one => one.code)
    for (const place of placesOf(agency)) {
      const gap = GAPS[agency.code ?? '']
      if (gap?.place === place) continue
      const codes = own.filter((_, n) => !gap?.every || n % gap.every !== gap.every - 1)
      if (codes.length === 0) continue
      const day = addDays(begins, 2 + (at % 4))
      const done = await recordEvidence(on(recorder, day), { codes, place, day, ...proof(agency, place, photo) })
      evidence += done.evidenceIds.length
    }
  }
  await amend(ctx)
  for (const agency of agencies.filter(one => !BEHIND.includes(one.code ?? ''))) {
    const recorder = await recorderOf(ctx, agency)
    const own = procedures.filter(one => handlers(one.home).includes(agency.id)).map(one => one.code)
    for (const { code } of AMENDED.filter(one => own.includes(one.code))) {
      for (const place of placesOf(agency)) {
        const wanted = { codes: [code], place, day: dayOf(ctx.now), ...proof(agency, place, photo) }
        await recordEvidence({ ...recorder, now: ctx.now }, wanted)
        evidence += 1
      }
    }
  }
  return { evidence }
}

const on = (ctx: Ctx, day: string): Ctx => ({ ...ctx, now: new Date(startOfDay(day).getTime() + 10 * 3_600_000) })

const placesOf = (agency: AgencyNode): string[] => [
  'AGENCY_SITE',
  'SERVICE_PORTAL',
  'SERVICE_CENTRE',
  ...(agency.kind === 'DEPARTMENT' ? ['RECEPTION_UNIT'] : []),
]

function proof(agency: AgencyNode, place: string, photo: Stored) {
  if (place === 'AGENCY_SITE')
    return { url: `https://${agency.code?.toLowerCase()}.songlam.example/thu-tuc-hanh-chinh` }
  if (place === 'SERVICE_PORTAL') return { url: 'https://dichvucong.songlam.example/thu-tuc' }
  return { file: { sha256: photo.sha256, name: photo.name } }
}

async function published(ctx: Ctx): Promise<Procedure[]> {
  const rows = await ctx.db
    .selectFrom('procedures.procedure_version as v')
    .innerJoin('procedures.procedure as p', 'p.id', 'v.procedure_id')
    .select(['p.code', 'v.home'])
    .where('v.state', '=', 'PUBLISHED')
    .where('v.scope', '=', 'PUBLIC')
    .where('v.effective_to', 'is', null)
    .orderBy('p.code')
    .execute()
  return rows.flatMap(row => (row.home === null ? [] : [{ code: row.code, home: row.home }]))
}

/** The day from which everything was public. */
async function firstDay(ctx: Ctx): Promise<string> {
  const { at } = await ctx.db
    .selectFrom('procedures.procedure_version')
    .select(eb => eb.fn.max('published_at').as('at'))
    .where('state', '=', 'PUBLISHED')
    .executeTakeFirstOrThrow()
  return dayOf(at ?? ctx.now)
}

/** Somebody of the agency who may record: its clerk, its counter, its specialist. */
async function recorderOf(ctx: Ctx, agency: AgencyNode): Promise<Ctx> {
  const tree = await agencyTree(ctx.db, dayOf(ctx.now))
  const units = tree.subtree(agency.id).filter(unit => tree.homeOf(unit) === agency.id)
  const found = await ctx.db
    .selectFrom('organisation.position as p')
    .innerJoin('organisation.officer as o', 'o.id', 'p.officer_id')
    .innerJoin('kernel.account as a', 'a.id', 'o.account_id')
    .select('a.login')
    .where('p.agency_id', 'in', units)
    .where('p.valid_to', 'is', null)
    .where(sql<boolean>`p.roles && array['CLERK','RECEPTION','SPECIALIST']`)
    .orderBy('p.id')
    .executeTakeFirst()
  return found ? { ...ctx, actor: await actorOf(ctx.db, found.login, ctx.now) } : ctx
}

/** Publishes the second version of a few procedures, two days before the end and from the last day on. */
async function amend(ctx: Ctx): Promise<void> {
  const today = dayOf(ctx.now)
  const then = on(ctx, addDays(today, -2))
  const { decisionId } = await createDecision(then, {
    number: NUMBER,
    title: 'Công bố thủ tục hành chính được sửa đổi, bổ sung trong lĩnh vực phổ biến pháp luật và chứng thực',
    signedOn: addDays(today, -6),
    signer: 'Chủ tịch Ủy ban nhân dân tỉnh',
    effectiveOn: today,
    illustrative: true,
  })
  for (const { code, coordinatingText } of AMENDED) {
    const now = await ctx.db
      .selectFrom('procedures.procedure_version as v')
      .innerJoin('procedures.procedure as p', 'p.id', 'v.procedure_id')
      .select(['v.content', 'v.home', 'v.online_level', 'v.promised'])
      .where('p.code', '=', code)
      .where('v.state', '=', 'PUBLISHED')
      .executeTakeFirstOrThrow()
    await draftVersion(then, {
      code,
      // Stored as they were checked.
      content: { ...(now.content as unknown as ProcedureContent), coordinatingText },
      home: now.home ?? '',
      onlineLevel: now.online_level as 'FULL' | 'PARTIAL' | 'INFORMATION',
      promised: now.promised as unknown as Promises | null,
      decisionId,
    })
  }
  await publishDecision(then, { decisionId })
}

/** A picture that shows what it stands for: a board with rows of paper, as PNG. */
function noticeBoard(): Uint8Array<ArrayBuffer> {
  const [width, height] = [240, 160]
  const rows = Array.from({ length: height }, (_, y) => {
    const row = Buffer.alloc(1 + width)
    for (let x = 0; x < width; x++) {
      const frame = x < 8 || y < 8 || x >= width - 8 || y >= height - 8
      const paper = x % 56 > 14 && y % 48 > 12
      const line = paper && y % 6 === 0 && x % 56 > 20 && x % 56 < 50
      row[1 + x] = frame ? 90 : line ? 120 : paper ? 250 : 190
    }
    return row
  })
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  // Eight bits of grey.
  header.set([8, 0, 0, 0, 0], 8)
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
  const parts = [chunk('IHDR', header), chunk('IDAT', deflateSync(Buffer.concat(rows))), chunk('IEND', Buffer.alloc(0))]
  return new Uint8Array(Buffer.concat([signature, ...parts]))
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)]
  length.writeUInt32BE(data.length)
  sum.writeUInt32BE(crc32(body))
  return Buffer.concat([length, body, sum])
}
