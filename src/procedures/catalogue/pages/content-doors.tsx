import { z } from 'zod'
import { attempt, type FormValues, newFormKey, readForm, refusalErrors, wordsOf } from '#app/kernel/http/form.ts'
import type { C, House } from '#app/kernel/http/house.ts'
import { line, paragraphs } from '#app/kernel/input.ts'
import { say } from '#app/kernel/words.ts'
import { officerScreen } from '#app/ui/screen.tsx'
import { LimitSchema } from '#app/kernel/limit.ts'
import { procedureCode } from '#app/kernel/codes.ts'
import { workingContent } from '../adopting.ts'
import { type ChannelRows, contentFrom, emptyContent } from '../content-text.ts'
import { homeCode } from '../input.ts'
import { codeOf } from '../page.ts'
import { permissions } from '../rules.ts'
import { draftVersion, writeContent } from '../service.ts'
import { CHANNELS, ONLINE_LEVELS, type ProcedureContent } from '../shape.ts'
import { EditContent, NewProcedure } from './content-form.tsx'
import { contentWords } from './content-words.ts'
import { decimal, homeOptions } from './local-fields.ts'

/** Doors of the form of a content. */

const text = (max: number) => paragraphs(max).default('')
const row = z
  .object({
    amount: z.string().max(20).optional(),
    unit: z.string().max(20).optional(),
    fee: z
      .string()
      .max(30)
      .transform(typed => typed.replaceAll(/[.\s đ]/g, ''))
      .pipe(z.string().regex(/^\d{1,12}$/, 'decimal'))
      .transform(Number)
      .optional(),
    feeNote: text(2_000),
    note: text(5_000),
  })
  .transform(({ amount, unit, fee, ...rest }) => ({
    ...rest,
    fee: fee ?? null,
    limit: unit === undefined ? null : { unit, amount: unit === 'SAME_DAY' ? 1 : decimal(amount ?? '') },
  }))
  .transform((value): unknown => value)
  .pipe(
    z.object({
      limit: LimitSchema.nullable(),
      fee: z.number().nullable(),
      feeNote: z.string(),
      note: z.string(),
    }),
  )
const texts = {
  name: line(1_000, 3),
  sector: line(200, 2),
  steps: text(50_000),
  papers: text(50_000),
  subjects: text(5_000),
  results: text(5_000),
  conditions: text(50_000),
  competent: text(1_000),
  performing: text(1_000),
  coordinating: text(1_000),
  legalBases: text(20_000),
  channel: z.partialRecord(z.enum(CHANNELS), row).default({}),
}
const editForm = z.object(texts)
const createForm = z.object({ code: procedureCode, home: homeCode, onlineLevel: z.enum(ONLINE_LEVELS), ...texts })

type Errors = Record<string, string>

export function contentDoors(house: House): void {
  house.page('get', '/catalogue/new', permissions.edit, async c => await newScreen(c, {}, {}))
  house.page('post', '/catalogue/new', permissions.edit, async c => {
    const read = await readForm(c, createForm)
    if (!read.ok) return await newScreen(c, read.values, underFormNames(read.errors), 422)
    const { code, home, onlineLevel, ...written } = read.value
    const made = described(c, emptyContent(code, home === 'COMMUNE' ? 'COMMUNE' : 'PROVINCE'), written)
    if ('errors' in made) return await newScreen(c, read.values, made.errors, 422)
    const done = await attempt(() =>
      draftVersion(c.get('ctx'), { code, home, onlineLevel, content: made.content, changeKind: 'NEW' }),
    )
    if (!done.ok) return await newScreen(c, read.values, refusalErrors(done.refusal, c.get('ctx').lang), 422)
    return c.redirect(`/catalogue/${code}?saved=1`, 303)
  })
  house.page('get', '/catalogue/:code/content', permissions.edit, async c => await editScreen(c, {}, {}))
  house.page('post', '/catalogue/:code/content', permissions.edit, async c => {
    const ctx = c.get('ctx')
    const read = await readForm(c, editForm)
    if (!read.ok) return await editScreen(c, read.values, underFormNames(read.errors), 422)
    const base = await baseOf(c)
    const made = described(c, base, read.value)
    if ('errors' in made) return await editScreen(c, read.values, made.errors, 422)
    const done = await attempt(() => writeContent(ctx, { code: base.code, content: made.content }))
    if (!done.ok) return await editScreen(c, read.values, { _: done.refusal.words[ctx.lang] }, 422)
    return c.redirect(`/catalogue/${base.code}?saved=1`, 303)
  })
}

/** The content that the form describes, or what is wrong with which field. */
function described(
  c: C,
  base: ProcedureContent,
  { channel, ...written }: z.output<typeof editForm>,
): { content: ProcedureContent } | { errors: Errors } {
  const rows: ChannelRows = channel
  const made = contentFrom(base, written, rows)
  return made.ok ? { content: made.content } : { errors: wordsOf(made.wrong, c.get('ctx').lang) }
}

/** A limit's parts are fields of their own on the form. */
const underFormNames = (errors: Errors): Errors =>
  Object.fromEntries(
    Object.entries(errors).map(([path, words]) => [
      path.replace(/\.limit(\.amount)?$/, '.amount').replace('.limit.unit', '.unit'),
      words,
    ]),
  )

const baseOf = async (c: C): Promise<ProcedureContent> =>
  await workingContent(c.get('ctx').db, codeOf(c.req.param('code') ?? ''))

async function editScreen(c: C, values: FormValues, errors: Errors, status: 200 | 422 = 200): Promise<Response> {
  const { lang } = c.get('ctx')
  return await officerScreen(
    c,
    { title: say(contentWords, lang).editTitle, status },
    <EditContent content={await baseOf(c)} values={values} errors={errors} formKey={newFormKey()} lang={lang} />,
  )
}

async function newScreen(c: C, values: FormValues, errors: Errors, status: 200 | 422 = 200): Promise<Response> {
  const ctx = c.get('ctx')
  return await officerScreen(
    c,
    { title: say(contentWords, ctx.lang).createTitle, status },
    <NewProcedure
      homes={await homeOptions(ctx)}
      empty={emptyContent('', 'PROVINCE')}
      values={values}
      errors={errors}
      formKey={newFormKey()}
      lang={ctx.lang}
    />,
  )
}
