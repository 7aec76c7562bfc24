import { say } from '#app/kernel/words.ts'
import type { Lang } from '#app/ui/index.ts'
import { END, mainTarget } from '../model.ts'
import type { ProcessStep } from '../rules.ts'
import { processWords } from '../words.ts'
import { FlowList } from './flow-list.tsx'
import { branchWords, placeName } from './table.tsx'

/**
 * The flow of a process, drawn by the server: a lane for each place, a box for each step, from left to right. Ways that
 * jump over steps run above the lanes, returns run dashed below them, opinions stand dashed in the lane of their agency.
 */

const BOX = { width: 112, height: 46, gapX: 24, gapY: 20, left: 8, top: 26 }
/** Opinions leave room on the left, where returns pass. */
const OPINION = { height: 28, gap: 8, left: 34 }
const TRACK = 16

type Box = { x: number; y: number; width: number; height: number }
interface Jump {
  from: number
  to: number
  label: string
}

interface Props {
  /** Which process it is: two pictures of one page have two names. */
  title: string
  steps: readonly ProcessStep[]
  places: ReadonlyMap<string, string>
  lang: Lang
}

/** Drawn from left to right where there is room, as a list from top to bottom where there is not. */
export const Flow = (props: Props) => (
  <>
    <Picture {...props} />
    <FlowList {...props} />
  </>
)

function Picture({ steps, places, title, lang }: Props) {
  const w = say(processWords, lang)
  const { over, under } = jumpsOf(steps)
  const top = over.length * TRACK
  const { boxes, opinions, lanes, bottom } = placed(steps, top)
  const width = BOX.left * 2 + steps.length * (BOX.width + BOX.gapX) - BOX.gapX
  const height = bottom + under.length * TRACK + 12
  const sentence = steps
    .map(step =>
      [
        `${step.code} ${step.name}, ${w[`role_${step.role}`]}, ${w.hoursDays(step.hours)}`,
        ...branchWords(step, places, lang),
      ].join(', '),
    )
    .join('; ')
  return (
    <div className="sheet bare wide flowpicture" tabIndex={0} role="region" aria-label={`${w.diagram}: ${title}`}>
      <svg
        className="flow"
        width={width}
        height={height}
        viewBox={`0 0 ${width} ${height}`}
        role="img"
        aria-label={sentence}
      >
        {lanes.map((lane, n) => (
          <g key={lane.place}>
            <text x={BOX.left} y={lane.y + 16} fontSize="12" fill="currentColor">
              {placeName(lane.place, places, lang)}
            </text>
            {n > 0 && <line x1="0" x2={width} y1={lane.y} y2={lane.y} stroke="currentColor" strokeOpacity="0.2" />}
          </g>
        ))}
        {over.map((jump, n) => (
          <JumpLine key={`o${n}`} jump={jump} boxes={boxes} y={(n + 1) * TRACK - 4} side="top" />
        ))}
        {under.map((jump, n) => (
          <JumpLine key={`u${n}`} jump={jump} boxes={boxes} y={bottom + (n + 1) * TRACK - 4} side="bottom" />
        ))}
        {opinions.map(({ box, step, text }, n) => (
          <g key={`p${n}`}>
            <Rect box={box} dashed />
            <Label box={box} dy={18} size={11} text={text} />
            <path d={joined(boxes[step] as Box, box)} fill="none" stroke="currentColor" strokeDasharray="2 3" />
          </g>
        ))}
        {steps.map((step, n) => {
          const box = boxes[n] as Box
          const next = mainTarget(steps, n) === steps[n + 1]?.code ? boxes[n + 1] : undefined
          return (
            <g key={step.no}>
              <Rect box={box} round={step.role === 'RECEPTION'} thick={step.role === 'LEADER'} />
              <Label box={box} dy={18} size={13} bold text={w.box(step.code, step.hours)} />
              <Label box={box} dy={34} size={12} text={w[`role_${step.role}`]} />
              {step.supplement && (
                <path d={`M${box.x + box.width - 12} ${box.y + 4}v8m4 -8v8`} stroke="currentColor" strokeWidth="2" />
              )}
              {next && <path d={across(box, next)} fill="none" stroke="currentColor" />}
            </g>
          )
        })}
      </svg>
    </div>
  )
}

