import type { ReactNode } from 'react'
import {
  Button,
  Form,
  FormActions,
  HiddenField,
  type Lang,
  Notice,
  SelectField,
  TextArea,
  TextField,
} from '#app/ui/index.ts'
import { say } from '#app/kernel/words.ts'
import type { OfficerAction } from '../rules.ts'
import type { FeedbackView } from '../views.ts'
import { feedbackWords, type FeedbackWords } from '../words.ts'

/** The last part of each verb's address. */
export const actionPaths: Record<OfficerAction, string> = {
  assign: 'assign',
  ask: 'ask',
  draft: 'draft',
  approve: 'approve',
  sendBack: 'send-back',
  publish: 'publish',
  reject: 'reject',
  transfer: 'transfer',
}

export interface ActionProps {
  view: FeedbackView
  action: OfficerAction
  primary: boolean
  values: Record<string, string | string[]>
  errors: Record<string, string>
  formKey: string
  lang: Lang
}

/** One verb as a form, with the version the officer is looking at. */
export function ActionForm({ view, action, primary, values, errors, formKey, lang }: ActionProps) {
  const w = say(feedbackWords, lang)
  return (
    <Form
      action={`/work/feedback/${view.number}/${actionPaths[action]}`}
      values={values}
      errors={errors}
      idempotencyKey={formKey}
      prefix={action}
    >
      <HiddenField name="version" value={view.version} />
      {fieldsOf(view, action, values, w)}
      <FormActions>
        <Button kind={primary ? 'primary' : action === 'reject' ? 'danger' : 'plain'}>
          {action === 'draft' ? w.saveDraft : w[action]}
        </Button>
      </FormActions>
    </Form>
  )
}

function fieldsOf(
  view: FeedbackView,
  action: OfficerAction,
  values: ActionProps['values'],
  w: FeedbackWords,
): ReactNode {
  /** What the officer typed goes before what the page proposes. */
  const kept = (name: string, proposed: string): string => {
    const typed = values[name]
    return typeof typed === 'string' ? typed : proposed
  }
  switch (action) {
    case 'assign':
      return (
        <SelectField
          name="officerId"
          label={w.assignee}
          value={kept('officerId', view.assigneeId ? String(view.assigneeId) : '')}
          options={view.officers.map(one => ({ value: String(one.id), label: one.name, group: one.unit }))}
        />
      )
    case 'ask':
      return <TextArea name="text" label={w.askText} help={w.askHelp(view.askBy)} rows={4} />
    case 'draft':
      return <TextArea name="answer" label={w.answerText} value={kept('answer', view.answer ?? '')} rows={8} />
    case 'approve':
      return <p>{w.approveHelp}</p>
    case 'sendBack':
      return <TextArea name="reason" label={w.reason} rows={3} />
    case 'publish':
      return (
        <>
          <Notice>{w.publishHelp}</Notice>
          <TextField name="subject" label={w.publicSubject} value={kept('subject', view.proposed.subject)} />
          <TextArea name="body" label={w.publicBody} value={kept('body', view.proposed.body)} rows={6} />
          <TextArea name="answer" label={w.publicAnswer} value={kept('answer', view.proposed.answer)} rows={6} />
        </>
      )
    case 'reject':
      return <TextArea name="reason" label={w.reason} help={w.rejectHelp(view.refuseBy)} rows={4} />
    default:
      return (
        <>
          <SelectField
            name="agencyId"
            label={w.toAgency}
            help={w.transferHelp}
            options={view.addressees.map(one => ({
              value: String(one.id),
              label: one.name,
              group: w.agencyGroup(one.kind),
            }))}
          />
          <TextArea name="reason" label={w.reason} rows={3} />
        </>
      )
  }
}
