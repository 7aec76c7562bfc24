import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/**
 * All checks of the project, one after the other, each with its own line; at the end `N passed, N failed`.
 * `--quick` leaves the browser out. Exit code 1 when anything failed.
 */

const root = join(import.meta.dirname, '..')
const scratch = mkdtempSync(join(tmpdir(), 'motcua-run-'))
const quick = process.argv.includes('--quick')
let passed = 0
let failed = 0

interface Ran {
  code: number
  seconds: number
}

async function run(title: string, command: string, args: string[], env: NodeJS.ProcessEnv = {}): Promise<Ran> {
  console.log(`\n— ${title}`)
  const started = performance.now()
  const child = spawn(command, args, { cwd: root, stdio: 'inherit', env: { ...process.env, ...env } })
  const code = await new Promise<number>(done => child.on('exit', (n, signal) => done(signal ? 1 : (n ?? 1))))
  const seconds = (performance.now() - started) / 1_000
  console.log(`  ${code === 0 ? 'ok' : 'FAILED'} (${seconds.toFixed(1)} s)`)
  return { code, seconds }
}

const bin = (name: string): string => join(root, 'node_modules/.bin', name)

/** A check that passes or fails as a whole. */
async function check(title: string, command: string, ...args: string[]): Promise<void> {
  const { code } = await run(title, command, args)
  if (code === 0) passed += 1
  else failed += 1
}

interface Counts {
  passed: number
  failed: number
}

function count(title: string, code: number, read: () => Counts): void {
  try {
    const counts = read()
    passed += counts.passed
    failed += counts.failed
    // A runner that fails without a failed test (a broken set-up) must not pass for green.
    if (code !== 0 && counts.failed === 0) failed += 1
  } catch (cause) {
    console.log(`  ${title}: no report (${cause instanceof Error ? cause.message : String(cause)})`)
    failed += 1
  }
}

async function unitTests(): Promise<void> {
  const report = join(scratch, 'vitest.json')
  const { code } = await run('tests', bin('vitest'), [
    'run',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${report}`,
  ])
  count('tests', code, () => {
    const { numPassedTests, numFailedTests } = JSON.parse(readFileSync(report, 'utf8')) as {
      numPassedTests: number
      numFailedTests: number
    }
    return { passed: numPassedTests, failed: numFailedTests }
  })
}

async function journeys(): Promise<void> {
  const report = join(scratch, 'playwright.json')
  const { code } = await run('journeys in a browser', bin('playwright'), ['test', '--reporter=line,json'], {
    PLAYWRIGHT_JSON_OUTPUT_NAME: report,
  })
  count('journeys', code, () => {
    const { stats } = JSON.parse(readFileSync(report, 'utf8')) as {
      stats: { expected: number; unexpected: number; flaky: number }
    }
    return { passed: stats.expected, failed: stats.unexpected + stats.flaky }
  })
}

await check('format', bin('biome'), 'format', '.')
await check('lint', bin('oxlint'), '--type-aware', '--deny-warnings', '.')
await check('types', bin('tsc'), '-p', 'tsconfig.json')
await check('generated files are fresh', process.execPath, 'src/main.ts', 'generate', '--check')
await check('API document', bin('redocly'), 'lint', 'docs/openapi.json')
await unitTests()
if (!quick) await journeys()

rmSync(scratch, { recursive: true, force: true })
console.log(`\n${passed} passed, ${failed} failed`)
process.exitCode = failed > 0 ? 1 : 0
