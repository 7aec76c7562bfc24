import { formatDateTime } from '#app/kernel/text.ts'
import {
  Badge,
  Button,
  Card,
  type Column,
  DataTable,
  Empty,
  Form,
  FormActions,
  type Lang,
  LinkButton,
  More,
  RadioGroup,
  Sub,
  TextArea,
} from '#app/ui/index.ts'
import type { OpinionRow } from '../rounds.ts'
import { dispositions } from '../rules.ts'
import { placeWords, terms } from '../words.ts'
import type { TabProps } from './one.tsx'
import { formState } from './parts.tsx'
import { pageWords } from './words.ts'

/** Every opinion with what became of it: the table the law asks for. */
export function AnswersTab(props: TabProps) {
  const { view, lang } = props
  const w = pageWords[lang]
  if (view.opinions.length === 0) {
    return (
      <Empty title={w.noOpinions}>
        <p>{w.noOpinionsHelp}</p>
      </Empty>
    )
  }
  const owed = view.opinions.filter(one => one.owed).length
  return (
    <Card title={w.table} actions={<LinkButton href={`/drafting/${view.id}/print/answers`}>{w.print}</LinkButton>}>
      <p className="sub">{w.owedLeft(owed)}</p>
      <DataTable
        caption={w.table}
        bare
        rows={view.opinions}
        rowKey={row => String(row.id)}
        columns={answerColumns(props)}
      />
    </Card>
  )
}

export const capital = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1)

export function By({ row, lang }: { row: OpinionRow; lang: Lang }) {
  return (
    <>
      {row.author || pageWords[lang].citizen}
      <Sub>
        {terms[lang].round[row.kind]} · <span className="num">{formatDateTime(row.givenAt)}</span>
      </Sub>
    </>
  )
}

function Said({ row, lang }: { row: OpinionRow; lang: Lang }) {
  return (
    <>
      <Badge tone={row.stance === 'AGREE' ? 'ok' : row.stance === 'DISAGREE' ? 'late' : undefined}>
        {terms[lang].stance[row.stance]}
      </Badge>
      {row.body && (
        <div className="said" lang="vi">
          {row.body}
        </div>
      )}
    </>
  )
}

function Given({ row, lang }: { row: OpinionRow; lang: Lang }) {
  if (!row.disposition) return null
  return (
    <>
      <Badge tone={row.disposition === 'EXPLAINED' ? 'warn' : 'ok'}>{terms[lang].disposition[row.disposition]}</Badge>
      {row.answer && (
        <div className="said" lang="vi">
          {row.answer}
        </div>
      )}
    </>
  )
}

function AnswerCell({ row, view, tried, formKey, lang }: TabProps & { row: OpinionRow }) {
  const [w, t] = [pageWords[lang], terms[lang]]
  const form = `answer-${row.id}`
  const needed = row.owed || row.disposition !== null
  if (!needed) return <span className="sub">{w.noAnswerNeeded}</span>
  return (
    <>
      <Given row={row} lang={lang} />
      {view.can.answer && (
        <More summary={row.disposition ? w.answerAgain : w.answerForm} open={tried?.form === form}>
          <Form
            action={`/drafting/${view.id}/opinions/${row.id}/answer`}
            {...formState(tried, form, { disposition: row.disposition ?? '', answer: row.answer })}
            idempotencyKey={formKey}
            prefix={`x${row.id}`}
          >
            <RadioGroup
              name="disposition"
              label={w.disposition}
              options={dispositions.map(value => ({ value, label: t.disposition[value] }))}
            />
            <TextArea name="answer" label={w.answerText} required={false} rows={3} />
            <FormActions>
              <Button>{w.save}</Button>
            </FormActions>
          </Form>
        </More>
      )}
    </>
  )
}

function answerColumns(props: TabProps): Column<OpinionRow>[] {
  const { lang } = props
  const w = pageWords[lang]
  return [
    {
      key: 'article',
      head: w.articleNo,
      rowHead: true,
      cell: row => (
        <>
          {capital(placeWords(row.articleNo)[lang])}
          <Sub>{w.version(row.textNo)}</Sub>
        </>
      ),
    },
    { key: 'by', head: w.place, cell: row => <By row={row} lang={lang} /> },
    { key: 'opinion', head: w.opinion, cell: row => <Said row={row} lang={lang} /> },
    { key: 'answer', head: w.answer, labelled: true, cell: row => <AnswerCell row={row} {...props} /> },
  ]
}
