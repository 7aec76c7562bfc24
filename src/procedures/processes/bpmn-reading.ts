import type { ModdleElement } from 'bpmn-moddle'
import { extensionOf, moddle } from './bpmn-words.ts'
import { ON_SITE, type OnSite, type Opinion, stepInput } from './input.ts'
import { END } from './model.ts'
import { MAX_STEPS, type ReadProcess, type ReadStep, type ReadWarning, tidy, warning } from './reading.ts'
import { fileUnreadable } from './refusals.ts'

/**
 * A process from BPMN 2.0, ours or another modeler's: tasks are steps, ways through gateways are branches, a way back is a
 * return, work beside a task is an opinion. What the drawing does not say stays open and is warned of.
 */

interface Way {
  /** The task it leads to; null: the end. */
  to: ModdleElement | null
  when?: { field: string; value: string }
  /** A condition nobody can read. */
  unread?: string
}

/** @throws Refusal PROCESS_FILE_UNREADABLE */
export async function readBpmn(xml: string): Promise<ReadProcess> {
  const bodies = await processesIn(xml)
  const warnings: ReadWarning[] = []
  const body = bodies.toSorted((a, b) => tasksOf(b).length - tasksOf(a).length)[0]
  if (!body || tasksOf(body).length === 0) noTasks()
  if (bodies.length > 1) warnings.push(warning('OTHER_PROCESSES', nameOf(body), String(bodies.length)))
  const reading = new Reading(body, warnings)
  const steps = reading.steps()
  const declared = extensionOf(body, 'Procedure')
  const code = declared?.['code']
  const onSite = declared?.['onSite']
  return {
    procedureCode: typeof code === 'string' ? code : null,
    steps,
    onSite: typeof onSite === 'string' ? onSite.split(' ').filter((flag): flag is OnSite => isOnSite(flag)) : null,
    warnings,
  }
}

const isOnSite = (flag: string): boolean => (ON_SITE as readonly string[]).includes(flag)

async function processesIn(xml: string): Promise<ModdleElement[]> {
  const { rootElement } = await moddle()
    .fromXML(xml)
    .catch(() =>
      fileUnreadable({
        vi: 'Tệp không phải BPMN 2.0 đọc được.',
        en: 'This is not a BPMN 2.0 file that can be read.',
      }),
    )
  return list(rootElement, 'rootElements').filter(element => element.$type === 'bpmn:Process')
}

function noTasks(): never {
  fileUnreadable({
    vi: 'Tệp BPMN không có công việc (task) nào để làm bước của quy trình.',
    en: 'The BPMN file has no task that could be a step.',
  })
}

const list = (element: ModdleElement, name: string): ModdleElement[] =>
  (element[name] as ModdleElement[] | undefined) ?? []
const textOf = (value: unknown): string =>
  typeof value === 'string' ? value : typeof value === 'number' ? String(value) : ''
const nameOf = (element: ModdleElement): string => tidy(textOf(element['name']) || textOf(element['id']))
const isTask = (element: ModdleElement): boolean =>
  element.$instanceOf('bpmn:Activity') && extensionOf(element, 'Opinion') === undefined
const tasksOf = (body: ModdleElement): ModdleElement[] => list(body, 'flowElements').filter(isTask)

class Reading {
  readonly #body: ModdleElement
  readonly #warnings: ReadWarning[]
  readonly #opinions = new Map<ModdleElement, ModdleElement[]>()
  readonly #beside = new Set<ModdleElement>()
  /** From the flows themselves: the lists on the elements are optional in BPMN, and many writers leave them out. */
  readonly #outgoing = new Map<unknown, ModdleElement[]>()

  constructor(body: ModdleElement, warnings: ReadWarning[]) {
    this.#body = body
    this.#warnings = warnings
    for (const flow of list(body, 'flowElements')) {
      const from = flow['sourceRef']
      if (flow.$type === 'bpmn:SequenceFlow') this.#outgoing.set(from, [...(this.#outgoing.get(from) ?? []), flow])
    }
  }

