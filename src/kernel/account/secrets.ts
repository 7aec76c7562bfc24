import { createHash } from 'node:crypto'
import { hash, verify } from '@node-rs/argon2'
import { Secret, TOTP } from 'otpauth'
import type { Ctx } from '../context.ts'
import { acceptedStep, TOTP_PERIOD_SECONDS } from './rules.ts'

/** Passwords, one-time codes and opaque tokens: the only file that turns secrets into what is stored. */

/** argon2id with 19 MiB, two passes: the library's defaults, which are OWASP's. */
export async function hashPassword(password: string): Promise<string> {
  return await hash(password.normalize('NFKC'))
}

let nobodys: Promise<string> | null = null

/** Takes as long for an account without a password, or for none at all, as for a wrong password. */
export async function passwordFits(stored: string | null, password: string): Promise<boolean> {
  nobodys ??= hashPassword('a password that nobody has')
  const fits = await verify(stored ?? (await nobodys), password.normalize('NFKC'))
  return fits && stored !== null
}

/** 32 random bytes as the holder keeps them, and what we keep. */
export function newToken(ctx: Pick<Ctx, 'random'>): { token: string; hash: Buffer } {
  const token = Buffer.from(ctx.random(32)).toString('base64url')
  return { token, hash: tokenHash(token) }
}

/** A token has 256 random bits, so one plain SHA-256 is enough to make the stored form useless. */
export const tokenHash = (token: string): Buffer => createHash('sha256').update(token).digest()

// Without letters and digits that look alike when read out or written down.
const ALPHABET = 'abcdefghjkmnpqrstuvwxyz23456789'

/** A password to hand out once: four groups of four, 79 bits. */
export function oncePassword(ctx: Pick<Ctx, 'random'>): string {
  let letters = ''
  while (letters.length < 16) {
    // Bytes at the end of the range would make the first letters more frequent.
    for (const byte of ctx.random(16)) if (byte < 248) letters += ALPHABET[byte % ALPHABET.length]
  }
  return (letters.slice(0, 16).match(/.{4}/g) ?? []).join('-')
}

const ISSUER = 'Một Cửa'

function totp(secret: string, label: string): TOTP {
  return new TOTP({ issuer: ISSUER, label, secret: Secret.fromBase32(secret), period: TOTP_PERIOD_SECONDS })
}

/** A new second-factor secret in base32, 160 bits as RFC 4226 recommends. */
export function newTotpSecret(ctx: Pick<Ctx, 'random'>): string {
  const bytes = ctx.random(20)
  return new Secret({ buffer: Uint8Array.from(bytes).buffer }).base32
}

/** The address an authenticator app reads from the QR code. */
export const totpAddress = (secret: string, login: string): string => totp(secret, login).toString()

/** The step a code is accepted for, or null. */
export function stepOfCode(secret: string, code: string, now: Date, lastStep: number | null): number | null {
  const delta = totp(secret, '').validate({ token: code, timestamp: now.getTime(), window: 1 })
  return acceptedStep(delta, now, lastStep)
}

/** The code an app shows now; for tests and the demo's printed log-ins. */
export const codeNow = (secret: string, now: Date): string => totp(secret, '').generate({ timestamp: now.getTime() })
