import { all, on } from './dom.ts'

const typing = (target: EventTarget | null) =>
  target instanceof HTMLElement &&
  target.matches('input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]')

const rows = () => all<HTMLTableRowElement>('tbody tr').filter(row => row.querySelector('a'))
const focusRow = (row: HTMLElement | undefined) => row?.querySelector<HTMLElement>('.code[href], a')?.focus()

/** Moves to the row before or after the focused one; the first when none is. */
function move(step: number): void {
  const list = rows()
  const at = list.findIndex(row => row.contains(document.activeElement))
  focusRow(list[at < 0 ? 0 : Math.min(list.length - 1, Math.max(0, at + step))])
}

/**
 * `/` to the search, letters press the buttons that show them, j k and arrows walk a table, space ticks its row, Esc closes.
 * Single letters can be switched off in the user's menu (WCAG 2.1.4); the choice is kept in this browser.
 */
export function keyboard(): void {
  const root = document.documentElement
  const toggle = document.querySelector<HTMLElement>('[data-keys]')
  const show = () => {
    const off = localStorage.getItem('keys') === 'off'
    root.classList.toggle('nokeys', off)
    if (toggle) toggle.textContent = (off ? toggle.dataset.off : toggle.dataset.on) ?? ''
  }
  toggle?.addEventListener('click', () => {
    localStorage.setItem('keys', root.classList.contains('nokeys') ? 'on' : 'off')
    show()
  })
  show()
  on('keydown', event => {
    if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector('dialog[open]')) return
    const { key, target } = event
    if (key === 'Escape') {
      const menu = document.querySelector<HTMLElement>('.menu[open]')
      menu?.removeAttribute('open')
      menu?.querySelector('summary')?.focus()
      if (!menu && typing(target)) (target as HTMLElement).blur()
      return
    }
    if (typing(target)) return
    const row = target instanceof Element ? target.closest('tbody tr') : null
    const step = { ArrowDown: 1, ArrowUp: -1 }[key]
    if (row && step) move(step)
    else if (row && key === ' ' && !(target as Element).matches('input, button, summary'))
      row.querySelector<HTMLInputElement>('.pick input')?.click()
    else if (root.classList.contains('nokeys')) return
    else if (key === '/') document.querySelector<HTMLInputElement>('[data-search]')?.select()
    else if (key === 'j' || key === 'k') move(key === 'j' ? 1 : -1)
    else {
      const button = all(`[data-key="${CSS.escape(key.toLowerCase())}"]`).find(one => one.checkVisibility())
      if (!button) return
      button.click()
    }
    event.preventDefault()
  })
}
