import fc from 'fast-check'
import { sql } from 'kysely'
import { beforeAll, expect, test } from 'vitest'
import { Refusal } from '#app/kernel/refusal.ts'
import { addDays, formatDate } from '#app/kernel/text.ts'
import rows from '../../../db/seed/procedures.json' with { type: 'json' }
import { testCtx, testDatabase } from '../../../test/harness/database.ts'
import { smallProvince } from '../../../test/harness/small-province.ts'
import { procedureForIntake } from './intake.ts'
import { closeVersion, createDecision, draftVersion, publishDecision, repeal } from './service.ts'
import { ProcedureContent } from './shape.ts'

/** Whatever is published, repealed and closed in whatever order: on each day at most one version of a procedure holds. */

const connection = await testDatabase()
const { db } = connection
const TODAY = '2026-01-05'
const ctx = testCtx(connection, `${TODAY}T08:00:00+07:00`)
const DAYS = 20
const dayAt = (n: number): string => addDays(TODAY, n)
beforeAll(async () => void (await smallProvince(ctx)))

const content = ProcedureContent.parse(rows[0])
let made = 0

/** What the verbs should come to: the version of each day, by its number in the order of publication. */
interface Model {
  spans: { no: number; from: number; to: number | null }[]
}
type Deed = { what: 'publish' | 'repeal' | 'close'; day: number }

/** Whether a deed is possible, and what it changes, said once more and otherwise than the rules say it. */
function follow(model: Model, { what, day }: Deed, no: number): boolean {
  const open = model.spans.find(span => span.to === null)
  const reach = Math.max(-1, ...model.spans.map(span => span.to ?? span.from + 1))
  if (what === 'publish') {
    if (open ? day <= open.from : day < reach) return false
    if (open) open.to = day
    model.spans.push({ no, from: day, to: null })
    return true
  }
  if (!open || day <= open.from || day < 0) return false
  open.to = day
  return true
}

async function act(code: string, { what, day }: Deed): Promise<Refusal | null> {
  const on = dayAt(day)
  try {
    if (what === 'close') {
      await closeVersion(ctx, { code, on, reason: 'Thử kết thúc' })
      return null
    }
    const { decisionId } = await createDecision(ctx, {
      number: `${++made}/QĐ-THU`,
      title: 'Công bố thử',
      signedOn: TODAY,
      signer: 'Ủy ban',
      effectiveOn: on,
    })
    if (what === 'repeal') await repeal(ctx, { code, decisionId, basis: 'Nghị quyết thử' })
    else {
      await draftVersion(ctx, {
        code,
        content: { ...content, code, conditions: `Lần ${made}` },
        home: 'COMMUNE',
        onlineLevel: 'FULL',
        decisionId,
      })
    }
    await publishDecision(ctx, { decisionId })
    return null
  } catch (cause) {
    if (cause instanceof Refusal) return cause
    throw cause
  }
}

async function forgetDraft(code: string): Promise<void> {
  await sql`delete from procedures.procedure_version v using procedures.procedure p
             where p.id = v.procedure_id and p.code = ${code} and v.state = 'DRAFT'`.execute(db)
}

/** How many versions hold on each day, and which, as the database has them. */
async function held(code: string): Promise<(string | null)[][]> {
  const { rows: found } = await sql<{ n: number; conditions: (string | null)[] }>`
    select d.n, array_agg(v.content->>'conditions') filter (where v.id is not null) as conditions
      from generate_series(0, ${DAYS}) as d(n)
      left join (procedures.procedure_version v join procedures.procedure p on p.id = v.procedure_id and p.code = ${code})
        on v.state in ('PUBLISHED', 'CLOSED') and v.effective_from <= ${TODAY}::date + d.n
       and (v.effective_to is null or v.effective_to > ${TODAY}::date + d.n)
     group by d.n order by d.n`.execute(db)
  return found.map(row => row.conditions ?? [])
}

const deed: fc.Arbitrary<Deed> = fc.record({
  what: fc.constantFrom('publish', 'publish', 'publish', 'repeal', 'close'),
  day: fc.integer({ min: 0, max: DAYS }),
})

test('property: any sequence of publications, repeals and endings leaves at most one version on each day', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(deed, { minLength: 1, maxLength: 7 }), async deeds => {
      const code = `5.${String(700_000 + made).padStart(6, '0')}`
      const model: Model = { spans: [] }
      for (const one of deeds) {
        const refused = await act(code, one)
        const possible = follow(model, one, made)
        expect([one, refused?.code ?? null, refused === null]).toEqual([one, refused?.code ?? null, possible])
        // A draft that could not be published stands in the way of the next.
        if (refused) await forgetDraft(code)
        const expected = Array.from({ length: DAYS + 1 }, (_, n) =>
          model.spans.filter(s => s.from <= n && (s.to === null || n < s.to)).map(s => `Lần ${s.no}`),
        )
        expect(await held(code)).toEqual(expected)
        expect(expected.every(versions => versions.length <= 1)).toBe(true)
      }
      const [first] = model.spans
      const intake = first ? await procedureForIntake(db, code, dayAt(first.from)) : null
      expect(intake?.content.conditions ?? null).toBe(first ? `Lần ${first.no}` : null)
    }),
    { numRuns: 25 },
  )
})

test('what overlaps is refused by name: the procedure, the version in the way and its days', async () => {
  const code = '5.799999'
  expect(await act(code, { what: 'publish', day: 5 })).toBeNull()
  expect(await act(code, { what: 'close', day: 12 })).toBeNull()
  const refused = await act(code, { what: 'publish', day: 8 })
  expect(refused).toMatchObject({ code: 'VERSION_OVERLAP', status: 409 })
  const [from, to] = [formatDate(dayAt(5)), formatDate(dayAt(12))]
  expect(refused?.words.vi).toContain(`${code}: phiên bản 1 đã có hiệu lực từ ${from} đến trước ${to}`)
  expect(Object.keys(refused?.fields ?? {})).toEqual([code])
})
