import { createContext, useContext } from 'react'
import { type KitWord, kitWords, type Lang } from './words.ts'

/** What every part of one page needs to know: its language, the token that proves a form is ours, its address with the query. */
export type PageFacts = { lang: Lang; csrf?: string; address?: string }

export const PageContext = createContext<PageFacts>({ lang: 'vi' })

/** The facts of the page being rendered; set by `<Document>`. */
export const usePage = (): PageFacts => useContext(PageContext)

/** The kit's words in the page's language. */
export const useWords = (): Record<KitWord, string> => kitWords[usePage().lang]

/** Joins class names, leaving out what is false; `undefined` when nothing is left. */
export const cx = (...names: (string | false | null | undefined)[]): string | undefined =>
  names.filter(Boolean).join(' ') || undefined
