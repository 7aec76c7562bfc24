import { z } from 'zod'
import type { C, House } from '#app/kernel/http/house.ts'
import { attempt } from '#app/kernel/http/form.ts'
import { withQuery } from '#app/kernel/http/query.ts'
import { line } from '#app/kernel/input.ts'
import { may } from '#app/kernel/permission.ts'
import { formatDateTime } from '#app/kernel/text.ts'
import { say } from '#app/kernel/words.ts'
import { Card, Code, DataTable, Empty, Head, Pager } from '#app/ui/index.ts'
import { officerScreen } from '#app/ui/screen.tsx'
import { dossierBrief } from '../brief.ts'
import { permissions } from '../rules.ts'
import { codeIn } from '../input.ts'
import { type FoundDossier, searchDossiers, searchProcedures } from '../search.ts'
import { dossierWords } from '../words.ts'
import { dossierHref } from './places.ts'
import { pageWords } from './words.ts'

const asked = z.object({
  q: line(200).catch(''),
  after: z.string().max(500).optional().catch(undefined),
})

export function searchDoors(house: House): void {
  house.page('get', '/work/search', permissions.read, search)
}

/** A whole code leads to its dossier; anything else to a list. */
async function search(c: C): Promise<Response> {
  const ctx = c.get('ctx')
  const t = say(pageWords, ctx.lang)
  const d = say(dossierWords, ctx.lang)
  const { q, after } = asked.parse({ q: c.req.query('q') ?? '', after: c.req.query('after') })
  const code = codeIn(q)
  if (code && (await attempt(() => dossierBrief(ctx, code))).ok) return c.redirect(dossierHref(code), 303)
  const [found, procedures] = await Promise.all([
    searchDossiers(ctx, q, { limit: 50, after }),
    after ? [] : searchProcedures(ctx, q),
  ])
  const href = (next: string): string => withQuery('/work/search', { q, after: next })
  return await officerScreen(
    c,
    { title: t.searchTitle(q) },
    <>
      <Head title={t.searchTitle(q)} />
      {procedures.length > 0 && (
        <Card title={t.searchProcedures}>
          <DataTable
            bare
            caption={t.searchProcedures}
            rows={procedures}
            rowKey={p => p.code}
            columns={[
              { key: 'code', head: t.code, cell: p => <Code href={`/procedures/${p.code}`}>{p.code}</Code> },
              { key: 'name', head: t.procedure, rowHead: true, cell: p => p.name },
              { key: 'sector', head: t.sector, cell: p => p.sector },
              ...(may(ctx.actor, permissions.receive)
                ? [
                    {
                      key: 'receive',
                      head: t.receiveThis,
                      hideHead: true,
                      cell: (p: { code: string }) => <a href={`/counter/new/${p.code}`}>{t.receiveThis}</a>,
                    },
                  ]
                : []),
            ]}
          />
        </Card>
      )}
      <DataTable<FoundDossier>
        caption={t.searchDossiers}
        rows={found.items}
        rowKey={row => row.code}
        columns={[
          {
            key: 'code',
            head: t.code,
            rowHead: true,
            cell: row => <Code href={dossierHref(row.code)}>{row.code}</Code>,
          },
          { key: 'who', head: t.applicant, cell: row => row.applicantName },
          { key: 'procedure', head: t.procedure, cell: row => row.procedureName },
          { key: 'status', head: t.status, cell: row => d[`status_${row.status}`] },
          { key: 'filed', head: t.filed, cell: row => formatDateTime(row.submittedAt) },
          { key: 'due', head: t.due, cell: row => (row.dueAt ? formatDateTime(row.dueAt) : '') },
        ]}
        empty={
          <Empty title={q ? t.searchEmpty : t.searchNothing}>
            <p>{t.searchHelp}</p>
          </Empty>
        }
      />
      <Pager nextHref={found.next ? href(found.next) : undefined} />
    </>,
  )
}
