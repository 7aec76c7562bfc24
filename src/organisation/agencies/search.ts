import { fold } from '#app/kernel/text.ts'

/** What a search for an agency compares with: its names without diacritics. */
export const searchText = (name: string, shortName: string): string =>
  fold(shortName === '' || shortName === name ? name : `${name} ${shortName}`)
