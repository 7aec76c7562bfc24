import { describe, expect, it } from 'vitest'
import { testDatabase } from '../../../test/harness/database.ts'
import { openDoors } from '../../../test/harness/doors.ts'
import { openOffice, people } from '../../../test/harness/office.ts'
import { publishRichForm, RESIDENCE, richAnswers, richForm } from '../../../test/harness/rich-form.ts'
import { nest } from '#app/kernel/http/form.ts'
import { withdrawForm } from '#app/procedures/forms/withdrawing.ts'
import { dossierPage } from '../dossiers/views.ts'
import { portalPages } from './pages/index.tsx'
import { fileDraft, saveStep, startDraft } from './service.ts'
import { draftOf } from './views.ts'

/** What is answered before filing goes along with the dossier, whatever happens to the form meanwhile. */

const connection = await testDatabase()
const { db } = connection
const office = await openOffice(connection)
await publishRichForm(await office.as('lien.pham', '2026-10-30T08:00:00+07:00'), '2026-11-01')
const eligibility = { hasHome: 'YES', isBanned: 'NO' }

/** Filled in on a day, up to the check. */
async function filled(day: string): Promise<string> {
  const ctx = await office.as(people.citizen, `${day}T09:00:00+07:00`)
  const { id } = await startDraft(ctx, { code: RESIDENCE, eligibility })
  const { form } = nest(richAnswers) as { form: Record<string, unknown> }
  const { formVersionId } = (await draftOf(ctx, id)).intake
  await saveStep(ctx, id, 'agency', { agencyCode: 'H71.30' })
  await saveStep(ctx, id, 'applicant', {
    applicant: {
      kind: 'CITIZEN',
      name: 'Võ Thị Lan',
      idNo: '040090000017',
      phone: '0912000456',
      address: 'Số 12 đường Trường Thi',
    },
  })
  await saveStep(ctx, id, 'answers', { form }, formVersionId)
  await saveStep(ctx, id, 'delivery', { resultDelivery: 'COUNTER', copies: '1' })
  return id
}
const dossierOf = async (code: string) =>
  await db.selectFrom('onestop.dossier').selectAll().where('code', '=', code).executeTakeFirstOrThrow()
const said = async (code: string, now: string) =>
  (await dossierPage(await office.as('lien.pham', now), code)).answers.find(section => section.before)
const doorsOn = (day: string) => openDoors(connection, `${day}T09:00:00+07:00`, portalPages)

describe('answers before filing', () => {
  it('are kept with the dossier under the version of the form, and shown to officers first', async () => {
    const id = await filled('2026-11-10')
    const { code } = await fileDraft(await office.as(people.citizen, '2026-11-10T10:00:00+07:00'), id)
    const row = await dossierOf(code)
    expect(row.eligibility).toEqual({ formVersionId: row.form_version_id, answers: eligibility })
    expect(await said(code, '2026-11-10T11:00:00+07:00')).toEqual({
      title: 'Câu hỏi điều kiện ban đầu',
      before: true,
      items: [
        { key: 'hasHome', label: richForm.eligibility?.[0]?.question.vi, value: 'Có' },
        { key: 'isBanned', label: richForm.eligibility?.[1]?.question.vi, value: 'Không' },
      ],
    })
  })

  it('are asked anew only where the question has changed since', async () => {
    const id = await filled('2026-11-11')
    const [home, banned] = richForm.eligibility ?? []
    if (!home || !banned) throw new Error('the form asks nothing before filing')
    const question = { vi: 'Bạn có đang bị cấm cư trú không?', en: 'Are you banned from residing?' }
    const next = { ...richForm, eligibility: [home, { ...banned, question }] }
    await publishRichForm(await office.as('lien.pham', '2026-11-12T08:00:00+07:00'), '2026-11-15', next)
    const citizen = await office.as(people.citizen, '2026-11-16T09:00:00+07:00')
    await expect(fileDraft(citizen, id)).rejects.toMatchObject({ code: 'ELIGIBILITY_OPEN', status: 422 })
    const doors = doorsOn('2026-11-16')
    const check = await (await doors.get(citizen.actor, `/drafts/${id}/check`)).text()
    const href = `/apply/${RESIDENCE}/eligibility?q.hasHome=YES&amp;draft=${id}`
    expect(check).toContain(`href="${href}"`)
    const ask = await (await doors.get(citizen.actor, href.replace('&amp;', '&'))).text()
    expect(ask).toContain(question.vi)
    expect(ask).toContain(`name="draft" value="${id}"`)
    const stopped = await doors.post(citizen.actor, `/apply/${RESIDENCE}`, {
      'q.hasHome': 'YES',
      'q.isBanned': 'YES',
      draft: id,
    })
    expect(stopped.headers.get('location')).toContain('q.isBanned=YES')
    const kept = await doors.post(citizen.actor, `/apply/${RESIDENCE}`, {
      'q.hasHome': 'YES',
      'q.isBanned': 'NO',
      draft: id,
    })
    expect(kept.headers.get('location')).toBe(`/drafts/${id}/check`)
    const { code } = await fileDraft(citizen, id)
    const row = await dossierOf(code)
    expect(row.eligibility).toEqual({ formVersionId: row.form_version_id, answers: eligibility })
    expect((await said(code, '2026-11-16T10:00:00+07:00'))?.items[1]?.label).toBe(question.vi)
  })
})

describe('a form withdrawn while it is filled in', () => {
  it('is said with its reason; what was typed stays and is not sent', async () => {
    const id = await filled('2026-11-20')
    const control = await office.as('lien.pham', '2026-11-20T10:00:00+07:00')
    const version = await db
      .selectFrom('procedures.form_version as f')
      .innerJoin('procedures.procedure as p', 'p.id', 'f.procedure_id')
      .select('f.no')
      .where('p.code', '=', RESIDENCE)
      .where('f.state', '=', 'PUBLISHED')
      .executeTakeFirstOrThrow()
    const reason = 'Thông tư mới đã bỏ tờ khai này.'
    await withdrawForm(control, { procedureCode: RESIDENCE, no: version.no, effectiveTo: '2026-11-21', reason })
    const citizen = await office.as(people.citizen, '2026-11-21T09:00:00+07:00')
    const check = await (await doorsOn('2026-11-21').get(citizen.actor, `/drafts/${id}/check`)).text()
    for (const words of ['Tờ khai đã được rút từ ngày 21/11/2026', reason, 'không gửi kèm hồ sơ']) {
      expect(check).toContain(words)
    }
    expect((await draftOf(citizen, id)).data.form).toMatchObject({ housing: 'RENT' })
    const { code } = await fileDraft(citizen, id)
    expect(await dossierOf(code)).toMatchObject({ form: {}, form_version_id: null, eligibility: null })
  })
})
