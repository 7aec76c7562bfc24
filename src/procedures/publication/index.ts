/** The front door of publication. */

export { type PublicationFigures, publicationFigures } from './figures.ts'
export { publicationEvents } from './record.ts'