/** Ways that do not lead to the next box: downwards over the lanes, returns under them. */
function jumpsOf(steps: readonly ProcessStep[]): { over: Jump[]; under: Jump[] } {
  const at = (code: string): number => steps.findIndex(step => step.code === code)
  const over: Jump[] = []
  const under: Jump[] = []
  for (const [from, step] of steps.entries()) {
    for (const { field, value, to } of step.cases ?? []) {
      if (to !== END && at(to) >= 0) over.push({ from, to: at(to), label: `${field} = ${value}` })
    }
    const main = at(mainTarget(steps, from))
    if (main >= 0 && main !== from + 1) over.push({ from, to: main, label: '' })
    const back = step.sendBackTo === undefined ? -1 : at(step.sendBackTo)
    if (back >= 0) under.push({ from, to: back, label: '' })
  }
  return { over, under }
}

function placed(steps: readonly ProcessStep[], top: number) {
  const names = [
    ...new Set(steps.flatMap(step => [step.place, ...(step.opinions ?? []).map(opinion => opinion.agency)])),
  ]
  let y = top
  const lanes = names.map(place => {
    const asked = steps.map(step => (step.opinions ?? []).filter(opinion => opinion.agency === place).length)
    const lane = { place, y }
    y += BOX.height + BOX.gapY + 16 + Math.max(0, ...asked) * (OPINION.height + OPINION.gap)
    return lane
  })
  const laneY = (place: string): number => lanes.find(lane => lane.place === place)?.y ?? top
  const x = (n: number): number => BOX.left + n * (BOX.width + BOX.gapX)
  const boxes = steps.map(
    (step, n): Box => ({ x: x(n), y: laneY(step.place) + BOX.top, width: BOX.width, height: BOX.height }),
  )
  const opinions = steps.flatMap((step, n) =>
    (step.opinions ?? []).map((opinion, k, all) => {
      const above = all.slice(0, k).filter(other => other.agency === opinion.agency).length
      const under = step.place === opinion.agency ? BOX.height + OPINION.gap : 0
      const box: Box = {
        x: x(n) + OPINION.left,
        y: laneY(opinion.agency) + BOX.top + under + above * (OPINION.height + OPINION.gap),
        width: BOX.width - OPINION.left,
        height: OPINION.height,
      }
      return { box, step: n, text: `${opinion.agency} · ${String(opinion.hours).replace('.', ',')} h` }
    }),
  )
  return { boxes, opinions, lanes, bottom: y }
}

function Rect({ box, round, thick, dashed }: { box: Box; round?: boolean; thick?: boolean; dashed?: boolean }) {
  return (
    <rect
      {...box}
      rx={round ? box.height / 2 : 4}
      fill="none"
      stroke="currentColor"
      strokeWidth={thick ? 2 : 1}
      strokeDasharray={dashed ? '4 3' : undefined}
    />
  )
}

function Label({ box, dy, size, bold, text }: { box: Box; dy: number; size: number; bold?: boolean; text: string }) {
  return (
    <text
      x={box.x + box.width / 2}
      y={box.y + dy}
      textAnchor="middle"
      fontSize={size}
      fontWeight={bold ? 600 : undefined}
      fill="currentColor"
    >
      {text}
    </text>
  )
}

function JumpLine({ jump, boxes, y, side }: { jump: Jump; boxes: readonly Box[]; y: number; side: 'top' | 'bottom' }) {
  const from = boxes[jump.from] as Box
  const to = boxes[jump.to] as Box
  const edge = (box: Box): number => (side === 'top' ? box.y : box.y + box.height)
  // Never out where another comes in: a box that is left and reached shows both.
  const out = from.x + (side === 'top' ? from.width * 0.75 : 12)
  const into = to.x + (side === 'top' ? to.width * 0.25 : 24)
  const tip = side === 'top' ? 'm-4 -5l4 5l4 -5' : 'm-4 5l4 -5l4 5'
  return (
    <g>
      <path
        d={`M${out} ${edge(from)}V${y}H${into}V${edge(to)}${tip}`}
        fill="none"
        stroke="currentColor"
        strokeDasharray={side === 'bottom' ? '5 4' : undefined}
      />
      {jump.label && (
        <text x={out + 4} y={y - 3} fontSize="11" fill="currentColor">
          {jump.label}
        </text>
      )}
    </g>
  )
}

function across(from: Box, to: Box): string {
  const bend = from.x + from.width + BOX.gapX / 2
  return `M${from.x + from.width} ${from.y + from.height / 2}H${bend}V${to.y + to.height / 2}H${to.x - 1}m-5 -4l5 4l-5 4`
}

/** From the nearer edge of a step to the opinion asked beside it. */
function joined(step: Box, opinion: Box): string {
  const x = step.x + step.width / 2
  return opinion.y > step.y
    ? `M${x} ${step.y + step.height}V${opinion.y}`
    : `M${x} ${step.y}V${opinion.y + opinion.height}`
}
