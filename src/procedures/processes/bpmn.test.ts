import { describe, expect, test } from 'vitest'
import { Refusal } from '#app/kernel/refusal.ts'
import rows from '../../../db/seed/procedures.json' with { type: 'json' }
import { SeedProcedureSchema } from '../../../db/seed/procedure-shape.ts'
import { everything } from '../../../test/harness/branched-process.ts'
import { bpmnOf } from './bpmn.ts'
import { readBpmn } from './bpmn-reading.ts'
import type { StepInput } from './input.ts'

const places = new Map([['STP', 'Sở Tư pháp']])
const write = async (steps: readonly StepInput[], procedureCode = '1.004873') =>
  await bpmnOf({ procedureCode, name: 'Cấp giấy <xác nhận> & "khác"', steps, onSite: ['receive', 'return'], places })

describe('written as BPMN and read again', () => {
  test.each(rows.map(row => [row.code, row] as const))('the process of %s is the same', async (code, row) => {
    const { process } = SeedProcedureSchema.parse(row)
    const read = await readBpmn(await write(process, code))
    expect(read).toEqual({ procedureCode: code, steps: process, onSite: ['receive', 'return'], warnings: [] })
  })

  test('a process with every kind of branch is the same', async () => {
    const read = await readBpmn(await write(everything))
    expect(read.steps).toEqual(everything)
    expect(read.warnings).toEqual([])
  })
})

const foreign = (body: string): string => `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
  id="d" targetNamespace="urn:x"><process id="p">${body}</process></definitions>`
const flow = (id: string, from: string, to: string, more = '') =>
  `<sequenceFlow id="${id}" sourceRef="${from}" targetRef="${to}" ${more.startsWith('<') ? `>${more}</sequenceFlow>` : `${more}/>`}`

describe("another modeler's file", () => {
  test('keeps order, ways back and readable conditions; what is missing is named, never guessed', async () => {
    const xml = foreign(`
      <task id="c" name="Trả kết quả"/><task id="b" name="Thẩm định"/><task id="x" name="Kiểm tra"/>
      <startEvent id="s"/><endEvent id="e"/><exclusiveGateway id="g" default="f5"/>
      ${flow('f1', 's', 'b')}${flow('f2', 'b', 'g')}
      ${flow('f3', 'g', 'x', '<conditionExpression xsi:type="tFormalExpression">${kind == "NEW"}</conditionExpression>')}
      ${flow('f4', 'g', 'b', 'name="chưa đạt"')}${flow('f5', 'g', 'c')}${flow('f6', 'x', 'c')}${flow('f7', 'c', 'e')}`)
    const { steps, warnings } = await readBpmn(xml)
    expect(steps.map(one => [one.code, one.name, one.role, one.hours])).toEqual([
      ['B1', 'Thẩm định', undefined, undefined],
      ['B2', 'Kiểm tra', undefined, undefined],
      ['B3', 'Trả kết quả', undefined, undefined],
    ])
    expect(steps[0]).toMatchObject({ cases: [{ field: 'kind', value: 'NEW', to: 'B2' }], then: 'B3', sendBackTo: 'B1' })
    const missing = ['ROLE_UNREADABLE', 'HOURS_UNREADABLE']
    expect(warnings.map(one => one.code)).toEqual([...missing, ...missing, ...missing])
  })

  test.each([
    ['no XML', 'xin chào'],
    ['an entity', '<!DOCTYPE x [<!ENTITY a "aaaa">]><x>&a;</x>'],
    ['no task', foreign('<startEvent id="s"/>')],
    ['nothing', ''],
  ])('%s is refused', async (_, xml) => {
    await expect(readBpmn(xml)).rejects.toMatchObject({ code: 'PROCESS_FILE_UNREADABLE', status: 422 })
    await expect(readBpmn(xml)).rejects.toBeInstanceOf(Refusal)
  })
})
