import { asNumber, asWrittenDay, type Condition, holds, isFilled } from '../../conditions.ts'

/**
 * Comfort for a form drawn by `ui/questions.tsx`, which works without it: parts that are not asked are out of sight and
 * not sent, rows come and go in place, the communes of a province are fetched. The rule of what is asked is the server's own.
 */

type Control = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement

const all = (root: ParentNode, selector: string): HTMLElement[] => [...root.querySelectorAll<HTMLElement>(selector)]
const controlsIn = (root: ParentNode): Control[] => [...root.querySelectorAll<Control>('input, select, textarea')]

const isTicked = (control: Control): boolean =>
  !(control instanceof HTMLInputElement && /radio|checkbox/.test(control.type)) || control.checked

/** What is typed below `root`, ticked or chosen, and would be sent. */
const typedIn = (root: ParentNode): string[] =>
  controlsIn(root)
    .filter(control => control.name !== '' && !control.disabled && isTicked(control))
    .map(control => control.value)

/** The answer to a question as the server would read it. */
function answerIn(question: HTMLElement): unknown {
  const typed = typedIn(question)
  const [first = ''] = typed
  switch (question.dataset.type) {
    case 'rows':
      return all(question, '[data-row]').map(row => typedIn(row))
    case 'boxes':
    case 'place':
    case 'severalOf':
      return typed
    case 'number':
    case 'money': {
      const n = asNumber(first.replaceAll(/\s|đ$/gu, ''))
      return Number.isNaN(n) ? undefined : n
    }
    case 'partialDate':
      return asWrittenDay(first.trim())
    default:
      return first
  }
}

/** Goes through the form once, in its order: conditions only look backwards. @returns what appeared or went, by label */
function decide(form: HTMLElement, prefix: string): { shown: string[]; gone: string[] } {
  const changed = { shown: [] as string[], gone: [] as string[] }
  const answers = new Map<string, () => unknown>()
  for (const part of all(form, '[data-when], [data-question]')) {
    const { when, question = '', label = '' } = part.dataset
    const isInside = part.parentElement?.closest('[data-when][hidden]') === null
    if (when !== undefined) {
      const row = question.slice(0, question.lastIndexOf('.') + 1)
      const answerTo = (field: string): unknown => (answers.get(row + field) ?? answers.get(`${prefix}.${field}`))?.()
      const isAsked = isInside && holds(JSON.parse(when) as Condition, answerTo)
      if (part.hidden === isAsked) changed[isAsked ? 'shown' : 'gone'].push(label)
      part.hidden = !isAsked
      part.classList.remove('unasked')
      for (const control of controlsIn(part)) control.disabled = !isAsked
    }
    if (question && isInside && !part.hidden) answers.set(question, () => answerIn(part))
  }
  for (const box of all(form, '[data-remove]')) {
    const button = box.querySelector('button')
    const row = box.closest('[data-row]')
    if (button && row && isFilled(typedIn(row))) button.dataset.confirm = box.dataset.remove
    else delete button?.dataset.confirm
  }
  return changed
}

/** The names and ids of a row's fields, for another place among the rows. */
function renumber(row: HTMLElement, name: string, to: number): void {
  const from = row.dataset.row ?? ''
  const idOf = (no: string | number): string => `-${name}.${no}`.replaceAll(/[^\w-]/g, '_')
  for (const element of [row, ...all(row, '*')]) {
    for (const attribute of ['name', 'data-question', ...(element instanceof HTMLButtonElement ? ['value'] : [])]) {
      const value = element.getAttribute(attribute)
      if (value?.startsWith(`${name}.${from}`))
        element.setAttribute(attribute, `${name}.${to}${value.slice(`${name}.${from}`.length)}`)
    }
    for (const attribute of ['id', 'for', 'aria-describedby']) {
      const value = element.getAttribute(attribute)
      if (value) element.setAttribute(attribute, value.replaceAll(`${idOf(from)}_`, `${idOf(to)}_`))
    }
  }
  row.dataset.row = String(to)
  for (const no of all(row, '[data-no]')) no.textContent = String(to + 1)
}

/** A row as if nobody had typed in it. */
function blank(row: HTMLElement): void {
  for (const remark of all(row, '.err')) remark.remove()
  for (const echo of all(row, '.echo')) echo.textContent = ''
  for (const marked of all(row, '.bad')) marked.classList.remove('bad')
  for (const control of controlsIn(row)) {
    control.removeAttribute('aria-invalid')
    if (control instanceof HTMLSelectElement) control.selectedIndex = 0
    else if (!isTicked(control)) continue
    else if (/radio|checkbox/.test(control.type)) (control as HTMLInputElement).checked = false
    else control.value = ''
  }
  for (const place of all(row, '[data-source]')) void fill(place)
}

