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
export const within = <T extends HTMLElement = HTMLElement>(event: Event, selector: string): T | null =>
  event.target instanceof Element ? event.target.closest<T>(selector) : null

export const lang = document.documentElement.lang
