import type { Lang } from '#app/kernel/context.ts'
import { say } from '#app/kernel/words.ts'
import {
  Badge,
  Breadcrumbs,
  Button,
  Card,
  CheckboxField,
  Code,
  type Column,
  DataTable,
  DateField,
  Facts,
  Form,
  FormActions,
  type FormErrors,
  type FormValues,
  Head,
  LinkButton,
  Notice,
  Sub,
  TextArea,
  TextField,
} from '#app/ui/index.ts'
import { type Leaf, leavesOf, type ReportForm, ruleText } from '../form.ts'
import { formOf, reportForms } from '../forms.ts'
import { layoutPageWords } from '../layout-words.ts'
import type { LayoutVersion } from '../layouts.ts'
import { layoutWords, reportWords } from '../words.ts'
import { FormHeads } from './heads.tsx'

/** Layouts of forms: which hold when and where they come from, how one looks, and a further one. */

interface ListProps {
  layouts: readonly LayoutVersion[]
  today: string
  mayWrite: boolean
  lang: Lang
}

/** What was before everything else has no first day worth telling. */
const BEGINNING = '1970-01-01'
const spanWords = ({ validFrom, validTo }: LayoutVersion, lang: Lang): string => {
  const w = say(layoutPageWords, lang)
  return validFrom === BEGINNING ? w.always(validTo) : w.since(validFrom, validTo)
}

export function LayoutList({ layouts, today, mayWrite, lang }: ListProps) {
  const w = say(layoutPageWords, lang)
  return (
    <>
      <Breadcrumbs items={[{ label: say(reportWords, lang).reports, href: '/reports' }]} />
      <Head title={w.title} sub={w.lead} />
      {reportForms.map(form => {
        const own = layouts.filter(one => one.form === form.code)
        return (
          <Card
            key={form.code}
            title={`${form.code} ${form.title[lang]}`}
            actions={
              mayWrite && own.length > 0 && <LinkButton href={`/reports/layouts/${form.code}`}>{w.write}</LinkButton>
            }
          >
            {own.length === 0 ? (
              <p>
                <Badge tone="ok">{w.inCode}</Badge> <a href={`/reports/${form.code}`}>{form.number}</a>
              </p>
            ) : (
              <DataTable
                bare
                caption={form.title[lang]}
                rows={own}
                rowKey={one => String(one.version)}
                columns={layoutColumns(today, lang)}
              />
            )}
          </Card>
        )
      })}
    </>
  )
}

function layoutColumns(today: string, lang: Lang): Column<LayoutVersion>[] {
  const w = say(layoutPageWords, lang)
  const holds = ({ validFrom, validTo }: LayoutVersion): boolean =>
    validFrom <= today && (validTo === null || today < validTo)
  return [
    {
      key: 'version',
      head: w.form,
      rowHead: true,
      cell: one => (
        <>
          <a href={`/reports/layouts/${one.form}/${one.version}`}>{w.version(one.version)}</a>
          <Sub>{w.columns(leavesOf(one.heads).length)}</Sub>
        </>
      ),
    },
    {
      key: 'validity',
      head: w.validity,
      labelled: true,
      cell: one => (holds(one) ? <b>{spanWords(one, lang)}</b> : spanWords(one, lang)),
    },
    { key: 'source', head: w.source, labelled: true, cell: one => <span lang="vi">{one.basis}</span> },
    { key: 'verified', head: w.standing, hideHead: true, cell: one => <Verified layout={one} lang={lang} /> },
  ]
}

function Verified({ layout, lang }: { layout: LayoutVersion; lang: Lang }) {
  const w = say(layoutPageWords, lang)
  return layout.verified ? <Badge tone="ok">{w.read}</Badge> : <Badge tone="warn">{w.recalled}</Badge>
}

interface PageProps {
  layout: LayoutVersion
  isNew: boolean
  mayWrite: boolean
  lang: Lang
}

