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
  /** Where its name stands, of what has no room for it inside. */
  label?: Box
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
  label?: Box
}

export interface Drawn {
  pool: Box
  lanes: (Box & { id: string; place: string })[]
  nodes: DrawnNode[]
  flows: DrawnFlow[]
}

/** Modelers draw a small person in the corner of a task: names of three lines stay clear of it. */
const TASK = { width: 140, height: 90 }
const GATEWAY = { width: 50, height: 50 }
const EVENT = { width: 36, height: 36 }
const GAP = 50
const ROW = 140
/** A way over or under everything, with what is said of it. */
const TRACK = 22
/** Room above and below the shapes of a lane. */
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
      // The answer is said on the way out.
      x += GATEWAY.width + (step.cases?.length ? GAP * 2 : GAP)
    }
  }
  put('end', 'end', steps.length - 1, steps.at(-1)?.place ?? first, EVENT)
  x += EVENT.width + GAP
  const width = x - ORIGIN.x
  const ways = waysOf(steps, placed)
  const tracks = (side: Side): number => ways.filter(way => way.side === side).length * TRACK
  const room = { top: tracks('top'), bottom: tracks('bottom') }
  const lanes = lanesOf(placed, width, room)
  const nodes = placed.map(({ row, ...node }): DrawnNode => {
    const lane = lanes.find(one => one.place === node.lane)
    const top = (lane?.y ?? ORIGIN.y) + (lane === lanes[0] ? room.top : 0) + MARGIN + row * ROW
    const y = top + (TASK.height - node.height) / 2
    const isEvent = node.kind === 'start' || node.kind === 'end'
    return { ...node, y, ...(isEvent ? { label: { x: node.x - 37, y: y + node.height + 6, ...NAME } } : {}) }
  })
  nodes.push(...supplements(steps, nodes))
  const last = lanes.at(-1)
  const pool = { ...ORIGIN, width, height: last ? last.y + last.height - ORIGIN.y : ROW }
  return { pool, lanes, nodes, flows: flowsOf(ways, nodes, pool) }
}

/** As much as a name beside a shape or a way takes. */
const NAME = { width: 110, height: 14 }

const branches = (step: StepInput): boolean => Boolean(step.cases?.length) || step.sendBackTo !== undefined

/** The first lane has room for the ways over everything, the last for those under it. */
function lanesOf(placed: readonly Placed[], width: number, room: { top: number; bottom: number }): Drawn['lanes'] {
  let y = ORIGIN.y
  return [...new Set(placed.map(node => node.lane))].map((place, n, all) => {
    const rows = 1 + Math.max(...placed.filter(node => node.lane === place).map(node => node.row))
    const more = (n === 0 ? room.top : 0) + (n === all.length - 1 ? room.bottom : 0)
    const height = rows * ROW + MARGIN + more
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
      label: { x: task.x + EVENT.width + 16, y: task.y + task.height + 3, ...NAME },
    }))

type Side = 'top' | 'bottom'
type Way = Pick<DrawnFlow, 'from' | 'to' | 'name' | 'when' | 'otherwise'> & { side: Side | 'between' }

/** Every way from shape to shape: between neighbours, over what lies between, or back under it. */
function waysOf(steps: readonly StepInput[], placed: readonly Placed[]): Way[] {
  const byId = new Map(placed.map(node => [node.id, node]))
  const ways: Way[] = []
  const lead = (from: string, to: string, more: Partial<Way> = {}): void => {
    const a = byId.get(from)
    const b = byId.get(to)
    if (!a || !b) return
    const side = b.x <= a.x ? 'bottom' : b.x - (a.x + a.width) > GAP * 2 ? 'top' : 'between'
    ways.push({ from, to, side, ...more })
  }
  const entry = (code: string): string => {
    if (code === END) return 'end'
    return byId.has(`fork_${code}`) ? `fork_${code}` : `step_${code}`
  }
  if (steps[0]) lead('start', entry(steps[0].code))
  for (const [n, step] of steps.entries()) {
    const { code, opinions = [], cases = [] } = step
    let out = `step_${code}`
    if (opinions.length > 0) {
      lead(`fork_${code}`, out)
      lead(out, `join_${code}`)
      for (const at of opinions.keys()) {
        lead(`fork_${code}`, `opinion_${code}_${at + 1}`)
        lead(`opinion_${code}_${at + 1}`, `join_${code}`)
      }
      out = `join_${code}`
    }
    if (branches(step)) {
      lead(out, `choice_${code}`)
      out = `choice_${code}`
      for (const { field, value, to } of cases) {
        lead(out, entry(to), { name: `${field} = ${value}`, when: { field, value } })
      }
      if (step.sendBackTo !== undefined) lead(out, entry(step.sendBackTo), { name: 'trả lại' })
    }
    lead(out, entry(mainTarget(steps, n)), branches(step) ? { otherwise: true } : {})
  }
  return ways
}

function flowsOf(ways: readonly Way[], nodes: readonly DrawnNode[], pool: Box): DrawnFlow[] {
  const byId = new Map(nodes.map(node => [node.id, node]))
  const used = { top: 0, bottom: 0 }
  const drawn = ways.flatMap(({ side, ...way }, n): DrawnFlow[] => {
    const a = byId.get(way.from)
    const b = byId.get(way.to)
    if (!a || !b) return []
    const id = `flow_${n + 1}`
    if (side === 'between') {
      const points = straight(a, b)
      const [bend] = points[points.length - 2] ?? [a.x]
      const at =
        points.length === 2 ? { x: a.x + a.width + 2, y: middle(a)[1] - 18 } : { x: bend + 5, y: middle(a)[1] + 4 }
      return [{ id, ...way, points, ...(way.name ? { label: { ...at, ...NAME, width: GAP * 2 - 8 } } : {}) }]
    }
    used[side] += 1
    const y = side === 'top' ? pool.y + used.top * TRACK : pool.y + pool.height - used.bottom * TRACK + TRACK / 2
    const points = around(a, b, y, side)
    const x = side === 'top' ? middle(a)[0] + 8 : middle(a)[0] - 8 - NAME.width
    return [{ id, ...way, points, ...(way.name ? { label: { x, y: y - NAME.height - 3, ...NAME } } : {}) }]
  })
  const loops = nodes.flatMap((wait, n) => {
    const task = wait.kind === 'supplement' ? byId.get(wait.attachedTo ?? '') : undefined
    return task ? [loop(wait, task, ways.length + n + 1)] : []
  })
  return [...drawn, ...loops]
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
function around(a: Box, b: Box, y: number, side: Side): Point[] {
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
