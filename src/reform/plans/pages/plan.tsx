import {
  Actions,
  Badge,
  BarChart,
  Breadcrumbs,
  Card,
  Code,
  type Column,
  DataTable,
  Facts,
  Head,
  Kpi,
  Kpis,
  type Lang,
  LinkButton,
  More,
  Notice,
  PrintButton,
  Story,
  Sub,
} from '#app/ui/index.ts'
import { formatDate, formatDateTime, formatNumber, isoLocal } from '#app/kernel/text.ts'
import { say } from '#app/kernel/words.ts'
import type { TaskStanding } from '../rules.ts'
import type { TargetView } from '../targets.ts'
import type { PlanView, TaskView } from '../views.ts'
import { amount, goal, planWords, type PlanWords } from '../words.ts'
import { areaName, StandingBadge } from './parts.tsx'
import { TargetMeter, TargetNote } from './target.tsx'

/** One plan: what it promises, how far it is, who owes what. */

interface PlanProps {
  plan: PlanView
  /** Why it could not be approved: task code → words. */
  errors: Record<string, string>
  done: boolean
  lang: Lang
}

const counted = (plan: PlanView) => ({
  met: plan.targets.filter(target => target.result === 'MET').length,
  unknown: plan.targets.filter(target => target.result === 'NO_DATA').length,
  tasks: plan.tasks.filter(task => task.status !== 'DROPPED').length,
  done: plan.tasks.filter(task => task.status === 'DONE').length,
  overdue: plan.status === 'APPROVED' ? plan.tasks.filter(task => task.standing === 'OVERDUE').length : 0,
})

const signed = (plan: PlanView): string | null => (plan.signedOn ? formatDate(plan.signedOn) : null)

export function PlanPage({ plan, errors, done, lang }: PlanProps) {
  const w = say(planWords, lang)
  const base = `/plans/${plan.id}`
  const n = counted(plan)
  return (
    <>
      <Breadcrumbs items={[{ label: w.title, href: '/plans' }, { label: plan.number }]} />
      <Head title={`${plan.number} ${plan.title}`} sub={w.sub(plan.agency, w.statusOf(plan.status), signed(plan))}>
        {plan.illustrative && <Badge>{w.illustrative}</Badge>}
        <LinkButton href={`${base}/print`}>{w.print}</LinkButton>
        <LinkButton href={`${base}/export.xlsx`}>{w.export}</LinkButton>
        {plan.can.editPlan && <LinkButton href={`${base}/edit`}>{w.edit}</LinkButton>}
        {plan.can.close && <LinkButton href={`${base}/close`}>{w.close}</LinkButton>}
        {plan.can.approve && (
          <LinkButton kind="primary" href={`${base}/approve`}>
            {w.approve}
          </LinkButton>
        )}
      </Head>
      {done && (
        <Notice tone="ok" live>
          {w.done}
        </Notice>
      )}
      {Object.keys(errors).length > 0 && (
        <Notice tone="late" title={w.cannotApprove} live>
          <ul>
            {Object.entries(errors).map(([code, words]) => (
              <li key={code}>{/^\d/.test(code) ? <a href={`${base}/tasks/${code}`}>{words}</a> : words}</li>
            ))}
          </ul>
        </Notice>
      )}
      <Kpis>
        <Kpi label={w.targetsMet} value={w.of(n.met, plan.targets.length)} note={w.noData(n.unknown)} />
        <Kpi label={w.tasksDone} value={w.of(n.done, n.tasks)} />
        <Kpi label={w.tasksOverdue} value={formatNumber(n.overdue, lang)} tone={n.overdue > 0 ? 'bad' : undefined} />
      </Kpis>
      <Card
        title={w.targets}
        actions={plan.can.addTarget && <LinkButton href={`${base}/targets/new`}>{w.addTarget}</LinkButton>}
      >
        <DataTable
          caption={w.targets}
          bare
          rows={plan.targets}
          rowKey={target => String(target.no)}
          columns={targetColumns(plan, w, lang)}
          empty={<p>{w.noTargets}</p>}
        />
      </Card>
      <Card
        title={w.tasks}
        actions={plan.can.addTask && <LinkButton href={`${base}/tasks/new`}>{w.addTask}</LinkButton>}
      >
        {plan.tasks.length > 0 && <ProgressChart plan={plan} lang={lang} />}
        <DataTable
          caption={w.tasks}
          bare
          rows={plan.tasks}
          rowKey={task => task.code}
          rowTone={task => (plan.status === 'APPROVED' && task.standing === 'OVERDUE' ? 'late' : undefined)}
          columns={taskColumns(plan, w, lang)}
          empty={<p>{w.noTasks}</p>}
        />
      </Card>
      <Card>
        <Facts
          items={[
            { label: w.signer, value: plan.signer },
            { label: w.basis, value: plan.basis.length > 0 && <Lines lines={plan.basis} /> },
            { label: w.purpose, value: plan.purpose && <Lines lines={plan.purpose.split('\n')} /> },
          ].filter(item => item.value !== false)}
        />
        <p className="sub">{w.areaBasis(plan.areas.basis, plan.areas.verified)}</p>
      </Card>
      <Card>
        <More summary={<b>{w.story}</b>}>
          <Story
            items={plan.story.map(event => ({
              text: w.sentence(event),
              when: formatDateTime(event.at),
              dateTime: isoLocal(event.at),
            }))}
          />
        </More>
      </Card>
    </>
  )
}

