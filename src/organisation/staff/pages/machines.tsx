import { accounts, tokens } from '#app/kernel/account/index.ts'
import { z } from 'zod'
import { attempt, type FormValues, readForm, refusalErrors } from '#app/kernel/http/form.ts'
import type { C, House } from '#app/kernel/http/house.ts'
import { line, parse, rowId } from '#app/kernel/input.ts'
import { formatDate, formatDateTime } from '#app/kernel/text.ts'
import { say } from '#app/kernel/words.ts'
import {
  Badge,
  Breadcrumbs,
  Button,
  CheckboxGroup,
  DataTable,
  Empty,
  Form,
  FormActions,
  Head,
  LinkButton,
  Notice,
  NumberField,
  PostButton,
  Sub,
  TextField,
  type Column,
  type Lang,
} from '#app/ui/index.ts'
import { officerScreen } from '#app/ui/screen.tsx'
import { manageMachines } from '../rules.ts'
import { staffWords } from '../words.ts'
import { ShownOnce } from './officer-forms.tsx'

/** Systems that call the API, and their tokens. */

const machineForm = z.object({
  name: line(100, 2),
  scopes: z.union([z.string().transform(one => [one]), z.array(z.string())]).pipe(z.array(z.string()).min(1).max(30)),
  days: z.coerce.number().int().min(1).max(730),
})

export function machinesDoors(house: House): void {
  house.nav.push({
    section: 'organisation',
    order: 90,
    href: '/org/machines',
    label: { vi: staffWords.vi.navMachines, en: staffWords.en.navMachines },
    permission: manageMachines,
  })

  house.page('get', '/org/machines', manageMachines, async c => {
    const ctx = c.get('ctx')
    const w = say(staffWords, ctx.lang)
    const rows = await tokens.tokens(ctx.db)
    return await officerScreen(
      c,
      { title: w.machinesTitle },
      <>
        <Head title={w.machinesTitle} sub={w.machinesSub}>
          <LinkButton href="/org/machines/new" kind="primary" keyHint="N">
            {w.newMachine}
          </LinkButton>
        </Head>
        {c.req.query('done') === 'revoked' && (
          <Notice tone="ok" live>
            {w.tokenRevoked}
          </Notice>
        )}
        <DataTable
          caption={w.machinesTitle}
          rows={rows}
          rowKey={row => String(row.id)}
          rowTone={row => (row.revokedAt || row.expiresAt <= ctx.now ? 'quiet' : undefined)}
          empty={
            <Empty title={w.emptyMachines}>
              <p>{w.emptyMachinesHelp}</p>
            </Empty>
          }
          columns={columns(ctx.now, ctx.lang)}
        />
      </>,
    )
  })

  house.page('get', '/org/machines/new', manageMachines, async c => await newMachine(c, { days: '365' }))

  house.page('post', '/org/machines/new', manageMachines, async c => {
    const ctx = c.get('ctx')
    const w = say(staffWords, ctx.lang)
    const read = await readForm(c, machineForm)
    if (!read.ok) return await newMachine(c, read.values, read.errors)
    const known = scopesOf(house)
    const { name, days } = read.value
    const scopes = read.value.scopes.filter(scope => known.includes(scope))
    const done = await attempt(() => accounts.createMachine(ctx, { name, days, scopes }))
    if (!done.ok) return await newMachine(c, read.values, refusalErrors(done.refusal, ctx.lang))
    // Not a redirect: the token is shown once, here, and kept nowhere.
    return await officerScreen(
      c,
      { title: w.issuedTitle(name), status: 201 },
      <ShownOnce
        title={w.issuedTitle(name)}
        lead={w.issuedLead}
        label={w.token}
        secret={done.value.token}
        links={[{ href: '/org/machines', label: w.toList }]}
      />,
    )
  })

  house.page('post', '/org/machines/tokens/:id/revoke', manageMachines, async c => {
    await tokens.revokeToken(c.get('ctx'), { tokenId: parse(rowId, c.req.param('id')) })
    return c.redirect('/org/machines?done=revoked', 303)
  })
}

/** What a machine can be allowed: whatever scope some door of the API asks for. */
const scopesOf = (house: House): string[] =>
  [...new Set(house.doors.flatMap(door => door.permission.allow))].filter(who => /^[a-z]+\.[a-z]+$/.test(who)).sort()

async function newMachine(c: C, values: FormValues, errors?: Record<string, string>): Promise<Response> {
  const ctx = c.get('ctx')
  const w = say(staffWords, ctx.lang)
  return await officerScreen(
    c,
    { title: w.newMachine, status: errors ? 422 : 200 },
    <>
      <Breadcrumbs items={[{ label: w.machinesTitle, href: '/org/machines' }]} />
      <Head title={w.newMachine} />
      <Form action="/org/machines/new" values={values} errors={errors} guard>
        <TextField name="name" label={w.machineName} help={w.machineNameHelp} />
        <CheckboxGroup
          name="scopes"
          label={w.scopes}
          options={scopesOf(c.get('house')).map(scope => ({ value: scope, label: scope }))}
        />
        <NumberField name="days" label={w.days} unit={w.daysUnit} />
        <FormActions>
          <Button kind="primary" big>
            {w.issue}
          </Button>
        </FormActions>
      </Form>
    </>,
  )
}

function columns(now: Date, lang: Lang): Column<tokens.TokenView>[] {
  const w = say(staffWords, lang)
  return [
    {
      key: 'machine',
      head: w.machine,
      rowHead: true,
      cell: row => (
        <>
          {row.machine} {row.revokedAt && <Badge>{w.revoked}</Badge>}
          {!row.revokedAt && row.expiresAt <= now && <Badge tone="late">{w.expired}</Badge>}
          {row.name !== row.machine && <Sub>{row.name}</Sub>}
        </>
      ),
    },
    { key: 'scopes', head: w.scopes, cell: row => row.scopes.join(', ') },
    { key: 'expires', head: w.expires, labelled: true, cell: row => formatDate(row.expiresAt) },
    {
      key: 'used',
      head: w.lastUsed,
      labelled: true,
      cell: row => (row.lastUsedAt ? formatDateTime(row.lastUsedAt) : w.notUsed),
    },
    {
      key: 'revoke',
      head: w.revoke,
      hideHead: true,
      align: 'right',
      labelled: false,
      cell: row =>
        row.revokedAt ? null : (
          <PostButton
            kind="danger"
            action={`/org/machines/tokens/${row.id}/revoke`}
            confirm={w.revokeAsk}
            label={w.revokeOf(row.name)}
          >
            {w.revoke}
          </PostButton>
        ),
    },
  ]
}
