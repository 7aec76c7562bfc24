import { formatDate, formatDateTime } from '#app/kernel/text.ts'
import { say } from '#app/kernel/words.ts'
import {
  Actions,
  Badge,
  Breadcrumbs,
  Card,
  type Column,
  DataTable,
  Facts,
  Head,
  type Lang,
  LinkButton,
  More,
  Notice,
  PostButton,
  Sub,
} from '#app/ui/index.ts'
import type { FormDefinition } from '../definition.ts'
import { differences, type FormChange } from '../difference.ts'
import { minutesToFill } from '../minutes.ts'
import { wordsOfConditions } from '../questions.ts'
import type { FormVersionView, FormView } from '../views.ts'
import { formWords } from '../words.ts'
import { withdrawWords } from '../withdraw-words.ts'
import { draftHref, formHref, previewHref, withdrawHref } from './addresses.ts'
import { SectionTable } from './drawn.tsx'

/** The forms of one procedure: the one in force drawn, its versions with what each changed. */

interface Props {
  view: FormView
  /** The version drawn: the one asked for, else the one in force. */
  shown: FormVersionView | null
  mayEdit: boolean
  done: string | null
  lang: Lang
}

export function FormPage({ view, shown, mayEdit, done, lang }: Props) {
  const w = say(formWords, lang)
  const { code, draft, versions } = view
  return (
    <>
      <Breadcrumbs items={[{ label: w.forms, href: '/forms' }]} />
      <Head title={<span lang="vi">{view.name}</span>} sub={`${code} · ${view.sector}`}>
        <LinkButton href={`/catalogue/${code}`}>{w.catalogue}</LinkButton>
        <LinkButton href={`/processes/${code}`}>{w.process}</LinkButton>
        {draft && <LinkButton href={previewHref(code, draft.no)}>{w.previewDraft}</LinkButton>}
        {mayEdit && draft && (
          <LinkButton href={draftHref(code)} kind="primary">
            {w.editDraft}
          </LinkButton>
        )}
        {mayEdit && !draft && (
          <PostButton action={`${formHref(code)}/begin`} kind="primary">
            {versions.length > 0 ? w.beginCopy : w.begin}
          </PostButton>
        )}
      </Head>
      {done && (
        <Notice tone="ok" live>
          {done}
        </Notice>
      )}
      {shown === view.inForce && <Ended view={view} lang={lang} />}
      {shown && <Shown view={view} version={shown} mayEdit={mayEdit} lang={lang} />}
      {versions.length > 0 && (
        <DataTable
          caption={w.versions}
          showCaption
          rows={versions}
          rowKey={version => String(version.no)}
          columns={versionColumns(view, lang)}
        />
      )}
    </>
  )
}

/** Why nothing is asked on screen: there never was a form, or it was withdrawn. */
function Ended({ view, lang }: { view: FormView; lang: Lang }) {
  const w = say(withdrawWords, lang)
  if (view.inForce) return null
  const last = view.versions.find(version => version.withdrawn !== null && version.from !== version.to)
  return (
    <Notice tone="warn">
      {last?.withdrawn && last.to !== null && !view.coming ? w.ended(last.no, last.to, last.withdrawn.reason) : ''}{' '}
      {say(formWords, lang).noFormLead}
    </Notice>
  )
}

function Shown({
  view,
  version,
  mayEdit,
  lang,
}: {
  view: FormView
  version: FormVersionView
  mayEdit: boolean
  lang: Lang
}) {
  const w = say(formWords, lang)
  const t = say(withdrawWords, lang)
  const { code } = view
  const { withdrawn } = version
  const mayEnd = mayEdit && version.to === null && (version === view.inForce || version === view.coming)
  const before = view.versions.find(one => one.no < version.no)
  return (
    <>
      <Card
        title={
          <>
            {w.version(version.no)} <StateBadge view={view} version={version} lang={lang} />
          </>
        }
      >
        <Facts
          items={[
            { label: w.from, value: spanOf(version, lang) },
            { label: w.minutes, value: minutesToFill(version.definition) },
            { label: w.note, value: version.note },
            {
              label: w.savedBy,
              value: `${formatDateTime(version.publishedAt ?? version.changedAt)} · ${version.publishedBy ?? version.createdBy}`,
            },
            ...(withdrawn
              ? [
                  {
                    label: t.withdrawn,
                    value: `${withdrawn.reason} — ${withdrawn.by}, ${formatDateTime(withdrawn.at)}`,
                  },
                ]
              : []),
          ]}
        />
        <Actions>
          <LinkButton href={previewHref(code, version.no)}>{w.preview}</LinkButton>
          <LinkButton href={`${formHref(code)}/definition.json?no=${version.no}`} download>
            {w.download}
          </LinkButton>
          {version === view.inForce && <LinkButton href={`/api/v1/procedures/${code}/form`}>{w.jsonSchema}</LinkButton>}
          {mayEnd && <LinkButton href={withdrawHref(code, version.no)}>{t.withdraw}</LinkButton>}
        </Actions>
      </Card>
      <Definition form={version.definition} lang={lang} />
      {before && (
        <More summary={w.differences}>
          <Differences changes={differences(before.definition, version.definition)} lang={lang} />
        </More>
      )}
    </>
  )
}

