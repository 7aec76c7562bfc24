import { type RawBuilder, sql } from 'kysely'
import { fold } from './text.ts'

/** What people type, looked for in columns of folded text (`search_text`). */

/** As a part of a `like` pattern: folded, and no sign in it means anything but itself. */
export const likeText = (typed: string): string => fold(typed.trim()).replaceAll(/[\\%_]/g, String.raw`\$&`)

/** Its words, each as a part of a `like` pattern; whoever pastes a page is searched for its beginning. */
export const likeWords = (typed: string): string[] => likeText(typed).split(/\s+/).filter(Boolean).slice(0, 12)

/** Every word typed stands somewhere in the column; true where nothing was typed. */
export function hasWords(column: RawBuilder<unknown>, typed: string | undefined): RawBuilder<boolean> {
  const found = likeWords(typed ?? '').map(word => sql`${column} like ${`%${word}%`}`)
  return found.length > 0 ? sql<boolean>`(${sql.join(found, sql` and `)})` : sql<boolean>`true`
}
