import { say } from '#app/kernel/words.ts'
import {
  Button,
  Card,
  DateField,
  FileField,
  Form,
  FormActions,
  HiddenField,
  More,
  Notice,
  NumberField,
  TextArea,
} from '#app/ui/index.ts'
import { putMinutes } from '../editing.ts'
import { minutesToFill } from '../minutes.ts'
import { editorWords } from '../editor-words.ts'
import { draftHref } from './addresses.ts'
import type { EditorProps } from './draft.tsx'

/** What ends the editor's page: time and basis, publishing, a file in place of everything. */

export function Settings({ view, draft, lang }: EditorProps) {
  const w = say(editorWords, lang)
  const { minutes } = draft.definition
  return (
    <Card title={w.settings}>
      <Form
        action={`${draftHref(view.code)}/settings`}
        values={{ minutes: minutes === undefined ? '' : String(minutes), note: draft.note }}
        prefix="s"
      >
        <HiddenField name="revision" value={draft.revision} />
        <NumberField
          name="minutes"
          label={w.minutesLabel}
          help={w.minutesHelp(minutesToFill(putMinutes(draft.definition, null)))}
          required={false}
        />
        <TextArea name="note" label={w.note} help={w.noteHelp} required={false} rows={2} maxLength={1_000} />
        <FormActions>
          <Button>{w.save}</Button>
        </FormActions>
      </Form>
    </Card>
  )
}

export function PublishForm({ view, draft, today, values, errors, lang }: EditorProps) {
  const w = say(editorWords, lang)
  return (
    <Card title={w.publishTitle} id="publish">
      {!view.published && <Notice tone="warn">{w.notPublished}</Notice>}
      <p>{w.publishLead}</p>
      <Form
        action={`${draftHref(view.code)}/publish`}
        values={{ effectiveFrom: today, ...values }}
        errors={errors}
        prefix="p"
      >
        <HiddenField name="revision" value={draft.revision} />
        <DateField name="effectiveFrom" label={w.effectiveFrom} />
        <FormActions>
          <Button kind="primary">{w.publish}</Button>
        </FormActions>
      </Form>
    </Card>
  )
}

export function ImportForm({ view, draft, errors, lang }: EditorProps) {
  const w = say(editorWords, lang)
  return (
    <More summary={w.import} open={errors['file'] !== undefined}>
      <p>{w.importLead}</p>
      <Form action={`${draftHref(view.code)}/import`} errors={errors} files noSummary prefix="i">
        <HiddenField name="revision" value={draft.revision} />
        <FileField name="file" label={w.importFile} accept=".json" limit="1 MB" />
        <FormActions>
          <Button>{w.importGo}</Button>
        </FormActions>
      </Form>
    </More>
  )
}