  steps(): ReadStep[] {
    const elements = list(this.#body, 'flowElements')
    for (const fork of elements) this.#readFork(fork)
    const tasks = elements.filter(element => isTask(element) && !this.#beside.has(element))
    const ways = new Map(tasks.map(task => [task, this.#waysFrom(task, new Set())]))
    const all = this.#ordered(tasks, ways)
    if (all.length > MAX_STEPS) this.#warnings.push(warning('TOO_MANY_STEPS', nameOf(this.#body)))
    const ordered = all.slice(0, MAX_STEPS)
    const given = ordered.map(task => textOf(extensionOf(task, 'Step')?.['code']))
    const usable = new Set(given).size === given.length && given.every(code => /^B\d{1,2}$/.test(code))
    const codes = new Map(ordered.map((task, at) => [task, usable ? (given[at] ?? '') : `B${at + 1}`]))
    const waiting = new Set(elements.filter(e => e.$type === 'bpmn:BoundaryEvent').map(e => e['attachedToRef']))
    return ordered.map((task, at) => ({
      code: codes.get(task),
      ...this.#facts(task),
      ...this.#branches(task, at, ordered, codes, ways.get(task) ?? []),
      ...(waiting.has(task) ? { supplement: true } : {}),
      ...this.#askedBeside(task),
    }))
  }

  #outgoingOf(element: ModdleElement): ModdleElement[] {
    return this.#outgoing.get(element) ?? []
  }

  /** Work beside a task: the first task after a parallel gateway is the step, the others are opinions. */
  #readFork(fork: ModdleElement): void {
    if (fork.$type !== 'bpmn:ParallelGateway') return
    const targets = this.#outgoingOf(fork).flatMap(flow => (flow['targetRef'] as ModdleElement | undefined) ?? [])
    const activities = targets.filter(target => target.$instanceOf('bpmn:Activity'))
    const main = activities.find(task => extensionOf(task, 'Step')) ?? activities.find(isTask)
    if (!main || activities.length < 2) return
    const others = activities.filter(task => task !== main)
    this.#opinions.set(main, others)
    for (const other of others) this.#beside.add(other)
  }

  #waysFrom(element: ModdleElement, above: ReadonlySet<ModdleElement>): Way[] {
    if (above.has(element)) return []
    const seen = new Set(above).add(element)
    const otherwise = element['default']
    const flows = this.#outgoingOf(element).toSorted((a, b) => Number(a === otherwise) - Number(b === otherwise))
    const chooses = flows.length > 1 && element.$instanceOf('bpmn:Gateway')
    return flows.flatMap(flow => {
      const to = flow['targetRef'] as ModdleElement | undefined
      if (!to) return []
      const ends = this.#endsOf(to, seen)
      const when = chooses && flow !== otherwise ? conditionOf(flow) : {}
      return ends.map(end => ({ ...when, ...end }))
    })
  }

  #endsOf(to: ModdleElement, seen: ReadonlySet<ModdleElement>): Way[] {
    if (to.$type === 'bpmn:EndEvent') return [{ to: null }]
    if (isTask(to) && !this.#beside.has(to)) return [{ to }]
    if (to.$type === 'bpmn:ParallelGateway') {
      const main = this.#outgoingOf(to)
        .map(flow => flow['targetRef'] as ModdleElement)
        .find(target => this.#opinions.has(target))
      if (main) return [{ to: main }]
    }
    return this.#waysFrom(to, seen)
  }

  /** Our own order where the file has it; else down the ways from the start, what is gone back to coming first. */
  #ordered(tasks: ModdleElement[], ways: ReadonlyMap<ModdleElement, Way[]>): ModdleElement[] {
    const orders = tasks.map(task => Number(extensionOf(task, 'Step')?.['order']))
    if (orders.every(order => Number.isInteger(order)) && new Set(orders).size === orders.length) {
      return tasks.toSorted((a, b) => orders[tasks.indexOf(a)]! - orders[tasks.indexOf(b)]!)
    }
    const done: ModdleElement[] = []
    const seen = new Set<ModdleElement>()
    const visit = (task: ModdleElement): void => {
      if (seen.has(task)) return
      seen.add(task)
      for (const way of (ways.get(task) ?? []).toReversed()) if (way.to) visit(way.to)
      done.unshift(task)
    }
    const starts = list(this.#body, 'flowElements').filter(element => element.$type === 'bpmn:StartEvent')
    for (const way of starts.flatMap(start => this.#waysFrom(start, new Set()))) if (way.to) visit(way.to)
    if (done.length === 0 && tasks[0]) visit(tasks[0])
    const missed = tasks.filter(task => !seen.has(task))
    for (const task of missed) this.#warnings.push(warning('UNREACHED', nameOf(task)))
    return [...done, ...missed]
  }

  #facts(task: ModdleElement): Pick<ReadStep, 'name' | 'output' | 'role' | 'place' | 'hours' | 'onSite'> {
    const said = extensionOf(task, 'Step')
    const { role, place, hours } = stepInput.shape
    const at = nameOf(task)
    const roleRead = role.safeParse(said?.['role'])
    const hoursRead = hours.safeParse(said?.['hours'])
    const placeRead = place.safeParse(said?.['place'])
    if (!roleRead.success) this.#warnings.push(warning('ROLE_UNREADABLE', at, textOf(said?.['role'])))
    if (!hoursRead.success) this.#warnings.push(warning('HOURS_UNREADABLE', at, textOf(said?.['hours'])))
    return {
      name: at,
      output: tidy(textOf(said?.['output'])),
      role: roleRead.data,
      place: placeRead.data ?? 'HOME',
      hours: hoursRead.data,
      ...(typeof said?.['onSite'] === 'boolean' ? { onSite: said['onSite'] } : {}),
    }
  }

  #branches(
    task: ModdleElement,
    at: number,
    ordered: readonly ModdleElement[],
    codes: ReadonlyMap<ModdleElement, string>,
    ways: readonly Way[],
  ): Pick<ReadStep, 'cases' | 'then' | 'sendBackTo'> {
    const codeOf = (to: ModdleElement | null): string => (to ? (codes.get(to) ?? END) : END)
    const goesUp = ({ to }: Way): boolean => to !== null && ordered.indexOf(to) <= at
    const [back, ...more] = ways.filter(goesUp)
    for (const way of more) {
      this.#warnings.push(warning('SECOND_RETURN', nameOf(task), way.to ? nameOf(way.to) : ''))
    }
    const down = ways.filter(way => !goesUp(way))
    const cases = down.flatMap(({ to, when }) => (when ? [{ ...when, to: codeOf(to) }] : []))
    const plain = down.filter(way => !way.when)
    const main = plain.find(way => way.unread === undefined) ?? plain[0]
    for (const way of plain) {
      if (way !== main) this.#warnings.push(warning('CONDITION_UNREADABLE', nameOf(task), way.unread ?? ''))
    }
    const next = ordered[at + 1]
    const follows = next ? codes.get(next) : END
    const to = main ? codeOf(main.to) : END
    return {
      ...(back?.to ? { sendBackTo: codeOf(back.to) } : {}),
      ...(cases.length > 0 ? { cases } : {}),
      ...(to === follows ? {} : { then: to }),
    }
  }

  #askedBeside(task: ModdleElement): { opinions?: Opinion[] } {
    const others = this.#opinions.get(task) ?? []
    const order = (element: ModdleElement): number => Number(extensionOf(element, 'Opinion')?.['order'] ?? 0)
    const opinions = others
      .toSorted((a, b) => order(a) - order(b))
      .flatMap((other): Opinion[] => {
        const said = extensionOf(other, 'Opinion')
        const agency = stepInput.shape.place.safeParse(said?.['agency'])
        const hours = stepInput.shape.hours.safeParse(said?.['hours'])
        if (agency.success && hours.success) return [{ agency: agency.data, hours: hours.data, ask: nameOf(other) }]
        this.#warnings.push(warning('OPINION_UNREADABLE', nameOf(task), nameOf(other)))
        return []
      })
    return opinions.length > 0 ? { opinions } : {}
  }
}

/** The condition of a flow: ours, or a plain comparison written in it. */
function conditionOf(flow: ModdleElement): Pick<Way, 'when' | 'unread'> {
  const said = extensionOf(flow, 'Case')
  if (said) return { when: { field: textOf(said['field']), value: textOf(said['value']) } }
  const body = (flow['conditionExpression'] as ModdleElement | undefined)?.['body']
  const text = tidy(textOf(body) || textOf(flow['name']))
  const found = /^\W*([a-z][A-Za-z0-9]{0,60})\s*={1,3}\s*["']?([^"'{}]{1,300}?)["']?\s*\}?$/.exec(text)
  if (found?.[1] && found[2]) return { when: { field: found[1], value: found[2] } }
  return { unread: text }
}
