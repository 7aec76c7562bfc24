import { all, inputIn, lang, on, within } from './dom.ts'

const day = new Intl.DateTimeFormat(lang, {
  weekday: 'long',
  day: '2-digit',
  month: '2-digit',
  year: 'numeric',
  timeZone: 'UTC',
})

/** A day repeated in words below its field: a browser in another language may show month before day. */
function echo(input: HTMLInputElement): void {
  const at = Date.parse(`${input.value.slice(0, 10)}T00:00:00Z`)
  let text = input.parentElement?.querySelector<HTMLOutputElement>('.echo')
  if (!text) {
    text = document.createElement('output')
    text.className = 'echo'
    text.htmlFor.add(input.id)
    input.after(text)
  }
  text.textContent = Number.isNaN(at) ? '' : day.format(at)
}

/** Dots between thousands; whatever is not only digits stays as typed. */
function group(input: HTMLInputElement): void {
  const digits = input.value.replaceAll(/[.\s]/g, '')
  if (/^\d+$/.test(digits)) input.value = digits.replaceAll(/\B(?=(\d{3})+$)/g, '.')
}

/** Days in words, money in thousands, filters that send themselves. */
export function fields(): void {
  for (const input of all<HTMLInputElement>('[data-day]')) echo(input)
  for (const input of all<HTMLInputElement>('[data-money]')) group(input)
  on('change', event => {
    const input = inputIn(event, '[data-day], [data-money]')
    if (input) (input.hasAttribute('data-day') ? echo : group)(input)
    within(event, '[data-autosubmit] select, [data-autosubmit] [type=checkbox]')?.closest('form')?.requestSubmit()
  })
}
