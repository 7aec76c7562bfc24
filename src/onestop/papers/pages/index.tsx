import { rowId } from '#app/kernel/input.ts'
import { sendUpload } from '#app/kernel/files/index.ts'
import type { C, House } from '#app/kernel/http/house.ts'
import { notFound } from '#app/kernel/refusal.ts'
import { say } from '#app/kernel/words.ts'
import { Actions, LinkButton, PrintButton } from '#app/ui/index.ts'
import { paperScreen } from '#app/ui/screen.tsx'
import { sendPdf } from '../answer.ts'
import { permissions } from '../rules.ts'
import { openPaper } from '../service.ts'
import { officerPaper } from '../views.ts'
import { paperWords } from '../words.ts'
import { Sheet } from './sheet.tsx'

const noSuch = () => notFound({ vi: 'giấy này', en: 'This paper' })

/** The number at the end of an address; what is none does not exist. */
export function numberOf(text: string | undefined): number {
  const read = rowId.safeParse(text)
  if (!read.success) throw noSuch()
  return read.data
}

/** '3', '3.pdf', 'control', 'control.pdf': the paper as a page to print, or as PDF. */
async function slip(c: C): Promise<Response> {
  const code = c.req.param('code') ?? ''
  const [, name, asPdf] = /^(\d{1,4}|control)(\.pdf)?$/.exec(c.req.param('no') ?? '') ?? []
  if (!name) throw noSuch()
  const paper = await officerPaper(c.get('ctx'), code, name === 'control' ? 'control' : numberOf(name))
  if (asPdf) return await sendPdf(c, paper)
  const t = say(paperWords, c.get('ctx').lang)
  const here = `/work/dossiers/${code}`
  return paperScreen(
    c,
    { title: `${t.form(paper.form)} — ${code}` },
    <>
      <div className="no-print">
        <Actions>
          <PrintButton kind="primary">{t.print}</PrintButton>
          <LinkButton href={`${here}/slips/${name}.pdf`}>{t.pdf}</LinkButton>
          <LinkButton href={here} kind="link">
            {t.back}
          </LinkButton>
        </Actions>
      </div>
      <Sheet paper={paper} />
    </>,
  )
}

export function papersPages(house: House): void {
  house.page('get', '/work/dossiers/:code/slips/:no', permissions.open, slip)
  house.page('get', '/work/dossiers/:code/papers/:no/file', permissions.open, async c => {
    const input = { code: c.req.param('code') ?? '', no: numberOf(c.req.param('no')) }
    return await sendUpload(c, await openPaper(c.get('ctx'), input))
  })
}