/** Numbers, buttons and the limit, after a row came or went. */
function count(rows: HTMLElement): number {
  const entries = all(rows, '[data-row]')
  const name = rows.closest<HTMLElement>('[data-question]')?.dataset.question ?? ''
  const [least, most] = [Number(rows.dataset.least), Number(rows.dataset.most)]
  for (const [no, row] of entries.entries()) if (row.dataset.row !== String(no)) renumber(row, name, no)
  for (const box of all(rows, '[data-remove]')) box.hidden = entries.length <= least && least > 1
  for (const box of all(rows, '[data-add]')) box.hidden = entries.length >= most
  return entries.length
}

function addRow(rows: HTMLElement, below: HTMLElement): string {
  const last = all(rows, '[data-row]').at(-1)
  const name = rows.closest<HTMLElement>('[data-question]')?.dataset.question ?? ''
  if (!last) return ''
  const row = last.cloneNode(true) as HTMLElement
  // Numbered before it stands in the form: choices of the same name would untick each other.
  renumber(row, name, Number(last.dataset.row) + 1)
  blank(row)
  below.before(row)
  const n = count(rows)
  controlsIn(row)[0]?.focus()
  return said(rows.dataset.added, String(n))
}

function removeRow(rows: HTMLElement, row: HTMLElement): string {
  const no = Number(row.dataset.row) + 1
  if (all(rows, '[data-row]').length > 1) row.remove()
  else blank(row)
  count(rows)
  ;(rows.querySelector<HTMLElement>('[data-add]:not([hidden]) button') ?? rows).focus()
  return said(rows.dataset.removed, String(no))
}

const said = (sentence: string | undefined, of: string): string => (sentence ?? '').replace('{}', of)

interface Place {
  code: string
  name: string
}
const lists = new Map<string, Promise<Place[]>>()

async function listOf(address: string): Promise<Place[]> {
  const known =
    lists.get(address) ?? fetch(address).then(async answer => ((await answer.json()) as { items: Place[] }).items)
  lists.set(address, known)
  return await known
}

/** The second list for what is chosen in the first, or a box to write in. */
async function fill(place: HTMLElement): Promise<void> {
  const { source = '', home = '', written = '', blank: nothing = '' } = place.dataset
  const [outer, inner] = controlsIn(place)
  if (!outer || !inner) return
  const chosen = outer.value
  if (chosen === written) return void turnInto(inner, 'input')
  try {
    const items = await listOf(source.replace('{}', chosen || home))
    if (outer.value !== chosen) return
    const list = turnInto(inner, 'select')
    const before = list.value
    list.replaceChildren(new Option(nothing, ''), ...items.map(({ code, name }) => new Option(name, code)))
    list.value = items.some(({ code }) => code === before) ? before : ''
  } catch {
    // The way without a script is still there: the button that sends the form for the list.
    lists.delete(source.replace('{}', chosen || home))
    for (const box of all(place, '.noscript')) box.classList.remove('noscript')
  }
}

function turnInto(control: Control, tag: 'input' | 'select'): Control {
  if (control.localName === tag) return control
  const next = document.createElement(tag)
  for (const { name, value } of control.attributes)
    if (name !== 'value' && name !== 'type') next.setAttribute(name, value)
  next.disabled = control.disabled
  control.replaceWith(next)
  return next
}

for (const questions of all(document, '[data-questions]')) {
  const form = questions.closest('form') ?? questions
  const prefix = questions.dataset.questions ?? ''
  const say = (...sentences: string[]): void => {
    const line = questions.querySelector('[data-said]')
    if (line && sentences.length > 0) line.textContent = sentences.join(' ')
  }
  const look = (): void => {
    const { shown, gone } = decide(form, prefix)
    say(
      ...shown.map(label => said(questions.dataset.shown, label)),
      ...gone.map(label => said(questions.dataset.gone, label)),
    )
  }
  decide(form, prefix)
  // A browser may put typed words back after this ran.
  addEventListener('pageshow', () => decide(form, prefix))
  form.addEventListener('input', look)
  form.addEventListener('change', event => {
    const place = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-source]') : null
    const [outer, inner] = place ? controlsIn(place) : []
    if (place && event.target === outer) void fill(place).then(look)
    // Who chooses of the list that stands open has said where.
    if (place && event.target === inner && inner?.value && outer?.value === '') outer.value = place.dataset.home ?? ''
    look()
  })
  form.addEventListener('click', event => {
    const button = event.target instanceof Element ? event.target.closest('button') : null
    const rows = button?.closest<HTMLElement>('.rows')
    const [below, row] = [button?.closest<HTMLElement>('[data-add]'), button?.closest<HTMLElement>('[data-row]')]
    if (!rows || !(below ?? button?.closest('[data-remove]'))) return
    event.preventDefault()
    const sentence = below ? addRow(rows, below) : row ? removeRow(rows, row) : ''
    // Other scripts hear that something changed, and so do we.
    rows.dispatchEvent(new Event('input', { bubbles: true }))
    say(sentence)
  })
}
