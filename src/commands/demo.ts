import type { Config } from '#app/config.ts'
import type { Database } from '#app/kernel/context.ts'
import { connect } from '#app/kernel/db/connect.ts'
import { migrate } from '#app/kernel/db/migrate.ts'

/** The demo: seeded once into an empty database; afterwards its log-ins are read back. */

/**
 * Makes the demo in an empty database; one that was left half-made is taken away first.
 * @param wanted  false leaves an empty database empty
 * @param tell  where progress goes, a line at a time
 */
export async function prepareDemo(
  { db, url }: { db: Database; url: string },
  config: Config,
  wanted: boolean,
  tell: (text: string) => void,
  size = config.demoSize,
): Promise<void> {
  const state = await db.selectFrom('kernel.parameter').select('value').where('name', '=', 'demo').executeTakeFirst()
  if (state) return
  // Loaded only here: a server that has its demo never needs it.
  const { isHalfSeeded, seed, wipeHalfSeeded } = await import('../../db/seed/index.ts')
  if (await isHalfSeeded(db)) {
    tell('Lần tạo tỉnh mẫu trước bị ngắt, làm lại từ đầu / the demo was left half-made, starting over')
    await wipeHalfSeeded(db)
    await migrate(db)
  }
  const agencies = await db.selectFrom('organisation.agency').select('id').limit(1).executeTakeFirst()
  if (agencies) return
  if (!wanted) {
    tell('The database is empty. For the demo: npm run -s motcua -- seed')
    return
  }
  tell('Lần đầu chạy: đang tạo tỉnh mẫu / first start: making the demo province')
  // A demo that a power cut takes away is made again: nothing here waits for the disk.
  const relaxed = connect(url, 10, { durable: false })
  try {
    await seed(relaxed.db, {
      now: new Date(),
      dataDir: config.dataDir,
      publicUrl: config.publicUrl,
      progress: progressLine(tell),
      size,
    })
  } finally {
    await relaxed.close()
  }
}

/** One line a step, at most ten a stage: readable on a terminal and in a log file. */
function progressLine(tell: (text: string) => void): (stage: string, done: number, total: number) => void {
  let last = ''
  return (stage, done, total) => {
    const tenth = total > 0 ? Math.floor((done / total) * 10) : 10
    const mark = `${stage} ${tenth}`
    if (mark === last) return
    last = mark
    tell(`  ${stage}: ${done}/${total}`)
  }
}

/** What to type to look around; nothing where there is no demo. */
export async function demoLogins(db: Database): Promise<string[]> {
  const row = await db
    .selectFrom('kernel.parameter')
    .select('value')
    .where('name', '=', 'demo.logins')
    .executeTakeFirst()
  const logins = (row?.value ?? []) as {
    login: string
    password: string
    role: string
    name: string
    secret?: string
  }[]
  if (logins.length === 0) return []
  const width = Math.max(...logins.map(l => l.login.length))
  return [
    'Đăng nhập thử / demo log-ins (dữ liệu minh họa):',
    ...logins.map(
      l => `  ${l.login.padEnd(width)}  ${l.password}  ${l.role} — ${l.name}${l.secret ? `  (TOTP ${l.secret})` : ''}`,
    ),
  ]
}