/** A form drawn for reading: questions first, sections, papers by case. */
function Definition({ form, lang }: { form: FormDefinition; lang: Lang }) {
  const w = say(formWords, lang)
  const conditions = wordsOfConditions(form, lang)
  return (
    <>
      {form.eligibility && (
        <Card title={w.eligibility}>
          <Facts
            items={form.eligibility.map(one => ({
              label: one.question[lang],
              value: `${w.stopsOn(one.stopOn === 'YES' ? w.yes : w.no)}: ${one.words[lang]}`,
            }))}
          />
        </Card>
      )}
      {form.sections.map((section, at) => (
        <Card key={section.key} title={section.title[lang]}>
          {section.help && <p className="help">{section.help[lang]}</p>}
          {section.when && (
            <p>
              {w.onlyWhen} {conditions(section.when)}.
            </p>
          )}
          <SectionTable form={form} section={section} at={at} lang={lang} />
        </Card>
      ))}
      {form.cases && (
        <Card title={w.casesTitle}>
          <Facts items={form.cases.map(one => ({ label: one.case, value: `${w.onlyWhen} ${conditions(one.when)}` }))} />
        </Card>
      )}
    </>
  )
}

/** What one form changes against another, line by line. */
export function Differences({ changes, lang }: { changes: readonly FormChange[]; lang: Lang }) {
  const w = say(formWords, lang)
  if (changes.length === 0) return <p>{w.same}</p>
  return (
    <DataTable
      bare
      caption={w.differences}
      rows={changes.map((change, at) => ({ ...change, at }))}
      rowKey={change => String(change.at)}
      columns={[
        { key: 'sign', head: w.change, cell: change => w[`sign_${change.sign}`] },
        { key: 'place', head: w.place, rowHead: true, cell: change => change.place[lang] },
        { key: 'what', head: w.what, cell: change => change.facts.map(fact => w[`fact_${fact}`]).join(', ') },
      ]}
    />
  )
}

export function spanOf(version: FormVersionView, lang: Lang): string {
  const w = say(formWords, lang)
  if (version.from === null) return ''
  if (version.from === version.to) return say(withdrawWords, lang).never(version.from)
  return version.to === null ? w.spanOpen(version.from) : w.span(version.from, version.to)
}

function StateBadge({ view, version, lang }: { view: FormView; version: FormVersionView; lang: Lang }) {
  const w = say(formWords, lang)
  if (version === view.inForce) return <Badge tone="ok">{w.inForce}</Badge>
  if (version.withdrawn) return <Badge tone="late">{say(withdrawWords, lang).withdrawn}</Badge>
  if (version === view.coming) return <Badge tone="seal">{w.coming}</Badge>
  return <Badge tone={version.state === 'DRAFT' ? 'pause' : 'warn'}>{w[`state_${version.state}`]}</Badge>
}

function versionColumns(view: FormView, lang: Lang): Column<FormVersionView>[] {
  const w = say(formWords, lang)
  return [
    {
      key: 'no',
      head: w.versionNo,
      rowHead: true,
      cell: one => <a href={`${formHref(view.code)}?no=${one.no}`}>{w.version(one.no)}</a>,
    },
    { key: 'state', head: w.state, cell: one => <StateBadge view={view} version={one} lang={lang} /> },
    { key: 'from', head: w.from, cell: one => spanOf(one, lang) },
    { key: 'note', head: w.note, cell: one => one.note },
    {
      key: 'by',
      head: w.savedBy,
      cell: one => (
        <>
          {one.publishedBy ?? one.createdBy}
          <Sub>{formatDate(one.publishedAt ?? one.changedAt)}</Sub>
        </>
      ),
    },
  ]
}
