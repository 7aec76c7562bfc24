import { z } from '@hono/zod-openapi'
import type { Ctx } from '#app/kernel/context.ts'
import type { House } from '#app/kernel/http/house.ts'
import { pageQuery } from '#app/kernel/paging.ts'
import * as input from './input.ts'
import { queue, queueTabs } from './queue.ts'
import { opinionApi } from './opinion-api.ts'
import { opinionQueue, opinionTabs } from './opinion-views.ts'
import { actions, permissions, statuses, verdicts } from './rules.ts'
import * as service from './service.ts'
import { publicState } from './public.ts'
import { dossierPage } from './views.ts'

/** The dossier's verbs for machines. One resource, one verb, one answer. */

const params = z.object({ code: input.dossierCode })
const instant = z.date().transform(d => d.toISOString())
const done = z
  .object({ code: z.string(), status: z.enum(statuses), version: z.number().int() })
  .openapi('DossierChanged')
const takenIn = z
  .object({
    code: z.string(),
    status: z.enum(['SUBMITTED', 'RECEIVED']),
    dueAt: z.string().nullable(),
    verifyKey: z.string(),
  })
  .openapi('DossierTakenIn')

const row = z
  .object({
    code: z.string(),
    status: z.enum(statuses),
    channel: input.channel,
    applicantName: z.string(),
    procedureName: z.string(),
    sector: z.string(),
    stepName: z.string().nullable(),
    assigneeName: z.string().nullable(),
    submittedAt: instant,
    receivedAt: instant.nullable(),
    dueAt: instant.nullable(),
    due: z.enum(['ok', 'soon', 'late', 'paused', 'done', 'none']),
    leftMinutes: z.number().int().nullable(),
    version: z.number().int(),
  })
  .openapi('DossierRow')

const opinion = z
  .object({
    no: z.number().int(),
    stepNo: z.number().int(),
    stepName: z.string(),
    agency: z.string(),
    ask: z.string(),
    askedAt: instant,
    dueAt: instant,
    state: z.enum(['OPEN', 'GIVEN', 'CLOSED']),
    verdict: z.enum(verdicts).nullable(),
    officer: z.string(),
    body: z.string(),
    endedAt: instant.nullable(),
    endedWhy: z.string().nullable(),
    reason: z.string(),
    late: z.boolean().openapi({ description: 'Answered, closed or still open after it was due' }),
  })
  .openapi('DossierOpinion')

const detail = z
  .object({
    code: z.string(),
    status: z.enum(statuses),
    nationalCode: z.number().int(),
    version: z.number().int(),
    procedure: z.object({
      code: z.string(),
      name: z.string(),
      sector: z.string(),
      versionId: z.number().int(),
      versionNo: z.number().int(),
    }),
    channel: input.channel,
    agencies: z.object({ home: z.string(), receiving: z.string(), step: z.string().nullable() }),
    applicant: z.object({
      kind: z.string(),
      name: z.string(),
      idNo: z.string(),
      phone: z.string(),
      masked: z.boolean(),
    }),
    answers: z.array(
      z.object({
        title: z.string(),
        items: z.array(z.object({ key: z.string(), label: z.string(), value: z.string() })),
      }),
    ),
    submittedAt: instant,
    receivedAt: instant.nullable(),
    due: z.object({
      at: instant.nullable(),
      original: instant.nullable(),
      leftMinutes: z.number().int().nullable(),
      explain: z.array(z.string()),
    }),
    finishedAt: instant.nullable(),
    outcome: z.string().nullable(),
    resultNo: z.string().nullable(),
    returnedAt: instant.nullable(),
    papers: z.array(
      z.object({
        no: z.number(),
        name: z.string(),
        originals: z.number(),
        copies: z.number(),
        kind: z.string(),
        hasFile: z.boolean(),
      }),
    ),
    opinions: z.array(opinion),
    history: z.array(z.object({ at: instant, type: z.string(), text: z.string() })),
    abilities: z.array(z.enum(actions)),
  })
  .openapi('Dossier')

const publicDetail = z
  .object({
    code: z.string(),
    status: z.enum(statuses),
    procedureName: z.string(),
    agency: z.string(),
    receivedAt: instant.nullable(),
    dueAt: instant.nullable(),
    due: z.enum(['ok', 'soon', 'late', 'paused', 'done', 'none']),
    stepName: z.string().nullable(),
    history: z.array(z.object({ at: instant, text: z.string() })),
  })
  .openapi('DossierPublic')

