import { z } from 'zod'
import { civilDay, line } from '#app/kernel/input.ts'
import { pageQuery } from '#app/kernel/paging.ts'
import { figureCodes, levels } from './rules.ts'

/** What may be asked of the inventory. An empty field of a form is one left out. */

const given = <T extends z.ZodType>(schema: T) => z.union([z.literal('').transform(() => undefined), schema]).optional()

/** Percent as people write it: 70, 51,25. */
const percent = z
  .string()
  .regex(/^\d{1,3}([.,]\d{1,2})?$/, 'decimal')
  .transform(text => Number(text.replace(',', '.')))
  .pipe(z.number().min(0).max(100))

const place = { agency: given(line(20)), day: given(civilDay) }

export const boardQuery = z.object({
  ...place,
  /** A goal to compare a figure with. */
  figure: given(z.enum(figureCodes)),
  goal: given(percent),
})
export type BoardQuery = z.output<typeof boardQuery>

export const inventorySorts = ['name', 'code', 'sector'] as const
export const listQuery = z.object({
  ...place,
  figure: given(z.enum(figureCodes)),
  /** The procedures the figure does not count. */
  without: given(z.enum(['1'])),
  sector: given(line(300)),
  level: given(z.enum(levels)),
  /** Who decides: COMMUNE, or the code of a department. */
  home: given(z.string().regex(/^[A-Z0-9.]{2,20}$/)),
  q: given(z.string().max(200)),
  sort: given(z.enum(inventorySorts)),
  direction: given(z.enum(['up', 'down'])),
  after: pageQuery.shape.after,
  limit: pageQuery.shape.limit,
})
export type ListQuery = z.output<typeof listQuery>

export const worksQuery = z.object(place)
