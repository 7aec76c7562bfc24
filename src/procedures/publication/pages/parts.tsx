import { DueChip, type Lang } from '#app/ui/index.ts'
import { say } from '#app/kernel/words.ts'
import { decisionKinds } from '../../catalogue/index.ts'
import type { Deadline } from '../views.ts'
import { publicationWords } from '../words.ts'
import { deadlineText } from './deadline.ts'

/** What the screens of publication share. */

export const BASE = '/catalogue/publications'

export function hrefOf(path: string, query: Record<string, string | undefined>): string {
  const given = Object.entries(query).filter((one): one is [string, string] => Boolean(one[1]))
  return given.length === 0 ? path : `${path}?${new URLSearchParams(given).toString()}`
}

export function DueCell({ deadline, lang }: { deadline: Deadline; lang: Lang }) {
  const { tone, text, sub } = deadlineText(deadline, lang)
  return <DueChip tone={tone} text={text} sub={sub || undefined} />
}

export const kindOptions = (lang: Lang) =>
  decisionKinds.map(kind => ({ value: kind, label: say(publicationWords, lang)[`kind_${kind}`] }))
