import { say } from '#app/kernel/words.ts'
import type { Lang } from '#app/ui/index.ts'
import type { ProcessStep } from '../rules.ts'
import { processWords } from '../words.ts'
import { branchWords, placeName } from './table.tsx'

/** The flow of a process on a narrow screen: the same boxes from top to bottom, set in by their place, with their branches in words. */
export function FlowList({
  steps,
  places,
  lang,
}: {
  steps: readonly ProcessStep[]
  places: ReadonlyMap<string, string>
  lang: Lang
}) {
  const w = say(processWords, lang)
  const lanes = [...new Set(steps.map(step => step.place))]
  return (
    <ol className="flowlist" aria-label={w.diagram}>
      {steps.map(step => (
        <li key={step.no} data-lane={Math.min(lanes.indexOf(step.place), 2)} data-role={step.role}>
          <div>
            <b>{w.box(step.code, step.hours)}</b> <span lang="vi">{step.name}</span>
            <small>
              {w[`role_${step.role}`]}, {placeName(step.place, places, lang)}
            </small>
            {branchWords(step, places, lang).map(said => (
              <small key={said}>– {said}</small>
            ))}
          </div>
        </li>
      ))}
    </ol>
  )
}
