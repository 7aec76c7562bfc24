import { z } from 'zod'
import { attempt, type FormValues, newFormKey, readForm, refusalErrors } from '#app/kernel/http/form.ts'
import type { C, House } from '#app/kernel/http/house.ts'
import { dayOf, formatNumber } from '#app/kernel/text.ts'
import { say } from '#app/kernel/words.ts'
import {
  Badge,
  Breadcrumbs,
  Button,
  Card,
  CheckboxField,
  type Column,
  DataTable,
  DateField,
  FieldRow,
  Form,
  FormActions,
  type FormErrors,
  Head,
  type Lang,
  Notice,
  SelectField,
  TextField,
} from '#app/ui/index.ts'
import { officerScreen } from '#app/ui/screen.tsx'
import { mapLevels, mapLevelsInput } from '../mapping.ts'
import { mappingWords } from '../mapping-words.ts'
import { type Mapped, oldLevels, permissions } from '../rules.ts'
import { mappingOfLevels, provided } from '../views.ts'

/** How levels 1-4 of the old scale are read, by days: every officer sees it, whoever records may write a further mapping. */
export function mappingDoors(house: House, records: (c: C) => Promise<boolean>): void {
  house.page('get', '/provision/levels', permissions.look, async c => await show(c, records, null, {}))
  house.page('post', '/provision/levels', permissions.record, async c => {
    const read = await readForm(c, mappingForm)
    if (!read.ok) return await show(c, records, read.values, read.errors)
    const done = await attempt(() => mapLevels(c.get('ctx'), read.value))
    if (!done.ok) return await show(c, records, read.values, refusalErrors(done.refusal, c.get('ctx').lang))
    return c.redirect('/provision/levels?saved', 303)
  })
}

const mappingForm = z.preprocess(
  value => ({ ...(value as object), verified: (value as { verified?: string }).verified === 'on' }),
  mapLevelsInput,
)

async function show(
  c: C,
  records: (c: C) => Promise<boolean>,
  values: FormValues | null,
  errors: FormErrors,
): Promise<Response> {
  const ctx = c.get('ctx')
  const day = dayOf(ctx.now)
  const [mapping, all, mayWrite] = await Promise.all([mappingOfLevels(ctx.db), provided(ctx.db, day), records(c)])
  const counts = new Map(oldLevels.map(level => [level, all.filter(one => one.oldLevel === level).length]))
  return await officerScreen(
    c,
    { title: say(mappingWords, ctx.lang).title, status: values ? 422 : 200 },
    <MappingPage
      mapping={mapping}
      day={day}
      countOf={level => counts.get(level as (typeof oldLevels)[number]) ?? 0}
      mayWrite={mayWrite}
      saved={c.req.query('saved') !== undefined}
      values={values ?? begun(mapping)}
      errors={errors}
      lang={ctx.lang}
    />,
  )
}

/** A new mapping begins with what the newest says. */
function begun(mapping: readonly Mapped[]): FormValues {
  const newest = mapping
    .map(one => one.validFrom)
    .toSorted()
    .at(-1)
  const own = mapping.filter(one => one.validFrom === newest)
  return Object.fromEntries(own.map(one => [`level.${one.oldLevel}`, one.newLevel]))
}

interface Props {
  mapping: readonly Mapped[]
  day: string
  countOf: (level: number) => number
  mayWrite: boolean
  saved: boolean
  values: FormValues
  errors: FormErrors
  lang: Lang
}

function MappingPage({ mapping, day, countOf, mayWrite, saved, values, errors, lang }: Props) {
  const w = say(mappingWords, lang)
  const days = [...new Set(mapping.map(one => one.validFrom))].toSorted().toReversed()
  const today = days.find(one => one <= day)
  return (
    <>
      <Breadcrumbs items={[{ label: w.provision, href: '/provision' }]} />
      <Head title={w.title} sub={w.lead} />
      {saved && (
        <Notice tone="ok" live>
          {w.saved}
        </Notice>
      )}
      {days.map(from => {
        const rows = mapping.filter(one => one.validFrom === from)
        return (
          <Card
            key={from}
            title={w.since(from)}
            actions={
              <>
                {from === today && <Badge tone="ok">{w.holds}</Badge>}{' '}
                {rows.every(row => row.verified) ? (
                  <Badge tone="ok">{w.read}</Badge>
                ) : (
                  <Badge tone="warn">{w.recalled}</Badge>
                )}
              </>
            }
          >
            <p className="sub">
              {w.source}: <span lang="vi">{rows[0]?.basis}</span>
            </p>
            <DataTable
              bare
              caption={w.since(from)}
              rows={rows}
              rowKey={row => String(row.oldLevel)}
              columns={columns(countOf, lang)}
            />
          </Card>
        )
      })}
      <p className="sub">{w.first}</p>
      {mayWrite && <MappingForm values={values} errors={errors} lang={lang} />}
    </>
  )
}

function columns(countOf: (level: number) => number, lang: Lang): Column<Mapped>[] {
  const w = say(mappingWords, lang)
  return [
    { key: 'old', head: w.old, rowHead: true, cell: row => w.oldLevel(row.oldLevel) },
    { key: 'new', head: w.present, labelled: true, cell: row => w[row.newLevel] },
    {
      key: 'count',
      head: w.count,
      align: 'right',
      cell: row => <a href={`/provision?old=${row.oldLevel}`}>{formatNumber(countOf(row.oldLevel), lang)}</a>,
    },
  ]
}

function MappingForm({ values, errors, lang }: Pick<Props, 'values' | 'errors' | 'lang'>) {
  const w = say(mappingWords, lang)
  return (
    <Card title={w.write} id="write">
      <Form action="/provision/levels" values={values} errors={errors} idempotencyKey={newFormKey()} guard>
        <DateField name="validFrom" label={w.validFrom} />
        <TextField name="basis" label={w.basis} maxLength={300} />
        <CheckboxField name="verified" label={w.verified} help={w.verifiedHelp} />
        <FieldRow>
          {oldLevels.map(level => (
            <SelectField
              key={level}
              name={`level.${level}`}
              label={w.oldLevel(level)}
              options={(['FULL', 'PARTIAL', 'INFORMATION'] as const).map(one => ({ value: one, label: w[one] }))}
            />
          ))}
        </FieldRow>
        <FormActions>
          <Button kind="primary">{w.save}</Button>
        </FormActions>
      </Form>
    </Card>
  )
}
