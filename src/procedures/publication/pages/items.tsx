import {
  Button,
  Card,
  Code,
  type Column,
  DataTable,
  FieldRow,
  Form,
  FormActions,
  type FormErrors,
  type FormValues,
  HiddenField,
  Icon,
  type Lang,
  LinkButton,
  Notice,
  PostButton,
  SelectField,
  Sub,
  TextField,
} from '#app/ui/index.ts'
import { say } from '#app/kernel/words.ts'
import { parts } from '../../catalogue/index.ts'
import { lackWords } from '../refusals.ts'
import { type Change, changes, levelGroups, totalOf } from '../rules.ts'
import type { ProposalView } from '../views.ts'
import { publicationWords } from '../words.ts'
import type { OneProps } from './one.tsx'
import { BASE } from './parts.tsx'
import { pageWords } from './words.ts'

/** The procedures of a publication: the table with what each lacks, how many of each kind, the form of one. */

type ShownItem = ProposalView['items'][number]
/** What an item lacks that is mended in the catalogue. */
const WRITTEN: readonly string[] = ['CODE', 'DRAFT', 'PARTS', 'CHANGED_PARTS']

export function ItemErrors({ errors }: { errors: FormErrors }) {
  const said = Object.entries(errors).filter(([path]) => path.startsWith('items.'))
  if (said.length === 0) return null
  return (
    <Notice tone="late" live>
      <ul>
        {said.map(([path, words]) => (
          <li key={path}>{words}</li>
        ))}
      </ul>
    </Notice>
  )
}

export function Counts({ view, lang }: { view: ProposalView; lang: Lang }) {
  const w = say(pageWords, lang)
  const p = say(publicationWords, lang)
  const columns: Column<Change>[] = [
    { key: 'change', head: w.change, rowHead: true, cell: change => p[`change_${change}`] },
    ...levelGroups.map(
      (level): Column<Change> => ({
        key: level,
        head: p[`level_${level}`],
        align: 'right',
        cell: change => view.counts[change][level],
      }),
    ),
    { key: 'total', head: w.total, align: 'right', cell: change => totalOf(view.counts, change) },
  ]
  return (
    <Card title={w.counts}>
      <DataTable caption={w.counts} bare rows={[...changes]} rowKey={change => change} columns={columns} />
    </Card>
  )
}

export function ItemForm({ view, editing, values, errors, lang }: OneProps) {
  const w = say(pageWords, lang)
  const p = say(publicationWords, lang)
  const item = view.items.find(one => one.no === editing)
  const now: FormValues = item
    ? {
        change: item.change,
        code: item.code ?? '',
        name: item.name,
        successorCode: item.successorCode ?? '',
        basis: item.basis,
      }
    : {}
  return (
    <Card title={item ? `${w.edit}: ${item.name}` : w.addItem} id="item">
      <Form action={`${BASE}/${view.id}/items`} values={{ ...now, ...values }} errors={errors} prefix="i">
        {item && <HiddenField name="no" value={item.no} />}
        <SelectField
          name="change"
          label={w.change}
          options={changes.map(change => ({ value: change, label: p[`change_${change}`] }))}
        />
        <FieldRow>
          <TextField name="code" label={w.code} help={w.codeHelp} required={false} width={16} />
          <TextField name="successorCode" label={w.successor} help={w.successorHelp} required={false} width={16} />
        </FieldRow>
        <TextField name="name" label={w.name} maxLength={1000} />
        <TextField name="basis" label={w.basisText} required={false} maxLength={500} />
        <FormActions>
          <Button kind={item ? 'primary' : undefined}>{item ? w.save : w.addItem}</Button>
        </FormActions>
      </Form>
    </Card>
  )
}

export function itemColumns(view: ProposalView, lang: Lang): Column<ShownItem>[] {
  const w = say(pageWords, lang)
  const p = say(publicationWords, lang)
  const columns: Column<ShownItem>[] = [
    { key: 'no', head: w.order, align: 'right', cell: item => item.no },
    {
      key: 'name',
      head: w.name,
      rowHead: true,
      cell: item => (
        <>
          <span lang="vi">{item.name}</span>
          <Sub>
            {item.code && <Code href={`/catalogue/${item.code}`}>{item.code}</Code>}
            {item.successorCode && (
              <>
                {' '}
                <Icon name="right" /> <Code href={`/catalogue/${item.successorCode}`}>{item.successorCode}</Code>
              </>
            )}
          </Sub>
        </>
      ),
    },
    {
      key: 'change',
      head: w.change,
      cell: item => (
        <>
          {p[`change_${item.change}`]}
          <Sub>{p[`level_${item.level}`]}</Sub>
        </>
      ),
    },
    { key: 'basis', head: w.basisText, labelled: true, cell: item => <span lang="vi">{item.basis}</span> },
    {
      key: 'content',
      head: w.content,
      labelled: true,
      cell: item => (
        <>
          {item.version && item.publishedCode && (
            <a href={`/catalogue/${item.publishedCode}/versions/${item.version.no}#changes`}>
              {w.version(item.version.no)}
            </a>
          )}
          {item.draft && item.draft.changedComponents.length > 0 && (
            <Sub>{parts.inWords(item.draft.changedComponents)[lang]}</Sub>
          )}
          {view.decisionId === null && (
            <Sub>{item.lacks.length === 0 ? w.complete : item.lacks.map(lack => lackWords(lack)[lang]).join('; ')}</Sub>
          )}
          {view.abilities.edit && item.lacks.some(lack => WRITTEN.includes(lack.what)) && (
            <Sub>
              <a href={item.code === null ? '/catalogue/new' : `/catalogue/${item.successorCode ?? item.code}/content`}>
                {item.code === null ? w.enterNew : w.writeContent}
              </a>
            </Sub>
          )}
        </>
      ),
    },
  ]
  if (!view.abilities.edit) return columns
  const at = `${BASE}/${view.id}`
  return [
    ...columns,
    {
      key: 'do',
      head: w.edit,
      hideHead: true,
      cell: item => (
        <>
          <LinkButton href={`${at}?item=${item.no}#item`}>{w.edit}</LinkButton>{' '}
          <PostButton
            action={`${at}/items/remove`}
            fields={{ no: item.no }}
            kind="danger"
            label={`${w.remove} ${item.name}`}
            confirm={w.removeAsk(item.name)}
          >
            {w.remove}
          </PostButton>
        </>
      ),
    },
  ]
}
