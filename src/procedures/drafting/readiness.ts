import type { Reader } from '#app/kernel/context.ts'
import { affectedOf } from './affected.ts'
import { articlesOf, type DraftRow } from './record.ts'
import { opinionsOf, roundsOf } from './rounds.ts'
import type { ReadinessFacts } from './rules.ts'

/** What readiness for appraisal is decided on. */
export async function readinessOf(db: Reader, row: Pick<DraftRow, 'id' | 'text_no'>): Promise<ReadinessFacts> {
  const [articles, procedures, rounds, opinions] = [
    await articlesOf(db, row.id, row.text_no),
    await affectedOf(db, row.id, row.text_no),
    await roundsOf(db, row.id),
    await opinionsOf(db, row.id),
  ]
  return {
    articles: articles.length,
    procedures,
    rounds: rounds.map(round => ({
      kind: round.kind,
      open: round.closedAt === null,
      unanswered: round.requests.filter(one => !one.answeredAt).map(one => one.name),
      answered: round.requests.filter(one => one.answeredAt).length,
    })),
    owed: opinions.filter(one => one.owed),
  }
}
