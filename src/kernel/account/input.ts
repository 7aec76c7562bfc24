import { z } from 'zod'
import { line } from '../input.ts'

/** What may come in about accounts. */

/** A log-in name: small letters, digits, dots; a citizen's is the twelve digits of the citizen number. */
export const login = z
  .string()
  .max(400)
  .transform(text => text.normalize('NFC').trim().toLowerCase())
  .pipe(z.string().regex(/^[a-z0-9](?:[a-z0-9._@-]{1,118})[a-z0-9]$/, 'login'))

/** What was typed as a log-in: anything, for a wrong one is answered like a wrong password. */
export const typedLogin = line(120, 1).transform(text => text.toLowerCase())

export const typedPassword = z
  .string()
  .min(1)
  .max(400)
  .transform(text => text.normalize('NFKC'))

/** Six digits; spaces people copy along are dropped. */
export const oneTimeCode = z
  .string()
  .max(40)
  .transform(text => text.replaceAll(/\s/g, ''))
  .pipe(z.string().regex(/^\d{6}$/, 'oneTimeCode'))

export const scope = z.string().regex(/^[a-z]+\.[a-z]+$/, 'scope')
