import type { ReactElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, it } from 'vitest'
import { PostButton } from './button.tsx'
import { CheckboxField, CheckboxGroup, RadioGroup } from './choices.tsx'
import { Document, renderPage } from './document.tsx'
import { DateField, FileField, MoneyField, SelectField, TextArea, TextField } from './fields.tsx'
import { FilterBar } from './filters.tsx'
import { Form } from './form.tsx'

const html = (element: ReactElement) => renderToStaticMarkup(element)

describe('a form that comes back', () => {
  const values = {
    name: 'Lê & <Hậu>',
    kind: 'b',
    'papers[]': ['x', 'z'],
    channel: 'post',
    note: 'một\nhai',
    born: '1968-03-11',
    truth: 'on',
  }
  const errors = { _: 'Đã có người sửa.', name: 'Cần tên.', papers: 'Thiếu giấy.', 'applicant.phone': 'Sai số.' }
  const page = html(
    <Form action="/send" values={values} errors={errors} csrf="t0k" idempotencyKey="k1">
      <TextField name="name" label="Tên" help="Như trên căn cước." />
      <TextField name="applicant.phone" label="Điện thoại" />
      <SelectField
        name="kind"
        label="Loại"
        options={[
          { value: 'a', label: 'A' },
          { value: 'b', label: 'B' },
        ]}
      />
      <CheckboxGroup
        name="papers[]"
        label="Giấy tờ"
        options={[
          { value: 'x', label: 'X' },
          { value: 'y', label: 'Y' },
          { value: 'z', label: 'Z' },
        ]}
      />
      <RadioGroup
        name="channel"
        label="Kênh"
        options={[
          { value: 'desk', label: 'Tại quầy' },
          { value: 'post', label: 'Bưu chính' },
        ]}
      />
      <CheckboxField name="truth" label="Cam đoan" />
      <TextArea name="note" label="Ghi chú" required={false} />
      <DateField name="born" label="Ngày sinh" />
    </Form>,
  )

  it('keeps everything typed, escaped', () => {
    expect(page).toContain('value="Lê &amp; &lt;Hậu&gt;"')
    expect(page).toContain('<option value="b" selected="">B</option>')
    expect(page).toContain('một\nhai</textarea>')
    expect(page).toContain('value="1968-03-11"')
    expect(page.match(/<input[^>]*checked=""[^>]*>/g)?.map(input => /value="(\w+)"/.exec(input)?.[1])).toEqual([
      'x',
      'z',
      'post',
      'on',
    ])
  })

  it('says each error beside its field and links to it from the top', () => {
    expect(page).toContain('<li>Đã có người sửa.</li>')
    for (const id of ['f-name', 'f-papers', 'f-applicant_phone']) {
      expect(page).toContain(`href="#${id}"`)
      expect(page.match(new RegExp(` id="${id}"`, 'g'))).toHaveLength(1)
      expect(page).toContain(`id="${id}-err"`)
    }
    expect(page).toContain('aria-describedby="f-name-help f-name-err" aria-invalid="true"')
    expect(page).toContain('role="alert" tabindex="-1" autofocus=""')
  })

  it('carries the token and the key, and leaves the checking to the server', () => {
    expect(page).toContain('<input type="hidden" name="_csrf" value="t0k"/>')
    expect(page).toContain('<input type="hidden" name="idempotencyKey" value="k1"/>')
    expect(page).toContain('noValidate=""')
  })

  it('says what is optional, and only that', () => {
    expect(page.match(/không bắt buộc/g)).toHaveLength(1)
    expect(page).toContain('Ghi chú<span class="opt"> (không bắt buộc)</span>')
  })
})

describe('fields', () => {
  it('never send a password back', () => {
    expect(
      html(
        <Form action="/" values={{ secret: 'hunter2' }}>
          <TextField name="secret" type="password" label="Mật khẩu" />
        </Form>,
      ),
    ).not.toContain('hunter2')
  })

  it('say the unit of money and the limits of files', () => {
    expect(html(<MoneyField name="fee" label="Phí" />)).toContain('aria-describedby="f-fee-unit"')
    expect(html(<FileField name="file" label="Tệp" accept=".pdf,image/png" limit="20 MB" />)).toContain(
      'PDF · Tối đa 20 MB',
    )
  })

  it('are not marked required in a filter', () => {
    const bar = html(
      <FilterBar action="/" values={{ q: 'a' }} clearHref="/all">
        <TextField name="q" label="Tìm" />
      </FilterBar>,
    )
    expect(bar).not.toContain('required')
    expect(bar).toContain('href="/all"')
  })
})

describe('a page', () => {
  const page = (children: ReactElement) =>
    renderPage(
      <Document title="Thử" csrf="t0k" lang="en" built={{ css: ['/a.css'], js: ['/a.js'], fonts: [] }} js={['/b.js']}>
        <main id="main">{children}</main>
      </Document>,
    )

  it('has nothing inline, so that the strict policy holds', () => {
    const text = page(<PostButton action="/go">Go</PostButton>)
    expect(text).toMatch(/^<!doctype html><html lang="en">/)
    expect(text).not.toMatch(/ style=|<style|<script(?![^>]* src=)| on\w+=/)
    expect(text).toContain('src="/b.js"')
    expect(text).toContain('Skip to content')
  })

  it('lends its standing form, with the token, to buttons in a sentence', () => {
    const text = page(
      <p>
        Number <PostButton action="/reveal">show</PostButton>
      </p>,
    )
    expect(text).toContain('<button class="btn" type="submit" form="post" formAction="/reveal">')
    expect(text).toContain(
      '<form id="post" hidden="" method="post"><input type="hidden" name="_csrf" value="t0k"/></form>',
    )
  })

  it('gives a button with fields its own form', () => {
    expect(
      page(
        <PostButton action="/go" fields={{ id: 7 }}>
          Go
        </PostButton>,
      ),
    ).toContain(
      '<form class="one" action="/go" method="post"><input type="hidden" name="_csrf" value="t0k"/><input type="hidden" name="id" value="7"/>',
    )
  })
})
