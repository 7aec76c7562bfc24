import { withQuery } from '#app/kernel/http/query.ts'
import type { ReactNode } from 'react'
import { say } from '#app/kernel/words.ts'
import {
  Actions,
  Breadcrumbs,
  Card,
  Empty,
  type FormErrors,
  type FormValues,
  Head,
  type Lang,
  LinkButton,
  More,
  Notice,
  PostButton,
} from '#app/ui/index.ts'
import type { FormFault } from '../checks.ts'
import type { FormSection } from '../definition.ts'
import { differences } from '../difference.ts'
import type { Part } from '../editing.ts'
import { minutesToFill } from '../minutes.ts'
import { wordsOfConditions } from '../questions.ts'
import { faultWords } from '../refusals.ts'
import type { FormVersionView, FormView } from '../views.ts'
import { editorWords } from '../editor-words.ts'
import { anchorOf, draftHref, formHref, partHref, previewHref } from './addresses.ts'
import { Faults, type FieldRow, SectionTable } from './drawn.tsx'
import { ImportForm, PublishForm, Settings } from './finish.tsx'
import { Differences } from './one.tsx'

/** The editor of a draft: the whole form as tables, every change a plain form. */

export interface EditorProps {
  view: FormView
  draft: FormVersionView
  /** What is still wrong with it. */
  faults: readonly FormFault[]
  /** What was just done. */
  done: string | null
  /** What was just refused. */
  refused: string | null
  today: string
  values: FormValues
  errors: FormErrors
  lang: Lang
}

export function DraftPage(props: EditorProps) {
  const { view, draft, faults, done, refused, lang } = props
  const w = say(editorWords, lang)
  const { code } = view
  const { definition: form } = draft
  return (
    <>
      <Breadcrumbs
        items={[
          { label: w.forms, href: '/forms' },
          { label: code, href: formHref(code) },
        ]}
      />
      <Head
        title={<span lang="vi">{view.name}</span>}
        sub={`${w.draftNo(draft.no)} · ${w.minutesToFill(minutesToFill(form))}`}
      >
        {draft.undoSteps > 0 && (
          <PostButton action={`${draftHref(code)}/undo`} fields={{ revision: draft.revision }}>
            {w.undo}
          </PostButton>
        )}
        <LinkButton href={previewHref(code, draft.no)}>{w.preview}</LinkButton>
      </Head>
      {done && (
        <Notice tone="ok" live>
          {done}
        </Notice>
      )}
      {refused && (
        <Notice tone="late" live>
          {refused}
        </Notice>
      )}
      <FaultList faults={faults} lang={lang} />
      <Questions {...props} />
      {form.sections.map((section, at) => (
        <SectionCard key={section.key} {...props} section={section} at={at} />
      ))}
      {form.sections.length === 0 && (
        <Card>
          <Empty title={w.emptyDraft}>
            <p>{w.emptyDraftNext}</p>
          </Empty>
        </Card>
      )}
      <Actions>
        <LinkButton href={partHref(code, { kind: 'section', key: null })}>{w.addSection}</LinkButton>
      </Actions>
      <Cases {...props} />
      <Settings {...props} />
      {view.inForce && (
        <More summary={w.differencesDraft(view.inForce.no)}>
          <Differences changes={differences(view.inForce.definition, form)} lang={lang} />
        </More>
      )}
      <PublishForm {...props} />
      <ImportForm {...props} />
      <Actions>
        <LinkButton href={`${draftHref(code)}/discard`} kind="danger">
          {w.discard}
        </LinkButton>
      </Actions>
    </>
  )
}

/** Everything that still hinders publishing, each leading to its place. */
function FaultList({ faults, lang }: { faults: readonly FormFault[]; lang: Lang }) {
  const w = say(editorWords, lang)
  if (faults.length === 0) return null
  return (
    <Notice tone="warn" title={w.faults}>
      {w.faultsLead}
      <ul>
        {faults.map(fault => (
          <li key={`${fault.fault}${fault.path}`}>{faultWords(fault)[lang]}</li>
        ))}
      </ul>
    </Notice>
  )
}

