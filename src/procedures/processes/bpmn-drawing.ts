import type { StepInput } from './input.ts'
import { END, mainTarget } from './model.ts'

/** Where the shapes of a process stand in a BPMN diagram: steps from left to right, a lane for each place. Pure. */

type Point = readonly [x: number, y: number]
interface Box {
  x: number
  y: number
  width: number
  height: number
}

export interface DrawnNode extends Box {
  id: string
  kind: 'start' | 'end' | 'step' | 'opinion' | 'fork' | 'join' | 'choice' | 'supplement'
  /** Index of the step it belongs to. */
  step: number
  opinion?: number
  lane: string
  attachedTo?: string
}

export interface DrawnFlow {
  id: string
  from: string
  to: string
  name?: string
  when?: { field: string; value: string }
  /** The way out of a gateway where no condition holds. */
  otherwise?: boolean
  points: readonly Point[]
}

export interface Drawn {
  pool: Box
  lanes: (Box & { id: string; place: string })[]
  nodes: DrawnNode[]
  flows: DrawnFlow[]
}

const TASK = { width: 130, height: 80 }
const GATEWAY = { width: 50, height: 50 }
const EVENT = { width: 36, height: 36 }
const GAP = 50
const ROW = 130
/** Room above and below the lanes' shapes for ways that jump over steps. */
const MARGIN = 50
const LABEL = 30
const ORIGIN = { x: 160, y: 80 }

type Placed = Omit<DrawnNode, 'y'> & { row: number }

export function draw(steps: readonly StepInput[]): Drawn {
  const placed: Placed[] = []
  let x = ORIGIN.x + LABEL * 2 + GAP
  const put = (
    id: string,
    kind: DrawnNode['kind'],
    step: number,
    lane: string,
    size: { width: number; height: number },
    more: { row?: number; opinion?: number } = {},
  ): void => {
    placed.push({ id, kind, step, lane, x, ...size, row: more.row ?? 0, ...(more.opinion === undefined ? {} : more) })
  }
  const first = steps[0]?.place ?? 'HOME'
  put('start', 'start', 0, first, EVENT)
  x += EVENT.width + GAP
  for (const [n, step] of steps.entries()) {
    const { opinions = [] } = step
    if (opinions.length > 0) {
      put(`fork_${step.code}`, 'fork', n, step.place, GATEWAY)
      x += GATEWAY.width + GAP
    }
    put(`step_${step.code}`, 'step', n, step.place, TASK)
    const taken = new Map([[step.place, 1]])
    for (const [at, opinion] of opinions.entries()) {
      const row = taken.get(opinion.agency) ?? 0
      taken.set(opinion.agency, row + 1)
      put(`opinion_${step.code}_${at + 1}`, 'opinion', n, opinion.agency, TASK, { row, opinion: at })
    }
    x += TASK.width + GAP
    if (opinions.length > 0) {
      put(`join_${step.code}`, 'join', n, step.place, GATEWAY)
      x += GATEWAY.width + GAP
    }
    if (branches(step)) {
      put(`choice_${step.code}`, 'choice', n, step.place, GATEWAY)
      x += GATEWAY.width + GAP
    }
  }
  put('end', 'end', steps.length - 1, steps.at(-1)?.place ?? first, EVENT)
  x += EVENT.width + GAP
  const width = x - ORIGIN.x
  const lanes = lanesOf(placed, width)
  const nodes = placed.map(({ row, ...node }): DrawnNode => {
    const lane = lanes.find(one => one.place === node.lane)
    const top = (lane?.y ?? ORIGIN.y) + MARGIN + row * ROW
    return { ...node, y: top + (TASK.height - node.height) / 2 }
  })
  nodes.push(...supplements(steps, nodes))
  const last = lanes.at(-1)
  const pool = { ...ORIGIN, width, height: last ? last.y + last.height - ORIGIN.y : ROW }
  return { pool, lanes, nodes, flows: flowsOf(steps, nodes, pool) }
}

const branches = (step: StepInput): boolean => Boolean(step.cases?.length) || step.sendBackTo !== undefined

function lanesOf(placed: readonly Placed[], width: number): Drawn['lanes'] {
  let y = ORIGIN.y
  return [...new Set(placed.map(node => node.lane))].map((place, n) => {
    const rows = 1 + Math.max(...placed.filter(node => node.lane === place).map(node => node.row))
    const height = rows * ROW + MARGIN
    const lane = { id: `lane_${n + 1}`, place, x: ORIGIN.x + LABEL, y, width: width - LABEL, height }
    y += height
    return lane
  })
}

