import { Readable, Writable } from 'node:stream'
import { Command, CommanderError } from 'commander'
import { describe, expect, test } from 'vitest'
import { compile } from './compile.ts'
import { defaultDefinition } from './default.ts'
import { registerDue } from './command.ts'

/** An agency that works half an hour longer, known only by its code. */
const longer = compile(
  {
    ...defaultDefinition,
    weekly: [
      {
        validFrom: '2026-01-01',
        hours: {
          1: [
            ['07:00', '11:30'],
            ['13:30', '17:30'],
          ],
          2: [['07:00', '11:30']],
        },
      },
    ],
  },
  '2026-01-01',
  '2026-12-31',
)

/** Runs the command as `motcua due …` would, with everything it says and the code it would leave with. */
async function run(args: string[], stdin: string | Readable = ''): Promise<{ out: string; err: string; code: number }> {
  let out = ''
  let err = ''
  const stdout = new Writable({
    highWaterMark: 16,
    write(chunk, _encoding, done) {
      out += String(chunk)
      setImmediate(done)
    },
  })
  const program = new Command().exitOverride().configureOutput({ writeErr: text => (err += text) })
  registerDue(program, {
    calendarOf: async agency => (agency === 'H49.13' ? longer : null),
    stdin: typeof stdin === 'string' ? Readable.from([stdin]) : stdin,
    stdout,
  })
  const code = await program.parseAsync(['due', ...args], { from: 'user' }).then(
    () => 0,
    (error: unknown) => (error instanceof CommanderError ? error.exitCode : -1),
  )
  return { out, err, code }
}

describe('motcua due', () => {
  test('one answer as JSON', async () => {
    const { out, code } = await run(['--received', '2026-08-27T16:00', '--limit', '3wd', '--json'])
    expect(code).toBe(0)
    expect(JSON.parse(out)).toEqual({
      dueAt: '2026-09-04T16:00:00+07:00',
      explain: [
        'Nhận đủ hợp lệ thứ Năm 27/08/2026 16:00',
        'Thời hạn 3 ngày làm việc',
        'Trừ thứ Bảy, Chủ nhật, 31/08/2026 (nghỉ hoán đổi dịp Quốc khánh) và 01/09/2026–02/09/2026 (Quốc khánh)',
        'Hạn trả: thứ Sáu 04/09/2026 16:00',
      ],
    })
  })

  test('one answer for people, in either language, with pauses', async () => {
    const pauses = ['--pause', '2026-11-09T08:00/2026-11-09T09:00', '--pause', '2026-11-17T15:20/2026-11-19T08:00']
    const { out } = await run(['--received', '2026-11-05T10:40+07:00', '--limit', '10wd', ...pauses, '--lang', 'en'])
    expect(out.trimEnd().split('\n')).toEqual([
      'Received complete and valid Thursday 05/11/2026 10:40',
      'Limit: 10 working days',
      'Not counting Saturday and Sunday',
      'Paused from 09/11/2026 08:00 to 09/11/2026 09:00, waiting for the supplement (1 h of work)',
      'Paused from 17/11/2026 15:20 to 19/11/2026 08:00, waiting for the supplement (10 h 40 min of work)',
      'Due: Friday 20/11/2026 16:20',
    ])
  })

  test('an open pause: no due time, and what is left', async () => {
    const { out } = await run([
      '--received',
      '2026-11-05T10:40',
      '--limit',
      '10wd',
      '--pause',
      '2026-11-17T15:20/',
      '--json',
    ])
    expect(JSON.parse(out)).toMatchObject({ dueAt: null, remaining: { unit: 'WORKING_MINUTE', amount: 800 } })
  })

  test('by the calendar of an agency', async () => {
    const { out } = await run(['--received', '2026-08-24T07:00', '--limit', '1wd', '--agency', 'H49.13', '--json'])
    expect(JSON.parse(out)).toMatchObject({ dueAt: '2026-08-24T17:00:00+07:00' })
  })

  test.each([
    ['a limit of nothing', ['--received', '2026-08-27T16:00', '--limit', '0wd']],
    ['no such day', ['--received', '2026-02-30T16:00', '--limit', '3wd']],
    [
      'a pause without an end mark',
      ['--received', '2026-08-27T16:00', '--limit', '3wd', '--pause', '2026-08-28T16:00'],
    ],
    [
      'a pause that ends before it begins',
      ['--received', '2026-08-27T16:00', '--limit', '3wd', '--pause', '2026-08-28T16:00/2026-08-28T15:00'],
    ],
    ['days nobody knows', ['--received', '2027-12-27T16:00', '--limit', '30wd']],
    ['an unknown agency', ['--received', '2026-08-27T16:00', '--limit', '3wd', '--agency', 'H00']],
    ['an unknown language', ['--received', '2026-08-27T16:00', '--limit', '3wd', '--lang', 'fr']],
    ['nothing asked', []],
  ])('%s: one line on stderr, exit code 2', async (_, args) => {
    const { out, err, code } = await run(args)
    expect(code).toBe(2)
    expect(out).toBe('')
    expect(err).toMatch(/^due: [^\n]+\n$/)
  })
})

describe('motcua due --stdin', () => {
  test('one answer a line, in order, a refused line does not stop the stream', async () => {
    const lines = [
      '{"received":"2026-08-27T16:00","limit":"3wd"}',
      'not json',
      '{"received":"2026-08-24T07:00","limit":"1wd","agency":"H49.13"}',
      '{"received":"2026-08-24T07:00","limit":"1wd","agency":"H00"}',
      '',
      '{"received":"2026-08-24T09:00","limit":"1wd","pauses":["2026-08-24T10:00/2026-08-24T11:00"]}',
      '{"received":"2026-08-24T09:00","limit":"1wd","pauses":["2026-08-24T10:00/","2026-08-25T10:00/"]}',
      '{"received":"2026-08-24T09:00","limit":1}',
      'null',
    ]
    const { out, code } = await run(['--stdin', '--lang', 'en'], lines.join('\n'))
    expect(code).toBe(0)
    const answers = out
      .trimEnd()
      .split('\n')
      .map(line => JSON.parse(line))
    expect(answers.map(answer => answer.dueAt ?? answer.error.code)).toEqual([
      '2026-09-04T16:00:00+07:00',
      'REQUEST_INVALID',
      '2026-08-24T17:00:00+07:00',
      'AGENCY_UNKNOWN',
      'REQUEST_INVALID',
      '2026-08-25T10:00:00+07:00',
      'PAUSES_OVERLAP',
      'REQUEST_INVALID',
      'REQUEST_INVALID',
    ])
    expect(answers[3].error.message).toBe('No agency has the code “H00”. Check the code.')
  })

  test('is read and answered as it comes: ten thousand lines pass through a narrow pipe', async () => {
    const count = 10_000
    function* lines() {
      for (let i = 0; i < count; i++) yield `{"received":"2026-08-2${i % 10}T16:00","limit":"${(i % 7) + 1}wh"}\n`
    }
    const { out } = await run(['--stdin'], Readable.from(lines()))
    const answers = out.trimEnd().split('\n')
    expect(answers).toHaveLength(count)
    expect(JSON.parse(answers[count - 1]!)).toMatchObject({ dueAt: '2026-09-03T11:30:00+07:00' })
  })
})
