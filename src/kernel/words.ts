import type { Lang } from './context.ts'

type Entry = string | ((...args: never[]) => string)
/** Every word a room shows: the same keys in both languages, entries are texts or functions of what they tell. */
export type Dictionary<K extends string = string> = Record<K, Entry>

/** Declares a room's words and makes the compiler hold both languages to the same keys and arguments. */
export function words<const T extends Dictionary>(dictionary: { vi: T; en: { [K in keyof T]: Widen<T[K]> } }) {
  return dictionary as { vi: { [K in keyof T]: Widen<T[K]> }; en: { [K in keyof T]: Widen<T[K]> } }
}

type Widen<E> = E extends string ? string : E

/** The words of one language. */
export function say<T>(dictionary: { vi: T; en: T }, lang: Lang): T {
  return dictionary[lang]
}