/** An event on the edge of a step that may wait for papers. */
const supplements = (steps: readonly StepInput[], nodes: readonly DrawnNode[]): DrawnNode[] =>
  nodes
    .filter(node => node.kind === 'step' && steps[node.step]?.supplement === true)
    .map(task => ({
      ...EVENT,
      id: `supplement_${steps[task.step]?.code}`,
      kind: 'supplement',
      step: task.step,
      lane: task.lane,
      attachedTo: task.id,
      x: task.x + 12,
      y: task.y + task.height - EVENT.height / 2,
    }))

function flowsOf(steps: readonly StepInput[], nodes: readonly DrawnNode[], pool: Box): DrawnFlow[] {
  const byId = new Map(nodes.map(node => [node.id, node]))
  const flows: DrawnFlow[] = []
  let over = 0
  let under = 0
  const flow = (from: string, to: string, more: Partial<DrawnFlow> = {}): void => {
    const a = byId.get(from)
    const b = byId.get(to)
    if (!a || !b) return
    const points =
      b.x <= a.x
        ? around(a, b, pool.y + pool.height - 8 - 6 * (under++ % 5), 'bottom')
        : b.x - (a.x + a.width) > GAP * 2
          ? around(a, b, pool.y + 8 + 6 * (over++ % 5), 'top')
          : straight(a, b)
    flows.push({ id: `flow_${flows.length + 1}`, from, to, points, ...more })
  }
  const entry = (code: string): string => {
    if (code === END) return 'end'
    return byId.has(`fork_${code}`) ? `fork_${code}` : `step_${code}`
  }
  if (steps[0]) flow('start', entry(steps[0].code))
  for (const [n, step] of steps.entries()) {
    const { code, opinions = [], cases = [] } = step
    let out = `step_${code}`
    if (opinions.length > 0) {
      flow(`fork_${code}`, out)
      flow(out, `join_${code}`)
      for (const at of opinions.keys()) {
        flow(`fork_${code}`, `opinion_${code}_${at + 1}`)
        flow(`opinion_${code}_${at + 1}`, `join_${code}`)
      }
      out = `join_${code}`
    }
    if (branches(step)) {
      flow(out, `choice_${code}`)
      out = `choice_${code}`
      for (const { field, value, to } of cases) {
        flow(out, entry(to), { name: `${field} = ${value}`, when: { field, value } })
      }
      if (step.sendBackTo !== undefined) flow(out, entry(step.sendBackTo), { name: 'trả lại' })
    }
    flow(out, entry(mainTarget(steps, n)), branches(step) ? { otherwise: true } : {})
    const wait = byId.get(`supplement_${code}`)
    const task = byId.get(`step_${code}`)
    if (wait && task) flows.push(loop(wait, task, flows.length + 1))
  }
  return flows
}

const middle = (box: Box): Point => [box.x + box.width / 2, box.y + box.height / 2]

function straight(a: Box, b: Box): Point[] {
  const [, ya] = middle(a)
  const [, yb] = middle(b)
  const bend = b.x - GAP / 2
  const start: Point = [a.x + a.width, ya]
  const end: Point = [b.x, yb]
  return ya === yb ? [start, end] : [start, [bend, ya], [bend, yb], end]
}

/** Over or under everything between: out of one side of the shape, along the margin, into the other. */
function around(a: Box, b: Box, y: number, side: 'top' | 'bottom'): Point[] {
  const edge = (box: Box): number => (side === 'top' ? box.y : box.y + box.height)
  const [xa] = middle(a)
  const [xb] = middle(b)
  return [
    [xa, edge(a)],
    [xa, y],
    [xb, y],
    [xb, edge(b)],
  ]
}

/** From the waiting event back into its own step. */
function loop(wait: DrawnNode, task: DrawnNode, n: number): DrawnFlow {
  const [x] = middle(wait)
  const bottom = wait.y + wait.height
  const points: Point[] = [
    [x, bottom],
    [x, bottom + 12],
    [task.x - 18, bottom + 12],
    [task.x - 18, middle(task)[1]],
    [task.x, middle(task)[1]],
  ]
  return { id: `flow_${n}`, from: wait.id, to: task.id, points }
}
