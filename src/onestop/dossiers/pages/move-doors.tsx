import type { Lang } from '#app/kernel/context.ts'
import { attempt, type FormValues, newFormKey, readForm, refusalErrors } from '#app/kernel/http/form.ts'
import type { C, House } from '#app/kernel/http/house.ts'
import { rowId } from '#app/kernel/input.ts'
import { formatDate, formatWorking } from '#app/kernel/text.ts'
import { say } from '#app/kernel/words.ts'
import { type ProcessStep, sumHours } from '#app/procedures/processes/index.ts'
import {
  Badge,
  Breadcrumbs,
  Button,
  type Column,
  DataTable,
  FilterBar,
  Form,
  FormActions,
  type FormErrors,
  Head,
  HiddenField,
  LinkButton,
  Notice,
  SelectField,
  Sub,
  TextArea,
} from '#app/ui/index.ts'
import { officerScreen } from '#app/ui/screen.tsx'
import { moveProcessInput } from '../input.ts'
import { type MovePlan, movePlan } from '../moving.ts'
import { nextStatus, permissions, type Status } from '../rules.ts'
import { moveProcess } from '../service.ts'
import { dossierWords } from '../words.ts'
import { moveWords } from './move-words.ts'
import { dossierHref } from './places.ts'
import { codeParam } from './verb-doors.tsx'

/** Moving a dossier to another process: first the difference of steps, then the reason and the deed. */
export function moveDoors(house: House): void {
  const path = '/work/dossiers/:code/move-process'
  house.page('get', path, permissions.moveProcess, async c => await show(c, rowId.safeParse(c.req.query('to')).data))
  house.page('post', path, permissions.moveProcess, async c => {
    const ctx = c.get('ctx')
    const code = codeParam(c)
    const read = await readForm(c, moveProcessInput)
    const asked = rowId.safeParse(read.values['processVersionId']).data
    if (!read.ok) return await show(c, asked, read.values, read.errors, 422)
    const done = await attempt(() => moveProcess(ctx, code, read.value))
    if (done.ok) return c.redirect(`${dossierHref(code)}?part=process`, 303)
    const status = done.refusal.status === 409 ? 409 : 422
    return await show(c, asked, read.values, refusalErrors(done.refusal, ctx.lang), status)
  })
}

async function show(
  c: C,
  asked: number | undefined,
  values: FormValues = {},
  errors: FormErrors = {},
  status: 200 | 409 | 422 = 200,
): Promise<Response> {
  const ctx = c.get('ctx')
  const plan = await movePlan(ctx, codeParam(c), asked ?? null)
  const title = say(dossierWords, ctx.lang).do_moveProcess
  return await officerScreen(
    c,
    { title: `${title} ${plan.code}`, status },
    <Move plan={plan} title={title} values={values} errors={errors} lang={ctx.lang} />,
  )
}

function Move({
  plan,
  title,
  values,
  errors,
  lang,
}: {
  plan: MovePlan
  title: string
  values: FormValues
  errors: FormErrors
  lang: Lang
}) {
  const t = say(moveWords, lang)
  const base = dossierHref(plan.code)
  const possible = nextStatus(plan.status as Status, 'moveProcess') !== null
  return (
    <>
      <Breadcrumbs items={[{ label: plan.code, href: base }, { label: title }]} />
      <Head title={title} sub={plan.procedureName} />
      <p>
        {t.lead} {plan.current && t.now(plan.current.no)}
      </p>
      {!possible && <Notice tone="warn">{t.notNow}</Notice>}
      {plan.others.length === 0 ? (
        <Notice tone="info">{t.none}</Notice>
      ) : (
        <FilterBar
          action={`${base}/move-process`}
          values={plan.target ? { to: String(plan.target.id) } : {}}
          submitLabel={t.compare}
        >
          <SelectField
            name="to"
            label={t.choose}
            options={plan.others.map(one => ({
              value: String(one.id),
              label: t.version(one.no, one.from ? formatDate(one.from) : '', one.decisionNo ?? ''),
            }))}
          />
        </FilterBar>
      )}
      {plan.target && <Difference plan={plan} lang={lang} />}
      {plan.target && plan.at && (
        <Notice tone={plan.goesOnAt ? 'info' : 'warn'}>
          {plan.goesOnAt ? t.goesOn(named(plan.at), named(plan.goesOnAt)) : t.noCounterpart(named(plan.at))}
        </Notice>
      )}
      {plan.target && plan.goesOnAt && possible && (
        <Form action={`${base}/move-process`} values={values} errors={errors} idempotencyKey={newFormKey()} guard>
          <HiddenField name="version" value={plan.version} />
          <HiddenField name="processVersionId" value={plan.target.id} />
          <TextArea name="reason" label={t.reason} rows={3} maxLength={1_000} />
          <FormActions>
            <Button kind="primary" big confirm={t.ask}>
              {t.go}
            </Button>
            <LinkButton big href={base}>
              {t.back}
            </LinkButton>
          </FormActions>
        </Form>
      )}
    </>
  )
}

const named = (step: ProcessStep): string => `${step.code} ${step.name}`

function Difference({ plan, lang }: { plan: MovePlan; lang: Lang }) {
  const t = say(moveWords, lang)
  return (
    <DataTable
      caption={t.difference}
      showCaption
      rows={[...plan.difference]}
      rowKey={row => `${row.before?.no ?? ''}-${row.after?.no ?? ''}`}
      columns={changeColumns(lang)}
    />
  )
}

function changeColumns(lang: Lang): Column<MovePlan['difference'][number]>[] {
  const t = say(moveWords, lang)
  const d = say(dossierWords, lang)
  const tones = { SAME: undefined, CHANGED: 'warn', ADDED: 'ok', REMOVED: 'late' } as const
  const time = (step: ProcessStep | null): string => (step ? formatWorking(sumHours([step]) * 60, lang) : '')
  const cell = (step: ProcessStep | null) =>
    step && (
      <>
        <span lang="vi">{named(step)}</span>
        <Sub>{d[`role_${step.role}`]}</Sub>
      </>
    )
  return [
    { key: 'before', head: t.before, cell: row => cell(row.before) },
    { key: 'after', head: t.after, cell: row => cell(row.after) },
    { key: 'time', head: t.time, cell: row => t.hours(time(row.before), time(row.after)) },
    { key: 'kind', head: t.change, cell: row => <Badge tone={tones[row.kind]}>{t[`kind_${row.kind}`]}</Badge> },
  ]
}
