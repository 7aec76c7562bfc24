import { z } from 'zod'
import type { C, House } from '#app/kernel/http/house.ts'
import { line } from '#app/kernel/input.ts'
import { dayOf, formatNumber } from '#app/kernel/text.ts'
import { say } from '#app/kernel/words.ts'
import { agencyTree } from '#app/organisation/agencies/index.ts'
import {
  Code,
  type Column,
  DataTable,
  Empty,
  FilterBar,
  Head,
  LinkButton,
  Notice,
  Sub,
  TextField,
} from '#app/ui/index.ts'
import { officerScreen } from '#app/ui/screen.tsx'
import { permissions } from '../rules.ts'
import { type Receivable, receivable } from '../views.ts'
import { counterWords } from '../words.ts'

/** The first screen of the counter: which procedure. */
export function pickDoors(house: House): void {
  house.page('get', '/counter', permissions.receive, pick)
  house.nav.push({
    section: 'onestop',
    order: 5,
    href: '/counter',
    label: { vi: counterWords.vi.counter, en: counterWords.en.counter },
    permission: permissions.receive,
  })
}

const asked = z.object({ q: line(100).catch('') })

async function pick(c: C): Promise<Response> {
  const ctx = c.get('ctx')
  const t = say(counterWords, ctx.lang)
  const { q } = asked.parse({ q: c.req.query('q') ?? '' })
  const tree = await agencyTree(ctx.db, dayOf(ctx.now))
  const { rows, more } = await receivable(ctx, q)
  const columns: Column<Receivable>[] = [
    {
      key: 'name',
      head: t.procedure,
      rowHead: true,
      cell: row => (
        <>
          <a href={`/counter/new/${row.code}`}>{row.name}</a>
          <Sub>
            <Code>{row.code}</Code>
          </Sub>
        </>
      ),
    },
    { key: 'sector', head: t.sector, cell: row => row.sector },
    {
      key: 'home',
      head: t.decides,
      cell: row => (row.home === 'COMMUNE' ? t.communes : (tree.byCode(row.home)?.shortName ?? row.home)),
    },
    { key: 'used', head: t.used, align: 'right', cell: row => formatNumber(row.used, ctx.lang) },
  ]
  return await officerScreen(
    c,
    { title: t.pickTitle },
    <>
      <Head title={t.pickTitle} sub={t.pickSub}>
        <LinkButton href="/counter/return" keyHint="T">
          {t.returnByCode}
        </LinkButton>
      </Head>
      <FilterBar action="/counter" values={{ q }} clearHref="/counter" submitLabel={t.findDo}>
        <TextField name="q" label={t.find} type="search" placeholder={t.findHint} autoFocus />
      </FilterBar>
      <DataTable
        caption={t.pickTitle}
        columns={columns}
        rows={rows}
        rowKey={row => row.code}
        empty={
          <Empty title={t.nothingTitle}>
            <p>{t.nothingHelp}</p>
            <LinkButton href="/counter">{t.seeAll}</LinkButton>
          </Empty>
        }
      />
      {more && <Notice>{t.more}</Notice>}
    </>,
  )
}
