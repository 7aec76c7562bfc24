import type { ReactNode } from 'react'
import { z } from 'zod'
import type { Ctx } from '#app/kernel/context.ts'
import { attempt, newFormKey, readForm } from '#app/kernel/http/form.ts'
import type { C, House } from '#app/kernel/http/house.ts'
import { paragraphs, rowId } from '#app/kernel/input.ts'
import { notFound, type Words2 } from '#app/kernel/refusal.ts'
import { say } from '#app/kernel/words.ts'
import {
  Actions,
  Button,
  Card,
  Code,
  DataTable,
  Empty,
  Form,
  FormActions,
  Head,
  HiddenField,
  LinkButton,
  Notice,
  Sub,
  TextArea,
} from '#app/ui/index.ts'
import { officerScreen } from '#app/ui/screen.tsx'
import { type PickedRow, pickedRows } from '../bulk.ts'
import { dossierCode } from '../input.ts'
import { permissions } from '../rules.ts'
import { assign, claim, forward } from '../service.ts'
import { dossierHref } from './places.ts'
import { bulkWords } from './bulk-words.ts'

/** One thing done with several dossiers: each is a verb of its own, each answers for itself. */

const verbs = ['forward', 'claim', 'assign'] as const
type BulkVerb = (typeof verbs)[number]

const picked = z
  .string()
  .max(80)
  .transform(text => {
    const [code = '', version = ''] = text.split('@')
    return { code, version: Number(version) }
  })
  .pipe(z.object({ code: dossierCode, version: z.number().int().min(1) }))

/** What was ticked: one value or many, never more than a page can hold. */
const bulkForm = z.object({
  id: z.union([picked.transform(one => [one]), z.array(picked).max(200)]).default([]),
  note: paragraphs(1_000).default(''),
  officerId: rowId.optional(),
})
type BulkForm = z.output<typeof bulkForm>

export function bulkDoors(house: House): void {
  house.page('post', '/work/bulk/forward', permissions.handle, askForward)
  house.page('post', '/work/bulk/run/:verb', permissions.handle, runBulk)
}

/** Says which of the picked can be handed on, and to where, before anything is done. */
async function askForward(c: C): Promise<Response> {
  const ctx = c.get('ctx')
  const t = say(bulkWords, ctx.lang)
  const read = await readForm(c, bulkForm)
  const rows = read.ok ? await pickedRows(ctx, read.value.id) : []
  const able = rows.filter(row => row.canForward)
  return await officerScreen(
    c,
    { title: t.forwardTitle },
    <>
      <Head title={t.forwardTitle} sub={t.chosen(String(rows.length), String(able.length))} />
      <Card>
        <DataTable
          bare
          caption={t.forwardTitle}
          rows={rows}
          rowKey={row => row.code}
          columns={pickedColumns(ctx, row => (
            <>{row.canForward ? t.goesTo(row.nextName ?? '') : row.changed ? t.changed : t.cannot}</>
          ))}
          empty={<Empty title={t.nothingChosen} />}
        />
      </Card>
      {able.length > 0 && (
        <Form action="/work/bulk/run/forward" idempotencyKey={newFormKey()}>
          {able.map(row => (
            <HiddenField key={row.code} name="id" value={`${row.code}@${row.version}`} />
          ))}
          <TextArea name="note" label={t.note} help={t.noteHelp} required={false} rows={2} />
          <FormActions>
            <Button kind="primary" big keyHint="C">
              {t.forwardNow(String(able.length))}
            </Button>
            <LinkButton big href="/work">
              {t.back}
            </LinkButton>
          </FormActions>
        </Form>
      )}
      {able.length === 0 && (
        <Actions>
          <LinkButton href="/work">{t.back}</LinkButton>
        </Actions>
      )}
    </>,
  )
}

interface Outcome {
  row: PickedRow
  refusal: Words2 | null
}

/**
 * Runs the verb on each, one after the other. Sent twice, each dossier still changes once: every one has its own key.
 */
