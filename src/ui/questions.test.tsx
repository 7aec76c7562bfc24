import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, it } from 'vitest'
import type { FormValues } from '#app/kernel/http/form.ts'
import { Form, type FormErrors } from './form.tsx'
import { everyQuestion } from './gallery/questions.tsx'
import { labelsOf, type PlaceLists } from './question.ts'
import { Questions } from './questions.tsx'
import { flatValues, reshaped, rowsTyped } from './rows.ts'

const places: PlaceLists = {
  outer: [
    { value: '01', label: 'Một' },
    { value: '02', label: 'Hai' },
    { value: 'OUT', label: 'Khác' },
  ],
  inner: outer => [{ value: `${outer}001`, label: `Xã của ${outer}` }],
  home: '01',
  written: 'OUT',
  source: '/places/{}',
}

function page(values: FormValues = {}, errors: FormErrors = {}, focus?: string): string {
  return renderToStaticMarkup(
    <Form action="/send" values={values} errors={errors} labelOf={labelsOf(everyQuestion, 'form')}>
      <Questions sections={everyQuestion} name="form" places={places} focus={focus} />
    </Form>,
  )
}
const idsTwice = (html: string): string[] => {
  const ids = [...html.matchAll(/ id="([^"]+)"/g)].map(found => found[1] as string)
  return ids.filter((id, at) => ids.indexOf(id) < at)
}

describe('questions', () => {
  it('draw every type by the name of its answer, and keep what was typed', () => {
    const html = page({
      'form.name': 'Lê & <Hậu>',
      'form.married': 'YES',
      'form.papers[]': ['rent'],
      'form.spouse.born': '9/1987',
      'form.child.0.name': 'An',
    })
    expect(html).toContain('name="form.name"')
    expect(html).toContain('value="Lê &amp; &lt;Hậu&gt;"')
    expect(html).toMatch(/name="form.married" checked="" value="YES"/)
    expect(html).toMatch(/name="form.papers\[\]" checked="" value="rent"/)
    expect(html).toContain('name="form.spouse.born"')
    expect(html).toContain('value="9/1987"')
    expect(html).toContain('name="form.child.0.name"')
    expect(html).not.toContain('name="form.child.1.name"')
    expect(html).toContain('data-question="form.sum" data-type="money"')
    expect(html).toContain('"section-gallery name"')
    expect(idsTwice(page({ 'form.child.2.name': 'Bình' }))).toEqual([])
  })

  it('say of a part that is asked sometimes when it is, and leave it on the page', () => {
    const html = page()
    expect(html).toContain('Chỉ điền khi: “Đã kết hôn” là “Có”.')
    expect(html).toContain('data-label="Các con"')
    expect(html).toContain('name="form.child.0.name"')
  })

  it('put what is wrong beside its box and first, also of a whole group', () => {
    const html = page(
      {},
      { 'form.spouse': 'Thiếu vợ.', 'form.child.1.born': 'Sai ngày.', 'form.papers': 'Thiếu giấy.' },
    )
    for (const id of ['f-form_spouse', 'f-form_papers']) expect(html).toContain(`href="#${id}"`)
    for (const said of ['Vợ hoặc chồng: Thiếu vợ.', 'Người con (2), Ngày sinh: Sai ngày.']) expect(html).toContain(said)
    expect(html).toContain('<fieldset class="field boxes bad" id="f-form_spouse" tabindex="-1"')
    const two = page({ 'form.child.1.born': 'x' }, { 'form.child.1.born': 'Sai ngày.' })
    expect(two).toContain('id="f-form_child_1_born-err"')
  })

  it('list the communes of the chosen province, of the home before anything is chosen, or let one write', () => {
    expect(page()).toContain('<option value="01001">Xã của 01</option>')
    expect(page({ 'form.home.province': '02' })).toContain('<option value="02001">Xã của 02</option>')
    const written = page({ 'form.home.province': 'OUT', 'form.home.commune': 'Xã Xa' })
    expect(written).toMatch(/<input[^>]*name="form.home.commune"[^>]*value="Xã Xa"/)
  })

  it('have a first button that neither adds nor takes a row: Enter presses it', () => {
    const first = /<button[^>]*>/.exec(page())?.[0] ?? ''
    expect(first).not.toContain('name=')
  })
})

describe('rows without a script', () => {
  it('come one more, with everything typed and the focus in the new one', () => {
    const sent = { 'form.child.0.name': 'An', 'form.child.0.born': '', addRow: 'form.child.1' }
    const next = reshaped(sent)
    expect(next?.focus).toBe('form.child.1')
    expect(rowsTyped(next?.values ?? {}, 'form.child')).toBe(2)
    const html = page(next?.values, {}, next?.focus)
    expect(html).toContain('value="An"')
    expect(html).toContain('name="form.child.1.name"')
    expect(html).toMatch(/<fieldset class="entry" tabindex="-1" autofocus="" data-row="1">/i)
    expect(html).toContain('value="form.child.2" name="addRow"')
  })

  it('go, and those below move up', () => {
    const sent = {
      'form.child.0.name': 'An',
      'form.child.1.name': 'Bình',
      'form.child.10.name': 'Chi',
      'form.childNote': 'x',
      removeRow: 'form.child.0',
    }
    expect(reshaped(sent)).toEqual({
      values: { 'form.child.0.name': 'Bình', 'form.child.9.name': 'Chi', 'form.childNote': 'x' },
      focus: 'form.child',
    })
  })

  it('stay within their number', () => {
    expect(page({ 'form.child.7.name': 'quá' })).not.toContain('name="form.child.3.name"')
    expect(page({ 'form.child.2.name': 'ba' })).toContain('<div data-add="" hidden="">')
  })

  it('do not come by other buttons or crooked names', () => {
    for (const sent of [{}, { addRow: '' }, { addRow: 'form' }, { removeRow: 'a b.1' }, { addRow: 'x.1234' }]) {
      expect(reshaped(sent as FormValues)).toBeNull()
    }
    expect(reshaped({ showList: 'form.home' })).toEqual({ values: {}, focus: 'form.home' })
  })
})

it('names nested answers as the fields of a form', () => {
  expect(
    flatValues('form', { a: 'x', n: 3, list: ['p', 'q'], who: { name: 'An' }, rows: [{ b: 'y' }], gone: null }),
  ).toEqual({
    'form.a': 'x',
    'form.n': '3',
    'form.list[]': ['p', 'q'],
    'form.who.name': 'An',
    'form.rows.0.b': 'y',
  })
})
