import { z } from 'zod'
import { attempt, type FormValues, newFormKey, readForm, refusalErrors } from '#app/kernel/http/form.ts'
import type { C, House } from '#app/kernel/http/house.ts'
import { civilDay, parse, rowId } from '#app/kernel/input.ts'
import { may } from '#app/kernel/permission.ts'
import { dayOf, formatDate } from '#app/kernel/text.ts'
import { say } from '#app/kernel/words.ts'
import { Confirm, DateField, FormPage, HiddenField, RadioGroup, TextField } from '#app/ui/index.ts'
import { officerScreen } from '#app/ui/screen.tsx'
import { agencyTree } from '../../agencies/index.ts'
import type { CalendarDefinition } from '../compile.ts'
import { compile } from '../compile.ts'
import { changeDayInput, exceptionKinds } from '../input.ts'
import { outOfRange } from '../refusals.ts'
import { editCalendar, lookAtCalendar } from '../rules.ts'
import { changeDay } from '../service.ts'
import { calendarOwners, definitionFor, versionsOf } from '../views.ts'
import { calendarPageWords } from '../words.ts'
import { yearOf } from '../year.ts'
import { weekdayText, YearPage } from './year-page.tsx'

const yearQuery = z.object({ year: z.coerce.number().int().min(1900).max(2200).optional(), agency: rowId.optional() })
const dayQuery = z.object({
  agency: rowId.optional(),
  day: civilDay.optional(),
  kind: z.enum([...exceptionKinds, 'NORMAL']).optional(),
})
const dayForm = changeDayInput.extend({ confirmed: z.literal('1').optional() })

/** The working calendar: every officer may look, the administrator changes it a day at a time. */
export function calendarDoors(house: House): void {
  house.nav.push({
    section: 'organisation',
    order: 30,
    href: '/org/calendar',
    label: { vi: calendarPageWords.vi.nav, en: calendarPageWords.en.nav },
    permission: lookAtCalendar,
  })

  house.page('get', '/org/calendar', lookAtCalendar, async c => {
    const ctx = c.get('ctx')
    const query = parse(yearQuery, given(c))
    const today = dayOf(ctx.now)
    const calendar = await definitionFor(ctx, query.agency ?? (await ownAgency(c)))
    const { from, to } = coversOf(calendar.definition, today)
    const year = query.year ?? Number(today.slice(0, 4))
    const view = yearOf(compile(calendar.definition, from, to), year)
    if (!view) return outOfRange(from, to)
    const [versions, owners] = await Promise.all([versionsOf(ctx, calendar.owner), calendarOwners(ctx)])
    return await officerScreen(
      c,
      { title: say(calendarPageWords, ctx.lang).title(year) },
      <YearPage
        calendar={calendar}
        year={year}
        years={wholeYears(from, to)}
        view={view}
        versions={versions}
        owners={owners}
        today={today}
        mayEdit={may(ctx.actor, editCalendar)}
        done={c.req.query('done') === '1'}
        lang={ctx.lang}
      />,
    )
  })

  house.page('get', '/org/calendar/day', editCalendar, async c => {
    const ctx = c.get('ctx')
    const { agency, day, kind } = parse(dayQuery, given(c))
    const calendar = await definitionFor(ctx, agency ?? (await ownAgency(c)))
    const known = calendar.definition.exceptions.find(exception => exception.day === day)
    return await dayScreen(c, {
      agencyId: String(calendar.owner),
      basedOn: calendar.versionId === null ? '' : String(calendar.versionId),
      day: day ?? '',
      kind: kind ?? known?.kind ?? 'OFF',
      name: known?.name[ctx.lang] ?? '',
      basis: known?.basis ?? '',
    })
  })

  house.page('post', '/org/calendar/day', editCalendar, async c => {
    const ctx = c.get('ctx')
    const read = await readForm(c, dayForm)
    if (!read.ok) return await dayScreen(c, read.values, read.errors)
    const { confirmed, ...wanted } = read.value
    if (!confirmed) return await confirmScreen(c, read.values, wanted)
    const done = await attempt(() => changeDay(ctx, wanted))
    if (!done.ok) return await dayScreen(c, read.values, refusalErrors(done.refusal, ctx.lang))
    return c.redirect(`/org/calendar?year=${wanted.day.slice(0, 4)}&agency=${wanted.agencyId}&done=1`, 303)
  })
}

