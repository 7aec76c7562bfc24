import type { StepInput } from '../../src/procedures/processes/input.ts'

/** A process with every kind of branch there is. */

const step = (code: string, role: StepInput['role'], more: Partial<StepInput> = {}): StepInput => ({
  code,
  name: `Việc của ${code}`,
  role,
  hours: 1.5,
  place: role === 'RECEPTION' ? 'RECEPTION' : 'HOME',
  output: '',
  ...more,
})

export const everything: StepInput[] = [
  step('B1', 'RECEPTION', { onSite: true }),
  step('B2', 'SPECIALIST', {
    supplement: true,
    opinions: [
      { agency: 'STP', hours: 8, ask: 'Ý kiến về pháp lý' },
      { agency: 'STP', hours: 4, ask: 'Ý kiến về lý lịch' },
    ],
    cases: [
      { field: 'inspect', value: 'YES', to: 'B3' },
      { field: 'inspect', value: 'NONE', to: 'B5' },
    ],
    then: 'B4',
    onSite: false,
  }),
  step('B3', 'SPECIALIST', { place: 'SXD', output: 'Biên bản' }),
  step('B4', 'LEADER', { sendBackTo: 'B2' }),
  step('B5', 'RECEPTION'),
]
