import { type ReactNode, useId } from 'react'
import { cx, useWords } from './context.ts'

export type DueTone = 'ok' | 'soon' | 'late' | 'pause' | 'done'

/** Remaining working time in words, the exact instant below it. */
export function DueChip({ tone, text, sub }: { tone: DueTone; text: ReactNode; sub?: ReactNode }) {
  return (
    <>
      <span className={cx('due', tone !== 'ok' && tone)}>{text}</span>
      {sub && <div className="sub">{sub}</div>}
    </>
  )
}

export type ClockPart = { kind: 'run' | 'pause' | 'over' /** Per cent of the bar. */; share: number }

/** A dossier's clock: time used, the paused part hatched, time over in red. `label` says it in a sentence. */
export function ClockBar({ parts, label }: { parts: ClockPart[]; label: string }) {
  const hatch = useId()
  const startOf = (at: number) => parts.slice(0, at).reduce((sum, part) => sum + part.share, 0)
  return (
    <svg className="clock" width="100%" height="10" role="img" aria-label={label}>
      <defs>
        <pattern id={hatch} width="8" height="8" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <rect className="fpause" width="8" height="8" />
          <rect className="fhatch" width="4" height="8" />
        </pattern>
      </defs>
      <rect className="ftrack" width="100%" height="10" />
      {parts.map((part, at) => (
        <rect
          key={at}
          className={part.kind === 'run' ? 'fok' : part.kind === 'over' ? 'flate' : undefined}
          fill={part.kind === 'pause' ? `url(#${hatch})` : undefined}
          x={`${startOf(at)}%`}
          width={`${part.share}%`}
          height="10"
        />
      ))}
    </svg>
  )
}

export type ProgressProps = {
  label: ReactNode
  /** Done so far; left out while it is not known. */
  value?: number
  max?: number
  /** `1.240 trong 7.599 dòng`. */
  note?: ReactNode
  /** Seconds between looks while it runs; give the `Document` the same `refresh`. */
  every?: number
  /** This page, for a look by hand. */
  href: string
}

/** Long work under way: looks again by itself, with the script in place, without it by reloading. */
export function Progress({ label, value, max = 100, note, every = 3, href }: ProgressProps) {
  const words = useWords()
  const id = useId()
  return (
    <div className="progress" id="progress" data-poll={every} aria-live="polite">
      <label htmlFor={id}>{label}</label>
      <progress id={id} value={value} max={max} />
      <p className="sub num">
        {note ?? words.working} · <a href={href}>{words.refresh}</a>
      </p>
    </div>
  )
}
