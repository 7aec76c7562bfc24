import {
  Badge,
  Breadcrumbs,
  Button,
  Card,
  type Column,
  Columns,
  DataTable,
  DateField,
  Facts,
  FieldRow,
  Form,
  FormActions,
  Head,
  type Lang,
  Meter,
  NumberField,
  SelectField,
  TextArea,
  TextField,
} from '#app/ui/index.ts'
import type { FormValues } from '#app/kernel/http/form.ts'
import { formatDate, formatNumber } from '#app/kernel/text.ts'
import { say } from '#app/kernel/words.ts'
import { metricKeys } from '#app/measures/metrics/index.ts'
import { operators } from '../rules.ts'
import { metricWords } from '../units.ts'
import type { EnteredValue, TargetView } from '../targets.ts'
import type { PlanView } from '../views.ts'
import { amount, goal, planWords, type PlanWords } from '../words.ts'
import { areaName, type Tried } from './parts.tsx'

/** A target: where it stands as a picture, and its own page. */

export function TargetMeter({ target, lang }: { target: TargetView; lang: Lang }) {
  const w = say(planWords, lang)
  const { live, result } = target
  const wanted = goal(target.operator, target.value, target.unit, lang)
  if (live.value === null) return <Badge>{w.result('NO_DATA')}</Badge>
  const shown = amount(live.value, target.unit, lang)
  const max = target.unit === '%' ? 100 : Math.max(live.value, target.value) * 1.1
  return (
    <>
      <b className="num">{shown}</b> <Badge tone={result === 'MET' ? 'ok' : 'late'}>{w.result(result)}</Badge>
      <Meter
        value={live.value}
        max={max}
        target={target.value}
        met={result === 'MET'}
        label={w.meter(shown, wanted, w.result(result))}
      />
    </>
  )
}

/** What stands below the meter: of how many, what is missing, where it comes from. */
export function TargetNote({ target, lang }: { target: TargetView; lang: Lang }) {
  const w = say(planWords, lang)
  const { live, gap } = target
  const counted =
    live.numerator !== null && live.denominator !== null && live.denominator > 0
      ? w.counted(live.numerator, live.denominator)
      : null
  const missing = gap && w.gap(gap, target.operator.startsWith('<'))
  return (
    <div className="sub num">
      {[counted, missing, live.entered && w.entered(live.entered.asOf, live.entered.by)].filter(Boolean).join(' · ')}
      {live.entered && (
        <div>
          {w.evidence}: {live.entered.evidence}
        </div>
      )}
      {live.href && (
        <div>
          <a href={live.href}>{w.behind}</a>
        </div>
      )}
    </div>
  )
}

/** The fields of a target, for a new one and for a change. */
export function TargetFields({
  plan,
  target,
  values,
  lang,
}: {
  plan: PlanView
  target: TargetView | null
  values: FormValues
  lang: Lang
}) {
  const w = say(planWords, lang)
  const kept = (name: string, stored: string | number | null | undefined): string => {
    const typed = values[name]
    return typeof typed === 'string' ? typed : stored === null || stored === undefined ? '' : String(stored)
  }
  return (
    <>
      <SelectField
        name="area"
        label={w.area}
        value={kept('area', target?.area)}
        options={plan.areas.areas.map(one => ({ value: one.code, label: one[lang] }))}
      />
      <TextField name="text" label={w.text} value={kept('text', target?.text)} />
      <FieldRow>
        <SelectField
          name="operator"
          label={w.operator}
          value={kept('operator', target?.operator ?? '>=')}
          blank={false}
          options={operators.map(operator => ({ value: operator, label: w.operatorOf(operator) }))}
        />
        <NumberField
          name="value"
          label={w.value}
          decimals
          value={kept('value', target ? String(target.value).replace('.', ',') : '')}
        />
        <TextField name="unit" label={w.unit} width={16} required={false} value={kept('unit', target?.unit ?? '%')} />
      </FieldRow>
      <FieldRow>
        <DateField
          name="periodFrom"
          label={w.periodFrom}
          value={kept('periodFrom', target?.periodFrom ?? `${plan.year}-01-01`)}
        />
        <DateField
          name="periodTo"
          label={w.periodTo}
          value={kept('periodTo', target?.periodTo ?? `${plan.year}-12-31`)}
        />
      </FieldRow>
      <SelectField
        name="metric"
        label={w.metric}
        help={w.unitHelp}
        required={false}
        blank={w.metricNone}
        value={kept('metric', target?.metric)}
        options={metricKeys.map(one => ({ value: one.key, label: one.name[lang] }))}
      />
      <SelectField
        name="metricAgencyId"
        label={w.metricAgency}
        required={false}
        blank={w.wholeProvince}
        value={kept('metricAgencyId', target?.metricAgencyId)}
        options={plan.agencies.map(one => ({ value: String(one.id), label: one.name }))}
      />
    </>
  )
}

