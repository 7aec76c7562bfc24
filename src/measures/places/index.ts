/** The front door of places: whose figures somebody may see. */

export { type Place, placeFor, placeOf, placesFor, scopeOf, wholeProvince } from './rules.ts'
