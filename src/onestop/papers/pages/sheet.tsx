import type { ReactNode } from 'react'
import { type Block, type Cell, type Check, type Paper } from '../paper.ts'
import { qrSvg } from '../pdf.ts'

/** The print page's drawing of a paper: the same data as the PDF, in HTML. */

/** A ticked or empty box, drawn, with its state for those who do not see it. */
function Box({ check }: { check: Check }) {
  return (
    <span className="boxed">
      <svg width="13" height="13" viewBox="0 0 13 13" role="img" aria-label={check.on ? 'có' : 'không'}>
        <rect x="0.5" y="0.5" width="12" height="12" fill="none" stroke="currentColor" />
        {check.on && <path d="m3 6.5 2.5 3 4.5-6.5" fill="none" stroke="currentColor" strokeWidth="1.5" />}
      </svg>
      {check.text}
    </span>
  )
}

function Inside({ cell }: { cell: Cell }) {
  if (typeof cell === 'string') return cell
  return cell.checks.map(check => (
    <div key={check.text}>
      <Box check={check} />
    </div>
  ))
}

function Piece({ block }: { block: Block }): ReactNode {
  switch (block.kind) {
    case 'text':
      return <p className="run">{block.text}</p>
    case 'heading':
      return (
        <p>
          <b>{block.text}</b>
        </p>
      )
    case 'facts':
      return block.facts.map(fact => (
        <p key={fact.label}>
          {fact.label}: {fact.strong ? <b>{fact.value}</b> : fact.value}
        </p>
      ))
    case 'list':
      return (
        <ol>
          {block.items.map((item, at) => (
            <li key={at}>{item}</li>
          ))}
        </ol>
      )
    case 'checks':
      return (
        <p>
          {block.label}:{' '}
          {block.checks.map(check => (
            <Box key={check.text} check={check} />
          ))}
        </p>
      )
    case 'table':
      return (
        <div
          className="scroll"
          tabIndex={0}
          role="region"
          aria-label={block.columns.map(column => column.head).join(', ')}
        >
          <table>
            <thead>
              <tr>
                {block.columns.map(column => (
                  <th key={column.head} scope="col">
                    {column.head}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {block.rows.map((row, at) => (
                <tr key={at}>
                  {row.map((cell, i) => (
                    <td key={i} className={block.columns[i]?.align === 'center' ? 'mid' : undefined}>
                      <Inside cell={cell} />
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )
  }
  return null
}

export function Sheet({ paper }: { paper: Paper }) {
  const { verify } = paper
  return (
    <article className="slip" lang="vi">
      {paper.form && <p className="formno">Mẫu số {paper.form}</p>}
      <div className="masthead">
        <div>
          <p>{paper.above}</p>
          <p>
            <b>{paper.issuer}</b>
          </p>
          <p className="under">Số: {paper.number}</p>
        </div>
        <div>
          <p>
            <b>CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM</b>
          </p>
          <p>
            <b>Độc lập - Tự do - Hạnh phúc</b>
          </p>
          <p className="under motto">
            <i>{paper.placeAndDay}</i>
          </p>
        </div>
      </div>
      <h1>{paper.title}</h1>
      {paper.subtitle && <p className="subtitle">{paper.subtitle}</p>}
      {paper.salutation && <p className="subtitle plain">{paper.salutation}</p>}
      {paper.blocks.map((block, at) => (
        <Piece key={at} block={block} />
      ))}
      {paper.signatures.length > 0 && (
        <div className="signs">
          {paper.signatures.map(sign => (
            <div key={sign.role.join()}>
              {sign.role.map(line => (
                <b key={line}>{line}</b>
              ))}
              <i>({sign.note})</i>
              <b>{sign.name}</b>
            </div>
          ))}
        </div>
      )}
      <div className="proof">
        <img
          src={`data:image/svg+xml,${encodeURIComponent(qrSvg(verify.address))}`}
          alt="Mã QR xác thực"
          width="96"
          height="96"
        />
        <div>
          <p>
            {verify.text}:<br />
            <span className="address">{verify.address}</span>
          </p>
          {paper.notes.map(note => (
            <p key={note}>
              <i>{note}</i>
            </p>
          ))}
        </div>
      </div>
    </article>
  )
}
