import { say } from '#app/kernel/words.ts'
import { limitInWords } from '#app/organisation/calendar/index.ts'
import { type Lang, QrCode } from '#app/ui/index.ts'
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
    <article className="official">
      <div className="officialhead">
        <p>
          <b>{agency}</b>
        </p>
        <div>
          <h1>{w.sheetTitle}</h1>
        </div>
        <p>{w.sheetScan}</p>
      </div>
      <table className="ruled">
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
              <td className="r">{at + 1}</td>
              <th scope="row" lang="vi">
                {one.name}
                <div className="sub num">{`${one.code} · ${one.sector}`}</div>
              </th>
              <td>{one.limit ? limitInWords(one.limit, lang) : w.limitUnknown}</td>
              <td>
                <QrCode text={`${publicUrl}/procedures/${one.code}`} label={w.qr(one.code)} size={88} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="sub">{w.sheetPrinted(day)}</p>
    </article>
  )
}
