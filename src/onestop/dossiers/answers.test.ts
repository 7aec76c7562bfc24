import { expect, it } from 'vitest'
import { testDatabase } from '../../../test/harness/database.ts'
import { openDoors } from '../../../test/harness/doors.ts'
import { intakeInput } from '../../../test/harness/dossiers.ts'
import { openOffice, people } from '../../../test/harness/office.ts'
import { publishRichForm, RESIDENCE, richAnswers } from '../../../test/harness/rich-form.ts'
import { nest } from '#app/kernel/http/form.ts'
import { dossierApi } from './api.ts'
import { receive } from './intake.ts'
import { dossierDoors } from './pages/index.ts'
import { dossierPage } from './views.ts'

/** Answers of every type on the page of a dossier and over the API: readable, and personal boxes hidden until asked for. */

const NOW = '2026-11-23T14:30:00+07:00'
const connection = await testDatabase()
const office = await openOffice(connection)
await publishRichForm(await office.as('lien.pham', '2026-10-30T08:00:00+07:00'), '2026-11-01')
const desk = await office.as(people.counter, NOW)
const { form } = nest(richAnswers) as { form: Record<string, unknown> }
const { code } = await receive(desk, await intakeInput(desk, { procedureCode: RESIDENCE, agencyCode: 'H71.30', form }))
const doors = openDoors(connection, NOW, dossierDoors, dossierApi)
const SECRETS = ['040090000017', '040091000025', '040091000033', '09/1987', 'Lam Thành', '0912345678']
const textOf = (html: string): string => html.replaceAll(/<[^>]+>/g, ' ').replaceAll(/\s+/g, ' ')

it('shows groups as tables, addresses and money in words, personal boxes masked', async () => {
  const html = await (await doors.get(await office.actor(people.counter), `/work/dossiers/${code}`)).text()
  const text = textOf(html)
  expect(html).toMatch(/<caption class="sr">Người cùng đăng ký<\/caption>/)
  for (const part of ['05/09/2015', 'Lê Bình', '1.500.000 đ', '42,5', '•••, phường Trường Vinh, tỉnh Sông Lam'])
    expect(text).toContain(part)
  for (const secret of SECRETS) expect(text).not.toContain(secret)
  expect(text).not.toContain('không hỏi người lớn')
})

it('shows all of it when it is asked for, which is written down', async () => {
  const whole = JSON.stringify((await dossierPage(desk, code, { reveal: true })).answers)
  for (const secret of SECRETS) expect(whole).toContain(secret)
})

it('tells machines the answers in words only, masked', async () => {
  const answer = await doors.get(await office.actor(people.counter), `/api/v1/dossiers/${code}`)
  const body = await answer.text()
  expect(answer.status).toBe(200)
  expect(body).toContain('Người cùng đăng ký')
  for (const secret of SECRETS) expect(body).not.toContain(secret)
})

it('keeps showing what was filed under forms of plain fields', async () => {
  await connection.db
    .updateTable('onestop.dossier')
    .set({ form: JSON.stringify({ since: '2019-05-01', rent: '1.500.000', registrant: 'Võ Thị Lan', area: '42,5' }) })
    .where('code', '=', code)
    .execute()
  const { answers } = await dossierPage(desk, code)
  expect(answers.flatMap(section => section.items.map(item => item.value))).toEqual([
    'Võ Thị Lan',
    '01/05/2019',
    '42,5',
    '1.500.000',
  ])
})
