import { z } from '@hono/zod-openapi'
import type { House } from '#app/kernel/http/house.ts'
import { listQuery, worksQuery } from './input.ts'
import { inventoryFor, listView } from './lists.ts'
import { figureCodes, levels, permissions } from './rules.ts'
import { nameOf } from './words.ts'

/** The inventory for machines. */

const tag = 'measures'
const percent = z.number().nullable().openapi({ description: 'Null out of nothing' })
const level = z.enum(['FULL', 'PARTIAL', 'INFORMATION'])

const answer = z
  .object({
    agency: z.string().nullable().openapi({ description: 'Code; null: the whole province' }),
    day: z.string(),
    figures: z.array(
      z
        .object({ figure: z.enum(figureCodes), name: z.string(), n: z.number().int(), of: z.number().int(), percent })
        .openapi('InventoryFigure'),
    ),
    sectors: z.array(z.object({ sector: z.string(), n: z.number().int(), percent })),
    averageCut: percent,
    delegated: z.number().int().openapi({ description: 'Works delegated, procedures and other tasks' }),
    works: z.array(
      z
        .object({
          code: z.string().nullable(),
          title: z.string(),
          from: z.string(),
          to: z.string(),
          decisionNo: z.string(),
          validFrom: z.string(),
          endsOn: z.string(),
        })
        .openapi('DelegatedWorkCounted'),
    ),
  })
  .openapi('Inventory')

const list = z
  .object({
    agency: z.string().nullable(),
    day: z.string(),
    figure: z.enum(figureCodes),
    without: z.boolean(),
    found: z.number().int(),
    items: z.array(
      z
        .object({
          code: z.string(),
          name: z.string(),
          sector: z.string(),
          home: z.string().nullable(),
          level: z.enum(levels),
          online: level,
          oldLevel: z.number().int().nullable(),
          atCentre: z.boolean().nullable(),
          centreReason: z.string(),
          onSite: z.number().int().nullable(),
          cutPercent: z.number().nullable(),
          process: z.string().nullable(),
          iso: z.string().nullable(),
          mechanism: z.string(),
        })
        .openapi('InventoryProcedure'),
    ),
    next: z.string().nullable(),
  })
  .openapi('InventoryList')

export function inventoryApi(house: House): void {
  house.api(
    {
      method: 'get',
      path: '/api/v1/inventory',
      permission: permissions.read,
      tag,
      summary: 'Every count of procedures on a day, for an agency that decides (with all below it) or the province',
      query: worksQuery,
      answer,
    },
    async (ctx, { query }) => {
      const { place, day, figures, sectors, averageCut, works, hasDistricts } = await inventoryFor(ctx, query)
      return {
        agency: place.code,
        day,
        figures: figureCodes
          .filter(figure => figure !== 'LEVEL.DISTRICT' || hasDistricts)
          .map(figure => ({ figure, name: nameOf(figure, ctx.lang), ...figures[figure] })),
        sectors,
        averageCut,
        delegated: works.length,
        works: [...works],
      }
    },
  )
  house.api(
    {
      method: 'get',
      path: '/api/v1/inventory/procedures',
      permission: permissions.read,
      tag,
      summary: 'The procedures behind a figure, or those it does not count',
      query: listQuery,
      answer: list,
    },
    async (ctx, { query }) => {
      const { place, day, figure, without, found, items, next } = await listView(ctx, query)
      return {
        agency: place.code,
        day,
        figure,
        without,
        found,
        next,
        items: items.map(({ code, name, sector, home, level: of, online, oldLevel, onSite, mechanism, ...row }) => ({
          code,
          name,
          sector,
          home,
          level: of,
          online,
          oldLevel,
          atCentre: row.centre && row.centre.value === 'YES',
          centreReason: row.centre?.reason ?? '',
          onSite,
          cutPercent: row.shortened?.percent ?? null,
          process: row.process?.decisionNo ?? null,
          iso: row.iso?.value ?? null,
          mechanism,
        })),
      }
    },
  )
}
