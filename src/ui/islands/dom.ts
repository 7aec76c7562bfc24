/** All elements of a kind below `root`. */
export const all = <T extends HTMLElement = HTMLElement>(selector: string, root: ParentNode = document): T[] => [
  ...root.querySelectorAll<T>(selector),
]

/** Listens on the whole document, so that what comes later is served too. */
export const on = <K extends keyof DocumentEventMap>(
  kind: K,
  listen: (event: DocumentEventMap[K]) => void,
  capture = false,
): void => document.addEventListener(kind, listen, capture)

/** The element an event happened in that matches, if any. */
export const within = (event: Event, selector: string): HTMLElement | null =>
  event.target instanceof Element ? event.target.closest<HTMLElement>(selector) : null

/** The input an event happened in that matches, if any. */
export const inputIn = (event: Event, selector: string): HTMLInputElement | null => {
  const found = within(event, selector)
  return found instanceof HTMLInputElement ? found : null
}

export const lang = document.documentElement.lang
