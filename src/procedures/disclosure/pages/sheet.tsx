import { say } from '#app/kernel/words.ts'
import { limitInWords } from '#app/kernel/limit.ts'
import { Actions, type Lang, PrintButton, QrCode } from '#app/ui/index.ts'
import type { PostedLine } from '../views.ts'
import { disclosureWords } from '../words.ts'

interface Props {
  agency: string
  procedures: PostedLine[]
  publicUrl: string
  day: string
  lang: Lang
}

/** A list to post where procedures are handled: each with a code that leads to the page in force. */
export function PostingList({ agency, procedures, publicUrl, day, lang }: Props) {
  const w = say(disclosureWords, lang)
  return (
    <>
      <div className="no-print">
        <Actions>
          <PrintButton kind="primary" />
        </Actions>
      </div>
      <article className="slip" lang={lang}>
        <p className="subtitle">{agency.toUpperCase()}</p>
        <h1>{w.sheetTitle.toUpperCase()}</h1>
        <p className="subtitle plain">{w.sheetScan}</p>
        <div className="scroll" role="region" tabIndex={0} aria-label={w.sheetTitle}>
          <table>
            <thead>
              <tr>
                <th scope="col">{w.number}</th>
                <th scope="col">{w.procedure}</th>
                <th scope="col">{w.limit}</th>
                <th scope="col">QR</th>
              </tr>
            </thead>
            <tbody>
              {procedures.map((one, at) => (
                <tr key={one.code}>
                  <td className="mid">{at + 1}</td>
                  <th scope="row" lang="vi">
                    {one.name}
                    <div className="num">{`${one.code} · ${one.sector}`}</div>
                  </th>
                  <td>{one.limit ? limitInWords(one.limit, lang) : w.limitUnknown}</td>
                  <td className="mid">
                    <QrCode text={`${publicUrl}/procedures/${one.code}`} label={w.qr(one.code)} size={88} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
        <p>{w.sheetPrinted(day)}</p>
      </article>
    </>
  )
}