interface TargetPageProps {
  plan: PlanView
  target: TargetView
  history: EnteredValue[]
  tried: Tried | null
  formKey: string
  today: string
  lang: Lang
}

export function TargetPage({ plan, target, history, tried, formKey, today, lang }: TargetPageProps) {
  const w = say(planWords, lang)
  const base = `/plans/${plan.id}/targets/${target.no}`
  const measure = target.metric ? metricWords(target.metric) : null
  const of = (action: string) => ({
    values: tried?.action === action ? tried.values : {},
    errors: tried?.action === action ? tried.errors : {},
    idempotencyKey: `${formKey}-${action}`,
    prefix: action,
  })
  const change = plan.can.editTarget ? 'edit' : plan.can.amendTarget ? 'amend' : null
  return (
    <>
      <Breadcrumbs
        items={[
          { label: w.title, href: '/plans' },
          { label: plan.number, href: `/plans/${plan.id}` },
          { label: `${w.target} ${target.no}` },
        ]}
      />
      <Head
        title={target.text}
        sub={`${areaName(plan, target.area, lang)} · ${goal(target.operator, target.value, target.unit, lang)}`}
      />
      <Columns
        aside={
          <Card title={w.now}>
            <TargetMeter target={target} lang={lang} />
            <TargetNote target={target} lang={lang} />
            <Facts
              items={[
                { label: w.period, value: `${formatDate(target.periodFrom)} – ${formatDate(target.periodTo)}` },
                { label: w.metric, value: measure?.name[lang] },
                { label: w.howMeasured, value: measure?.formula[lang] },
                { label: w.metricAgency, value: target.metric && (target.metricAgency ?? w.wholeProvince) },
              ]}
            />
            <p className="sub">{w.comparison}</p>
          </Card>
        }
      >
        {target.metric === null && plan.can.enterValue && (
          <Card title={w.enterValue}>
            <Form action={`${base}/value`} {...of('value')}>
              <FieldRow>
                <DateField name="asOf" label={w.asOf} value={String(tried?.values['asOf'] ?? today)} max={today} />
                <NumberField name="value" label={w.enteredValue} unit={target.unit} decimals />
              </FieldRow>
              <TextArea name="evidence" label={w.evidence} help={w.evidenceHelp} rows={3} />
              <FormActions>
                <Button kind="primary">{w.enterValue}</Button>
              </FormActions>
            </Form>
          </Card>
        )}
        {target.metric === null && (
          <Card title={w.history}>
            {history.length === 0 ? (
              <p>{w.noHistory}</p>
            ) : (
              <DataTable
                caption={w.history}
                bare
                rows={history}
                rowKey={row => `${row.asOf}-${row.at.toISOString()}`}
                columns={historyColumns(w, target.unit, lang)}
              />
            )}
          </Card>
        )}
        {change && (
          <Card title={change === 'edit' ? w.edit : w.amend}>
            <Form action={`${base}/${change}`} {...of(change)}>
              <TargetFields plan={plan} target={target} values={of(change).values} lang={lang} />
              {change === 'amend' && <TextArea name="reason" label={w.reason} rows={3} />}
              <FormActions>
                <Button>{change === 'edit' ? w.save : w.amend}</Button>
              </FormActions>
            </Form>
          </Card>
        )}
      </Columns>
    </>
  )
}

const historyColumns = (w: PlanWords, unit: string, lang: Lang): Column<EnteredValue>[] => [
  { key: 'asOf', head: w.asOf, rowHead: true, cell: row => formatDate(row.asOf) },
  {
    key: 'value',
    head: w.enteredValue,
    align: 'right',
    cell: row => (unit === '%' ? amount(row.value, unit, lang) : formatNumber(row.value, lang)),
  },
  { key: 'evidence', head: w.evidence, cell: row => row.evidence },
  { key: 'by', head: w.signer, hideHead: true, cell: row => row.by },
]
