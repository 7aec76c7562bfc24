import { z } from 'zod'
import { attempt } from '#app/kernel/http/form.ts'
import type { C, House } from '#app/kernel/http/house.ts'
import { line } from '#app/kernel/input.ts'
import { say } from '#app/kernel/words.ts'
import { dossierBrief, dossierInput, dossierWords, queue } from '#app/onestop/dossiers/index.ts'
import { Code, DataTable, Empty, FilterBar, Head, LinkButton, Notice, TextField } from '#app/ui/index.ts'
import { officerScreen } from '#app/ui/screen.tsx'
import { permissions } from '../rules.ts'
import { counterWords } from '../words.ts'

/** Handing over quickly: a scanned or typed code leads straight to the form. */
export function returnDoors(house: House): void {
  house.page('get', '/counter/return', permissions.receive, find)
}

const asked = z.object({ q: line(300).catch('') })

async function find(c: C): Promise<Response> {
  const ctx = c.get('ctx')
  const t = say(counterWords, ctx.lang)
  const { q } = asked.parse({ q: c.req.query('q') ?? '' })
  const code = dossierInput.codeIn(q)
  const whole = code ? await attempt(() => dossierBrief(ctx, code)) : null
  if (whole?.ok && whole.value.abilities.includes('handOver')) return c.redirect(handOver(whole.value.code), 303)
  const waiting = await queue(ctx, { tab: 'toReturn', scope: 'team', q: code ?? q, limit: 50 })
  const only = waiting.items.length === 1 && q !== '' && /\d{3}$/.test(q) ? waiting.items[0] : undefined
  if (only?.code.endsWith(q.trim())) return c.redirect(handOver(only.code), 303)
  const notReady = whole?.ok ? whole.value : null
  return await officerScreen(
    c,
    { title: t.returnTitle },
    <>
      <Head title={t.returnTitle} sub={t.returnSub} />
      <FilterBar action="/counter/return" values={{ q }} clearHref="/counter/return" submitLabel={t.returnDo}>
        <TextField name="q" label={t.returnField} type="search" autoFocus />
      </FilterBar>
      {notReady && (
        <Notice tone="warn" live title={t.returnNotReady(say(dossierWords, ctx.lang)[`status_${notReady.status}`])}>
          <a href={`/work/dossiers/${notReady.code}`}>{t.returnOpen}</a>
        </Notice>
      )}
      {q !== '' && !notReady && (
        <Notice tone={waiting.items.length > 0 ? 'info' : 'warn'} live>
          {waiting.items.length > 0 ? t.returnSeveral : t.returnNothing}
        </Notice>
      )}
      <DataTable
        caption={t.waiting}
        rows={waiting.items}
        rowKey={row => row.code}
        columns={[
          {
            key: 'code',
            head: t.codeIs,
            rowHead: true,
            cell: row => <Code href={handOver(row.code)}>{row.code}</Code>,
          },
          { key: 'who', head: t.applicant, cell: row => row.applicantName },
          { key: 'procedure', head: t.procedure, cell: row => row.procedureName },
          {
            key: 'do',
            head: t.handOver,
            hideHead: true,
            cell: row => <LinkButton href={handOver(row.code)}>{t.handOver}</LinkButton>,
          },
        ]}
        empty={
          <Empty title={q === '' ? t.returnEmpty : t.returnNothing}>
            <p>{t.returnEmptyHelp}</p>
          </Empty>
        }
      />
    </>,
  )
}

const handOver = (code: string): string => `/work/dossiers/${code}/hand-over`
