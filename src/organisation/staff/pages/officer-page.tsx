import { addDays, formatDate, formatDateTime } from '#app/kernel/text.ts'
import { say } from '#app/kernel/words.ts'
import {
  Badge,
  Breadcrumbs,
  Card,
  DataTable,
  Facts,
  Head,
  type Lang,
  LinkButton,
  Menu,
  Notice,
  PostButton,
  Sub,
  type Column,
} from '#app/ui/index.ts'
import type { OfficerView } from '../views.ts'
import { staffWords } from '../words.ts'
import { StateBadge } from './officer-list.tsx'

/** One officer. */

interface OfficerPageProps {
  officer: OfficerView
  mayManage: boolean
  done: string | undefined
  errors?: Record<string, string>
  lang: Lang
}

const DONE = {
  position: 'positionAdded',
  ended: 'positionEnded',
  unlock: 'unlocked',
  enable: 'enabled',
  disable: 'disabled',
  'reset-second-factor': 'secondFactorReset',
} as const

export function OfficerPage({ officer, mayManage, done, errors, lang }: OfficerPageProps) {
  const w = say(staffWords, lang)
  const href = `/org/officers/${officer.officerId}`
  const said = done && Object.hasOwn(DONE, done) ? w[DONE[done as keyof typeof DONE]] : null
  const { can } = officer
  return (
    <>
      <Breadcrumbs items={[{ label: w.officersTitle, href: '/org/officers' }]} />
      <Head
        title={officer.name}
        sub={
          <>
            {officer.login} <StateBadge state={officer.state} lang={lang} />
          </>
        }
      >
        {mayManage && (
          <>
            {can.unlock && (
              <PostButton action={`${href}/unlock`} kind="primary">
                {w.unlock}
              </PostButton>
            )}
            {can.enable && (
              <PostButton action={`${href}/enable`} kind="primary">
                {w.enable}
              </PostButton>
            )}
            {(can.handOutPassword || can.resetSecondFactor || can.disable) && (
              <Menu label={w.security}>
                {can.handOutPassword && <a href={`${href}/hand-out`}>{w.handOut}</a>}
                {can.resetSecondFactor && <a href={`${href}/reset-second-factor`}>{w.resetSecondFactor}</a>}
                {can.disable && <a href={`${href}/disable`}>{w.disable}</a>}
              </Menu>
            )}
          </>
        )}
      </Head>
      {said && (
        <Notice tone="ok" live>
          {said}
        </Notice>
      )}
      {errors && (
        <Notice tone="late" live>
          {Object.values(errors).join(' ')}
        </Notice>
      )}
      {officer.state === 'LOCKED' && officer.lockedUntil && (
        <Notice tone="warn">{w.lockedUntil(formatDateTime(officer.lockedUntil))}</Notice>
      )}
      {mayManage && officer.onceUntil && (
        <Notice tone="warn">{w.onceWaiting(formatDateTime(officer.onceUntil))}</Notice>
      )}
      <Card
        title={w.positions}
        actions={
          mayManage &&
          officer.state !== 'DISABLED' && <LinkButton href={`${href}/positions`}>{w.addPosition}</LinkButton>
        }
      >
        <DataTable
          bare
          caption={w.positions}
          rows={officer.positions}
          rowKey={row => String(row.id)}
          rowTone={row => (row.ended ? 'quiet' : undefined)}
          columns={positionColumns(href, mayManage, lang)}
        />
      </Card>
      <Card title={w.facts}>
        <Facts
          items={[
            { label: w.login, value: officer.login },
            { label: w.email, value: officer.email },
            { label: w.phone, value: officer.phone },
            { label: w.secondFactor, value: officer.secondFactor ? w.state('OPEN') : w.secondFactorOff },
          ]}
        />
      </Card>
    </>
  )
}

function positionColumns(href: string, mayManage: boolean, lang: Lang): Column<OfficerView['positions'][number]>[] {
  const w = say(staffWords, lang)
  return [
    {
      key: 'title',
      head: w.position,
      rowHead: true,
      cell: row => (
        <>
          {row.title} {row.isMain && !row.ended && <Badge tone="seal">{w.main}</Badge>}
          {row.ended && <Badge>{w.past}</Badge>}
        </>
      ),
    },
    {
      key: 'unit',
      head: w.unit,
      cell: row => (
        <>
          <a href={`/org/agencies/${row.unitId}`}>{row.unitName}</a>
          {row.homeName && row.homeName !== row.unitName && <Sub>{row.homeName}</Sub>}
        </>
      ),
    },
    { key: 'roles', head: w.roles, cell: row => row.roles.map(role => w.role(role)).join(' · ') },
    { key: 'from', head: w.since, labelled: true, cell: row => formatDate(row.from) },
    { key: 'to', head: w.until, labelled: true, cell: row => (row.to ? formatDate(addDays(row.to, -1)) : '') },
    ...(mayManage
      ? [
          {
            key: 'end',
            head: w.endPosition,
            hideHead: true,
            align: 'right' as const,
            labelled: false,
            cell: (row: OfficerView['positions'][number]) =>
              row.to === null ? (
                <a href={`${href}/positions/${row.id}/end`} aria-label={w.endPositionOf(row.title)}>
                  {w.endPosition}
                </a>
              ) : null,
          },
        ]
      : []),
  ]
}
