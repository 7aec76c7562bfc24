import { attempt, type FormValues, readForm, refusalErrors, wordsOf } from '#app/kernel/http/form.ts'
import type { C, House } from '#app/kernel/http/house.ts'
import { fieldIssues, parse } from '#app/kernel/input.ts'
import { dayOf } from '#app/kernel/text.ts'
import { say } from '#app/kernel/words.ts'
import { Confirm } from '#app/ui/index.ts'
import { officerScreen } from '#app/ui/screen.tsx'
import { asNumber } from '../conditions.ts'
import { formFaults } from '../checks.ts'
import { FormDefinitionSchema } from '../definition.ts'
import { fieldOf, move, type Part, putMinutes, remove } from '../editing.ts'
import { publishFormInput } from '../input.ts'
import { formPermissions } from '../rules.ts'
import { discardForm, draftForm, publishForm, saveForm, undoForm } from '../service.ts'
import { editorWords } from '../editor-words.ts'
import { draftHref, formHref } from './addresses.ts'
import { DraftPage } from './draft.tsx'
import { codeOf, draftOf, type Draft } from './draft-of.ts'
import { moveForm, onlyRevision, publishForm as publishTyped, removeForm, settingsForm } from './typed.ts'

/** The doors of the editor: every button is a form, every change saves the whole draft. */

const MAX_FILE = 1_048_576

export function draftDoors(house: House): void {
  const { edit } = formPermissions
  house.page('post', '/forms/:code/begin', edit, async c => {
    const code = codeOf(c)
    const done = await attempt(() => draftForm(c.get('ctx'), { procedureCode: code }))
    // Somebody else has begun it meanwhile: it is the same draft.
    if (!done.ok && done.refusal.code !== 'FORM_DRAFT_EXISTS') throw done.refusal
    return c.redirect(`${draftHref(code)}?done=begun`, 303)
  })
  house.page('get', '/forms/:code/draft', edit, async c => await editor(c, await draftOf(c)))
  house.page('post', '/forms/:code/draft/move', edit, moveDoor)
  house.page('get', '/forms/:code/draft/remove', edit, askRemove)
  house.page('post', '/forms/:code/draft/remove', edit, removeDoor)
  house.page('post', '/forms/:code/draft/undo', edit, undoDoor)
  house.page('get', '/forms/:code/draft/discard', edit, askDiscard)
  house.page('post', '/forms/:code/draft/discard', edit, discardDoor)
  house.page('post', '/forms/:code/draft/settings', edit, settingsDoor)
  house.page('post', '/forms/:code/draft/publish', edit, publishDoor)
  house.page('post', '/forms/:code/draft/import', edit, importDoor, { maxBody: MAX_FILE + 65_536 })
}

interface Shown {
  refused?: string
  values?: FormValues
  errors?: Record<string, string>
}

async function editor(c: C, draft: Draft, shown: Shown = {}): Promise<Response> {
  const ctx = c.get('ctx')
  const w = say(editorWords, ctx.lang)
  const done = (['saved', 'undone', 'begun'] as const).find(one => one === c.req.query('done'))
  const isWrong = shown.refused !== undefined || Object.keys(shown.errors ?? {}).length > 0
  return await officerScreen(
    c,
    { title: `${w.draft}: ${draft.view.name}`, status: isWrong ? 422 : 200 },
    <DraftPage
      view={draft.view}
      draft={draft.version}
      faults={formFaults(draft.form, draft.view.cases)}
      done={done && !isWrong ? w[done] : null}
      refused={shown.refused ?? null}
      today={dayOf(ctx.now)}
      values={shown.values ?? {}}
      errors={shown.errors ?? {}}
      lang={ctx.lang}
    />,
  )
}

/** Runs one change of the draft; what is refused is said above the draft as it is now. */
async function change(c: C, doing: (draft: Draft) => Promise<unknown>, to: string): Promise<Response> {
  const draft = await draftOf(c)
  const done = await attempt(async () => await doing(draft))
  if (done.ok) return c.redirect(`${draftHref(draft.code)}${to}`, 303)
  return await editor(c, await draftOf(c), { refused: done.refusal.words[c.get('ctx').lang] })
}

async function moveDoor(c: C): Promise<Response> {
  const read = await readForm(c, moveForm)
  if (!read.ok) return c.redirect(draftHref(codeOf(c)), 303)
  const { by, revision, ...part } = read.value
  const save = async ({ code, form }: Draft) =>
    await saveForm(c.get('ctx'), { procedureCode: code, definition: move(form, part, by === 1 ? 1 : -1), revision })
  return await change(c, save, '?done=saved')
}

/** What a part is called. */
function nameOf({ form }: Draft, part: Part, lang: 'vi' | 'en'): string {
  if (part.kind === 'section') return form.sections.find(one => one.key === part.key)?.title[lang] ?? part.key
  if (part.kind === 'eligibility')
    return form.eligibility?.find(one => one.key === part.key)?.question[lang] ?? part.key
  return fieldOf(form, part.key)?.label[lang] ?? part.key
}

