import { say } from '#app/kernel/words.ts'
import {
  Button,
  Card,
  Form,
  FormActions,
  type FormErrors,
  type FormValues,
  Head,
  type Lang,
  labelsOf,
  LinkButton,
  Notice,
  Questions,
  RadioGroup,
} from '#app/ui/index.ts'
import type { askForm } from '../filling.ts'
import type { FormVersionView, FormView } from '../views.ts'
import { formWords } from '../words.ts'
import { formHref, previewHref } from './addresses.ts'

/** A form as citizens see it, to be tried: nothing is kept. */

interface Props {
  view: FormView
  version: FormVersionView
  asked: ReturnType<typeof askForm>
  values: FormValues
  errors: FormErrors
  /** What the check said; null: nothing was checked. */
  checked: { stopped: string | null; cases: (string | null)[] } | null
  focus: string | undefined
  lang: Lang
}

export function PreviewPage({ view, version, asked, values, errors, checked, focus, lang }: Props) {
  const w = say(formWords, lang)
  const { definition: form } = version
  const { sections, places, minutes } = asked
  return (
    <>
      <Notice tone="warn" title={w.previewNote}>
        {w.previewLead} <a href={formHref(view.code)}>{w.back}</a>
      </Notice>
      <Head title={<span lang="vi">{view.name}</span>} sub={`${w.version(version.no)} · ${w.minutesToFill(minutes)}`} />
      {checked?.stopped && (
        <Notice tone="late" live title={w.stopped}>
          {checked.stopped}
        </Notice>
      )}
      {checked && checked.stopped === null && Object.keys(errors).length === 0 && (
        <Notice tone="ok" live title={w.checkedOk}>
          {checked.cases.map(one => one ?? w.allPapers).join(' · ') || w.allPapers}
        </Notice>
      )}
      <Form
        action={previewHref(view.code, version.no)}
        values={values}
        errors={errors}
        labelOf={labelsOf(sections, 'form')}
      >
        {form.eligibility && (
          <Card title={w.eligibility}>
            {form.eligibility.map(one => (
              <RadioGroup
                key={one.key}
                name={`eligibility.${one.key}`}
                label={one.question[lang]}
                help={one.help?.[lang]}
                required={false}
                inline
                options={[
                  { value: 'YES', label: w.yes },
                  { value: 'NO', label: w.no },
                ]}
              />
            ))}
          </Card>
        )}
        <Questions sections={sections} name="form" places={places} focus={focus} />
        <FormActions>
          <Button kind="primary" big>
            {w.check}
          </Button>
          <LinkButton href={formHref(view.code)} big>
            {w.back}
          </LinkButton>
        </FormActions>
      </Form>
    </>
  )
}
