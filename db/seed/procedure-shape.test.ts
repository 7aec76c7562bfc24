import { expect, test } from 'vitest'
import { surelyHours } from '#app/procedures/catalogue/limits.ts'
import type { Limit } from '#app/kernel/limit.ts'
import { type SeedProcedure, SeedProcedureSchema } from './procedure-shape.ts'
import rows from './procedures.json' with { type: 'json' }

const procedures: SeedProcedure[] = rows.map(row => SeedProcedureSchema.parse(row))
const named = procedures.map(procedure => [procedure.code, procedure] as const)

function limitsOf(procedure: SeedProcedure): Limit[] {
  return procedure.channels.flatMap(rule => rule.terms.flatMap(term => (term.limit === null ? [] : [term.limit])))
}

test('there are at least 25 procedures with unique codes, of both kinds of home', () => {
  expect(procedures.length).toBeGreaterThanOrEqual(25)
  expect(new Set(procedures.map(procedure => procedure.code)).size).toBe(procedures.length)
  expect(new Set(procedures.map(procedure => procedure.home))).toEqual(
    new Set(['COMMUNE', 'SNV', 'STP', 'SXD', 'CA', 'SNNMT', 'STC']),
  )
})

test('the cases that the demo shows are there', () => {
  const units = new Set(procedures.flatMap(limitsOf).map(limit => limit.unit))
  expect([...units].toSorted()).toEqual(['CALENDAR_DAY', 'SAME_DAY', 'WORKING_DAY'])
  const permit = procedures.find(procedure => procedure.code === '1.013225')
  expect(permit?.channels.map(rule => [rule.channel, rule.terms[0]?.limit?.amount])).toEqual([
    ['ONLINE', 20],
    ['POST', 20],
    ['DIRECT', 15],
  ])
  expect(procedures.find(procedure => procedure.code === '2.000986')?.results).toHaveLength(3)
  for (const code of ['1.010803', '3.000579']) {
    const found = procedures.find(procedure => procedure.code === code)
    expect(found?.home).toBe('SNV')
    expect(new Set(found?.process.map(step => step.place))).toEqual(new Set(['RECEPTION', 'HOME']))
  }
  expect(
    procedures.some(procedure => procedure.channels.some(rule => rule.terms.some(term => term.illustrative))),
  ).toBe(true)
})

test.each(named)('%s: the steps fit every limit and the promise', (_, procedure) => {
  const limits = limitsOf(procedure)
  expect(limits.length).toBeGreaterThan(0)
  const hours = procedure.process.reduce((sum, step) => sum + step.hours, 0)
  const legal = Math.min(...limits.map(surelyHours))
  expect(hours).toBeLessThanOrEqual(legal)
  if (procedure.promised === null) return
  expect(surelyHours(procedure.promised)).toBeLessThan(legal)
  expect(hours).toBeLessThanOrEqual(surelyHours(procedure.promised))
})

test('3.000579 gives the commune four days and the department three', () => {
  const steps = procedures.find(procedure => procedure.code === '3.000579')?.process ?? []
  const hoursOf = (place: string) =>
    steps.filter(step => step.place === place).reduce((sum, step) => sum + step.hours, 0)
  expect(hoursOf('RECEPTION')).toBe(4 * 8)
  expect(hoursOf('HOME')).toBe(3 * 8)
})

test.each(named)('%s: received first, and handed over by the counter last', (_, procedure) => {
  expect(procedure.process[0]).toMatchObject({ role: 'RECEPTION', place: 'RECEPTION' })
  expect(procedure.process.at(-1)).toMatchObject({ role: 'RECEPTION', place: 'RECEPTION' })
  expect(procedure.process.some(step => step.role === 'LEADER')).toBe(true)
})

test.each(named)('%s: steps are numbered, and the form has 4 to 10 fields with unique keys', (_, procedure) => {
  expect(procedure.process.map(step => step.code)).toEqual(procedure.process.map((_step, index) => `B${index + 1}`))
  const keys = procedure.form.flatMap(section => section.fields.map(field => field.key))
  expect(new Set(keys).size).toBe(keys.length)
  expect(keys.length).toBeGreaterThanOrEqual(4)
  expect(keys.length).toBeLessThanOrEqual(10)
})

test('what only recalled sources say is marked, and the rest of the papers is not', () => {
  const illustrative = procedures.filter(procedure =>
    procedure.channels.every(rule => rule.terms.every(term => term.illustrative)),
  )
  expect(illustrative.map(procedure => procedure.code).toSorted()).toEqual(
    [
      '1.000894',
      '1.001266',
      '1.001612',
      '1.001776',
      '1.004873',
      '1.010803',
      '1.011606',
      '2.001263',
      '2.001955',
    ].toSorted(),
  )
})
