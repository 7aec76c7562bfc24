import type { Lang } from '#app/kernel/context.ts'
import { formatDate, formatDateTime, formatNumber } from '#app/kernel/text.ts'
import { say } from '#app/kernel/words.ts'
import { PrintButton } from '#app/ui/index.ts'
import { formOf } from '../forms.ts'
import type { Report } from '../views.ts'
import { layoutWords, reportWords } from '../words.ts'
import { FormTable } from './form.tsx'

/** The form on paper: A4 landscape, with its head and the places to sign. */
export function PrintPage({ report, today, lang }: { report: Report; today: string; lang: Lang }) {
  const w = say(reportWords, lang)
  const form = formOf(report.form)
  const [year = '', month = '', day = ''] = today.split('-')
  return (
    <div className="official landscape">
      <p className="no-print">
        <PrintButton />
      </p>
      <div className="officialhead">
        <div>
          <p>
            <b>
              {w.formNo} {form.number}
            </b>
          </p>
          <p>
            {w.period}: {w.fromTo(formatDate(report.from), formatDate(report.to))}
          </p>
        </div>
        <h1>{form.title[lang]}</h1>
        <div>
          <p>
            {w.sender}: <b>{report.place.name}</b>
          </p>
          <p>
            {w.receiver}: {w.receiverOf}
          </p>
        </div>
      </div>
      <p className="r">{form.unit[lang]}</p>
      <FormTable report={report} linked={null} lang={lang} />
      {report.asOf && <p>{w.asOf(formatDateTime(report.asOf))}</p>}
      {report.closed && (
        <p>
          {w.closedAs(String(report.closed.version), formatDateTime(report.closed.closedAt), report.closed.closedBy)}
        </p>
      )}
      {form.notes.map(note => (
        <p key={note.vi}>{note[lang]}</p>
      ))}
      {!report.layout.verified && <p>{layoutWords(report.layout, lang)}</p>}
      {report.failed.map(check => (
        <p key={`${check.row}${check.rule}`}>
          {w.checkLine(check.rule, check.row, formatNumber(check.left, lang), formatNumber(check.right, lang))}
        </p>
      ))}
      <div className="officialsign">
        <div>
          <p>
            <b>{w.signMaker}</b>
          </p>
          <p>{w.signNote}</p>
        </div>
        <div>
          <p>{w.dated(day, month, year)}</p>
          <p>
            <b>{w.signHead}</b>
          </p>
          <p>{w.signNote}</p>
        </div>
      </div>
    </div>
  )
}
