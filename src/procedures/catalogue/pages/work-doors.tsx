import { sendSheet } from '#app/kernel/http/sheet.ts'
import { z } from 'zod'
import type { Ctx } from '#app/kernel/context.ts'
import { attempt, type FormValues, readForm, refusalErrors } from '#app/kernel/http/form.ts'
import type { C, House } from '#app/kernel/http/house.ts'
import { parse, rowId } from '#app/kernel/input.ts'
import { may } from '#app/kernel/permission.ts'
import { say } from '#app/kernel/words.ts'
import { officerScreen } from '#app/ui/screen.tsx'
import { changesOf } from '../changes.ts'
import { adoptNationalInput, closeVersionInput } from '../input.ts'
import { codeOf, procedurePage } from '../page.ts'
import { permissions } from '../rules.ts'
import { adoptNational, attachDraft, closeVersion, discardDraft, draftVersion } from '../service.ts'
import { CHANNELS } from '../shape.ts'
import { decisionList, today, waitingCount, workCounts, workList, workQuery } from '../work.ts'
import { compareDoors } from './compare-doors.tsx'
import { contentDoors } from './content-doors.tsx'
import { decisionDoors } from './decision-doors.tsx'
import { decimal, homeOptions } from './local-fields.ts'
import { catalogueSheet } from './sheet.ts'
import { WorkList } from './work-list.tsx'
import { WorkOne, WorkVersion } from './work-one.tsx'
import { workWords } from './work-words.ts'

/** The officers' pages of the catalogue: all officers read, the control unit edits. */
export function workDoors(house: House): void {
  house.nav.push(
    {
      section: 'procedures',
      order: 10,
      href: '/catalogue',
      label: { vi: workWords.vi.catalogue, en: workWords.en.catalogue },
      permission: permissions.look,
    },
    {
      section: 'procedures',
      order: 20,
      href: '/catalogue/decisions',
      label: { vi: workWords.vi.decisions, en: workWords.en.decisions },
      permission: permissions.edit,
      count: async ctx => ({ n: await waitingCount(ctx), hot: false }),
    },
  )
  decisionDoors(house)
  contentDoors(house)
  compareDoors(house)
  listDoors(house)
  versionDoors(house)
}

function listDoors(house: House): void {
  house.page('get', '/catalogue', permissions.look, async c => {
    const ctx = c.get('ctx')
    const query = parse(workQuery, c.req.query())
    const day = today(ctx)
    const [page, { tabs, sectors }] = await Promise.all([workList(ctx.db, day, query), workCounts(ctx.db, day, query)])
    return await officerScreen(
      c,
      { title: say(workWords, ctx.lang).catalogue },
      <WorkList
        query={query}
        page={page}
        tabs={tabs}
        sectors={sectors}
        mayEdit={may(ctx.actor, permissions.edit)}
        lang={ctx.lang}
      />,
    )
  })
  house.page('get', '/catalogue/export', permissions.look, async c => {
    const bytes = await catalogueSheet(c.get('ctx'), parse(workQuery, c.req.query()))
    return sendSheet(c, 'procedures', bytes)
  })
}

const channelTexts = z.partialRecord(z.enum(CHANNELS), z.string().max(20)).default({})
/** The form's fields as the verb takes them; the schema of the verb says what is wrong, under the names of the form. */
const draftForm = z
  .object({
    source: z.enum(['national', 'current']),
    amount: channelTexts,
    unit: channelTexts,
    changedComponents: z.union([z.string(), z.array(z.string())]).optional(),
    promiseBasis: z.unknown().optional(),
    home: z.unknown(),
    onlineLevel: z.unknown(),
    decisionId: z.unknown(),
  })
  .transform(({ source, amount, unit, changedComponents, ...rest }) => ({
    source,
    ...rest,
    changedComponents: changedComponents === undefined ? [] : [changedComponents].flat(),
    promised: Object.fromEntries(
      CHANNELS.flatMap(channel => {
        const named = unit[channel]
        if (!named) return []
        return [[channel, { unit: named, amount: named === 'SAME_DAY' ? 1 : decimal(amount[channel] ?? '') }]]
      }),
    ),
  }))
  .transform((value): unknown => value)
  .pipe(z.object({ source: z.enum(['national', 'current']), ...adoptNationalInput.omit({ code: true }).shape }))