async function runBulk(c: C): Promise<Response> {
  const ctx = c.get('ctx')
  const t = say(bulkWords, ctx.lang)
  const verb = verbs.find(one => one === c.req.param('verb'))
  if (!verb) throw notFound({ vi: 'việc này', en: 'This action' })
  const read = await readForm(c, bulkForm)
  const input: BulkForm = read.ok ? read.value : { id: [], note: '' }
  if (verb === 'assign' && input.officerId === undefined) {
    return await officerScreen(
      c,
      { title: t.assignTitle, status: 422 },
      <>
        <Head title={t.assignTitle} />
        <Notice tone="warn" live title={t.nobodyChosen}>
          {t.nobodyChosenHelp}
        </Notice>
        <Actions>
          <LinkButton href="/work/team">{t.back}</LinkButton>
        </Actions>
      </>,
    )
  }
  const rows = await pickedRows(ctx, input.id)
  const outcomes: Outcome[] = []
  for (const row of rows) {
    const key = ctx.idempotencyKey && `${ctx.idempotencyKey}:${row.code}`
    const done = await attempt(() => runOne({ ...ctx, idempotencyKey: key }, verb, row, input))
    outcomes.push({ row, refusal: done.ok ? null : done.refusal.words })
  }
  return await showOutcomes(c, verb, outcomes)
}

async function runOne(ctx: Ctx, verb: BulkVerb, row: PickedRow, input: BulkForm): Promise<unknown> {
  const { code, version } = row
  if (verb === 'claim') return await claim(ctx, code, { version })
  if (verb === 'assign') return await assign(ctx, code, { version, officerId: input.officerId ?? 0 })
  return await forward(ctx, code, { version, note: input.note })
}

async function showOutcomes(c: C, verb: BulkVerb, outcomes: readonly Outcome[]): Promise<Response> {
  const ctx = c.get('ctx')
  const t = say(bulkWords, ctx.lang)
  const done = outcomes.filter(o => o.refusal === null).length
  const failed = outcomes.length - done
  const titles = { forward: t.forwardTitle, claim: t.claimTitle, assign: t.assignTitle }
  const said = {
    forward: (o: Outcome) => t.wentTo(o.row.nextName ?? ''),
    claim: () => t.claimed,
    assign: () => t.assigned,
  }
  return await officerScreen(
    c,
    { title: titles[verb] },
    <>
      <Head title={titles[verb]} />
      <Notice tone={failed > 0 ? 'warn' : 'ok'} live title={t.summary(String(done), String(failed))} />
      <Card>
        <DataTable
          bare
          caption={titles[verb]}
          rows={[...outcomes]}
          rowKey={o => o.row.code}
          rowTone={o => (o.refusal ? 'late' : undefined)}
          columns={pickedColumns(ctx, row => {
            const outcome = outcomes.find(o => o.row === row)
            return outcome?.refusal ? <b>{outcome.refusal[ctx.lang]}</b> : outcome ? said[verb](outcome) : ''
          }).map(column => ({ ...column, cell: (o: Outcome) => column.cell(o.row) }))}
          empty={<Empty title={t.nothingChosen} />}
        />
      </Card>
      <Actions>
        <LinkButton kind="primary" href="/work">
          {t.back}
        </LinkButton>
      </Actions>
    </>,
  )
}

function pickedColumns(ctx: Ctx, outcome: (row: PickedRow) => ReactNode) {
  const t = say(bulkWords, ctx.lang)
  return [
    {
      key: 'code',
      head: t.code,
      rowHead: true,
      cell: (row: PickedRow) => (
        <>
          <Code href={dossierHref(row.code)}>{row.code}</Code>
          <Sub>{row.applicantName}</Sub>
        </>
      ),
    },
    { key: 'procedure', head: t.procedure, cell: (row: PickedRow) => row.procedureName },
    { key: 'step', head: t.step, cell: (row: PickedRow) => row.stepName ?? '' },
    { key: 'outcome', head: t.outcome, cell: outcome },
  ]
}
