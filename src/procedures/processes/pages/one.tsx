import {
  Badge,
  Breadcrumbs,
  Button,
  Card,
  CheckboxField,
  DataTable,
  DateField,
  FieldRow,
  Form,
  FormActions,
  type FormErrors,
  type FormValues,
  Head,
  type Lang,
  LinkButton,
  Notice,
  PostButton,
  TextField,
} from '#app/ui/index.ts'
import { say } from '#app/kernel/words.ts'
import { limitInWords } from '#app/kernel/limit.ts'
import type { ProcessVersion, ProcessView } from '../views.ts'
import { processWords } from '../words.ts'
import { Flow } from './flow.tsx'
import { SimulationCard, type SimulationView } from './simulation.tsx'
import { StepTable } from './table.tsx'

/** The processes of one procedure. */

interface Props {
  view: ProcessView
  places: ReadonlyMap<string, string>
  simulation: SimulationView
  mayEdit: boolean
  saved: boolean
  today: string
  values: FormValues
  errors: FormErrors
  lang: Lang
}

export function ProcessPage({ view, places, simulation, mayEdit, saved, today, values, errors, lang }: Props) {
  const w = say(processWords, lang)
  const { inForce, draft } = view
  const older = view.versions.filter(version => version !== inForce && version !== draft)
  const editLabel = draft ? w.editDraft : inForce ? w.newDraft : w.firstDraft
  return (
    <>
      <Breadcrumbs items={[{ label: w.processes, href: '/processes' }]} />
      <Head title={<span lang="vi">{view.name}</span>} sub={`${view.code} · ${view.sector}`}>
        <LinkButton href={`/catalogue/${view.code}`}>{w.catalogue}</LinkButton>
        <LinkButton href={`/forms/${view.code}`}>{w.form}</LinkButton>
        {mayEdit && <LinkButton href={`/processes/import?code=${view.code}`}>{w.import}</LinkButton>}
        {mayEdit && (
          <LinkButton href={`/processes/${view.code}/edit`} kind={draft ? 'plain' : 'primary'}>
            {editLabel}
          </LinkButton>
        )}
      </Head>
      {saved && (
        <Notice tone="ok" live>
          {w.saved}
        </Notice>
      )}
      {!view.published && <Notice tone="warn">{w.notPublished}</Notice>}
      {draft && (
        <>
          <VersionCard title={w.draftTitle} version={draft} view={view} places={places} lang={lang} />
          {mayEdit && <ApproveForm view={view} today={today} values={values} errors={errors} lang={lang} />}
        </>
      )}
      {inForce && (
        <VersionCard title={w.version(inForce.no)} version={inForce} view={view} places={places} lang={lang} />
      )}
      {!inForce && !draft && <Notice tone="warn">{w.none}</Notice>}
      {simulation.runs.length > 0 && <SimulationCard code={view.code} view={simulation} places={places} lang={lang} />}
      {older.length > 0 && (
        <DataTable
          caption={w.versions}
          showCaption
          rows={older}
          rowKey={version => String(version.no)}
          columns={[
            { key: 'no', head: w.versions, rowHead: true, cell: version => w.version(version.no) },
            { key: 'state', head: w.state, cell: version => w[`state_${version.state}`] },
            {
              key: 'from',
              head: w.effectiveFrom,
              cell: version => (version.from ? w.inForce(version.from, version.to) : ''),
            },
            { key: 'decision', head: w.decisionNo, cell: version => version.decisionNo ?? '' },
            { key: 'hours', head: w.hours, align: 'right', cell: version => w.hoursDays(version.hours) },
          ]}
        />
      )}
    </>
  )
}

function VersionCard({
  title,
  version,
  view,
  places,
  lang,
}: {
  title: string
  version: ProcessVersion
  view: ProcessView
  places: ReadonlyMap<string, string>
  lang: Lang
}) {
  const w = say(processWords, lang)
  const facts = [
    version.from && w.inForce(version.from, version.to),
    version.decisionNo && w.byDecision(version.decisionNo),
    version.approvedBy,
    version.onSiteClass && w.onSiteClass(version.onSiteClass),
  ]
  const download = `/processes/${view.code}/bpmn${version.state === 'DRAFT' ? '?draft=1' : ''}`
  return (
    <Card
      title={title}
      actions={
        <>
          {version.illustrative && <Badge tone="warn">{w.illustrative}</Badge>}
          <LinkButton href={`/replay?code=${view.code}&version=${version.state === 'DRAFT' ? 'draft' : version.no}`}>
            {w.replay}
          </LinkButton>
          <LinkButton href={download} download>
            {w.bpmn}
          </LinkButton>
        </>
      }
    >
      <p className="sub">{facts.filter(Boolean).join(' · ')}</p>
      <StepTable steps={version.steps} places={places} lang={lang} />
      <LimitNote hours={version.hours} limit={view.limit} lang={lang} />
      <h3>{w.diagram}</h3>
      <Flow title={title} steps={version.steps} places={places} lang={lang} />
    </Card>
  )
}

export function LimitNote({ hours, limit, lang }: { hours: number; limit: ProcessView['limit']; lang: Lang }) {
  const w = say(processWords, lang)
  if (!limit) return <Notice tone="warn">{w.limitUnknown}</Notice>
  const words = limitInWords(limit.limit, lang)
  const fits = hours <= limit.hours
  return (
    <Notice tone={fits ? 'ok' : 'late'}>
      {fits ? w.fits(hours, words, limit.hours) : w.exceeds(hours, words, limit.hours)}
    </Notice>
  )
}

function ApproveForm({
  view,
  today,
  values,
  errors,
  lang,
}: Pick<Props, 'view' | 'today' | 'values' | 'errors' | 'lang'>) {
  const w = say(processWords, lang)
  return (
    <Card title={w.approveTitle} id="approve">
      <Form action={`/processes/${view.code}/approve`} values={{ effectiveFrom: today, ...values }} errors={errors}>
        <FieldRow>
          <TextField name="decisionNo" label={w.decisionNo} width={16} maxLength={60} />
          <DateField name="effectiveFrom" label={w.effectiveFrom} />
        </FieldRow>
        <CheckboxField name="illustrative" label={w.illustrative} />
        <FormActions>
          <Button kind="primary" confirm={w.approveAsk}>
            {w.approve}
          </Button>
          <PostButton action={`/processes/${view.code}/discard`} kind="danger" confirm={w.discardAsk}>
            {w.discard}
          </PostButton>
        </FormActions>
      </Form>
    </Card>
  )
}