async function askRemove(c: C): Promise<Response> {
  const { lang } = c.get('ctx')
  const w = say(editorWords, lang)
  const draft = await draftOf(c)
  const part = parse(removeForm.omit({ revision: true }), c.req.query())
  const within = part.kind === 'section' ? draft.form.sections.find(one => one.key === part.key)?.fields.length : 0
  const title = w.removeTitle(nameOf(draft, part, lang))
  return await officerScreen(
    c,
    { title },
    <Confirm
      title={title}
      action={`${draftHref(draft.code)}/remove`}
      confirmLabel={w.remove}
      cancelHref={draftHref(draft.code)}
      fields={{ ...part, revision: draft.revision }}
      danger
    >
      {within ? <p>{w.removeSectionLead(within)}</p> : null}
      <p>{w.removeLead}</p>
    </Confirm>,
  )
}

async function removeDoor(c: C): Promise<Response> {
  const read = await readForm(c, removeForm)
  if (!read.ok) return c.redirect(draftHref(codeOf(c)), 303)
  const { revision, ...part } = read.value
  const save = async ({ code, form }: Draft) =>
    await saveForm(c.get('ctx'), { procedureCode: code, definition: remove(form, part), revision })
  return await change(c, save, '?done=saved')
}

async function undoDoor(c: C): Promise<Response> {
  const read = await readForm(c, onlyRevision)
  const revision = read.ok ? read.value.revision : undefined
  return await change(
    c,
    async ({ code }) => await undoForm(c.get('ctx'), { procedureCode: code, revision }),
    '?done=undone',
  )
}

async function askDiscard(c: C): Promise<Response> {
  const w = say(editorWords, c.get('ctx').lang)
  const draft = await draftOf(c)
  return await officerScreen(
    c,
    { title: w.discardTitle },
    <Confirm
      title={w.discardTitle}
      action={`${draftHref(draft.code)}/discard`}
      confirmLabel={w.discard}
      cancelHref={draftHref(draft.code)}
      fields={{ revision: draft.revision }}
      danger
    >
      <p>{w.discardLead}</p>
    </Confirm>,
  )
}

async function discardDoor(c: C): Promise<Response> {
  const read = await readForm(c, onlyRevision)
  const revision = read.ok ? read.value.revision : undefined
  const draft = await draftOf(c)
  const done = await attempt(() => discardForm(c.get('ctx'), { procedureCode: draft.code, revision }))
  if (done.ok) return c.redirect(`${formHref(draft.code)}?done=discarded`, 303)
  return await editor(c, await draftOf(c), { refused: done.refusal.words[c.get('ctx').lang] })
}

async function settingsDoor(c: C): Promise<Response> {
  const read = await readForm(c, settingsForm)
  if (!read.ok) return c.redirect(draftHref(codeOf(c)), 303)
  const { minutes: typed, note, revision } = read.value
  const minutes = typed.trim() === '' ? null : asNumber(typed)
  const save = async ({ code, form }: Draft) =>
    await saveForm(c.get('ctx'), { procedureCode: code, definition: putMinutes(form, minutes), note, revision })
  return await change(c, save, '?done=saved')
}

async function publishDoor(c: C): Promise<Response> {
  const ctx = c.get('ctx')
  const draft = await draftOf(c)
  const read = await readForm(c, publishTyped)
  if (!read.ok) return await editor(c, draft, { values: read.values, errors: read.errors })
  const checked = publishFormInput.safeParse({ procedureCode: draft.code, ...read.value })
  if (!checked.success) {
    return await editor(c, draft, { values: read.values, errors: wordsOf(fieldIssues(checked.error), ctx.lang) })
  }
  const done = await attempt(() => publishForm(ctx, checked.data))
  if (done.ok) return c.redirect(`${formHref(draft.code)}?done=published`, 303)
  const errors = refusalErrors(done.refusal, ctx.lang)
  const isDay = 'effectiveFrom' in errors
  return await editor(c, await draftOf(c), {
    values: read.values,
    ...(isDay ? { errors } : { refused: done.refusal.words[ctx.lang] }),
  })
}

/** A file is read as a whole; what does not fit is said with its place. */
async function importDoor(c: C): Promise<Response> {
  const ctx = c.get('ctx')
  const w = say(editorWords, ctx.lang)
  const draft = await draftOf(c)
  const read = await readForm(c, onlyRevision)
  const file = read.files['file']?.[0]
  if (!file || !read.ok) return await editor(c, draft, { errors: { file: w.importMissing } })
  const json = parsed(await file.text())
  if (json === undefined) return await editor(c, draft, { errors: { file: w.importUnreadable } })
  const checked = FormDefinitionSchema.safeParse(json)
  if (!checked.success) {
    const said = Object.entries(wordsOf(fieldIssues(checked.error), ctx.lang)).map(([path, one]) => `${path}: ${one}`)
    return await editor(c, draft, { errors: { file: said.slice(0, 20).join(' ') } })
  }
  const { revision } = read.value
  const done = await attempt(() => saveForm(ctx, { procedureCode: draft.code, definition: checked.data, revision }))
  if (done.ok) return c.redirect(`${draftHref(draft.code)}?done=saved`, 303)
  return await editor(c, await draftOf(c), { errors: { file: done.refusal.words[ctx.lang] } })
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
