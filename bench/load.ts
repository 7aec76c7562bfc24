/**
 * The load of P01, in a process of its own: so many workers, each sending the next as soon as the last was answered, for so
 * long. Over HTTP on kept connections, or as bare SQL on as many database connections. Asked on stdin, answers on stdout.
 */

import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
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
  const senders = http ? await httpSenders(http, workers) : await sqlSenders(sql as NonNullable<Asked['sql']>, workers)
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

/** One connection each, kept; requests are written whole and answers read by their length, so that little of the machine goes to asking. */
async function httpSenders({ url, token, bodies }: NonNullable<Asked['http']>, workers: number): Promise<Send[]> {
  const { hostname, port, pathname } = new URL(url)
  const ready = bodies.map(body =>
    Buffer.from(
      `POST ${pathname} HTTP/1.1\r\nhost: ${hostname}:${port}\r\nauthorization: Bearer ${token}\r\n` +
        `content-type: application/json\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
    ),
  )
  return await Promise.all(
    Array.from({ length: workers }, async (): Promise<Send> => {
      const socket = connect(Number(port), hostname).setNoDelay(true)
      await once(socket, 'connect')
      closing.push(async () => void socket.destroy())
      return async n => {
        socket.write(ready[n % ready.length] ?? '')
        const { status, text: said } = await answerFrom(socket)
        return status === '201' ? '' : `${status} ${said.slice(0, 300)}`
      }
    }),
  )
}

async function answerFrom(socket: Socket): Promise<{ status: string; text: string }> {
  let said = ''
  for (;;) {
    const [chunk] = (await once(socket, 'data')) as [Buffer]
    said += chunk.toString('latin1')
    const end = said.indexOf('\r\n\r\n')
    const length = Number(/\r\ncontent-length: (\d+)/i.exec(said.slice(0, end))?.[1] ?? 'NaN')
    if (end >= 0 && Number.isNaN(length)) throw new Error(`an answer without its length: ${said.slice(0, end)}`)
    if (end >= 0 && said.length >= end + 4 + length) return { status: said.slice(9, 12), text: said.slice(end + 4) }
  }
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
