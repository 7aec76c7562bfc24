import {
  Button,
  Card,
  type Column,
  DataTable,
  Empty,
  FieldRow,
  Form,
  FormActions,
  HiddenField,
  type Lang,
  More,
  Notice,
  PostButton,
  SelectField,
  TextArea,
  TextField,
} from '#app/ui/index.ts'
import type { Article } from '../articles.ts'
import type { DraftView } from '../page.ts'
import { changes } from '../rules.ts'
import { terms } from '../words.ts'
import type { TabProps } from './one.tsx'
import { articleAnchor, ChangeBadge, formState, ProcedureName } from './parts.tsx'
import { pageWords } from './words.ts'

/** Articles with the procedures each touches. */
export function ArticlesTab(props: TabProps) {
  const { view, lang } = props
  const w = pageWords[lang]
  const editable = view.can.write && !view.sealed
  return (
    <>
      {view.sealed && view.can.newText && <Notice>{w.sealedText}</Notice>}
      <DataTable
        caption={w.tab_articles}
        rows={view.articles}
        rowKey={one => one.no}
        empty={
          <Empty title={w.noText}>
            <p>{w.noTextHelp}</p>
          </Empty>
        }
        columns={articleColumns(view, editable, lang)}
      />
      {editable && view.articles.length > 0 && <TagForm {...props} />}
      {editable && <ArticleForm {...props} />}
    </>
  )
}

function Tags({ view, no, editable, lang }: { view: DraftView; no: string; editable: boolean; lang: Lang }) {
  const w = pageWords[lang]
  const touched = view.affected.filter(one => one.articles.includes(no))
  if (touched.length === 0) return <span className="sub">{w.noTags}</span>
  return touched.map(one => (
    <div key={one.id}>
      <ChangeBadge change={one.change} lang={lang} /> <ProcedureName code={one.code} name={one.name} />{' '}
      {editable && (
        <PostButton
          action={`/drafting/${view.id}/untag`}
          fields={{ articleNo: no, affectedId: one.id, version: view.row.version }}
          kind="link"
          label={w.untagLabel(one.name, no)}
        >
          {w.untag}
        </PostButton>
      )}
    </div>
  ))
}

function TagForm({ view, tried, formKey, lang }: TabProps) {
  const [w, t] = [pageWords[lang], terms[lang]]
  return (
    <Card title={w.tag} id="tag">
      <p className="sub">{w.tagLead}</p>
      <Form action={`/drafting/${view.id}/tag`} {...formState(tried, 'tag')} idempotencyKey={formKey} prefix="g">
        <HiddenField name="version" value={view.row.version} />
        <FieldRow>
          <SelectField
            name="articleNo"
            label={w.articleNo}
            options={view.articles.map(one => ({ value: one.no, label: `${w.article(one.no)}. ${one.heading}` }))}
          />
          <SelectField
            name="change"
            label={w.change}
            options={changes.map(value => ({ value, label: t.change[value] }))}
          />
        </FieldRow>
        <TextField
          name="code"
          label={w.code}
          help={w.codeHelp}
          required={false}
          maxLength={40}
          spellCheck={false}
          width={24}
        />
        <TextField name="name" label={w.workingName} help={w.workingNameHelp} required={false} maxLength={500} />
        <FormActions>
          <Button kind="primary">{w.tagButton}</Button>
        </FormActions>
      </Form>
    </Card>
  )
}

function ArticleForm({ view, tried, formKey, lang }: TabProps) {
  const w = pageWords[lang]
  return (
    <Card>
      <More summary={w.writeOne} open={tried?.form === 'article'}>
        <Form
          action={`/drafting/${view.id}/articles`}
          {...formState(tried, 'article')}
          idempotencyKey={formKey}
          prefix="a"
          guard
        >
          <HiddenField name="version" value={view.row.version} />
          <TextField name="no" label={w.articleNo} help={w.writeOneHelp} width={8} maxLength={5} />
          <TextField name="heading" label={w.heading} required={false} maxLength={500} />
          <TextArea name="body" label={w.body} required={false} rows={8} />
          <FormActions>
            <Button>{w.saveArticle}</Button>
          </FormActions>
        </Form>
      </More>
    </Card>
  )
}

function articleColumns(view: DraftView, editable: boolean, lang: Lang): Column<Article>[] {
  const w = pageWords[lang]
  return [
    {
      key: 'no',
      head: w.articleNo,
      rowHead: true,
      cell: one => (
        <a href={`/drafting/${view.id}#${articleAnchor(one.no)}`}>
          {w.article(one.no)}
          {one.heading && `. ${one.heading}`}
        </a>
      ),
    },
    {
      key: 'tags',
      head: w.tags,
      labelled: true,
      cell: one => <Tags view={view} no={one.no} editable={editable} lang={lang} />,
    },
    ...(editable
      ? [
          {
            key: 'remove',
            head: w.removeArticle,
            hideHead: true,
            cell: (one: Article) => (
              <PostButton
                action={`/drafting/${view.id}/articles/remove`}
                fields={{ no: one.no, version: view.row.version }}
                kind="link"
                confirm={w.removeAsk}
                label={`${w.removeArticle}: ${w.article(one.no)}`}
              >
                {w.removeArticle}
              </PostButton>
            ),
          },
        ]
      : []),
  ]
}
