import { Card, type Column, DataTable, type Lang, Sub } from '#app/ui/index.ts'
import { say } from '#app/kernel/words.ts'
import { limitInWords } from '#app/kernel/limit.ts'
import { legalLimit, type Promises, promisedLimit } from '../limits.ts'
import type { ChannelRule, ProcedureContent, Term } from '../shape.ts'
import { feeText } from '../summary.ts'
import { catalogueWords } from '../words.ts'
import { Illustrative } from './list.tsx'
import { publicWords } from './words.ts'
import type { Part } from './body.tsx'

/** Ways of performing with their limits and fees. */

interface TermRow {
  key: string
  rule: ChannelRule
  term: Term
  first: boolean
}

/** Time and cost by channel; a promise shorter than the law stands first, the legal limit below it. */
export function Channels({
  content,
  promised,
  promiseIllustrative,
  lang,
}: Part & { promised: Promises | null; promiseIllustrative: boolean }) {
  const w = say(publicWords, lang)
  const rows: TermRow[] = content.channels.flatMap((rule, at) =>
    rule.terms.map((term, n) => ({ key: `${at}-${n}`, rule, term, first: n === 0 })),
  )
  if (rows.length === 0) return null
  return (
    <Card title={w.channels} id="channels">
      <DataTable
        bare
        caption={w.channels}
        rows={rows}
        rowKey={row => row.key}
        columns={channelColumns(content, promised, promiseIllustrative, lang)}
      />
    </Card>
  )
}

function Fee({ text, note }: { text: string; note: string }) {
  return (
    <div>
      {text}
      {note && <Sub>{note}</Sub>}
    </div>
  )
}

function TermLimit({
  content,
  rule,
  term,
  promised,
  promiseIllustrative,
  lang,
}: Part & { rule: ChannelRule; term: Term; promised: Promises | null; promiseIllustrative: boolean }) {
  const w = say(publicWords, lang)
  const promise = promised?.[rule.channel] ? promisedLimit({ content, promised }, rule.channel) : null
  const legal = term.limit ?? legalLimit({ channels: [rule] }, rule.channel)
  if (promise) {
    return (
      <>
        <b>{limitInWords(promise, lang)}</b>
        <Illustrative when={promiseIllustrative} lang={lang} />
        {legal && (
          <Sub>
            {w.legalIs(limitInWords(legal, lang))}
            <Illustrative when={term.illustrative} lang={lang} />
          </Sub>
        )}
      </>
    )
  }
  if (term.limit) {
    return (
      <>
        {limitInWords(term.limit, lang)}
        <Illustrative when={term.illustrative} lang={lang} />
      </>
    )
  }
  return (
    <>
      {say(catalogueWords, lang).limitUnknown}
      {term.limitText && (
        <Sub>
          {w.unread}: {term.limitText}
        </Sub>
      )}
    </>
  )
}

function channelColumns(
  content: ProcedureContent,
  promised: Promises | null,
  promiseIllustrative: boolean,
  lang: Lang,
): Column<TermRow>[] {
  const w = say(publicWords, lang)
  const c = say(catalogueWords, lang)
  return [
    { key: 'channel', head: w.channel, rowHead: true, cell: ({ rule }) => c[`channel_${rule.channel}`] },
    {
      key: 'limit',
      head: w.limit,
      labelled: true,
      cell: ({ rule, term }) => (
        <TermLimit
          content={content}
          rule={rule}
          term={term}
          promised={promised}
          promiseIllustrative={promiseIllustrative}
          lang={lang}
        />
      ),
    },
    {
      key: 'fee',
      head: w.fee,
      labelled: true,
      cell: ({ term }) => (
        <>
          {term.fees.length === 0
            ? c.feeUnknown
            : term.fees.map((fee, n) => <Fee key={n} text={feeText(fee, lang)} note={fee.note} />)}
          {term.note && <Sub>{term.note}</Sub>}
        </>
      ),
    },
  ]
}
