import type { ReactNode } from 'react'
import { formatDate, formatDateTime, isoLocal } from '#app/kernel/text.ts'
import { Badge, Breadcrumbs, Card, Head, type Lang, LinkButton, Notice, Story, Tabs } from '#app/ui/index.ts'
import type { DraftView } from '../page.ts'
import { sentenceOf } from '../story.ts'
import { terms } from '../words.ts'
import { AnswersTab } from './answers.tsx'
import { ArticlesTab } from './articles.tsx'
import { AssessmentsTab } from './assessments.tsx'
import { FinishTab } from './finish.tsx'
import { OpinionsTab } from './opinions.tsx'
import type { Tried } from './parts.tsx'
import { TextTab } from './text.tsx'
import { pageWords } from './words.ts'

/** One draft: the same head on every tab. */

export const draftTabs = ['text', 'articles', 'assessments', 'opinions', 'answers', 'finish', 'history'] as const
export type DraftTab = (typeof draftTabs)[number]

export const tabHref = (id: number, tab: DraftTab): string =>
  tab === 'text' ? `/drafting/${id}` : `/drafting/${id}/${tab}`

/** What every tab is given. */
export interface TabProps {
  view: DraftView
  tried: Tried | null
  formKey: string
  lang: Lang
}

interface OneProps extends TabProps {
  tab: DraftTab
  saved: boolean
}

const bodies: Record<DraftTab, (props: TabProps) => ReactNode> = {
  text: TextTab,
  articles: ArticlesTab,
  assessments: AssessmentsTab,
  opinions: OpinionsTab,
  answers: AnswersTab,
  finish: FinishTab,
  history: HistoryTab,
}

export function OnePage({ tab, saved, ...props }: OneProps) {
  const { view, tried, lang } = props
  const Body = bodies[tab]
  return (
    <>
      <DraftHead view={view} lang={lang} />
      {saved && (
        <Notice tone="ok" live>
          {pageWords[lang].saved}
        </Notice>
      )}
      {tried?.errors['_'] && (
        <Notice tone="late" live>
          {tried.errors['_']}
        </Notice>
      )}
      <DraftTabs view={view} tab={tab} lang={lang} />
      <Body {...props} />
    </>
  )
}

export function DraftHead({ view, lang }: { view: DraftView; lang: Lang }) {
  const [w, t] = [pageWords[lang], terms[lang]]
  const { row } = view
  return (
    <>
      <Breadcrumbs items={[{ label: w.title, href: '/drafting' }]} />
      <Head
        title={<span lang="vi">{row.title}</span>}
        sub={`${t.kind[row.kind]} · ${view.agency} · ${t.stage[row.stage]}. ${t.stands[row.stage]}`}
      >
        {row.illustrative && <Badge>{w.illustrative}</Badge>}
        {view.rounds.some(round => round.kind === 'PUBLIC') && row.stage !== 'WITHDRAWN' && (
          <LinkButton href={`/consultations/${view.id}`}>{w.publicLink}</LinkButton>
        )}
      </Head>
    </>
  )
}

function DraftTabs({ view, tab, lang }: { view: DraftView; tab: DraftTab; lang: Lang }) {
  const w = pageWords[lang]
  const owed = view.opinions.filter(one => one.owed).length
  const late = view.rounds.some(round => round.requests.some(one => one.timing === 'LATE'))
  const counts: Partial<Record<DraftTab, { count: number; hot?: boolean }>> = {
    articles: { count: view.articles.length },
    assessments: {
      count: view.affected.reduce((sum, one) => sum + one.assessments.filter(each => !each.signed).length, 0),
    },
    opinions: { count: view.rounds.filter(round => round.closedAt === null).length, hot: late },
    answers: { count: owed, hot: owed > 0 && view.row.stage === 'REVISION' },
  }
  return (
    <Tabs
      label={w.draft}
      items={draftTabs.map(one => ({
        href: tabHref(view.id, one),
        label: w[`tab_${one}`],
        ...counts[one],
        current: one === tab,
      }))}
    />
  )
}

function HistoryTab({ view, lang }: TabProps) {
  const w = pageWords[lang]
  return (
    <Card title={w.tab_history}>
      <Story
        items={view.story.map((line, at) => ({
          text: sentenceOf(line, lang),
          when: formatDateTime(line.at),
          dateTime: isoLocal(line.at),
          now: at === 0,
        }))}
      />
    </Card>
  )
}

/** Day or nothing. */
export const dayOrNothing = (day: string | null): string | undefined => (day ? formatDate(day) : undefined)
