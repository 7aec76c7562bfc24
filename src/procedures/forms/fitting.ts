import type { Tx } from '#app/kernel/context.ts'
import type { Json } from '#app/kernel/db/types.ts'
import { processSteps } from '../processes/index.ts'
import { formFaults } from './checks.ts'
import { type FormDefinition, YES_NO } from './definition.ts'
import { formFaulty, notPublished, processBroken } from './refusals.ts'
import { endsAfter } from './rules.ts'

/** Whether a form fits the procedure it is published for: the cases of its papers, the branches of its process. */

/** The cases of a stored content's papers, as far as they are needed here. */
export const casesOf = (content: Json): string[] => {
  const { components = [] } = content as { components?: { case: string | null }[] }
  return [...new Set(components.flatMap(group => group.case ?? []))]
}

/** @throws Refusal PROCEDURE_NOT_PUBLISHED, FORM_BREAKS_PROCESS, the name of a Fault */
export async function checkAgainstProcedure(
  tx: Tx,
  { code, procedureId, day }: { code: string; procedureId: number; day: string },
  form: FormDefinition,
): Promise<void> {
  const published = await tx
    .selectFrom('procedures.procedure_version')
    .select(['content', 'effective_from', 'effective_to'])
    .where('procedure_id', '=', procedureId)
    .where('state', 'in', ['PUBLISHED', 'CLOSED'])
    .orderBy('effective_from')
    .execute()
  const held = published.filter(version => endsAfter(version.effective_to, day))
  if (!held.some(version => (version.effective_from ?? '') <= day)) notPublished(code, day)
  for (const version of held) {
    const faults = formFaults(form, casesOf(version.content))
    if (faults.length > 0) formFaulty(faults)
  }
  await checkAgainstProcess(tx, procedureId, day, form)
}

/** @throws Refusal FORM_BREAKS_PROCESS where a process that holds on the day or later branches on what the form does not ask */
export async function checkAgainstProcess(
  tx: Tx,
  procedureId: number,
  day: string,
  form: FormDefinition,
): Promise<void> {
  const processes = await tx
    .selectFrom('procedures.process_version')
    .select(['id', 'effective_to'])
    .where('procedure_id', '=', procedureId)
    .where('state', 'in', ['APPROVED', 'CLOSED'])
    .execute()
  const fields = new Map(form.sections.flatMap(section => section.fields).map(field => [field.key, field]))
  for (const { id } of processes.filter(one => endsAfter(one.effective_to, day))) {
    for (const step of await processSteps(tx, id)) {
      for (const { field: key, value } of step.cases ?? []) {
        const field = fields.get(key)
        const choices = field?.type === 'yesNo' ? YES_NO : field?.options?.map(option => option.value)
        if (!field || (choices && !choices.some(choice => choice === value))) processBroken(step.name, key, value)
      }
    }
  }
}