const Lines = ({ lines }: { lines: string[] }) => lines.map((line, at) => <div key={at}>{line}</div>)

/** Under way stands first and takes the palette's blue; the other colours carry their meaning. */
const pictured: { standing: TaskStanding; tone?: 'ok' | 'warn' | 'quiet' | 'late' | 'pause' }[] = [
  { standing: 'DOING' },
  { standing: 'DONE', tone: 'ok' },
  { standing: 'DONE_LATE', tone: 'warn' },
  { standing: 'OVERDUE', tone: 'late' },
  { standing: 'TODO', tone: 'quiet' },
  { standing: 'DROPPED', tone: 'pause' },
]

/** Names in a picture stay on one line, on a phone too; the table has them whole. */
const shortened = (text: string): string => (text.length > 40 ? `${text.slice(0, 38).trimEnd()}…` : text)

function ProgressChart({ plan, lang }: { plan: PlanView; lang: Lang }) {
  const w = say(planWords, lang)
  const n = counted(plan)
  const areas = plan.areas.areas.filter(area => plan.tasks.some(task => task.area === area.code))
  const present = pictured.filter(({ standing }) => plan.tasks.some(task => task.standing === standing))
  return (
    <BarChart
      title={w.progress}
      sentence={w.progressSentence(n.done, n.tasks, n.overdue)}
      lying
      stacked
      groups={areas.map(area => shortened(area[lang]))}
      groupLabel={w.area}
      series={present.map(({ standing, tone }) => ({
        label: w.standing(standing),
        tone,
        values: areas.map(
          area => plan.tasks.filter(task => task.area === area.code && task.standing === standing).length,
        ),
      }))}
      format={value => formatNumber(value, lang)}
    />
  )
}

const targetColumns = (plan: PlanView, w: PlanWords, lang: Lang): Column<TargetView>[] => [
  { key: 'no', head: w.code, cell: target => <span className="num">{target.no}</span> },
  {
    key: 'text',
    head: w.text,
    rowHead: true,
    cell: target => (
      <>
        <a href={`/plans/${plan.id}/targets/${target.no}`}>{target.text}</a>
        <Sub>{areaName(plan, target.area, lang)}</Sub>
      </>
    ),
  },
  {
    key: 'goal',
    head: w.value,
    align: 'right',
    cell: target => <span className="num">{goal(target.operator, target.value, target.unit, lang)}</span>,
  },
  {
    key: 'now',
    head: w.now,
    cell: target => (
      <>
        <TargetMeter target={target} lang={lang} />
        <TargetNote target={target} lang={lang} />
      </>
    ),
  },
]

