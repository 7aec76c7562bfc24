import { createHash } from 'node:crypto'
import type { Change } from './questionnaire.ts'

/** The articles of a text: read from what is pasted, and told apart by a fingerprint. Pure. */

export interface Article {
  no: string
  heading: string
  body: string
}

const ARTICLE = /^[ \t]*(?:Điều|Article)[ \t]+([1-9]\d{0,3}[a-zđ]?)[ \t]*(?:[.:][ \t]*(.*))?$/iu

/**
 * Splits a pasted text at its lines "Điều 5. Hồ sơ": number, heading, and all that follows up to the next. What stands before the
 * first (title, grounds) and lines that only name a chapter or section belong to no article; "Điều 3 của Luật …" begins none.
 */
export function splitArticles(text: string): Article[] {
  const articles: { no: string; heading: string; lines: string[] }[] = []
  for (const line of text.normalize('NFC').split('\n')) {
    const found = ARTICLE.exec(line)
    if (found) {
      articles.push({ no: (found[1] as string).toLowerCase(), heading: (found[2] ?? '').trim(), lines: [] })
    } else if (!/^[ \t]*(Chương|Mục|Phần)[ \t]+[IVXLC\d]+/iu.test(line)) {
      articles.at(-1)?.lines.push(line)
    }
  }
  return articles.map(({ no, heading, lines }) => ({ no, heading, body: lines.join('\n').trim() }))
}

/** Numbers that stand there twice. */
export function doubled(articles: readonly Pick<Article, 'no'>[]): string[] {
  const seen = new Set<string>()
  const twice = new Set<string>()
  for (const { no } of articles) (seen.has(no) ? twice : seen).add(no)
  return [...twice]
}

/** 5 before 5a before 6. */
export function inOrder(a: string, b: string): number {
  return Number.parseInt(a, 10) - Number.parseInt(b, 10) || a.localeCompare(b, 'vi')
}

/** What an assessment is signed for: the kind of change and the articles that make it, word for word. */
export function fingerprintOf(change: Change, articles: readonly Article[]): string {
  const told = articles.toSorted((a, b) => inOrder(a.no, b.no)).map(({ no, heading, body }) => [no, heading, body])
  return createHash('sha256')
    .update(JSON.stringify([change, told]))
    .digest('hex')
}
