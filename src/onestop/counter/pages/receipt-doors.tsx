import { z } from 'zod'
import type { C, House } from '#app/kernel/http/house.ts'
import { notFound } from '#app/kernel/refusal.ts'
import { formatDateTime } from '#app/kernel/text.ts'
import { say } from '#app/kernel/words.ts'
import { dossierBrief, dossierInput } from '#app/onestop/dossiers/index.ts'
import { Actions, CopyButton, Head, LinkButton, SummaryStrip } from '#app/ui/index.ts'
import { officerScreen } from '#app/ui/screen.tsx'
import { permissions } from '../rules.ts'
import { counterWords } from '../words.ts'

/** What the counter shows once a dossier is received: the code, the date, what to print, what comes next. */
export function receiptDoors(house: House): void {
  house.page('get', '/counter/receipts/:code', permissions.receive, receipt)
}

const procedureCode = z
  .string()
  .regex(/^[\d.A-Z]{8,40}$/)
  .optional()
  .catch(undefined)

async function receipt(c: C): Promise<Response> {
  const ctx = c.get('ctx')
  const t = say(counterWords, ctx.lang)
  const code = dossierInput.dossierCode.safeParse(c.req.param('code'))
  if (!code.success) throw notFound({ vi: 'hồ sơ', en: 'The dossier' })
  const dossier = await dossierBrief(ctx, code.data)
  const again = procedureCode.parse(c.req.query('again'))
  return await officerScreen(
    c,
    { title: `${t.receivedTitle} ${dossier.code}` },
    <>
      <Head title={t.receivedTitle} sub={t.receivedSub(dossier.applicantName, dossier.procedureName)} />
      <SummaryStrip
        items={[
          { value: dossier.code, label: t.codeIs },
          { value: dossier.dueAt ? formatDateTime(dossier.dueAt) : '', label: t.dueIs },
        ]}
      />
      <Actions>
        <LinkButton kind="primary" href={`/work/dossiers/${dossier.code}/slips/1`} newTab keyHint="I">
          {t.print}
        </LinkButton>
        <LinkButton href="/counter" keyHint="N">
          {t.next}
        </LinkButton>
        {again && (
          <LinkButton href={`/counter/new/${again}`} keyHint="A">
            {t.again}
          </LinkButton>
        )}
        <LinkButton href={`/work/dossiers/${dossier.code}`}>{t.open}</LinkButton>
        <CopyButton text={dossier.code} />
      </Actions>
    </>,
  )
}
