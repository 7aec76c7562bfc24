import { randomUUID } from 'node:crypto'
import type { z } from 'zod'
import type { Lang } from '../context.ts'
import { fieldIssues } from '../input.ts'
import { Refusal } from '../refusal.ts'
import type { C } from './house.ts'

export type FormValues = Record<string, string | string[]>

/** What a form brought: parsed, or with every wrong field named and everything typed kept. */
export type FormRead<T> =
  | { ok: true; value: T; values: FormValues; files: Record<string, File[]> }
  | { ok: false; values: FormValues; errors: Record<string, string>; files: Record<string, File[]> }

/**
 * Reads a posted form. Names with dots make objects ('applicant.name'), names ending in [] make lists.
 * The hidden field `idempotencyKey` becomes the context's key.
 */
export async function readForm<S extends z.ZodType>(c: C, schema: S): Promise<FormRead<z.output<S>>> {
  const body = await c.req.parseBody({ all: true })
  const values: FormValues = {}
  const files: Record<string, File[]> = {}
  for (const [name, raw] of Object.entries(body)) {
    const all = Array.isArray(raw) ? raw : [raw]
    const uploads = all.filter((v): v is File => v instanceof File && v.size > 0)
    if (uploads.length > 0) files[name] = uploads
    const texts = all.filter((v): v is string => typeof v === 'string')
    if (texts.length === 0) continue
    values[name] = name.endsWith('[]') || texts.length > 1 ? texts : (texts[0] as string)
  }
  const key = values['idempotencyKey']
  if (typeof key === 'string' && /^[\w-]{8,80}$/.test(key)) c.get('ctx').idempotencyKey = key
  const parsed = schema.safeParse(nest(values))
  if (parsed.success) return { ok: true, value: parsed.data, values, files }
  return { ok: false, values, errors: wordsOf(fieldIssues(parsed.error), c.get('ctx').lang), files }
}

/** 'a.b' → {a: {b}}; empty text means "not given". */
export function nest(values: FormValues): Record<string, unknown> {
  const out: Record<string, unknown> = {}
  for (const [name, value] of Object.entries(values)) {
    if (name === 'idempotencyKey' || value === '') continue
    const path = name.replace(/\[\]$/, '').split('.')
    if (path.some(p => p === '__proto__' || p === 'constructor' || p === 'prototype')) continue
    let at = out
    for (const part of path.slice(0, -1)) {
      const inner = (at[part] ??= {})
      if (typeof inner !== 'object' || inner === null) break
      at = inner as Record<string, unknown>
    }
    at[path.at(-1) as string] = value
  }
  return out
}

export function wordsOf(fields: Record<string, { vi: string; en: string }>, lang: Lang): Record<string, string> {
  return Object.fromEntries(Object.entries(fields).map(([path, words]) => [path, words[lang]]))
}

/** Runs a verb from a form: a refusal comes back as a value to show beside the form; anything else propagates. */
export async function attempt<R>(
  fn: () => Promise<R>,
): Promise<{ ok: true; value: R } | { ok: false; refusal: Refusal }> {
  try {
    return { ok: true, value: await fn() }
  } catch (cause) {
    if (cause instanceof Refusal && cause.status !== 401) return { ok: false, refusal: cause }
    throw cause
  }
}

/** What a form shows after a refusal: its fields' words, and the sentence on top. */
export function refusalErrors(refusal: Refusal, lang: Lang): Record<string, string> {
  const fields = wordsOf(refusal.fields, lang)
  return Object.keys(fields).length > 0 ? fields : { _: refusal.words[lang] }
}

/** A key for a fresh form: sent twice, it acts once. */
export const newFormKey = (): string => randomUUID()