export function dossierApi(house: House): void {
  house.api(
    {
      method: 'post',
      path: '/api/v1/dossiers',
      permission: permissions.receive,
      tag: 'dossiers',
      summary: 'Receive a complete dossier at a counter or by post',
      body: input.receiveInput,
      answer: takenIn,
      status: 201,
    },
    async (ctx, { body }) => await service.receive(ctx, body),
  )
  house.api(
    {
      method: 'post',
      path: '/api/v1/dossiers/online',
      permission: permissions.submit,
      tag: 'dossiers',
      summary: 'File a dossier on-line, as the signed-in citizen',
      body: input.submitInput,
      answer: takenIn,
      status: 201,
    },
    async (ctx, { body }) => await service.submit(ctx, body),
  )
  house.api(
    {
      method: 'get',
      path: '/api/v1/dossiers',
      permission: permissions.read,
      tag: 'dossiers',
      summary: "One page of the caller's queue, what falls due first first",
      query: pageQuery.extend({
        tab: z.enum(queueTabs).default('all'),
        scope: z.enum(['mine', 'team']).default('team'),
        q: z.string().max(200).optional(),
        sector: z.string().max(200).optional(),
        channel: input.channel.optional(),
      }),
      answer: z.object({ items: z.array(row), next: z.string().nullable() }),
    },
    async (ctx, { query }) => await queue(ctx, query),
  )
  house.api(
    {
      method: 'get',
      path: '/api/v1/dossiers/{code}',
      permission: permissions.read,
      tag: 'dossiers',
      summary: 'One dossier; personal data masked',
      params,
      answer: detail,
    },
    async (ctx, { params: { code } }) => await dossierPage(ctx, code),
  )
  house.api(
    {
      method: 'get',
      path: '/api/v1/dossiers/{code}/public',
      permission: permissions.track,
      tag: 'dossiers',
      summary: 'What the holder of a receipt may know',
      params,
      query: z.object({ key: z.string().min(8).max(40) }),
      answer: publicDetail,
    },
    async (ctx, { params: { code }, query: { key } }) => await publicState(ctx, code, { key }),
  )
  house.api(
    {
      method: 'get',
      path: '/api/v1/opinions',
      permission: permissions.read,
      tag: 'dossiers',
      summary: "Opinions asked of the caller's agency, what falls due first first",
      query: pageQuery.extend({ tab: z.enum(opinionTabs).default('open'), q: z.string().max(200).optional() }),
      answer: z.object({
        items: z.array(opinion.extend({ code: z.string(), procedureName: z.string(), home: z.string() })),
        next: z.string().nullable(),
      }),
    },
    async (ctx, { query }) => await opinionQueue(ctx, query),
  )
  opinionApi(house)
  const verb = <B extends z.ZodType>(
    name: string,
    summary: string,
    body: B,
    run: (ctx: Ctx, code: string, input: z.output<B>) => Promise<service.Done>,
  ): void =>
    house.api<typeof done, typeof params, z.ZodUndefined, B>(
      {
        method: 'post',
        path: `/api/v1/dossiers/{code}/${name}`,
        permission: permissions.handle,
        tag: 'dossiers',
        summary,
        params,
        body,
        answer: done,
      },
      async (ctx, given) => await run(ctx, given.params.code, given.body),
    )
  verb('accept', 'Find an on-line dossier complete: the clock starts', input.acceptInput, service.accept)
  verb('refuse', 'Refuse to accept (form 03)', input.refuseInput, service.refuseDossier)
  verb('claim', 'Take the work of the current step', input.claimInput, service.claim)
  verb('assign', 'Give the work to an officer', input.assignInput, service.assign)
  verb('forward', 'Hand on to the next step', input.forwardInput, service.forward)
  verb('approve', "The leader's decision", input.approveInput, service.approve)
  verb('complete', 'Finish handling: the result exists', input.completeInput, service.complete)
  verb('send-back', 'Back to the step before', input.sendBackInput, service.sendBack)
  verb(
    'supplement-request',
    'Ask for missing papers (form 02): the clock stops',
    input.supplementInput,
    service.requestSupplement,
  )
  verb(
    'supplement',
    'Take in the missing papers: the clock runs again',
    input.takeSupplementInput,
    service.takeSupplement,
  )
  verb('extend', 'Apologise and promise a new date (form 04)', input.extendInput, service.extend)
  verb('withdraw', 'The applicant takes the dossier back', input.endInput, service.withdraw)
  verb('stop', 'Stop handling (form 05)', input.endInput, service.stop)
  verb('hand-over', 'Hand over the result', input.handOverInput, service.handOver)
  verb('opinion', 'Give an opinion asked of your agency', input.giveOpinionInput, service.giveOpinion)
  verb('without-opinion', 'Go on without the opinions that are out', input.endInput, service.goWithoutOpinion)
  verb('correct', 'Reopen a finished dossier to correct its result', input.endInput, service.correct)
}
