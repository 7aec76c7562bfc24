import { all, on, within } from './dom.ts'

/** Shows what needs this script; printing, copying, menus that close, the current tab in sight. */
export function small(): void {
  for (const element of all('[data-js]')) element.hidden = false
  for (const current of all('.nav [aria-current], .tabs [aria-current]')) {
    const strip = current.closest<HTMLElement>('.nav, .tabs')
    if (strip) strip.scrollLeft = current.offsetLeft - strip.offsetLeft - 24
  }
  on('click', event => {
    if (within(event, '[data-print]')) print()
    const copy = within(event, '[data-copy]')
    if (copy) void copyFrom(copy)
    const inside = within(event, '.menu')
    for (const menu of all('.menu[open]')) if (menu !== inside) menu.removeAttribute('open')
  })
}

async function copyFrom(button: HTMLElement): Promise<void> {
  await navigator.clipboard.writeText(button.dataset.copy ?? '')
  const before = button.textContent
  button.setAttribute('role', 'status')
  button.textContent = button.dataset.done ?? before
  setTimeout(() => {
    button.textContent = before
    button.removeAttribute('role')
  }, 2000)
}
