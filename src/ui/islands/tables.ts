import { all, inputIn, on } from './dom.ts'

const boxes = (formId: string) => all<HTMLInputElement>(`.pick input[form="${formId}"]:not(:disabled)`)

/** The number of ticked rows in the bulk bar, "select all", shift-click for a run of rows. */
export function tables(): void {
  const count = () => {
    for (const bar of all('.bulk')) {
      // Never `bar.id`: a form's properties give way to its fields, and these are called id.
      const id = bar.getAttribute('id') ?? ''
      const rows = boxes(id)
      const ticked = rows.filter(box => box.checked).length
      const text = bar.querySelector<HTMLElement>('[data-counted]')
      if (text && ticked) text.textContent = (text.dataset.counted ?? '').replace('{n}', String(ticked))
      const whole = document.querySelector<HTMLInputElement>(`[data-all="${id}"]`)
      if (whole) {
        whole.checked = ticked > 0 && ticked === rows.length
        whole.indeterminate = ticked > 0 && ticked < rows.length
      }
    }
  }
  let last: HTMLInputElement | undefined
  on('click', event => {
    const box = inputIn(event, '.pick input[form]')
    if (!box) return
    const rows = boxes(box.getAttribute('form') ?? '')
    if (event.shiftKey && last) {
      const [from, to] = [rows.indexOf(last), rows.indexOf(box)].sort((a, b) => a - b)
      for (const row of rows.slice(from, (to ?? 0) + 1)) row.checked = box.checked
    }
    last = box
    count()
  })
  on('change', event => {
    const whole = inputIn(event, '[data-all]')
    if (whole) for (const row of boxes(whole.dataset.all ?? '')) row.checked = whole.checked
    count()
  })
  addEventListener('pageshow', count)
}
