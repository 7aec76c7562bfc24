import { z } from '@hono/zod-openapi'
import type { House } from '#app/kernel/http/house.ts'
import { percentOf } from '#app/kernel/text.ts'
import { formatLimit } from '#app/kernel/limit.ts'
import { replayQuery } from './input.ts'
import { permissions, type Tally } from './rules.ts'
import { replay } from './views.ts'

const minutes = z.number().int().nullable()
const tallied = {
  n: z.number().int().openapi({ description: 'Dossiers with a result' }),
  onTimeBefore: z.number().int(),
  onTimeAfter: z.number().int(),
  percentBefore: z.number().nullable().openapi({ description: 'Null where there is no dossier' }),
  percentAfter: z.number().nullable(),
  toLate: z.number().int().openapi({ description: 'Were in time, would be late' }),
  toOnTime: z.number().int().openapi({ description: 'Were late, would be in time' }),
}

const answer = z
  .object({
    code: z.string(),
    agency: z.string().nullable().openapi({ description: 'Code; null: the whole province' }),
    from: z.string(),
    to: z.string(),
    channel: z.string().nullable(),
    limit: z.string().nullable().openapi({ description: "The limit tried, '2.5wd'; null where a process is" }),
    process: z
      .object({ no: z.number().int(), state: z.string(), hours: z.number() })
      .nullable()
      .openapi({ description: 'The process tried; its hours are an internal target' }),
    ...tallied,
    byChannel: z.array(z.object({ channel: z.string(), ...tallied })),
    leftOut: z.object({
      ended: z.number().int().openapi({ description: 'Withdrawn or stopped' }),
      unreadable: z.number().int().openapi({ description: 'Without a limit, or outside the calendar' }),
      more: z.boolean().openapi({ description: 'Only the newest were looked at' }),
    }),
    usedMinutes: z
      .object({ median: minutes, p80: minutes, p95: minutes })
      .openapi({ description: 'Working minutes from reception to result, pauses taken out' }),
    histogram: z.array(
      z.object({
        from: z.number().int(),
        to: z.number().int().nullable().openapi({ description: 'Null: and longer' }),
        onTime: z.number().int(),
        late: z.number().int(),
      }),
    ),
    share: z.number().openapi({ description: 'Per cent wanted in time' }),
    smallestLimit: z
      .string()
      .nullable()
      .openapi({ description: 'The shortest limit that keeps the wanted share in time' }),
    steps: z
      .array(
        z.object({
          code: z.string(),
          name: z.string(),
          hours: z.number(),
          n: z.number().int().openapi({ description: 'Dossiers whose past work matches' }),
          over: z.number().int(),
          median: minutes,
          p80: minutes,
          p95: minutes,
          enough: z.number().nullable().openapi({ description: 'Hours that keep the wanted share' }),
        }),
      )
      .nullable(),
    flipped: z
      .array(z.object({ code: z.string(), lateBefore: z.boolean(), lateAfter: z.boolean() }))
      .openapi({ description: 'Dossiers that change sides, the newest 1000' }),
  })
  .openapi('Replay')

const FLIPPED = 1_000

export function replayApi(house: House): void {
  house.api(
    {
      method: 'get',
      path: '/api/v1/replay',
      permission: permissions.read,
      tag: 'measures',
      summary: 'Finished dossiers of a procedure under a proposed limit or a version of its process, before and after',
      query: replayQuery,
      answer,
    },
    async (ctx, { query }) => {
      const { procedure, place, proposal, left, share, ...found } = await replay(ctx, query)
      const flipped = found.items.filter(({ reel, lateAfter }) => reel.past.late !== lateAfter).slice(0, FLIPPED)
      return {
        code: procedure.code,
        agency: place.code,
        from: found.from,
        to: found.to,
        channel: found.channel,
        limit: proposal.kind === 'LIMIT' ? formatLimit(proposal.limit) : null,
        process: proposal.kind === 'PROCESS' ? { no: proposal.no, state: proposal.state, hours: proposal.hours } : null,
        ...said(found.tally),
        byChannel: found.byChannel.map(({ channel, ...one }) => ({ channel, ...said(one) })),
        leftOut: left,
        usedMinutes: found.used,
        histogram: found.histogram.bins,
        share: Math.round(share * 100),
        smallestLimit: found.smallest && formatLimit(found.smallest),
        steps: found.steps && found.steps.map(({ no: _no, role: _role, ...step }) => step),
        flipped: flipped.map(({ reel, lateAfter }) => ({
          code: reel.past.code,
          lateBefore: reel.past.late,
          lateAfter,
        })),
      }
    },
  )
}

const said = ({ n, before, after, toLate, toOnTime }: Tally) => ({
  n,
  onTimeBefore: before,
  onTimeAfter: after,
  percentBefore: percentOf(before, n),
  percentAfter: percentOf(after, n),
  toLate,
  toOnTime,
})
