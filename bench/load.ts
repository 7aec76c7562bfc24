/**
 * The load of P01, in a process of its own: so many workers, each sending the next as soon as the last was answered, for so
 * long. Over HTTP on kept connections, or as bare SQL on as many database connections. Asked on stdin, answers on stdout.
 */

import { Agent, request } from 'node:http'
import { text } from 'node:stream/consumers'
import { Client } from 'pg'

export interface Asked {
  workers: number
  ms: number
  http?: { url: string; token: string; bodies: string[] }
  sql?: { url: string; payloads: string[] }
}
export interface Answered {
  done: number
  failed: number
  ms: number
  /** Milliseconds of every hundredth of the answers, sorted: [99] is the 99th percentile. */
  percentiles: number[]
  firstFailure: string
}

async function run({ workers, ms, http, sql }: Asked): Promise<Answered> {
  const senders = http ? httpSenders(http, workers) : await sqlSenders(sql as NonNullable<Asked['sql']>, workers)
  const taken: number[] = []
  let failed = 0
  let sent = 0
  let firstFailure = ''
  const started = performance.now()
  await Promise.all(
    senders.map(async send => {
      while (performance.now() - started < ms) {
        const begin = performance.now()
        const problem = await send(sent++)
        if (problem) {
          failed++
          firstFailure ||= problem
        } else taken.push(performance.now() - begin)
      }
    }),
  )
  const elapsed = performance.now() - started
  await Promise.all(closing.map(close => close()))
  taken.sort((a, b) => a - b)
  const percentiles = Array.from(
    { length: 101 },
    (_, p) => taken[Math.min(taken.length - 1, Math.floor((taken.length * p) / 100))] ?? 0,
  )
  return { done: taken.length, failed, ms: elapsed, percentiles, firstFailure }
}

/** @param n  how many were sent before: which of the bodies is next */
type Send = (n: number) => Promise<string>
const closing: (() => Promise<void>)[] = []

function httpSenders({ url, token, bodies }: NonNullable<Asked['http']>, workers: number): Send[] {
  const agent = new Agent({ keepAlive: true, maxSockets: workers })
  closing.push(async () => agent.destroy())
  const ready = bodies.map(body => ({
    body,
    headers: {
      authorization: `Bearer ${token}`,
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(body),
    },
  }))
  const send: Send = n =>
    new Promise(done => {
      const { body = '', headers = {} } = ready[n % ready.length] ?? {}
      const asking = request(url, { method: 'POST', agent, headers }, answer => {
        let said = ''
        answer.on('data', (chunk: Buffer) => (said += chunk.toString()))
        answer.on('end', () => done(answer.statusCode === 201 ? '' : `${answer.statusCode} ${said.slice(0, 300)}`))
      })
      asking.on('error', cause => done(String(cause)))
      asking.end(body)
    })
  return Array.from({ length: workers }, () => send)
}

async function sqlSenders({ url, payloads }: NonNullable<Asked['sql']>, workers: number): Promise<Send[]> {
  return await Promise.all(
    Array.from({ length: workers }, async () => {
      const client = new Client({ connectionString: url })
      await client.connect()
      closing.push(() => client.end())
      return async n => {
        const { rowCount } = await client.query('select onestop.accept($1::jsonb) as answer', [
          payloads[n % payloads.length],
        ])
        return rowCount === 1 ? '' : 'no row'
      }
    }),
  )
}

process.stdout.write(JSON.stringify(await run(JSON.parse(await text(process.stdin)) as Asked)))