const taskColumns = (plan: PlanView, w: PlanWords, lang: Lang): Column<TaskView>[] => [
  {
    key: 'text',
    head: w.task,
    rowHead: true,
    cell: task => (
      <>
        <Code href={`/plans/${plan.id}/tasks/${task.code}`}>{task.code}</Code> {task.text}
        <Sub>
          {areaName(plan, task.area, lang)} · {w.product}: {task.product}
        </Sub>
      </>
    ),
  },
  {
    key: 'lead',
    head: w.lead,
    cell: task => (
      <>
        {task.lead || w.problem('NO_LEAD')}
        <Sub>{task.leadOfficer || w.problem('NO_PERSON')}</Sub>
      </>
    ),
  },
  { key: 'due', head: w.dueOn, cell: task => <span className="num">{formatDate(task.dueOn)}</span> },
  { key: 'standing', head: w.status, cell: task => <StandingBadge standing={task.standing} lang={lang} /> },
]

/** The plan as a paper: header, targets and tasks in full, no frame. */
export function PlanPaper({ plan, at, lang }: { plan: PlanView; at: Date; lang: Lang }) {
  const w = say(planWords, lang)
  return (
    <article className="official">
      <p>
        <b>{plan.agency}</b>
        <br />
        {plan.number}
        {plan.signedOn && `, ${formatDate(plan.signedOn)}`}
      </p>
      <h1>
        {w.planPaper}: {plan.title}
      </h1>
      {plan.illustrative && <p>({w.illustrative})</p>}
      {plan.basis.length > 0 && (
        <Card title={w.basis}>
          <Lines lines={plan.basis} />
        </Card>
      )}
      {plan.purpose && (
        <Card title={w.purpose}>
          <Lines lines={plan.purpose.split('\n')} />
        </Card>
      )}
      <Card title={w.targets}>
        <DataTable
          caption={w.targets}
          bare
          stack={false}
          rows={plan.targets}
          rowKey={target => String(target.no)}
          columns={[
            { key: 'no', head: w.code, cell: target => target.no },
            { key: 'text', head: w.text, rowHead: true, cell: target => target.text },
            {
              key: 'goal',
              head: w.value,
              align: 'right',
              cell: target => goal(target.operator, target.value, target.unit, lang),
            },
            {
              key: 'now',
              head: w.now,
              align: 'right',
              cell: target => (target.live.value === null ? '–' : amount(target.live.value, target.unit, lang)),
            },
            { key: 'result', head: w.status, cell: target => w.result(target.result) },
          ]}
        />
      </Card>
      <Card title={w.tasks}>
        <DataTable
          caption={w.tasks}
          bare
          stack={false}
          rows={plan.tasks}
          rowKey={task => task.code}
          columns={[
            { key: 'code', head: w.code, cell: task => task.code },
            { key: 'text', head: w.text, rowHead: true, cell: task => task.text },
            { key: 'product', head: w.product, cell: task => task.product },
            { key: 'lead', head: w.lead, cell: task => [task.lead, task.leadOfficer].filter(Boolean).join(', ') },
            { key: 'with', head: w.coordinating, cell: task => task.coordinating.join(', ') },
            { key: 'due', head: w.dueOn, cell: task => formatDate(task.dueOn) },
            { key: 'standing', head: w.status, cell: task => w.standing(task.standing) },
          ]}
        />
      </Card>
      {plan.signer && <p>{plan.signer}</p>}
      <p className="sub">{formatDateTime(at)}</p>
      <Actions>
        <PrintButton />
      </Actions>
    </article>
  )
}