/** Up, down, edit, remove: of any part. */
function PartActions({ view, draft, part, name, lang }: EditorProps & { part: Part; name: string }) {
  const w = say(editorWords, lang)
  const fields = { kind: part.kind, key: part.key, revision: draft.revision }
  const action = `${draftHref(view.code)}/move`
  return (
    <Actions>
      <a href={partHref(view.code, part)} aria-label={w.editOf(name)}>
        {w.edit}
      </a>
      <PostButton action={action} fields={{ ...fields, by: -1 }} kind="link" label={w.moveUp(name)}>
        {w.up}
      </PostButton>
      <PostButton action={action} fields={{ ...fields, by: 1 }} kind="link" label={w.moveDown(name)}>
        {w.down}
      </PostButton>
      <a
        href={withQuery(`${draftHref(view.code)}/remove`, { kind: part.kind, key: part.key })}
        aria-label={w.removeOf(name)}
      >
        {w.remove}
      </a>
    </Actions>
  )
}

const rowActions =
  (props: EditorProps, add: (group: string) => string) =>
  ({ field }: FieldRow): ReactNode => (
    <>
      <PartActions {...props} part={{ kind: 'field', key: field.key }} name={field.label[props.lang]} />
      {field.type === 'group' && <a href={add(field.key)}>{say(editorWords, props.lang).addInner}</a>}
    </>
  )

function SectionCard(props: EditorProps & { section: FormSection; at: number }) {
  const { view, draft, faults, section, at, lang } = props
  const w = say(editorWords, lang)
  const path = `sections.${at}`
  const own = faults.filter(one => one.path === path || one.path.startsWith(`${path}.when.`))
  const part: Part = { kind: 'section', key: section.key }
  const add = (group: string | null): string =>
    withQuery(`${draftHref(view.code)}/field`, { section: section.key, group })
  return (
    <Card
      id={anchorOf(part)}
      title={section.title[lang]}
      actions={<PartActions {...props} part={part} name={section.title[lang]} />}
    >
      {section.help && <p className="help">{section.help[lang]}</p>}
      {section.when && (
        <p>
          {w.onlyWhen} {wordsOfConditions(draft.definition, lang)(section.when)}.
        </p>
      )}
      <Faults faults={own} lang={lang} />
      <SectionTable
        form={draft.definition}
        section={section}
        at={at}
        lang={lang}
        faults={faults}
        actions={rowActions(props, add)}
      />
      <Actions>
        <LinkButton href={add(null)}>
          {w.addField}
          <span className="sr"> {section.title[lang]}</span>
        </LinkButton>
      </Actions>
    </Card>
  )
}

function Questions(props: EditorProps) {
  const { view, draft, lang } = props
  const asked = draft.definition.eligibility ?? []
  const w = say(editorWords, lang)
  return (
    <Card title={w.eligibility}>
      <p className="help">{w.eligibilityLead}</p>
      {asked.length > 0 && (
        <ol>
          {asked.map(one => (
            <li key={one.key} id={anchorOf({ kind: 'eligibility', key: one.key })}>
              <b>{one.question[lang]}</b>
              <p>
                {w.stopsOn(one.stopOn === 'YES' ? w.yes : w.no)}: {one.words[lang]}
              </p>
              <PartActions {...props} part={{ kind: 'eligibility', key: one.key }} name={one.question[lang]} />
            </li>
          ))}
        </ol>
      )}
      <Actions>
        <LinkButton href={partHref(view.code, { kind: 'eligibility', key: null })}>{w.addQuestion}</LinkButton>
      </Actions>
    </Card>
  )
}

function Cases({ view, draft, faults, lang }: EditorProps) {
  const w = say(editorWords, lang)
  const asked = draft.definition.cases ?? []
  const names = [...new Set([...view.cases, ...asked.map(one => one.case)])]
  const words = wordsOfConditions(draft.definition, lang)
  return (
    <Card title={w.casesTitle}>
      <p className="help">{names.length > 0 ? w.casesLead : w.noCases}</p>
      {names.length > 0 && (
        <ul>
          {names.map(name => {
            const at = asked.findIndex(one => one.case === name)
            const when = asked[at]?.when
            return (
              <li key={name} id={anchorOf({ kind: 'case', key: name })}>
                <b lang="vi">{name}</b>: {when ? `${w.onlyWhen} ${words(when)}` : w.always} ·{' '}
                <a href={partHref(view.code, { kind: 'case', key: name })} aria-label={w.editOf(name)}>
                  {w.edit}
                </a>
                <Faults faults={faults.filter(one => one.path === `cases.${at}`)} lang={lang} />
              </li>
            )
          })}
        </ul>
      )}
    </Card>
  )
}
