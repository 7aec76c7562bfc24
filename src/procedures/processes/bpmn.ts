import type { ModdleElement } from 'bpmn-moddle'
import { say } from '#app/kernel/words.ts'
import { draw, type Drawn } from './bpmn-drawing.ts'
import { moddle } from './bpmn-words.ts'
import type { OnSite, StepInput } from './input.ts'
import { processWords } from './words.ts'

/**
 * A process as BPMN 2.0 that other modelers open and draw: a lane for each place, a user task for each step, gateways
 * where it branches, a message event where it waits for papers. What BPMN has no word for is in our namespace.
 */

export interface BpmnProcess {
  procedureCode: string
  name: string
  steps: readonly StepInput[]
  onSite: readonly OnSite[] | null
  /** Names of the agencies the steps name by code. */
  places: ReadonlyMap<string, string>
}

export async function bpmnOf(process: BpmnProcess): Promise<string> {
  const model = moddle()
  const make = (type: string, attributes: Record<string, unknown> = {}): ModdleElement => model.create(type, attributes)
  const extended = (type: string, attributes: Record<string, unknown>): ModdleElement =>
    make('bpmn:ExtensionElements', { values: [make(`motcua:${type}`, attributes)] })
  const drawn = draw(process.steps)
  const nodes = new Map(drawn.nodes.map(node => [node.id, nodeOf(node, process, make, extended)]))
  const flows = drawn.flows.map(flow => {
    const element = make('bpmn:SequenceFlow', {
      id: flow.id,
      sourceRef: nodes.get(flow.from),
      targetRef: nodes.get(flow.to),
      ...(flow.name ? { name: flow.name } : {}),
      ...(flow.when
        ? {
            conditionExpression: make('bpmn:FormalExpression', { body: `${flow.when.field} = "${flow.when.value}"` }),
            extensionElements: extended('Case', { field: flow.when.field, value: flow.when.value }),
          }
        : {}),
    })
    for (const [end, list] of [
      [flow.from, 'outgoing'],
      [flow.to, 'incoming'],
    ] as const) {
      const node = nodes.get(end)
      if (node) node[list] = [...((node[list] as ModdleElement[] | undefined) ?? []), element]
    }
    if (flow.otherwise) (nodes.get(flow.from) as ModdleElement)['default'] = element
    return [flow, element] as const
  })
  for (const node of drawn.nodes) {
    const element = nodes.get(node.id)
    if (node.attachedTo && element) element['attachedToRef'] = nodes.get(node.attachedTo)
  }
  const lanes = drawn.lanes.map(lane => {
    const flowNodeRef = drawn.nodes.filter(node => node.lane === lane.place).map(node => nodes.get(node.id))
    return make('bpmn:Lane', { id: lane.id, name: placeWords(lane.place, process.places), flowNodeRef })
  })
  const body = make('bpmn:Process', {
    id: 'process',
    name: process.name,
    isExecutable: false,
    extensionElements: extended('Procedure', {
      code: process.procedureCode,
      ...(process.onSite ? { onSite: process.onSite.join(' ') } : {}),
    }),
    laneSets: [make('bpmn:LaneSet', { id: 'lanes', lanes })],
    flowElements: [...nodes.values(), ...flows.map(([, element]) => element)],
  })
  const participant = make('bpmn:Participant', { id: 'pool', name: process.name, processRef: body })
  const collaboration = make('bpmn:Collaboration', { id: 'collaboration', participants: [participant] })
  const box = (id: string, bpmnElement: unknown, { x, y, width, height }: Drawn['pool'], more = {}) =>
    make('bpmndi:BPMNShape', {
      id: `${id}_di`,
      bpmnElement,
      bounds: make('dc:Bounds', { x, y, width, height }),
      ...more,
    })
  const labelled = ({ label }: { label?: Drawn['pool'] }) =>
    label ? { label: make('bpmndi:BPMNLabel', { bounds: make('dc:Bounds', { ...label }) }) } : {}
  const planeElement = [
    box('pool', participant, drawn.pool, { isHorizontal: true }),
    ...drawn.lanes.map((lane, n) => box(lane.id, lanes[n], lane, { isHorizontal: true })),
    ...drawn.nodes.map(node => box(node.id, nodes.get(node.id), node, labelled(node))),
    ...flows.map(([flow, bpmnElement]) =>
      make('bpmndi:BPMNEdge', {
        id: `${flow.id}_di`,
        bpmnElement,
        waypoint: flow.points.map(([x, y]) => make('dc:Point', { x, y })),
        ...labelled(flow),
      }),
    ),
  ]
  const definitions = make('bpmn:Definitions', {
    id: 'definitions',
    targetNamespace: 'urn:motcua:processes',
    rootElements: [collaboration, body],
    diagrams: [
      make('bpmndi:BPMNDiagram', {
        id: 'diagram',
        plane: make('bpmndi:BPMNPlane', { id: 'plane', bpmnElement: collaboration, planeElement }),
      }),
    ],
  })
  return (await model.toXML(definitions, { format: true })).xml
}

type Make = (type: string, attributes?: Record<string, unknown>) => ModdleElement
type Extended = (type: string, attributes: Record<string, unknown>) => ModdleElement

const w = say(processWords, 'vi')

function placeWords(place: string, places: ReadonlyMap<string, string>): string {
  if (place === 'HOME') return w.place_HOME
  if (place === 'RECEPTION') return w.place_RECEPTION
  return places.get(place) ?? place
}

function nodeOf(node: Drawn['nodes'][number], { steps }: BpmnProcess, make: Make, extended: Extended): ModdleElement {
  const { id } = node
  switch (node.kind) {
    case 'step': {
      const step = steps[node.step] as StepInput
      const { code, role, place, hours, output, onSite } = step
      return make('bpmn:UserTask', {
        id,
        name: step.name,
        documentation: [
          make('bpmn:Documentation', {
            text: [code, w[`role_${role}`], w.hoursDays(hours), output].filter(Boolean).join(' · '),
          }),
        ],
        extensionElements: extended('Step', {
          code,
          order: node.step + 1,
          role,
          place,
          hours,
          output,
          ...(onSite === undefined ? {} : { onSite }),
        }),
      })
    }
    case 'opinion': {
      const { agency, hours, ask } = steps[node.step]?.opinions?.[node.opinion ?? 0] ?? {
        agency: '',
        hours: 0,
        ask: '',
      }
      return make('bpmn:UserTask', {
        id,
        name: ask || w.opinion,
        extensionElements: extended('Opinion', { agency, hours, order: (node.opinion ?? 0) + 1 }),
      })
    }
    case 'supplement':
      return make('bpmn:BoundaryEvent', {
        id,
        name: w.supplement,
        eventDefinitions: [make('bpmn:MessageEventDefinition', { id: `${id}_message` })],
      })
    case 'fork':
    case 'join':
      return make('bpmn:ParallelGateway', { id })
    case 'choice':
      return make('bpmn:ExclusiveGateway', { id })
    case 'start':
      return make('bpmn:StartEvent', { id, name: w.begin })
    default:
      return make('bpmn:EndEvent', { id, name: w.end })
  }
}
