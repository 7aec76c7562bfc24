import { say } from '#app/kernel/words.ts'
import {
  Breadcrumbs,
  Button,
  Card,
  Code,
  type Column,
  DataTable,
  DateField,
  Empty,
  FieldRow,
  Form,
  FormActions,
  type FormValues,
  Head,
  type Lang,
  Notice,
  type Option,
  PostButton,
  SelectField,
  Sub,
  TextField,
} from '#app/ui/index.ts'
import type { AuthorityRow } from '../views.ts'
import { delegationWords } from '../words.ts'

interface Props {
  rows: AuthorityRow[]
  agencies: Option[]
  mayKeep: boolean
  today: string
  saved: boolean
  values: FormValues
  errors?: Record<string, string> | undefined
  formKey: string
  lang: Lang
}

/** Whose signature procedures need when it is not the handling agency's own. */
export function AuthoritiesPage({ rows, agencies, mayKeep, today, saved, values, errors, formKey, lang }: Props) {
  const w = say(delegationWords, lang)
  return (
    <>
      <Breadcrumbs items={[{ label: w.title, href: '/org/delegations' }, { label: w.authorities }]} />
      <Head title={w.authorities} sub={w.authoritiesLead} />
      {saved && <Notice tone="ok" live title={w.saved} />}
      <DataTable
        caption={w.authorities}
        rows={rows}
        rowKey={row => String(row.id)}
        rowTone={row => (row.to !== null && row.to <= today ? 'quiet' : undefined)}
        empty={
          <Empty title={w.authoritiesNone}>
            <p>{w.authoritiesNoneHelp}</p>
          </Empty>
        }
        columns={columns(mayKeep, today, lang)}
      />
      {mayKeep && (
        <Card title={w.addAuthority}>
          <Form action="/org/delegations/authorities" values={values} errors={errors} idempotencyKey={formKey}>
            <FieldRow>
              <TextField name="code" label={w.code} width={16} />
              <DateField name="from" label={w.validFrom} />
            </FieldRow>
            <SelectField name="agencyId" label={w.authorityAgency} options={agencies} />
            <TextField name="basis" label={w.basis} maxLength={500} />
            <FormActions>
              <Button kind="primary">{w.addAuthority}</Button>
            </FormActions>
          </Form>
        </Card>
      )}
    </>
  )
}

function columns(mayKeep: boolean, today: string, lang: Lang): Column<AuthorityRow>[] {
  const w = say(delegationWords, lang)
  return [
    {
      key: 'code',
      head: w.code,
      rowHead: true,
      cell: row => <Code href={`/procedures/${row.code}`}>{row.code}</Code>,
    },
    { key: 'agency', head: w.authorityAgency, labelled: true, cell: row => row.agencyName },
    {
      key: 'since',
      head: w.since,
      cell: row => (
        <>
          {w.from(row.from)}
          {row.to && <Sub>{w.to(row.to)}</Sub>}
        </>
      ),
    },
    {
      key: 'delegated',
      head: w.delegatedNow,
      labelled: true,
      cell: row => (
        <a href={`/org/delegations?q=${row.code}`}>
          {row.delegated > 0 ? w.delegatedYes(row.delegated) : w.delegatedNo}
        </a>
      ),
    },
    { key: 'basis', head: w.basis, labelled: true, cell: row => <span lang="vi">{row.basis}</span> },
    {
      key: 'end',
      head: w.endAuthority,
      hideHead: true,
      cell: row =>
        mayKeep && row.to === null && row.from < today ? (
          <PostButton
            action={`/org/delegations/authorities/${row.id}/end`}
            confirm={w.endAuthorityAsk(row.code)}
            label={`${w.endAuthority}: ${row.code}`}
            kind="link"
          >
            {w.endAuthority}
          </PostButton>
        ) : null,
    },
  ]
}
