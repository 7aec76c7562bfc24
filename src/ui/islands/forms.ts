import { all, on } from './dom.ts'

/** One press, one sending; a warning before typed words are lost. */
export function forms(): void {
  const changed = new Set<HTMLFormElement>()
  on('input', event => {
    const form = event.target instanceof Element ? event.target.closest<HTMLFormElement>('[data-guard]') : null
    if (form) changed.add(form)
  })
  on('submit', event => {
    const form = event.target
    if (!(form instanceof HTMLFormElement) || event.defaultPrevented) return
    if (form.dataset.busy !== undefined) return event.preventDefault()
    changed.clear()
    if (
      form.getAttribute('method') === 'post' &&
      (event.submitter?.getAttribute('target') ?? form.getAttribute('target')) !== '_blank'
    ) {
      form.dataset.busy = ''
      // An answer that is a file leaves the page standing: free the form again.
      setTimeout(() => delete form.dataset.busy, 8000)
    }
  })
  addEventListener('pageshow', () => {
    for (const form of all('[data-busy]')) delete form.dataset.busy
  })
  addEventListener('beforeunload', event => {
    if (changed.size > 0) event.preventDefault()
  })
}
