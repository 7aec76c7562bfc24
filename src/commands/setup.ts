import type { Command } from 'commander'
import type { Config } from '#app/config.ts'
import { accounts } from '#app/kernel/account/index.ts'
import { openDatabase } from '#app/kernel/cli/database.ts'
import type { Ctx } from '#app/kernel/context.ts'
import { systemCtx } from '#app/kernel/jobs.ts'
import { refuse } from '#app/kernel/refusal.ts'
import { dayOf } from '#app/kernel/text.ts'
import { createAgency, setProvince } from '#app/organisation/agencies/index.ts'
import { createOfficer } from '#app/organisation/staff/index.ts'

/** What an operator does once, before anybody can sign in: the province with its first administrator; tokens of machines. */

interface Deps {
  config: () => Config
  now: () => Date
  say: (text: string) => void
}

interface SetupOptions {
  province: string
  short: string
  code: string
  login: string
  name: string
}

export function registerSetup(program: Command, deps: Deps): void {
  program
    .command('setup')
    .description('Begin for real on an empty database: the province and its first administrator')
    .requiredOption('--province <name>', 'full name, "Ủy ban nhân dân tỉnh …"')
    .requiredOption('--short <name>', 'as people say it, "tỉnh …"')
    .requiredOption('--code <code>', 'its identifier for data exchange, like H71')
    .requiredOption('--login <login>', "the administrator's log-in")
    .requiredOption('--name <name>', "the administrator's name")
    .action(async (options: SetupOptions) => {
      await within(deps, async ctx => deps.say(await setUp(ctx, options)))
    })
  program
    .command('token')
    .description('A bearer token for a machine, shown once')
    .requiredOption('--name <name>', 'which machine')
    .requiredOption('--scopes <list>', 'what it may, like dossiers.read,dossiers.write')
    .option('--days <n>', 'how long it is good for', '365')
    .action(async (options: { name: string; scopes: string; days: string }) => {
      const { name, scopes, days } = options
      await within(deps, async ctx => {
        const made = await accounts.createMachine(ctx, {
          name,
          scopes: scopes.split(',').map(s => s.trim()),
          days: Number(days),
        })
        deps.say(made.token)
      })
    })
}

async function within(deps: Deps, run: (ctx: Ctx) => Promise<void>): Promise<void> {
  const config = deps.config()
  const database = await openDatabase(config)
  try {
    await run(systemCtx({ ...config, db: database.db, now: deps.now() }, 'setup'))
  } finally {
    await database.close()
  }
}

/** @throws Refusal NOT_EMPTY where there are agencies already */
async function setUp(ctx: Ctx, { province, short, code, login, name }: SetupOptions): Promise<string> {
  const taken = await ctx.db.selectFrom('organisation.agency').select('id').limit(1).executeTakeFirst()
  if (taken) {
    refuse('NOT_EMPTY', 409, {
      vi: 'Cơ sở dữ liệu này đã có cơ quan. Hãy thêm cán bộ trong phần Cơ quan.',
      en: 'This database has agencies already. Add officers on the screen for officers.',
    })
  }
  const from = `${dayOf(ctx.now).slice(0, 4)}-01-01`
  const { agencyId } = await createAgency(ctx, {
    kind: 'PROVINCE',
    name: province,
    shortName: short,
    validFrom: from,
    codes: [{ scheme: 'AGENCY', code }],
  })
  await setProvince(ctx, { agencyId, from, basis: 'setup' })
  const { password } = await createOfficer(ctx, {
    login,
    fullName: name,
    agencyId,
    title: 'Quản trị hệ thống',
    roles: ['ADMIN'],
    from,
  })
  return `${login}  ${password}   (asked to be changed at the first sign-in; then enrol a second factor)`
}
