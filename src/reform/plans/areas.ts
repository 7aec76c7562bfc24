import sets from './areas.json' with { type: 'json' }

/** A list of reform areas, as the plans of a period have it. What is only recalled is marked and said on the screen. */
export interface AreaSet {
  key: string
  from_year: number
  to_year: number
  basis: string
  verified: boolean
  areas: { code: string; vi: string; en: string }[]
}

const known: readonly AreaSet[] = sets
const newest = known.at(-1) as AreaSet

/** The list in force in a year; outside all periods the newest. */
export const areasOfYear = (year: number): AreaSet =>
  known.find(set => set.from_year <= year && year <= set.to_year) ?? newest

/** The list a plan was made with. */
export const areaSet = (key: string): AreaSet => known.find(set => set.key === key) ?? newest
