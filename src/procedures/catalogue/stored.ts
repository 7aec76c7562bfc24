import type { Json } from '#app/kernel/db/types.ts'
import type { Promises, Tightest } from './limits.ts'
import type { ProcedureContent } from './shape.ts'

/** What JSON columns hold: each was checked by its schema when it was written, so it is not checked again. */

export const storedContent = (json: Json): ProcedureContent => json as unknown as ProcedureContent
export const storedPromises = (json: Json | null): Promises | null => json as unknown as Promises | null
export const storedTightest = (json: Json | null): Tightest | null => json as unknown as Tightest | null
