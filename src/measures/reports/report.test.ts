import * as fc from 'fast-check'
import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { catchUp } from '#app/kernel/listeners.ts'
import { addDays } from '#app/kernel/text.ts'
import { agencyTree } from '#app/organisation/agencies/index.ts'
import { testCtx, testDatabase } from '../../../test/harness/database.ts'
import {
  BEGIN,
  type Life,
  live,
  type Plan,
  plan,
  SECTORS,
  slowCount,
  smallProvince,
} from '../../../test/harness/histories.ts'
import { metrics } from '../metrics/index.ts'
import { cellListener } from '../metrics/jobs.ts'
import * as places from '../places/index.ts'
import { buildStocks } from '../metrics/stock.ts'
import { type Cells, failedChecks as failedOf } from './form.ts'
import { columnNumbers, handlingForm } from './handling.ts'
import { liveReport } from './views.ts'

const connection = await testDatabase()
const province = await smallProvince(connection)
const END = addDays(BEGIN, 250)
const after = testCtx(connection, `${END}T12:00:00+07:00`)

const lives: Life[] = []
async function liveAll(plans: readonly Plan[]): Promise<void> {
  for (let i = 0; i < plans.length; i += 5) {
    lives.push(...(await Promise.all(plans.slice(i, i + 5).map(one => live(connection, one, province.homes)))))
  }
}

const cells = async () =>
  (
    await sql`select * from measures.cell where n <> 0 order by agency_id, kind, day, sector, procedure_id, dim`.execute(
      connection.db,
    )
  ).rows

let rounds = 0
const noCells = Object.fromEntries(columnNumbers.map(column => [column, 0]))

const period = fc.record({
  start: fc.integer({ min: -10, max: 200 }),
  days: fc.integer({ min: 1, max: 120 }),
  place: fc.integer({ min: -1, max: 3 }),
})

describe('II.06a against a slow count of every dossier', () => {
  test('every cell of every row, for random lives, places and periods', { timeout: 300_000 }, async () => {
    const tree = await agencyTree(connection.db, END)
    await fc.assert(
      fc.asyncProperty(
        fc.array(plan, { minLength: 10, maxLength: 25 }),
        fc.array(period, { minLength: 6, maxLength: 6 }),
        async (plans, periods) => {
          await liveAll(plans)
          // Every other time months have their stocks; what is lived next takes some of them out again.
          if (++rounds % 2 === 0) {
            await catchUp(connection.db, cellListener, { waitMs: 20_000 })
            await connection.db.transaction().execute(async tx => await buildStocks(tx, END))
          }
          for (const { start, days, place: at } of periods) {
            const from = addDays(BEGIN, start)
            const to = addDays(from, days - 1)
            const home = at < 0 ? null : (province.homes[at] as number)
            const place = home === null ? places.wholeProvince(tree) : places.placeOf(tree, home)
            const keep = (life: Life): boolean => home === null || life.agencyId === home
            const report = await liveReport(connection.db, after.now, { form: 'II.06a', place, from, to })
            expect(report.failed).toEqual([])
            expect(report.total.cells).toEqual(slowCount(lives, from, to, keep))
            for (const sector of SECTORS) {
              const expected = slowCount(lives, from, to, life => keep(life) && life.sector === sector)
              const line = report.lines.find(one => one.key === sector)
              expect(line?.cells ?? noCells).toEqual(expected)
            }
          }
        },
      ),
      { numRuns: 25, endOnFailure: true },
    )
    // The lives were worth living: finished, waiting, withdrawn late, taken back.
    expect(lives.filter(life => life.finishedAt).length).toBeGreaterThan(50)
    expect(lives.filter(life => life.spans.some(span => span.due === null)).length).toBeGreaterThan(20)
    expect(
      lives.filter(life => life.ending?.how !== 'COMPLETED' && life.ending?.outcome === 'LATE').length,
    ).toBeGreaterThan(0)
    expect(lives.filter(life => life.corrected).length).toBeGreaterThan(5)
  })

  test('a recount from the facts finds no difference, before and after folding anew', async () => {
    await catchUp(connection.db, cellListener, { waitMs: 20_000 })
    await connection.db.transaction().execute(async tx => await buildStocks(tx, END))
    const first = await metrics.reconcile(after)
    expect(first).toMatchObject({ differences: [] })
    const stocks = await sql`select month from measures.stock_month`.execute(connection.db)
    expect(stocks.rows.length).toBeGreaterThan(0)
    expect(first.checked).toBeGreaterThan(100)
    const before = await cells()
    await metrics.rebuild(after)
    expect(await cells()).toEqual(before)
    expect((await metrics.reconcile(after)).differences).toEqual([])
  })
})

const { checks } = await handlingForm.layout()
const failedChecks = (row: string, cells: Cells) => failedOf(checks, row, cells)

describe('checks', () => {
  test('a published balance holds: 3.303 + 743.077 = 735.119 + 11.261', () => {
    const cells = {
      '3': 746_380,
      '4': 0,
      '5': 743_077,
      '6': 3_303,
      '7': 735_119,
      '8': 0,
      '9': 735_119,
      '10': 0,
      '11': 11_261,
      '12': 11_261,
      '13': 0,
    }
    expect(failedChecks('Quảng Nam 2022', cells)).toEqual([])
    expect(failedChecks('Quảng Nam 2022', { ...cells, '11': 11_260, '12': 11_260 })).toEqual([
      { rule: '(3) = (7) + (11)', row: 'Quảng Nam 2022', left: 746_380, right: 746_379 },
    ])
  })

  test('each check names the columns that differ', () => {
    const wrong = Object.fromEntries(columnNumbers.map(column => [column, Number(column)]))
    expect(failedChecks('x', wrong).map(check => check.rule)).toEqual([
      '(3) = (4) + (5) + (6)',
      '(7) = (8) + (9) + (10)',
      '(11) = (12) + (13)',
      '(3) = (7) + (11)',
    ])
  })
})
