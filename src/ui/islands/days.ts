import { readDay, writeDay } from '../day.ts'
import { all, lang, on, within } from './dom.ts'

/*
 * A browser writes days in its own language's order (11/22/2026 in an English one), so its day field steps back: a text
 * field takes the typing, what is sent stays as it was, and the browser's calendar opens from a button. What cannot be
 * read is sent as it was typed: the server says what is wrong, and the words come back. Everything is listened for on the
 * document, before others hear of it: rows of a form are copied in place.
 */

const weekday = new Intl.DateTimeFormat(lang, { weekday: 'long', timeZone: 'UTC' })

const made = <K extends keyof HTMLElementTagNameMap>(name: K, className: string): HTMLElementTagNameMap[K] => {
  const element = document.createElement(name)
  element.className = className
  return element
}

interface Box {
  typed: HTMLInputElement
  /** Hidden; carries the name. */
  sent: HTMLInputElement
  echo: HTMLElement | null
  withTime: boolean
}

function boxOf(element: HTMLElement | null): Box | undefined {
  const box = element?.closest('.day')
  const [typed, sent] = box?.querySelectorAll<HTMLInputElement>('[data-typed], [type=hidden]') ?? []
  if (!box || !typed || !sent) return undefined
  const beside = box.nextElementSibling
  return {
    typed,
    sent,
    echo: beside instanceof HTMLElement && beside.matches('.echo') ? beside : null,
    withTime: sent.dataset['day'] === 'time',
  }
}

/** What is typed becomes what is sent; the day of the week says whether it is the day that was meant. */
function keep({ typed, sent, echo, withTime }: Box): void {
  const day = readDay(typed.value, withTime)
  sent.value = day || typed.value
  if (echo) echo.textContent = day ? weekday.format(Date.parse(`${day.slice(0, 10)}T00:00:00Z`)) : ''
}

/** The browser's calendar needs a field of its own; it stands behind the button and goes when it has served. */
function openCalendar(button: HTMLElement, { typed, sent, withTime }: Box): void {
  const calendar = made('input', 'calendar')
  calendar.type = withTime ? 'datetime-local' : 'date'
  calendar.min = sent.min
  calendar.max = sent.max
  calendar.value = readDay(typed.value, withTime)
  calendar.tabIndex = -1
  calendar.ariaHidden = 'true'
  calendar.addEventListener('input', event => {
    event.stopPropagation()
    typed.value = writeDay(calendar.value)
    for (const kind of ['input', 'change']) typed.dispatchEvent(new Event(kind, { bubbles: true }))
  })
  calendar.addEventListener('blur', () => calendar.remove())
  button.after(calendar)
  calendar.showPicker()
}

function dress(sent: HTMLInputElement): void {
  const box = made('span', 'day')
  const typed = made('input', sent.className)
  typed.dataset['typed'] = ''
  typed.autocomplete = 'off'
  typed.placeholder = sent.dataset['form'] ?? ''
  typed.id = sent.id
  typed.required = sent.required
  typed.disabled = sent.disabled
  for (const name of ['aria-describedby', 'aria-invalid']) {
    const value = sent.getAttribute(name)
    if (value) typed.setAttribute(name, value)
  }
  const given = sent.value || (sent.dataset['given'] ?? '')
  const withTime = sent.type === 'datetime-local'
  sent.dataset['day'] = withTime ? 'time' : 'day'
  sent.removeAttribute('id')
  sent.required = false
  sent.type = 'hidden'
  sent.before(box)
  box.append(typed)
  if ('showPicker' in typed) {
    const button = made('button', 'btn')
    button.type = 'button'
    button.dataset['calendar'] = ''
    button.ariaLabel = sent.dataset['open'] ?? ''
    box.append(button)
  }
  box.append(sent)
  const echo = made('output', 'echo')
  box.after(echo)
  typed.value = writeDay(given)
  keep({ typed, sent, echo, withTime })
}

/** Dresses every day field of the page, and serves those that come later. */
export function days(): void {
  for (const own of all<HTMLInputElement>('input[data-day]')) dress(own)
  const typing = (event: Event): Box | undefined => boxOf(within(event, '[data-typed]'))
  on(
    'input',
    event => {
      const box = typing(event)
      if (box) keep(box)
    },
    true,
  )
  on(
    'change',
    event => {
      const box = typing(event)
      if (box) box.typed.value = writeDay(box.sent.value)
    },
    true,
  )
  on('click', event => {
    const button = within(event, '[data-calendar]')
    const box = boxOf(button)
    if (button && box && !box.typed.disabled) openCalendar(button, box)
  })
}
