import type { House } from './house.ts'

const about = {
  openapi: '3.1.0',
  info: {
    title: 'Một Cửa',
    version: '1',
    description:
      'Procedures, one-stop handling, feedback, measures and reform plans of a province. Writes take an Idempotency-Key header: ' +
      'the same key gives the same answer, once. Lists are paged by cursor: pass `next` as `after`. Errors are RFC 9457 problem documents.',
    license: { name: 'MIT', identifier: 'MIT' },
  },
  servers: [{ url: '/' }],
}

/** The API document, from the same schemas that check what comes in. */
export function openapiDocument(house: House): object {
  house.app.openAPIRegistry.registerComponent('securitySchemes', 'bearer', { type: 'http', scheme: 'bearer' })
  return house.app.getOpenAPI31Document(about)
}
