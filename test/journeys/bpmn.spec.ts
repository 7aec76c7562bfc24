import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import rows from '../../db/seed/procedures.json' with { type: 'json' }
import { bpmnOf } from '../../src/procedures/processes/bpmn.ts'
import { everything } from '../harness/branched-process.ts'
import { expect, shot, test } from '../harness/fixtures.ts'

/** Every process we write as BPMN opens in a modeler of others: all shapes drawn, nothing complained of. */

const root = join(import.meta.dirname, '..', '..')
const viewer = join(root, 'node_modules', 'bpmn-js', 'dist', 'bpmn-navigated-viewer.production.min.js')

interface Opened {
  warnings: string[]
  shapes: number
  flows: number
}
interface Viewer {
  importXML: (xml: string) => Promise<{ warnings: { message?: string }[] }>
  get: (part: string) => {
    zoom: (how: string) => void
    filter: (wanted: (element: { type: string; waypoints?: unknown[] }) => boolean) => unknown[]
  }
}

test('every process of the seed and one with every branch open in bpmn-js without a warning', async ({ page }) => {
  const processes = [...rows.map(row => ({ code: row.code, steps: row.process })), { code: '9', steps: everything }]
  await page.setContent(`<div id="canvas" style="width:1240px;height:760px"></div>`)
  await page.addScriptTag({ content: readFileSync(viewer, 'utf8') })
  for (const { code, steps } of processes) {
    const xml = await bpmnOf({
      procedureCode: code,
      name: 'Quy trình',
      steps: steps as typeof everything,
      onSite: null,
      places: new Map(),
    })
    const opened = await page.evaluate(async (text): Promise<Opened> => {
      const { BpmnJS } = globalThis as unknown as { BpmnJS: new (options: object) => Viewer }
      const canvas = document.querySelector('#canvas') as HTMLElement
      canvas.replaceChildren()
      const modeler = new BpmnJS({ container: canvas })
      const { warnings } = await modeler.importXML(text)
      modeler.get('canvas').zoom('fit-viewport')
      const registry = modeler.get('elementRegistry')
      return {
        warnings: warnings.map(one => one.message ?? 'a warning'),
        shapes: registry.filter(element => element.type === 'bpmn:UserTask').length,
        flows: registry.filter(element => element.type === 'bpmn:SequenceFlow' && Boolean(element.waypoints)).length,
      }
    }, xml)
    expect(`${code}: ${opened.warnings.join('; ')}`).toBe(`${code}: `)
    const opinions = (steps as typeof everything).flatMap(step => step.opinions ?? []).length
    expect(opened.shapes).toBe(steps.length + opinions)
    expect(opened.flows).toBeGreaterThan(steps.length)
  }
  await shot(page, 'bpmn')
})
