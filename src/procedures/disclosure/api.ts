import { z } from '@hono/zod-openapi'
import type { House } from '#app/kernel/http/house.ts'
import { rowId } from '#app/kernel/input.ts'
import { dayOf } from '#app/kernel/text.ts'
import { agencyTree } from '#app/organisation/agencies/index.ts'
import { agencyBy, agencyKey } from './duty.ts'
import { matrixQuery, recordInput, withdrawInput } from './input.ts'
import { matrix } from './matrix.ts'
import { noAgency } from './refusals.ts'
import { cellStates, partLetters, permissions } from './rules.ts'
import { recordEvidence, withdrawEvidence } from './service.ts'

/** Disclosure for machines. */

const tag = 'disclosure'
const counted = {
  required: z.number().int(),
  current: z.number().int().openapi({ description: 'With evidence of the version in force' }),
  stale: z.number().int().openapi({ description: 'With evidence of an older version only' }),
}
const percent = z.number().nullable().openapi({ description: '100 only when every required cell is current' })
const agencyCode = z.string().regex(/^[A-Z0-9.]{1,20}$/)

const answer = z
  .object({
    day: z.string(),
    agency: z.string().nullable(),
    total: z.object({ ...counted, percent }),
    agencies: z.array(z.object({ agency: z.string(), name: z.string(), ...counted, percent })),
    items: z.array(
      z
        .object({
          code: z.string(),
          name: z.string(),
          sector: z.string(),
          version: z.number().int(),
          missingParts: z.array(z.enum(partLetters)),
          decision: z.string().nullable(),
          publicDueOn: z.string().nullable(),
          publicOn: z.string(),
          cells: z.array(z.object({ place: z.string(), state: z.enum(cellStates), ...counted })),
        })
        .openapi('DisclosureRow'),
    ),
    next: z.string().nullable(),
  })
  .openapi('Disclosure')

export function disclosureApi(house: House): void {
  house.api(
    {
      method: 'get',
      path: '/api/v1/disclosure',
      permission: permissions.look,
      tag,
      summary: 'Procedures by place as they stand today, for one agency or all in sight',
      query: matrixQuery,
      answer,
    },
    async (ctx, { query }) => {
      const view = await matrix(ctx, query)
      const places = new Map(view.places.map(place => [place.id, place.code]))
      return {
        day: view.day,
        agency: view.agency && agencyKey(view.agency),
        total: view.total,
        agencies: view.agencies.map(({ agency, places: _places, ...sum }) => ({
          agency: agencyKey(agency),
          name: agency.name,
          ...sum,
        })),
        items: view.rows.map(row => ({
          code: row.code,
          name: row.name,
          sector: row.sector,
          version: row.no,
          missingParts: [...row.missing],
          decision: row.decision?.number ?? null,
          publicDueOn: row.dueOn,
          publicOn: row.publicOn,
          cells: row.cells.map(({ placeId, ...cell }) => ({ place: places.get(placeId) ?? '', ...cell })),
        })),
        next: view.next,
      }
    },
  )
  house.api(
    {
      method: 'post',
      path: '/api/v1/disclosure/evidence',
      permission: permissions.record,
      tag,
      summary: 'Record that procedures were seen posted at a place; upload a photo first',
      body: recordInput.omit({ agencyId: true }).extend({
        agency: agencyCode.optional().openapi({ description: "Code; the caller's own agency when left out" }),
      }),
      answer: z
        .object({ agencyId: z.number().int(), evidenceIds: z.array(z.number().int()) })
        .openapi('DisclosureEvidence'),
      status: 201,
    },
    async (ctx, { body: { agency, ...body } }) => {
      if (agency === undefined) return await recordEvidence(ctx, body)
      const found = agencyBy(await agencyTree(ctx.db, dayOf(ctx.now)), agency)
      if (!found) throw noAgency()
      return await recordEvidence(ctx, { ...body, agencyId: found.id })
    },
  )
  house.api(
    {
      method: 'post',
      path: '/api/v1/disclosure/evidence/{id}/withdraw',
      permission: permissions.record,
      tag,
      summary: 'Say that evidence no longer counts',
      params: z.object({ id: rowId }),
      body: withdrawInput.omit({ evidenceId: true }),
      answer: z.object({ evidenceId: z.number().int(), code: z.string() }),
    },
    async (ctx, { params: { id }, body }) => await withdrawEvidence(ctx, { ...body, evidenceId: id }),
  )
}
