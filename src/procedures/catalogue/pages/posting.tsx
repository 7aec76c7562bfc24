import { Facts, type Lang, QrCode } from '#app/ui/index.ts'
import { say } from '#app/kernel/words.ts'
import type { ProcedureView } from '../page.ts'
import { feeSummary, limitSummary, paperSummary } from '../summary.ts'
import { Papers, Steps } from './body.tsx'
import { Channels } from './channels.tsx'
import { publicWords } from './words.ts'

/** The sheet to post where the procedure is handled: short, with a code that leads to the page in force. */
export function PostingSheet({
  view,
  province,
  url,
  day,
  lang,
}: {
  view: ProcedureView
  province: string
  url: string
  day: string
  lang: Lang
}) {
  const w = say(publicWords, lang)
  const { content, shown } = view
  const { decision } = shown
  const limit = limitSummary(view, lang)
  const fee = feeSummary(content, lang)
  const papers = paperSummary(content, lang)
  return (
    <article className="official">
      <div className="officialhead">
        <p>
          <b>{province}</b>
        </p>
        <div>
          <h1 lang="vi">{content.name}</h1>
        </div>
        <p>
          {w.posting}
          <br />
          {w.code(view.code)}
        </p>
      </div>
      <Facts
        items={[
          { label: w.limit, value: `${limit.value} (${limit.label})` },
          { label: w.fee, value: `${fee.value} (${fee.label})` },
          { label: w.papers, value: `${papers.value} (${papers.label})` },
          { label: w.decides, value: view.homeName ?? content.competentAgencyText },
          { label: w.results, value: content.results.map(result => result.name).join('; ') },
          {
            label: w.decision,
            value:
              decision &&
              `${decision.number}, ${w.signed(decision.signedOn)}${decision.illustrative ? ` (${w.illustrative})` : ''}`,
          },
          { label: w.validity, value: shown.from && `${w.version(shown.no)}, ${w.from(shown.from, shown.to)}` },
        ]}
      />
      <Papers content={content} lang={lang} />
      <Steps content={content} lang={lang} />
      <Channels
        content={content}
        promised={view.promised}
        promiseIllustrative={decision?.illustrative ?? false}
        lang={lang}
      />
      <p>
        <QrCode text={url} label={w.qr(view.code)} size={160} />
      </p>
      <p>
        {w.postingScan}: <span className="num">{url}</span>
      </p>
      <p className="sub">{w.postingPrinted(day)}</p>
    </article>
  )
}
