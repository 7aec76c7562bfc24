import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import { testDatabase } from '../../test/harness/database.ts'
import { hasWords, likeText, likeWords } from './search.ts'
import { fold } from './text.ts'

const { db } = await testDatabase()
const stands = async (text: string, typed: string | undefined): Promise<boolean> => {
  const { rows } = await sql<{ found: boolean }>`
    select ${hasWords(sql`t.search_text`, typed)} as found from (select ${fold(text)}::text as search_text) t`.execute(
    db,
  )
  return rows[0]?.found ?? false
}

describe('what was typed', () => {
  it.each([
    ['Đăng ký khai sinh', 'dang khai', true],
    ['Đăng ký khai sinh', '  SINH   ký ', true],
    ['Đăng ký khai sinh', 'khai tử', false],
    ['Đăng ký khai sinh', '', true],
    ['Đăng ký khai sinh', undefined, true],
    ['Đăng ký khai sinh', '%', false],
    ['Giảm 50% lệ phí', '50%', true],
    ['a_b', 'a_b', true],
    ['axb', 'a_b', false],
    [String.raw`a\b`, String.raw`a\b`, true],
  ])('%j is found by %j: %s', async (text, typed, found) => {
    expect(await stands(text, typed)).toBe(found)
  })
  it('is one pattern, or a dozen words of it', () => {
    expect(likeText(' Tỷ lệ 100%_\\ ')).toBe(String.raw`ty le 100\%\_\\`)
    expect(likeWords('một '.repeat(40))).toHaveLength(12)
  })
})
