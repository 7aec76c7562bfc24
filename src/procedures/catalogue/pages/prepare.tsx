import {
  Button,
  Card,
  CheckboxGroup,
  FieldRow,
  FieldSet,
  Form,
  FormActions,
  type FormValues,
  NumberField,
  RadioGroup,
  SelectField,
  TextField,
} from '#app/ui/index.ts'
import { say } from '#app/kernel/words.ts'
import type { VersionLine } from '../page.ts'
import { COMPONENT_NAMES } from '../parts.ts'
import { CHANNELS, ONLINE_LEVELS } from '../shape.ts'
import type { DecisionRow } from '../work.ts'
import { catalogueWords } from '../words.ts'
import type { OneProps } from './work-one.tsx'
import { workWords } from './work-words.ts'

/** The form that makes a draft: where its content comes from, and what the province adds. */

/** Decisions that are still being prepared, to choose one. */
export const decisionOptions = (open: DecisionRow[]) =>
  open.map(one => ({ value: String(one.id), label: `${one.number} — ${one.title}` }))

interface PrepareProps extends Pick<OneProps, 'view' | 'open' | 'homes' | 'values' | 'errors' | 'lang'> {
  copy: VersionLine | undefined
  inForce: VersionLine | undefined
}

export function Prepare({ view, copy, inForce, open, homes, values, errors, lang }: PrepareProps) {
  const w = say(workWords, lang)
  const c = say(catalogueWords, lang)
  const listed = CHANNELS.filter(channel => view.content.channels.some(rule => rule.channel === channel))
  const channels = listed.length > 0 ? listed : CHANNELS
  const sources = [
    ...(inForce ? [{ value: 'current', label: w.source_current }] : []),
    ...(copy ? [{ value: 'national', label: w.source_national }] : []),
  ]
  const now: FormValues = {
    source: sources[0]?.value,
    home: inForce?.home ?? undefined,
    onlineLevel: inForce?.onlineLevel,
    promiseBasis: view.promiseBasis ?? undefined,
    ...Object.fromEntries(
      Object.entries(view.promised ?? {}).flatMap(([channel, limit]) => [
        [`amount.${channel}`, String(limit?.amount ?? '').replace('.', ',')],
        [`unit.${channel}`, limit?.unit ?? ''],
      ]),
    ),
  }
  return (
    <Card title={w.prepare} id="prepare">
      <p className="sub">{w.prepareLead}</p>
      <Form action={`/catalogue/${view.code}/draft`} values={{ ...now, ...values }} errors={errors} guard>
        <RadioGroup name="source" label={w.source} options={sources} />
        <SelectField name="home" label={w.homeLabel} help={w.homeHelp} options={homes} />
        <SelectField
          name="onlineLevel"
          label={w.onlineLabel}
          options={ONLINE_LEVELS.map(one => ({ value: one, label: c[`online_${one}`] }))}
        />
        <FieldSet legend={w.promisedTitle} help={w.promisedHelp}>
          {channels.map(channel => (
            <FieldRow key={channel}>
              <NumberField
                name={`amount.${channel}`}
                label={w.amount(c[`channel_${channel}`])}
                required={false}
                decimals
              />
              <SelectField
                name={`unit.${channel}`}
                label={w.unit(c[`channel_${channel}`])}
                required={false}
                options={(['WORKING_DAY', 'WORKING_HOUR', 'CALENDAR_DAY', 'SAME_DAY', 'MONTH'] as const).map(one => ({
                  value: one,
                  label: w[`unit_${one}`],
                }))}
              />
            </FieldRow>
          ))}
          <TextField
            name="promiseBasis"
            label={w.promiseBasis}
            help={w.promiseBasisHelp}
            required={false}
            maxLength={200}
          />
        </FieldSet>
        {inForce && (
          <CheckboxGroup
            name="changedComponents[]"
            label={w.changed}
            help={w.changedHelp}
            required={false}
            inline
            options={COMPONENT_NAMES.map(one => ({ value: one, label: c[`part_${one}`] }))}
          />
        )}
        {open.length > 0 && (
          <SelectField name="decisionId" label={w.attachTo} required={false} options={decisionOptions(open)} />
        )}
        <FormActions>
          <Button kind="primary">{w.save}</Button>
        </FormActions>
      </Form>
    </Card>
  )
}