function versionDoors(house: House): void {
  house.page('get', '/catalogue/:code', permissions.look, async c => await screen(c, {}, {}))
  house.page('get', '/catalogue/:code/versions/:no', permissions.look, async c => {
    const ctx = c.get('ctx')
    const no = parse(rowId, c.req.param('no'))
    const view = await procedurePage(ctx, c.req.param('code') ?? '', { no, drafts: true })
    const changes = (await changesOf(ctx.db, [view.shown.id], ctx.lang)).get(view.shown.id)
    return await officerScreen(
      c,
      { title: view.content.name },
      <WorkVersion view={view} changes={changes} lang={ctx.lang} />,
    )
  })
  house.page('post', '/catalogue/:code/draft', permissions.edit, async c => {
    const ctx = c.get('ctx')
    const code = codeOf(c.req.param('code') ?? '')
    const read = await readForm(c, draftForm)
    if (!read.ok) return await screen(c, read.values, underFormNames(read.errors), 422)
    const { source, ...local } = read.value
    const done = await attempt(async () => await prepare(ctx, code, source, local))
    if (!done.ok) return await screen(c, read.values, underFormNames(refusalErrors(done.refusal, ctx.lang)), 422)
    return c.redirect(`/catalogue/${code}?saved=1`, 303)
  })
  house.page('post', '/catalogue/:code/attach', permissions.edit, async c => {
    const code = codeOf(c.req.param('code') ?? '')
    const read = await readForm(c, z.object({ decisionId: rowId }))
    if (!read.ok) return await screen(c, read.values, read.errors, 422)
    return await after(c, code, () => attachDraft(c.get('ctx'), { code, ...read.value }))
  })
  house.page('post', '/catalogue/:code/discard', permissions.edit, async c => {
    const code = codeOf(c.req.param('code') ?? '')
    return await after(c, code, () => discardDraft(c.get('ctx'), code), '/catalogue?tab=draft')
  })
  house.page('post', '/catalogue/:code/close', permissions.edit, async c => {
    const code = codeOf(c.req.param('code') ?? '')
    const read = await readForm(c, closeVersionInput.omit({ code: true }))
    if (!read.ok) return await screen(c, read.values, read.errors, 422)
    const done = await attempt(() => closeVersion(c.get('ctx'), { code, ...read.value }))
    if (!done.ok) return await screen(c, read.values, refusalErrors(done.refusal, c.get('ctx').lang), 422)
    return c.redirect(`/catalogue/${code}?saved=1`, 303)
  })
}

/** 'promised.DIRECT.amount' is on this form 'amount.DIRECT'; what concerns all promises stands on top. */
function underFormNames(errors: Record<string, string>): Record<string, string> {
  const named = Object.entries(errors).map(([path, message]) => {
    const [, channel, part] = /^promised(?:\.([A-Z]+)(?:\.(\w+))?)?$/.exec(path) ?? []
    if (channel) return [`${part ?? 'amount'}.${channel}`, message]
    return [path === 'promised' ? '_' : path, message]
  })
  return Object.fromEntries(named) as Record<string, string>
}

/** A draft with the content of the source chosen. */
async function prepare(
  ctx: Ctx,
  code: string,
  source: 'national' | 'current',
  local: Omit<z.output<typeof adoptNationalInput>, 'code'>,
) {
  if (source === 'national') return await adoptNational(ctx, { ...local, code })
  const { content } = await procedurePage(ctx, code)
  return await draftVersion(ctx, { ...local, code, content })
}

async function after(
  c: C,
  code: string,
  doing: () => Promise<unknown>,
  to = `/catalogue/${code}?saved=1`,
): Promise<Response> {
  const done = await attempt(doing)
  if (!done.ok) return await screen(c, {}, { _: done.refusal.words[c.get('ctx').lang] }, 422)
  return c.redirect(to, 303)
}

async function screen(
  c: C,
  values: FormValues,
  errors: Record<string, string>,
  status: 200 | 422 = 200,
): Promise<Response> {
  const ctx = c.get('ctx')
  const view = await procedurePage(ctx, c.req.param('code') ?? '', { drafts: true })
  const open = (await decisionList(ctx.db)).filter(decision => decision.publishedAt === null)
  return await officerScreen(
    c,
    { title: view.content.name, status },
    <WorkOne
      view={view}
      open={open}
      homes={await homeOptions(ctx)}
      mayEdit={may(ctx.actor, permissions.edit)}
      saved={c.req.query('saved') !== undefined}
      values={values}
      errors={errors}
      lang={ctx.lang}
    />,
  )
}
