import {
  Breadcrumbs,
  Button,
  Card,
  CheckboxGroup,
  Columns,
  DateField,
  Facts,
  FieldRow,
  Form,
  FormActions,
  Head,
  type Lang,
  More,
  SelectField,
  TextArea,
  TextField,
} from '#app/ui/index.ts'
import type { FormValues } from '#app/kernel/http/form.ts'
import { formatDate } from '#app/kernel/text.ts'
import { say } from '#app/kernel/words.ts'
import type { PlanView, TaskView } from '../views.ts'
import { planWords } from '../words.ts'
import { areaName, StandingBadge, type Tried } from './parts.tsx'

/** The fields of a task, for a new one and for a change. */
export function TaskFields({
  plan,
  task,
  values,
  lang,
}: {
  plan: PlanView
  task: TaskView | null
  values: FormValues
  lang: Lang
}) {
  const w = say(planWords, lang)
  const kept = (name: string, stored: string | number | null | undefined): string => {
    const typed = values[name]
    return typeof typed === 'string' ? typed : stored === null || stored === undefined ? '' : String(stored)
  }
  const ticked = values['coordinating']
  const coordinating =
    ticked === undefined ? (task?.coordinatingIds.map(String) ?? []) : Array.isArray(ticked) ? ticked : [ticked]
  const agencies = plan.agencies.map(one => ({ value: String(one.id), label: one.name }))
  return (
    <>
      {!task && <TextField name="code" label={w.code} help={w.codeHelp} width={8} />}
      <SelectField
        name="area"
        label={w.area}
        value={kept('area', task?.area)}
        options={plan.areas.areas.map(one => ({ value: one.code, label: one[lang] }))}
      />
      <TextArea name="text" label={w.text} value={kept('text', task?.text)} rows={3} />
      <TextField name="product" label={w.product} value={kept('product', task?.product)} />
      <FieldRow>
        <SelectField
          name="leadAgencyId"
          label={w.lead}
          required={false}
          value={kept('leadAgencyId', task?.leadAgencyId)}
          options={agencies}
        />
        <TextField
          name="leadOfficer"
          label={w.leadOfficer}
          required={false}
          value={kept('leadOfficer', task?.leadOfficer)}
        />
      </FieldRow>
      <DateField name="dueOn" label={w.dueOn} value={kept('dueOn', task?.dueOn)} />
      <More summary={w.coordinating} open={coordinating.length > 0}>
        <CheckboxGroup
          name="coordinating"
          label={w.coordinating}
          required={false}
          value={coordinating}
          options={agencies}
        />
      </More>
    </>
  )
}

interface TaskPageProps {
  plan: PlanView
  task: TaskView
  tried: Tried | null
  formKey: string
  today: string
  lang: Lang
}

export function TaskPage({ plan, task, tried, formKey, today, lang }: TaskPageProps) {
  const w = say(planWords, lang)
  const base = `/plans/${plan.id}/tasks/${task.code}`
  const of = (action: string) => ({
    values: tried?.action === action ? tried.values : {},
    errors: tried?.action === action ? tried.errors : {},
    idempotencyKey: `${formKey}-${action}`,
    prefix: action,
  })
  const change = plan.can.editTask ? 'edit' : plan.can.amendTask ? 'amend' : null
  const idle = !task.can.start && !task.can.finish && !task.can.drop && !change
  return (
    <>
      <Breadcrumbs
        items={[
          { label: w.title, href: '/plans' },
          { label: plan.number, href: `/plans/${plan.id}` },
          { label: `${w.task} ${task.code}` },
        ]}
      />
      <Head title={`${task.code}. ${task.text}`} sub={areaName(plan, task.area, lang)}>
        <StandingBadge standing={task.standing} lang={lang} />
      </Head>
      <Columns
        aside={
          <Card>
            <Facts
              items={[
                { label: w.product, value: task.product },
                { label: w.lead, value: task.lead || w.problem('NO_LEAD') },
                { label: w.leadOfficer, value: task.leadOfficer || w.problem('NO_PERSON') },
                { label: w.coordinating, value: task.coordinating.join(', ') },
                { label: w.dueOn, value: formatDate(task.dueOn) },
                { label: w.doneOn, value: task.doneOn && formatDate(task.doneOn) },
                { label: w.evidence, value: task.evidence },
                { label: w.dropReason, value: task.dropReason },
              ]}
            />
          </Card>
        }
      >
        {idle && <Card>{w.nothingToDo}</Card>}
        {task.can.finish && (
          <Card title={w.finish}>
            <Form action={`${base}/done`} {...of('done')}>
              <DateField
                name="doneOn"
                label={w.doneOn}
                value={String(of('done').values['doneOn'] ?? today)}
                max={today}
              />
              <TextArea name="evidence" label={w.evidence} help={w.evidenceHelp} rows={3} />
              <FormActions>
                <Button kind="primary">{w.finish}</Button>
              </FormActions>
            </Form>
          </Card>
        )}
        {task.can.start && (
          <Card title={w.start}>
            <Form action={`${base}/start`} {...of('start')}>
              <FormActions>
                <Button>{w.start}</Button>
              </FormActions>
            </Form>
          </Card>
        )}
        {change && (
          <Card>
            <More
              summary={<b>{change === 'edit' ? w.edit : w.amend}</b>}
              open={tried?.action === change || change === 'edit'}
            >
              <Form action={`${base}/${change}`} {...of(change)}>
                <TaskFields plan={plan} task={task} values={of(change).values} lang={lang} />
                {change === 'amend' && <TextArea name="reason" label={w.reason} rows={3} />}
                <FormActions>
                  <Button>{change === 'edit' ? w.save : w.amend}</Button>
                </FormActions>
              </Form>
            </More>
          </Card>
        )}
        {task.can.drop && (
          <Card>
            <More summary={w.drop} open={tried?.action === 'drop'}>
              <Form action={`${base}/drop`} {...of('drop')}>
                <TextArea name="reason" label={w.dropReason} rows={3} />
                <FormActions>
                  <Button kind="danger">{w.drop}</Button>
                </FormActions>
              </Form>
            </More>
          </Card>
        )}
      </Columns>
    </>
  )
}
