import type { Lang } from '#app/kernel/context.ts'
import { formatDate, formatDateTime } from '#app/kernel/text.ts'
import { say } from '#app/kernel/words.ts'
import {
  Actions,
  Card,
  Code,
  type Column,
  Confirm,
  DataTable,
  Empty,
  Head,
  LinkButton,
  Notice,
  StepList,
  Sub,
} from '#app/ui/index.ts'
import { dossierWords } from '../../dossiers/index.ts'
import { isStep } from '../rules.ts'
import type { OwnDossier, OwnState } from '../own.ts'
import type { DraftLine } from '../views.ts'
import { portalWords } from '../words.ts'
import { guided } from './filing-words.ts'

/** A citizen's own dossiers and drafts. */

export const mineHref = (code: string): string => `/my/dossiers/${code}`

interface MyProps {
  dossiers: OwnDossier[]
  drafts: DraftLine[]
  said: string | null
  lang: Lang
}

type Said = ReturnType<typeof guided>

const filedColumns = (t: Said, d: (typeof dossierWords)['vi']): Column<OwnDossier>[] => [
  {
    key: 'code',
    head: t.colDossier,
    rowHead: true,
    cell: row => (
      <>
        <a href={mineHref(row.code)}>{row.procedureName}</a>
        <Sub>
          <Code>{row.code}</Code>
        </Sub>
      </>
    ),
  },
  { key: 'state', head: t.colState, cell: row => d[`status_${row.status}`] },
  { key: 'due', head: t.colDue, labelled: true, cell: row => (row.dueAt ? formatDateTime(row.dueAt) : '') },
  { key: 'filed', head: t.colFiled, labelled: true, cell: row => formatDateTime(row.submittedAt) },
]

const draftColumns = (t: Said): Column<DraftLine>[] => [
  {
    key: 'name',
    head: t.colDraft,
    rowHead: true,
    cell: row => (
      <>
        <a href={`/drafts/${row.id}/${isStep(row.step) ? row.step : 'agency'}`}>{row.procedureName}</a>
        <Sub>{isStep(row.step) ? t[`step_${row.step}`] : ''}</Sub>
      </>
    ),
  },
  { key: 'saved', head: t.colSaved, labelled: true, cell: row => formatDateTime(row.updatedAt) },
  { key: 'kept', head: t.colKept, labelled: true, cell: row => formatDate(row.expiresAt) },
  {
    key: 'delete',
    head: t.deleteDraft,
    hideHead: true,
    cell: row => (
      <a href={`/drafts/${row.id}/delete`} aria-label={`${t.deleteDraft}: ${row.procedureName}`}>
        {t.deleteDraft}
      </a>
    ),
  },
]

export function MyPage({ dossiers, drafts, said, lang }: MyProps) {
  const t = guided(lang)
  const d = say(dossierWords, lang)
  return (
    <>
      <Head title={t.my} />
      {said && (
        <Notice tone="ok" live>
          {said}
        </Notice>
      )}
      {drafts.length > 0 && (
        <Card title={t.myDrafts}>
          <DataTable bare caption={t.myDrafts} columns={draftColumns(t)} rows={drafts} rowKey={row => row.id} />
        </Card>
      )}
      <Card title={t.myDossiers}>
        <DataTable
          bare
          caption={t.myDossiers}
          columns={filedColumns(t, d)}
          rows={dossiers}
          rowKey={row => row.code}
          empty={
            <Empty title={t.noDossiers}>
              <p>{t.noDossiersText}</p>
              <Actions>
                <LinkButton kind="primary" href="/procedures?online=FULL">
                  {t.findProcedure}
                </LinkButton>
              </Actions>
            </Empty>
          }
        />
      </Card>
    </>
  )
}

/** Right after filing: the code, and what happens next. */
export function FiledPage({ state, lang }: { state: OwnState; lang: Lang }) {
  const t = say(portalWords, lang)
  return (
    <>
      <Head title={t.filed} sub={state.procedureName} />
      <Notice tone="ok" live>
        {t.filedLead}
        <div className="bigcode">{state.code}</div>
      </Notice>
      <Actions>
        <LinkButton kind="primary" big href={mineHref(state.code)}>
          {t.seeDossier}
        </LinkButton>
        <LinkButton big href={`${mineHref(state.code)}/receipt.pdf`}>
          {t.filingReceipt}
        </LinkButton>
      </Actions>
      <Card title={t.nextTitle}>
        <StepList
          steps={[
            { title: t.next1, text: t.next1Text },
            { title: t.next2, text: t.next2Text },
            { title: t.next3, text: t.next3Text },
          ]}
        />
      </Card>
    </>
  )
}

export function DeletePage({ id, name, lang }: { id: string; name: string; lang: Lang }) {
  const t = say(portalWords, lang)
  return (
    <Confirm
      title={t.deleteAsk}
      action={`/drafts/${id}/delete`}
      confirmLabel={t.deleteDraft}
      cancelHref={`/drafts/${id}/agency`}
      danger
    >
      <p>
        <b>{name}</b>
      </p>
      <p>{t.deleteText}</p>
    </Confirm>
  )
}
