import { formatDateTime } from '#app/kernel/text.ts'
import {
  Button,
  Card,
  Columns,
  Empty,
  Facts,
  Form,
  FormActions,
  HiddenField,
  type Lang,
  More,
  Notice,
  TextArea,
  TextField,
} from '#app/ui/index.ts'
import type { DraftView } from '../page.ts'
import { terms } from '../words.ts'
import { HeadFields } from './list.tsx'
import { dayOrNothing, type TabProps } from './one.tsx'
import { ArticleTexts, ChangeBadge, formState, ProcedureName } from './parts.tsx'
import { pageWords } from './words.ts'

/** The text of the draft, its versions, and what the register says of it. */
export function TextTab(props: TabProps) {
  const { view, lang } = props
  const w = pageWords[lang]
  return (
    <Columns aside={<Aside view={view} lang={lang} />}>
      {view.sealed && view.can.newText && <Notice>{w.sealedText}</Notice>}
      <Card title={w.version(view.row.text_no)}>
        {view.articles.length === 0 ? (
          <Empty title={w.noText}>
            <p>{w.noTextHelp}</p>
          </Empty>
        ) : (
          <ArticleTexts articles={view.articles} lang={lang} note={touchedBy(view, lang)} />
        )}
      </Card>
      <TextForms {...props} />
    </Columns>
  )
}

const touchedBy = (view: DraftView, lang: Lang) => (no: string) => <Touched view={view} no={no} lang={lang} />

function Touched({ view, no, lang }: { view: DraftView; no: string; lang: Lang }) {
  const touched = view.affected.filter(one => one.articles.includes(no))
  if (touched.length === 0) return null
  return (
    <ul>
      {touched.map(one => (
        <li key={one.id}>
          <ChangeBadge change={one.change} lang={lang} /> <ProcedureName code={one.code} name={one.name} />
        </li>
      ))}
    </ul>
  )
}

function Aside({ view, lang }: { view: DraftView; lang: Lang }) {
  const [w, t] = [pageWords[lang], terms[lang]]
  const { row } = view
  return (
    <>
      <Card>
        <Facts
          items={[
            { label: w.kind, value: t.kind[row.kind] },
            { label: w.agency, value: view.agency },
            { label: w.purpose, value: row.purpose && <span className="said">{row.purpose}</span> },
            { label: w.plannedOn, value: dayOrNothing(row.planned_on) },
            { label: w.registered, value: `${row.created_by}, ${formatDateTime(row.created_at)}` },
            { label: w.adoptedNo, value: row.adopted_no },
            { label: w.effectiveOn, value: dayOrNothing(row.effective_on) },
            { label: w.reason, value: row.withdrawn_note },
          ]}
        />
      </Card>
      <Card title={w.texts}>
        <Facts
          items={view.texts.map(text => ({
            label: w.version(text.no),
            value: (
              <>
                {text.note || `${text.createdBy}, ${formatDateTime(text.createdAt)}`}
                <div className="sub">{text.sealedAt ? w.textSealedOn(formatDateTime(text.sealedAt)) : w.textOpen}</div>
              </>
            ),
          }))}
        />
      </Card>
    </>
  )
}

function TextForms({ view, tried, formKey, lang }: TabProps) {
  const w = pageWords[lang]
  const { id, row, can } = view
  const version = <HiddenField name="version" value={row.version} />
  const open = (form: string): boolean => tried?.form === form
  return (
    <>
      {can.newText && view.sealed && (
        <Card title={w.newText}>
          <Form
            action={`/drafting/${id}/new-text`}
            {...formState(tried, 'new-text')}
            idempotencyKey={formKey}
            prefix="n"
          >
            {version}
            <TextField name="note" label={w.newTextNote} maxLength={500} />
            <FormActions>
              <Button kind="primary">{w.newText}</Button>
            </FormActions>
          </Form>
        </Card>
      )}
      {can.write && !view.sealed && (
        <Card title={w.paste}>
          <Form action={`/drafting/${id}/text`} {...formState(tried, 'text')} idempotencyKey={formKey} prefix="t" guard>
            {version}
            <TextArea name="text" label={w.pasteLabel} help={w.pasteHelp} rows={12} />
            <FormActions>
              <Button kind={view.articles.length === 0 ? 'primary' : 'plain'}>{w.pasteButton}</Button>
            </FormActions>
          </Form>
        </Card>
      )}
      {can.edit && (
        <Card>
          <More summary={w.editHead} open={open('edit')}>
            <Form
              action={`/drafting/${id}/edit`}
              {...formState(tried, 'edit', {
                kind: row.kind,
                title: row.title,
                purpose: row.purpose,
                plannedOn: row.planned_on ?? '',
              })}
              idempotencyKey={formKey}
              prefix="e"
            >
              {version}
              <HeadFields lang={lang} />
              <FormActions>
                <Button>{w.save}</Button>
              </FormActions>
            </Form>
          </More>
        </Card>
      )}
      {can.withdraw && (
        <Card>
          <More summary={w.withdraw} open={open('withdraw')}>
            <p className="sub">{w.withdrawLead}</p>
            <Form
              action={`/drafting/${id}/withdraw`}
              {...formState(tried, 'withdraw')}
              idempotencyKey={formKey}
              prefix="w"
            >
              {version}
              <TextArea name="reason" label={w.reason} rows={3} />
              <FormActions>
                <Button kind="danger" confirm={w.withdrawAsk}>
                  {w.withdraw}
                </Button>
              </FormActions>
            </Form>
          </More>
        </Card>
      )}
    </>
  )
}
