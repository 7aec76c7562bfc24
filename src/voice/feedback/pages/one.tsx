import type { ReactNode } from 'react'
import {
  Breadcrumbs,
  Card,
  Code,
  Columns,
  Facts,
  Head,
  type Lang,
  Masked,
  More,
  Notice,
  PostButton,
  Story,
} from '#app/ui/index.ts'
import { formatDateTime, isoLocal } from '#app/kernel/text.ts'
import { say } from '#app/kernel/words.ts'
import type { OfficerAction } from '../rules.ts'
import type { FeedbackView } from '../views.ts'
import { feedbackWords } from '../words.ts'
import { ActionForm } from './actions.tsx'
import { FeedbackDue } from './queue.tsx'
import { Paragraphs } from './track.tsx'

/** One feedback on the officers' side: what was said, what may be done, who did what. */

export interface OneProps {
  view: FeedbackView
  /** The verb that was refused, with what was typed and why; null when nothing was. */
  tried: {
    action: OfficerAction | 'openSender'
    values: Record<string, string | string[]>
    errors: Record<string, string>
  } | null
  formKey: string
  done: boolean
  lang: Lang
}

/** In this order: the first one possible is the screen's main action. */
const order: readonly OfficerAction[] = [
  'approve',
  'publish',
  'draft',
  'assign',
  'ask',
  'sendBack',
  'transfer',
  'reject',
]

export function OnePage({ view, tried, formKey, done, lang }: OneProps) {
  const w = say(feedbackWords, lang)
  const possible = order.filter(action => view.can[action])
  const stray = tried && !possible.some(action => action === tried.action) ? Object.values(tried.errors)[0] : undefined
  return (
    <>
      <Breadcrumbs items={[{ label: w.title, href: '/work/feedback' }, { label: view.number }]} />
      <Head title={view.subject} sub={`${w.kindOf(view.kind)} · ${w.statusOf(view.status)} · ${view.handler}`} />
      {done && (
        <Notice tone="ok" live>
          {w.justDone}
        </Notice>
      )}
      {stray && (
        <Notice tone="late" live>
          {stray}
        </Notice>
      )}
      <Columns aside={<Aside view={view} lang={lang} />}>
        <Card title={w.content}>
          <Paragraphs text={view.body} />
        </Card>
        {view.published ? (
          <Card title={w.seeActual}>
            <h3>{view.published.subject}</h3>
            <Paragraphs text={view.published.answer} />
            <p>
              <a href={`/feedback/published/${view.number}`}>{w.seePublic}</a> · {w.votes(view.likes, view.dislikes)}
            </p>
          </Card>
        ) : (
          view.answer && (
            <Card title={view.answeredAt ? w.answerTitle : w.draftTitle}>
              <Paragraphs text={view.answer} />
              {view.answeredAt && (
                <p className="sub num">
                  {view.answeredBy} · {formatDateTime(view.answeredAt)}
                </p>
              )}
            </Card>
          )
        )}
        <Card title={w.actions} id="actions">
          {possible.length === 0 ? (
            <p>{w.nothingToDo}</p>
          ) : (
            possible.map((action, at) => (
              <Unfold key={action} first={at === 0} open={tried?.action === action} summary={w[action]}>
                <ActionForm
                  view={view}
                  action={action}
                  primary={at === 0}
                  values={tried?.action === action ? tried.values : {}}
                  errors={tried?.action === action ? tried.errors : {}}
                  formKey={`${formKey}-${action}`}
                  lang={lang}
                />
              </Unfold>
            ))
          )}
        </Card>
        <Card title={w.story}>
          <Story
            items={view.story.map((line, at) => ({
              text: (
                <>
                  {w.sentence(line)}
                  {line.text && line.type !== 'voice.feedback.drafted' && <Paragraphs text={line.text} />}
                </>
              ),
              when: formatDateTime(line.at),
              dateTime: isoLocal(line.at),
              now: at === 0,
            }))}
          />
        </Card>
      </Columns>
    </>
  )
}

/** The main action stands open, the others are folded under their names. */
function Unfold({
  first,
  open,
  summary,
  children,
}: {
  first: boolean
  open: boolean
  summary: string
  children: ReactNode
}) {
  return (
    <More summary={<b>{summary}</b>} open={first || open}>
      {children}
    </More>
  )
}

function Aside({ view, lang }: { view: FeedbackView; lang: Lang }) {
  const w = say(feedbackWords, lang)
  const { days, basis, verified } = view.limits
  return (
    <>
      <Card>
        <Facts
          items={[
            {
              label: w.due,
              value: <FeedbackDue row={view} lang={lang} />,
            },
            {
              label: w.publishDue,
              value: view.status === 'ANSWERED' && view.publishBy && formatDateTime(view.publishBy),
            },
            { label: w.number, value: <Code>{view.number}</Code> },
            { label: w.handler, value: view.handler },
            { label: w.assignee, value: view.assignee || w.notAssigned },
            { label: w.sentAt, value: formatDateTime(view.sentAt) },
            {
              label: w.dossier,
              value: view.dossierCode && <Code href={`/work/dossiers/${view.dossierCode}`}>{view.dossierCode}</Code>,
            },
            {
              label: w.procedure,
              value: view.procedure && <a href={`/procedures/${view.procedure.code}`}>{view.procedure.name}</a>,
            },
          ].filter(item => item.value !== false)}
        />
        <More summary={w.limitsBasis}>
          <p>{w.limitsDays(days.refuse, days.ask, days.handle, days.publish)}</p>
          <p className="sub">
            {basis}
            {!verified && ` (${w.unverified})`}
          </p>
        </More>
      </Card>
      <SenderCard view={view} lang={lang} />
    </>
  )
}

function SenderCard({ view, lang }: { view: FeedbackView; lang: Lang }) {
  const w = say(feedbackWords, lang)
  const { sender } = view
  const given = [sender.name, sender.phone, sender.email, sender.address].some(Boolean)
  return (
    <Card title={w.sender}>
      {given ? (
        <>
          <Facts
            items={[
              { label: w.senderName, value: sender.name && <Masked value={sender.name} /> },
              { label: w.senderPhone, value: sender.phone && <Masked value={sender.phone} /> },
              { label: w.senderEmail, value: sender.email && <Masked value={sender.email} /> },
              { label: w.senderAddress, value: sender.address && <Masked value={sender.address} /> },
            ]}
          />
          <p className="sub">{sender.open ? w.senderOpen : w.senderHidden}</p>
          {!sender.open && sender.mayOpen && (
            <PostButton kind="link" action={`/work/feedback/${view.number}/open-sender`}>
              {w.openSender}
            </PostButton>
          )}
        </>
      ) : (
        <p>{w.senderNone}</p>
      )}
    </Card>
  )
}
