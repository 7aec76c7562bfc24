import type { Ctx } from '#app/kernel/context.ts'
import { formatDateTime, formatNumber } from '#app/kernel/text.ts'
import { say } from '#app/kernel/words.ts'
import { Card, type Column, DataTable, Empty, StepList, Story, Sub } from '#app/ui/index.ts'
import { isOpen } from '../rules.ts'
import type { DossierPage } from '../views.ts'
import { dossierWords } from '../words.ts'
import { Opinions } from './opinions.tsx'
import { dossierHref } from './places.ts'
import { pageWords } from './words.ts'

type Shown = { ctx: Ctx; dossier: DossierPage }

/** Where a form that was issued is shown to print: by its number in the dossier. */
export const slipHref = (code: string, no: number): string => `${dossierHref(code)}/slips/${no}`

/** Roles of steps in words; a role the words do not know is shown as it is. */
function roleName(ctx: Ctx, role: string): string {
  const d: Record<string, unknown> = say(dossierWords, ctx.lang)
  const found = d[`role_${role}`]
  return typeof found === 'string' ? found : role
}

export function slipTitle(ctx: Ctx, formNo: string): string {
  const t = say(pageWords, ctx.lang)
  const known = { '01': t.form_01, '02': t.form_02, '03': t.form_03, '04': t.form_04, '05': t.form_05 }
  return known[formNo as keyof typeof known] ?? t.form_other(formNo)
}

function paperColumns({ ctx, dossier }: Shown): Column<DossierPage['papers'][number]>[] {
  const t = say(pageWords, ctx.lang)
  return [
    {
      key: 'name',
      head: t.paper,
      rowHead: true,
      cell: paper => (
        <>
          {paper.name}
          <Sub>{t[`paper_${paper.kind as 'OTHER'}`]}</Sub>
        </>
      ),
    },
    { key: 'counts', head: t.counts, align: 'right', cell: paper => `${paper.originals} / ${paper.copies}` },
    { key: 'added', head: t.added, cell: paper => formatDateTime(paper.addedAt) },
    {
      key: 'file',
      head: t.file,
      cell: paper =>
        paper.hasFile && (
          <a href={`${dossierHref(dossier.code)}/papers/${paper.no}/file`} download>
            {t.download} <span className="sr">{paper.name}</span>
            {paper.fileName && <Sub>{paper.fileName}</Sub>}
          </a>
        ),
    },
  ]
}

export function Papers({ ctx, dossier }: Shown) {
  return (
    <DataTable
      caption={say(pageWords, ctx.lang).part_papers}
      rows={dossier.papers}
      rowKey={paper => String(paper.no)}
      columns={paperColumns({ ctx, dossier })}
      empty={<Empty title={say(pageWords, ctx.lang).noPapers} />}
    />
  )
}

export function Process({ ctx, dossier }: Shown) {
  const t = say(pageWords, ctx.lang)
  const hours = (n: number): string => formatNumber(Math.round(n * 10) / 10, ctx.lang)
  return (
    <>
      <Card title={t.processSteps}>
        {dossier.process.length === 0 && <p className="sub">{t.noProcess}</p>}
        <StepList
          steps={dossier.process.map(step => ({
            title: step.name,
            text: t.hoursGiven(roleName(ctx, step.role), hours(step.hours)),
            state: step.state,
          }))}
        />
      </Card>
      <Opinions ctx={ctx} dossier={dossier} />
      {dossier.steps.length > 0 && (
        <Card title={t.ledger}>
          <DataTable
            bare
            caption={t.ledger}
            rows={dossier.steps.map((step, at) => ({ ...step, at }))}
            rowKey={step => String(step.at)}
            rowTone={step => ((step.usedMinutes ?? 0) > step.hours * 60 ? 'late' : undefined)}
            columns={[
              { key: 'step', head: t.ledgerStep, rowHead: true, cell: step => step.name },
              { key: 'unit', head: t.unit, cell: step => step.unit },
              { key: 'officer', head: t.officer, cell: step => step.officer || t.nobody },
              {
                key: 'hours',
                head: t.hoursUsed,
                align: 'right',
                cell: step =>
                  `${step.usedMinutes === null ? t.running : hours(step.usedMinutes / 60)} / ${hours(step.hours)}`,
              },
            ]}
          />
        </Card>
      )}
    </>
  )
}

function slipColumns({ ctx, dossier }: Shown): Column<DossierPage['slips'][number]>[] {
  const t = say(pageWords, ctx.lang)
  return [
    {
      key: 'form',
      head: t.slip,
      rowHead: true,
      cell: slip => (
        <a href={slipHref(dossier.code, slip.no)} target="_blank" rel="noopener">
          {slipTitle(ctx, slip.formNo)}
        </a>
      ),
    },
    { key: 'number', head: t.number, cell: slip => <span className="code">{slip.number}</span> },
    { key: 'issued', head: t.issued, cell: slip => formatDateTime(slip.issuedAt) },
    { key: 'by', head: t.issuedBy, cell: slip => slip.issuedBy },
  ]
}

export function Slips({ ctx, dossier }: Shown) {
  const t = say(pageWords, ctx.lang)
  return (
    <DataTable
      caption={t.part_slips}
      rows={dossier.slips}
      rowKey={slip => String(slip.no)}
      columns={slipColumns({ ctx, dossier })}
      empty={<Empty title={t.noSlips} />}
    />
  )
}

/** History as sentences, newest first, each with the paper it made. */
export function storyOf(ctx: Ctx, dossier: DossierPage, most?: number) {
  return dossier.history.slice(0, most).map((happened, at) => {
    const slip = dossier.slips.find(s => s.number === happened.slip) ?? receiptOf(dossier, happened.type)
    return {
      text: happened.text,
      now: at === 0 && isOpen(dossier.status),
      when: (
        <>
          <time dateTime={happened.at.toISOString()}>{formatDateTime(happened.at)}</time>
          {slip && (
            <>
              {' · '}
              <a href={slipHref(dossier.code, slip.no)}>{slipTitle(ctx, slip.formNo)}</a>
            </>
          )}
        </>
      ),
    }
  })
}

function receiptOf(dossier: DossierPage, type: string): DossierPage['slips'][number] | undefined {
  return type.endsWith('.received') ? dossier.slips.find(s => s.formNo === '01') : undefined
}

export function History({ ctx, dossier }: Shown) {
  const t = say(pageWords, ctx.lang)
  return (
    <Card title={t.part_history}>
      <Story items={storyOf(ctx, dossier)} />
    </Card>
  )
}
