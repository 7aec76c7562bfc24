import { z } from '@hono/zod-openapi'
import type { House } from '#app/kernel/http/house.ts'
import { civilDay, line } from '#app/kernel/input.ts'
import { pageQuery } from '#app/kernel/paging.ts'
import { dayOf } from '#app/kernel/text.ts'
import { agencyCode, agencyKinds, codeSchemes, successionKinds } from './input.ts'
import { placesOf } from './places.ts'
import { noAgency } from './refusals.ts'
import { readAgencies } from './rules.ts'
import { agencyTree } from './tree.ts'
import { agencies, agency } from './views.ts'

/** Agencies for machines: public, read only. */

const day = z.string().openapi({ example: '2026-11-23' })
const short = z.object({ code: z.string().nullable(), name: z.string(), kind: z.enum(agencyKinds) })

const agencySchema = z
  .object({
    code: z.string().nullable(),
    name: z.string(),
    shortName: z.string(),
    kind: z.enum(agencyKinds),
    parentCode: z.string().nullable(),
    parts: z.array(short).openapi({ description: 'Divisions and centres that are part of it' }),
  })
  .openapi('Agency')

const wholeSchema = z
  .object({
    code: z.string().nullable(),
    asOf: day,
    existsOnDay: z.boolean(),
    illustrative: z.boolean(),
    name: z.string(),
    shortName: z.string(),
    kind: z.enum(agencyKinds),
    address: z.string(),
    phone: z.string(),
    email: z.string(),
    path: z.array(short).openapi({ description: 'From the root to the agency itself' }),
    versions: z.array(z.object({ from: day, to: day.nullable(), name: z.string(), parentName: z.string().nullable() })),
    codes: z.array(z.object({ scheme: z.enum(codeSchemes), code: z.string(), from: day, to: day.nullable() })),
    predecessors: z.array(z.object({ name: z.string(), on: day, kind: z.enum(successionKinds), basis: z.string() })),
    successors: z.array(z.object({ name: z.string(), on: day, kind: z.enum(successionKinds), basis: z.string() })),
  })
  .openapi('AgencyHistory')

const placeSchema = z
  .object({ code: z.string().openapi({ example: '99004' }), name: z.string() })
  .openapi('Place', { description: 'A province or commune by its territory code' })

const asOf = civilDay
  .optional()
  .openapi({ description: 'As they stood on this day; today when left out', example: '2026-11-23' })

export function agenciesApi(house: House): void {
  house.api(
    {
      method: 'get',
      path: '/api/v1/agencies',
      permission: readAgencies,
      summary: 'Agencies of the province, or of the country, as they stood on a day',
      tag: 'organisation',
      query: pageQuery.extend({
        asOf,
        q: line(100).optional().openapi({ description: 'Part of a name, without diacritics too, or of a code' }),
        scope: z.enum(['province', 'country']).default('province'),
      }),
      answer: z.object({ asOf: day, items: z.array(agencySchema), next: z.string().nullable() }),
    },
    async (ctx, { query }) => {
      const page = await agencies(ctx, query, query)
      const tree = await agencyTree(ctx.db, page.day)
      return {
        asOf: page.day,
        next: page.next,
        items: page.items.map(({ code, name, shortName, kind, parentId, parts }) => ({
          code,
          name,
          shortName,
          kind,
          parentCode: parentId === null ? null : (tree.get(parentId)?.code ?? null),
          parts: parts.map(part => ({ code: part.code, name: part.name, kind: part.kind })),
        })),
      }
    },
  )

  house.api(
    {
      method: 'get',
      path: '/api/v1/agencies/{code}',
      permission: readAgencies,
      summary: 'One agency with its names, codes and successors through time',
      tag: 'organisation',
      params: z.object({ code: agencyCode }),
      query: z.object({ asOf }),
      answer: wholeSchema,
    },
    async (ctx, { params, query }) => {
      const on = query.asOf ?? dayOf(ctx.now)
      const node = (await agencyTree(ctx.db, on)).byCode(params.code)
      if (!node) throw noAgency()
      const {
        now,
        path,
        children: _children,
        officers: _officers,
        id: _id,
        versions,
        ...rest
      } = await agency(ctx, node.id, on)
      const { name, shortName, kind, address, phone, email } = now
      return {
        ...rest,
        code: node.code,
        asOf: on,
        name,
        shortName,
        kind,
        address,
        phone,
        email,
        path: path.map(one => ({ code: one.code, name: one.name, kind: one.kind })),
        versions: versions.map(v => ({ from: v.from, to: v.to, name: v.name, parentName: v.parentName })),
        predecessors: rest.predecessors.map(withoutId),
        successors: rest.successors.map(withoutId),
      }
    },
  )

  house.api(
    {
      method: 'get',
      path: '/api/v1/provinces',
      permission: readAgencies,
      summary: 'Provinces whose communes are known, by territory code; the one served here first',
      tag: 'organisation',
      answer: z.object({ items: z.array(placeSchema) }),
    },
    async (ctx, _, c) => {
      c.header('cache-control', KEPT_AN_HOUR)
      return { items: [...placesOf(await agencyTree(ctx.db, dayOf(ctx.now))).provinces] }
    },
  )

  house.api(
    {
      method: 'get',
      path: '/api/v1/provinces/{code}/communes',
      permission: readAgencies,
      summary: 'Communes of a province, by territory code; none for a province that is not known',
      tag: 'organisation',
      params: z.object({ code: z.string().regex(/^\d{2}$/) }),
      answer: z.object({ items: z.array(placeSchema) }),
    },
    async (ctx, { params }, c) => {
      c.header('cache-control', KEPT_AN_HOUR)
      return { items: [...placesOf(await agencyTree(ctx.db, dayOf(ctx.now))).communes(params.code)] }
    },
  )
}

/** The map changes by a law that is made known long before. */
const KEPT_AN_HOUR = 'public, max-age=3600'

const withoutId = <T extends { id: number }>({ id: _id, ...shown }: T): Omit<T, 'id'> => shown