/** A layout as the form will look, with what fills each column. */
export function LayoutPage({ layout, isNew, mayWrite, lang }: PageProps) {
  const w = say(layoutPageWords, lang)
  const form = formOf(layout.form)
  return (
    <>
      <Breadcrumbs items={[{ label: w.title, href: '/reports/layouts' }]} />
      <Head title={`${form.number}, ${w.version(layout.version)}`} sub={form.title[lang]}>
        {mayWrite && <LinkButton href={`/reports/layouts/${form.code}`}>{w.write}</LinkButton>}
      </Head>
      {isNew && (
        <Notice tone="ok" live>
          {w.saved}
        </Notice>
      )}
      {!layout.verified && <Notice tone="warn">{layoutWords(layout, lang)}</Notice>}
      <Card>
        <Facts
          items={[
            { label: w.validity, value: spanWords(layout, lang) },
            { label: w.source, value: layout.basis },
            { label: w.standing, value: <Verified layout={layout} lang={lang} /> },
            {
              label: w.checks,
              value: layout.checks.length === 0 ? w.noChecks : layout.checks.map(ruleText).join('; '),
            },
          ]}
        />
      </Card>
      <Card title={w.preview}>
        <div className="sheet wide" tabIndex={0} role="region" aria-label={form.title[lang]}>
          <table className="ruled">
            <caption className="sr">{form.title[lang]}</caption>
            <FormHeads form={form} heads={layout.heads} lang={lang} />
            <tbody>
              <tr>
                <td className="r">1</td>
                <th scope="row">{w.rowHere}</th>
                {leavesOf(layout.heads).map(leaf => (
                  <td key={leaf.column} className="r">
                    {leaf.totalOnly ? '–' : '…'}
                  </td>
                ))}
              </tr>
            </tbody>
          </table>
        </div>
      </Card>
      <Card title={w.measures}>
        <DataTable
          bare
          caption={w.measures}
          rows={leavesOf(layout.heads)}
          rowKey={leaf => leaf.column}
          columns={leafColumns(lang)}
        />
      </Card>
    </>
  )
}

function leafColumns(lang: Lang): Column<Leaf>[] {
  const w = say(layoutPageWords, lang)
  return [
    { key: 'column', head: w.column, rowHead: true, cell: leaf => `(${leaf.column})` },
    { key: 'head', head: w.head, cell: leaf => leaf[lang] },
    {
      key: 'measure',
      head: w.measure,
      cell: leaf => (
        <>
          <Code>{leaf.measure}</Code>
          {leaf.totalOnly && <Sub>{w.totalOnly}</Sub>}
        </>
      ),
    },
  ]
}

interface FormProps {
  form: ReportForm
  values: FormValues
  errors: FormErrors
  formKey: string
  lang: Lang
}

export function LayoutForm({ form, values, errors, formKey, lang }: FormProps) {
  const w = say(layoutPageWords, lang)
  return (
    <>
      <Breadcrumbs items={[{ label: w.title, href: '/reports/layouts' }]} />
      <Head title={w.writeTitle(form.code)} sub={w.writeLead} />
      <Form action={`/reports/layouts/${form.code}`} values={values} errors={errors} idempotencyKey={formKey} guard>
        <DateField name="validFrom" label={w.validFrom} />
        <TextField name="basis" label={w.basis} help={w.basisHelp} maxLength={300} />
        <CheckboxField name="verified" label={w.verified} help={w.verifiedHelp} />
        <TextArea name="heads" label={w.heads} help={w.headsHelp} rows={14} maxLength={8_000} />
        <TextArea name="checks" label={w.checks} help={w.checksHelp} required={false} rows={4} maxLength={2_000} />
        <FormActions>
          <Button kind="primary">{w.save}</Button>
          <LinkButton href="/reports/layouts">{w.title}</LinkButton>
        </FormActions>
      </Form>
    </>
  )
}