const given = (c: C): Record<string, string> =>
  Object.fromEntries(Object.entries(c.req.query()).filter(([, value]) => value !== ''))

/** The agency one works for; the province for those who sit nowhere. */
async function ownAgency(c: C): Promise<number> {
  const ctx = c.get('ctx')
  return ctx.actor.agencyId ?? (await agencyTree(ctx.db, dayOf(ctx.now))).province()
}

const coversOf = (definition: CalendarDefinition, today: string) =>
  definition.covers ?? { from: definition.weekly[0]?.validFrom ?? today, to: `${today.slice(0, 4)}-12-31` }

function wholeYears(from: string, to: string): number[] {
  const first = Number(from.slice(0, 4)) + (from.endsWith('-01-01') ? 0 : 1)
  const last = Number(to.slice(0, 4)) - (to.endsWith('-12-31') ? 0 : 1)
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, at) => first + at)
}

async function dayScreen(c: C, values: FormValues, errors?: Record<string, string>): Promise<Response> {
  const ctx = c.get('ctx')
  const w = say(calendarPageWords, ctx.lang)
  return await officerScreen(
    c,
    { title: w.addTitle, status: errors ? 422 : 200 },
    <FormPage
      crumbs={[{ label: w.nav, href: '/org/calendar' }]}
      title={w.addTitle}
      sub={w.addLead}
      action="/org/calendar/day"
      values={values}
      errors={errors}
      guard
      submitLabel={w.check}
      cancelHref="/org/calendar"
      cancelLabel={w.back}
    >
      <HiddenField name="agencyId" value={textOf(values['agencyId'])} />
      <HiddenField name="basedOn" value={textOf(values['basedOn'])} />
      <DateField name="day" label={w.day} />
      <RadioGroup
        name="kind"
        label={w.kindHead}
        options={[...exceptionKinds, 'NORMAL'].map(kind => ({ value: kind, label: w.kind(kind) }))}
      />
      <TextField name="name" label={w.name} help={w.nameHelp} required={false} />
      <TextField name="basis" label={w.basis} help={w.basisHelp} required={false} />
      <TextField name="reason" label={w.reason} help={w.reasonHelp} />
    </FormPage>,
  )
}

/** What will be different, before it is. */
async function confirmScreen(c: C, values: FormValues, wanted: z.output<typeof changeDayInput>): Promise<Response> {
  const ctx = c.get('ctx')
  const w = say(calendarPageWords, ctx.lang)
  const calendar = await definitionFor(ctx, wanted.agencyId)
  const known = calendar.definition.exceptions.find(exception => exception.day === wanted.day)
  const day = `${weekdayText(wanted.day, ctx.lang)}, ${formatDate(wanted.day)}`
  const sentence = (kind: string, name: string | undefined): string => [w.kind(kind), name].filter(Boolean).join(', ')
  const fields = Object.fromEntries(
    ['agencyId', 'basedOn', 'day', 'kind', 'name', 'basis', 'reason'].map(name => [name, textOf(values[name])]),
  )
  return await officerScreen(
    c,
    { title: w.addTitle },
    <Confirm
      title={w.confirmTitle(day, w.kind(wanted.kind))}
      action="/org/calendar/day"
      confirmLabel={w.save}
      cancelHref="/org/calendar"
      fields={{ ...fields, confirmed: '1' }}
      idempotencyKey={newFormKey()}
    >
      <p>{w.confirmLead(calendar.ownerName)}</p>
      <p>
        {w.before(sentence(known?.kind ?? 'NORMAL', known?.name[ctx.lang]))}
        <br />
        <b>{w.after(sentence(wanted.kind, wanted.kind === 'NORMAL' ? undefined : wanted.name))}</b>
      </p>
      <p>{w.addLead}</p>
    </Confirm>,
  )
}

const textOf = (value: string | string[] | undefined): string => (typeof value === 'string' ? value : '')
