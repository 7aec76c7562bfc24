/** Long work: looks at the page again and shows the new state; goes along when the work leads elsewhere. */
export function poll(): void {
  const box = document.querySelector<HTMLElement>('[data-poll]')
  if (!box) return
  const look = async () => {
    const answer = await fetch(location.href, { headers: { accept: 'text/html' } })
    if (answer.redirected) return location.assign(answer.url)
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html')
    const next = page.querySelector<HTMLElement>('[data-poll]')
    if (!next) return location.reload()
    box.replaceChildren(...next.childNodes)
    wait()
  }
  const wait = () => setTimeout(() => void look().catch(wait), 1000 * Number(box.dataset.poll))
  wait()
}
