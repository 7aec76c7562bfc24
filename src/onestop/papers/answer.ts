import { attachment } from '#app/kernel/http/attachment.ts'
import type { C } from '#app/kernel/http/house.ts'
import type { Paper } from './paper.ts'
import { pdfOf } from './pdf.ts'

/** Answers with a paper as PDF, shown in the browser: we made it, so it may be. */
export async function sendPdf(c: C, paper: Paper): Promise<Response> {
  const name = `${paper.number.replaceAll('/', '_')}${paper.form === '01' ? '_01' : ''}.pdf`
  return c.body(await pdfOf(paper), 200, {
    'content-type': 'application/pdf',
    'content-disposition': attachment(name, 'inline'),
    'x-content-type-options': 'nosniff',
  })
}
