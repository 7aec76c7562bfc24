import {
  Actions,
  Badge,
  Button,
  Card,
  Facts,
  Form,
  FormActions,
  Head,
  HiddenField,
  type Lang,
  LinkButton,
  Notice,
  PrintButton,
  Story,
  TextArea,
  TextField,
} from '#app/ui/index.ts'
import { formatDateTime, isoLocal } from '#app/kernel/text.ts'
import type { TrackView } from '../public.ts'
import { writtenSecret } from '../rules.ts'
import { spoken } from './public-words.ts'

/** The sender's pages: receipt, paper to print, look-up, progress. */

interface Mine {
  view: TrackView
  secret: string
  lang: Lang
}

export const trackHref = (number: string, secret: string): string => `/feedback/track/${number}?secret=${secret}`

export function Receipt({ view, secret, lang }: Mine) {
  const w = spoken(lang)
  return (
    <>
      <Head title={w.receiptTitle} sub={w.receiptLead(view.agency)} />
      <Notice tone="ok" title={w.keepThem} live>
        {w.keepThemText}
      </Notice>
      <Card>
        <Facts
          items={[
            { label: w.number, value: <b className="num">{view.number}</b> },
            { label: w.secret, value: <b className="num">{writtenSecret(secret)}</b> },
            { label: w.agency, value: view.agency },
            { label: w.subject, value: view.subject },
            { label: w.sentAt, value: formatDateTime(view.sentAt) },
            { label: w.dueBy, value: view.dueAt && formatDateTime(view.dueAt) },
          ]}
        />
      </Card>
      <Card title={w.howTo}>
        <p>{w.howToText}</p>
      </Card>
      <Actions>
        <LinkButton kind="primary" big href={trackHref(view.number, secret)}>
          {w.openTrack}
        </LinkButton>
        <LinkButton big href={`/feedback/receipt/${view.number}/print?secret=${secret}`}>
          {w.printForm}
        </LinkButton>
      </Actions>
    </>
  )
}

export function ReceiptPaper({ view, secret, lang, days, publicUrl }: Mine & { days: number; publicUrl: string }) {
  const w = spoken(lang)
  return (
    <article className="official">
      <p>
        <b>{view.agency}</b>
      </p>
      <h1>{w.slipTitle}</h1>
      <Facts
        items={[
          { label: w.number, value: <b className="num">{view.number}</b> },
          { label: w.secret, value: <b className="num">{writtenSecret(secret)}</b> },
          { label: w.kind, value: w.kindOf(view.kind) },
          { label: w.subject, value: view.subject },
          { label: w.dossierCode, value: view.dossierCode },
          { label: w.sentAt, value: formatDateTime(view.sentAt) },
          { label: w.dueBy, value: view.dueAt && formatDateTime(view.dueAt) },
        ]}
      />
      <p>{w.slipDays(days)}</p>
      <p>
        {w.howToText} {publicUrl}/feedback/track
      </p>
      <PrintButton />
    </article>
  )
}

export function LookUp({
  values,
  errors,
  lang,
}: {
  values: Record<string, string>
  errors: Record<string, string>
  lang: Lang
}) {
  const w = spoken(lang)
  return (
    <>
      <Head title={w.trackTitle} sub={w.trackLead} />
      <Form action="/feedback/track" values={values} errors={errors}>
        <TextField name="number" label={w.number} help={w.numberHelp} spellCheck={false} />
        <TextField
          name="secret"
          label={w.secret}
          help={w.secretHelp}
          spellCheck={false}
          autoComplete="off"
          width={16}
        />
        <FormActions>
          <Button kind="primary" big>
            {w.find}
          </Button>
        </FormActions>
      </Form>
    </>
  )
}

export interface TrackProps extends Mine {
  values: Record<string, string>
  errors: Record<string, string>
  formKey: string
  done: boolean
}

export function Track({ view, secret, lang, values, errors, formKey, done }: TrackProps) {
  const w = spoken(lang)
  const { contact } = view
  return (
    <>
      <Head title={view.subject} sub={`${view.number} · ${w.publicStatusOf(view.status)}`} />
      {done && (
        <Notice tone="ok" live>
          {w.infoThanks}
        </Notice>
      )}
      {view.question && (
        <Card title={w.question}>
          <p>{view.question}</p>
          {view.mayInform && (
            <Form
              action={`/feedback/track/${view.number}/info`}
              values={values}
              errors={errors}
              idempotencyKey={formKey}
            >
              <HiddenField name="secret" value={secret} />
              <TextArea name="text" label={w.yourInfo} rows={6} maxLength={8000} />
              <FormActions>
                <Button kind="primary" big>
                  {w.sendInfo}
                </Button>
              </FormActions>
            </Form>
          )}
        </Card>
      )}
      {view.answer && (
        <Card title={w.answerTitle}>
          <Paragraphs text={view.answer.text} />
          <p className="sub num">
            {view.agency} · {w.answeredOn(view.answer.at)}
          </p>
          {view.isPublic && (
            <p>
              {w.isPublic} <a href={`/feedback/published/${view.number}`}>{w.seePublic}</a>
            </p>
          )}
        </Card>
      )}
      {view.rejection && (
        <Card title={w.rejectionTitle}>
          <Paragraphs text={view.rejection} />
        </Card>
      )}
      <Card>
        <Facts
          items={[
            { label: w.status, value: <TimingBadge view={view} lang={lang} /> },
            { label: w.contact, value: view.agency },
            { label: w.senderPhone, value: contact.phone },
            { label: w.senderAddress, value: contact.address },
            { label: w.sentAt, value: formatDateTime(view.sentAt) },
            { label: w.dueBy, value: view.dueAt && formatDateTime(view.dueAt) },
            { label: w.kind, value: w.kindOf(view.kind) },
            { label: w.dossier, value: view.dossierCode },
            { label: w.procedure, value: view.procedure && `${view.procedure.code} ${view.procedure.name}` },
          ]}
        />
      </Card>
      <Card title={w.content}>
        <Paragraphs text={view.body} />
      </Card>
      <Card title={w.story}>
        <Story
          items={view.story.map((line, at) => ({
            text: w.sentence(line),
            when: formatDateTime(line.at),
            dateTime: isoLocal(line.at),
            now: at === 0,
          }))}
        />
      </Card>
    </>
  )
}

export function TimingBadge({ view, lang }: { view: Pick<TrackView, 'timing'>; lang: Lang }) {
  const w = spoken(lang)
  const tone = {
    RUNNING: 'ok',
    SOON: 'warn',
    LATE: 'late',
    WAITING: 'pause',
    DONE_IN_TIME: 'ok',
    DONE_LATE: 'late',
  } as const
  return <Badge tone={tone[view.timing]}>{w.timing(view.timing)}</Badge>
}

/** Text as people typed it: a paragraph for each block, a line break for each line. */
export function Paragraphs({ text }: { text: string }) {
  return text.split(/\n{2,}/).map((block, at) => (
    <p key={at}>
      {block.split('\n').map((line, no) => (
        <span key={no}>
          {no > 0 && <br />}
          {line}
        </span>
      ))}
    </p>
  ))
}
