import { all, inputIn, on, within } from './dom.ts'

/** Dots between thousands; whatever is not only digits stays as typed. */
function group(input: HTMLInputElement): void {
  const digits = input.value.replaceAll(/[.\s]/g, '')
  if (/^\d+$/.test(digits)) input.value = digits.replaceAll(/\B(?=(\d{3})+$)/g, '.')
}

/** Money in thousands, filters that send themselves. */
export function fields(): void {
  for (const input of all<HTMLInputElement>('[data-money]')) group(input)
  on('change', event => {
    const input = inputIn(event, '[data-money]')
    if (input) group(input)
    within(event, '[data-autosubmit] select, [data-autosubmit] [type=checkbox]')?.closest('form')?.requestSubmit()
  })
}
