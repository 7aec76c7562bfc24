import { formatDateTime } from '#app/kernel/text.ts'
import {
  Badge,
  Button,
  Card,
  CheckboxGroup,
  type Column,
  DataTable,
  Empty,
  Form,
  FormActions,
  HiddenField,
  type Lang,
  More,
  NumberField,
  SelectField,
  Sub,
  TextArea,
} from '#app/ui/index.ts'
import { dayName } from '../clock.ts'
import type { DraftView, RequestView, RoundView } from '../page.ts'
import { roundKinds } from '../rules.ts'
import { terms } from '../words.ts'
import { Reminders } from './requests.tsx'
import type { TabProps } from './one.tsx'
import { formState, RequestDue } from './parts.tsx'
import { pageWords } from './words.ts'

/** Rounds of opinions: who was asked, what is due, what came. */
export function OpinionsTab(props: TabProps) {
  const { view, lang } = props
  const w = pageWords[lang]
  return (
    <>
      {view.rounds.length === 0 && (
        <Empty title={w.noRounds}>
          <p>{w.noRoundsHelp}</p>
        </Empty>
      )}
      {view.rounds.toReversed().map(round => (
        <Round key={round.id} round={round} {...props} />
      ))}
      {view.can.openRound && <OpenForm {...props} />}
    </>
  )
}

function Round({ round, ...props }: TabProps & { round: RoundView }) {
  const { view, tried, formKey, lang } = props
  const [w, t] = [pageWords[lang], terms[lang]]
  const form = `close-${round.id}`
  return (
    <Card
      id={`round-${round.id}`}
      title={t.round[round.kind]}
      actions={
        round.closedAt ? (
          <Badge>{w.roundClosed(formatDateTime(round.closedAt))}</Badge>
        ) : (
          <Badge tone="warn">{w.roundOpenNow}</Badge>
        )
      }
    >
      <p className="sub num">
        {w.roundOn(round.textNo, formatDateTime(round.openedAt), formatDateTime(round.dueAt))} · {round.days}{' '}
        {w.dayUnit}
      </p>
      <p className="said" lang="vi">
        {round.question}
      </p>
      {round.kind === 'PUBLIC' ? (
        <p>
          <a href={`/consultations/${view.id}`}>{w.publicLink}</a> ·{' '}
          {w.publicCount(view.opinions.filter(one => one.roundId === round.id).length)}
        </p>
      ) : (
        <Requests view={view} rows={round.requests} lang={lang} />
      )}
      {round.closeNote && <p>{round.closeNote}</p>}
      {round.closedAt === null && view.can.closeRound && (
        <More summary={w.close} open={tried?.form === form}>
          <Form
            action={`/drafting/${view.id}/rounds/${round.id}/close`}
            {...formState(tried, form)}
            idempotencyKey={formKey}
            prefix={`c${round.id}`}
          >
            <HiddenField name="version" value={view.row.version} />
            <TextArea name="note" label={w.closeNote} required={false} rows={2} />
            <FormActions>
              <Button>{w.close}</Button>
            </FormActions>
          </Form>
        </More>
      )}
    </Card>
  )
}

function Requests({ view, rows, lang }: { view: DraftView; rows: RequestView[]; lang: Lang }) {
  const w = pageWords[lang]
  return (
    <DataTable
      caption={w.asked}
      bare
      rows={rows}
      rowKey={row => String(row.id)}
      rowTone={row => (row.timing === 'LATE' ? 'late' : undefined)}
      columns={requestColumns(view, lang)}
    />
  )
}

function OpenForm({ view, tried, formKey, lang }: TabProps) {
  const [w, t] = [pageWords[lang], terms[lang]]
  const { days, basis } = view.days
  const sources = [
    ...new Set(Object.values(basis).map(one => (one.verified ? one.basis : `${one.basis} (${w.ownDays})`))),
  ]
  return (
    <Card title={w.openRound} id="open">
      <p className="sub">{w.openRoundLead}</p>
      <Form
        action={`/drafting/${view.id}/rounds`}
        {...formState(tried, 'round')}
        idempotencyKey={formKey}
        prefix="r"
        guard
      >
        <HiddenField name="version" value={view.row.version} />
        <SelectField
          name="kind"
          label={w.roundKind}
          options={roundKinds.map(value => ({ value, label: t.round[value] }))}
        />
        <TextArea name="question" label={w.question} rows={4} />
        <NumberField
          name="days"
          label={w.days}
          unit={w.dayUnit}
          required={false}
          help={w.daysHelp(controlDays(view), days.agency, days.public, days.front)}
        />
        <More summary={w.agencies} open={tried?.form === 'round'}>
          <CheckboxGroup
            name="agencyIds[]"
            label={w.agencies}
            help={w.agenciesHelp}
            required={false}
            inline
            options={view.addressees
              .filter(one => one.id !== view.row.agency_id)
              .map(one => ({ value: String(one.id), label: one.name }))}
          />
          <TextArea name="others" label={w.others} help={w.othersHelp} required={false} rows={3} />
        </More>
        <FormActions>
          <Button kind="primary">{w.send}</Button>
        </FormActions>
        <p className="sub">{sources.join(' · ')}</p>
      </Form>
    </Card>
  )
}

const controlDays = ({ row, days }: DraftView): number => days.days[dayName('CONTROL', row.kind)]

function requestColumns(view: DraftView, lang: Lang): Column<RequestView>[] {
  const w = pageWords[lang]
  return [
    {
      key: 'asked',
      head: w.asked,
      rowHead: true,
      cell: row => (
        <>
          {row.name}
          {row.documentNo && <Sub>{row.documentNo}</Sub>}
        </>
      ),
    },
    { key: 'due', head: w.due, cell: row => <RequestDue timing={row.timing} dueAt={row.dueAt} lang={lang} /> },
    {
      key: 'reminders',
      head: w.reminders,
      labelled: true,
      cell: row => <Reminders soon={row.soonNotedAt} late={row.lateNotedAt} lang={lang} />,
    },
    {
      key: 'do',
      head: w.give,
      hideHead: true,
      cell: row =>
        row.answeredAt ? (
          <span className="num">
            {row.answeredBy}, {formatDateTime(row.answeredAt)}
          </span>
        ) : (
          row.mine && (
            <a className="btn" href={`/drafting/${view.id}/requests/${row.id}`}>
              {row.agencyId === null ? w.enter : w.give}
            </a>
          )
        ),
    },
  ]
}
