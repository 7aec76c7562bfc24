import { say } from '#app/kernel/words.ts'
import type { Lang } from '#app/ui/index.ts'
import type { ProcessStep } from '../rules.ts'
import { processWords } from '../words.ts'
import { placeName } from './table.tsx'

/** The flow of a process, drawn by the server: a lane for each place, a box for each step, from left to right. */

const BOX = { width: 112, height: 46, gapX: 24, gapY: 20, left: 8, top: 26 }

export function Flow({
  steps,
  places,
  title,
  lang,
}: {
  /** Which process it is: two pictures of one page have two names. */
  title: string
  steps: readonly ProcessStep[]
  places: ReadonlyMap<string, string>
  lang: Lang
}) {
  const w = say(processWords, lang)
  const lanes = [...new Set(steps.map(step => step.place))]
  const laneHeight = BOX.height + BOX.gapY + 16
  const width = BOX.left * 2 + steps.length * (BOX.width + BOX.gapX) - BOX.gapX
  const height = lanes.length * laneHeight + 8
  const at = (step: ProcessStep, n: number) => ({
    x: BOX.left + n * (BOX.width + BOX.gapX),
    y: lanes.indexOf(step.place) * laneHeight + BOX.top,
  })
  const sentence = steps
    .map(step => `${step.code} ${step.name}, ${w[`role_${step.role}`]}, ${w.hoursDays(step.hours)}`)
    .join('; ')
  return (
    <div className="sheet bare wide" tabIndex={0} role="region" aria-label={`${w.diagram}: ${title}`}>
      <svg
        className="flow"
        width={width}
        height={height}
        viewBox={`0 0 ${width} ${height}`}
        role="img"
        aria-label={sentence}
      >
        {lanes.map((lane, n) => (
          <g key={lane}>
            <text x={BOX.left} y={n * laneHeight + 16} fontSize="12" fill="currentColor">
              {placeName(lane, places, lang)}
            </text>
            {n > 0 && (
              <line
                x1="0"
                x2={width}
                y1={n * laneHeight}
                y2={n * laneHeight}
                stroke="currentColor"
                strokeOpacity="0.2"
              />
            )}
          </g>
        ))}
        {steps.map((step, n) => {
          const { x, y } = at(step, n)
          const next = steps[n + 1]
          const to = next ? at(next, n + 1) : null
          const middle = y + BOX.height / 2
          const bend = x + BOX.width + BOX.gapX / 2
          return (
            <g key={step.no}>
              <rect
                x={x}
                y={y}
                width={BOX.width}
                height={BOX.height}
                rx={step.role === 'RECEPTION' ? BOX.height / 2 : 4}
                fill="none"
                stroke="currentColor"
                strokeWidth={step.role === 'LEADER' ? 2 : 1}
              />
              <text
                x={x + BOX.width / 2}
                y={y + 18}
                textAnchor="middle"
                fontSize="13"
                fontWeight="600"
                fill="currentColor"
              >
                {w.box(step.code, step.hours)}
              </text>
              <text x={x + BOX.width / 2} y={y + 34} textAnchor="middle" fontSize="12" fill="currentColor">
                {w[`role_${step.role}`]}
              </text>
              {to && (
                <path
                  d={`M${x + BOX.width} ${middle}H${bend}V${to.y + BOX.height / 2}H${to.x - 1}m-5 -4l5 4l-5 4`}
                  fill="none"
                  stroke="currentColor"
                />
              )}
            </g>
          )
        })}
      </svg>
    </div>
  )
}
