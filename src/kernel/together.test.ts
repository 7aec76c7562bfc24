import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import { testDatabase } from '../../test/harness/database.ts'
import { callTogether } from './together.ts'

const { db } = await testDatabase()
await sql`create table public.said (word text primary key, tx xid8 not null)`.execute(db)
await sql`create function public.say(p jsonb) returns jsonb language plpgsql as $$
begin
  insert into public.said values (p->>'word', pg_current_xact_id());
  return p;
end $$`.execute(db)

const say = async (word: string): Promise<unknown> => await callTogether(db, 'public.say', JSON.stringify({ word }))
const transactions = async (words: readonly string[]): Promise<number> => {
  const { rows } = await sql<{ n: number }>`
    select count(distinct tx)::int as n from public.said where word = any(${words})`.execute(db)
  return rows[0]?.n ?? 0
}

describe('calls at the same time', () => {
  it('get each its own answer, in far fewer transactions', async () => {
    const words = Array.from({ length: 50 }, (_, i) => `at once ${i}`)
    expect(await Promise.all(words.map(word => say(word)))).toEqual(words.map(word => ({ word })))
    expect(await transactions(words)).toBe(3)
  })

  it('do not take each other down', async () => {
    await say('twice')
    const words = ['before', 'twice', 'after', 'at the end']
    const ended = await Promise.allSettled(['first', ...words].map(word => say(word)))
    expect(ended.map(one => one.status)).toEqual(['fulfilled', 'fulfilled', 'rejected', 'fulfilled', 'fulfilled'])
    expect(ended[2]).toMatchObject({ reason: { code: '23505' } })
    expect(await transactions(words)).toBe(4)
  })

  it('leave nothing behind for the next', async () => {
    await expect(say('twice')).rejects.toMatchObject({ code: '23505' })
    expect(await say('later')).toEqual({ word: 'later' })
  })
})
