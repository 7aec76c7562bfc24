import { nextStatus, actions, type Action, type AnyAction, type Status, type StepKind } from './rules.ts'

/** Who may do what with a dossier that stands so. Pure. */

/** Where the dossier stands and who asks, as far as permission goes. */
export interface Standing {
  status: Status
  stepRole: string | null
  stepKind: StepKind | null
  hasStepBefore: boolean
  assigneeId: number | null
  supplementCount: number
  extensionCount: number
  hasResult: boolean
  /** Agency whose turn it is, and agencies at either end. */
  stepAgencyId: number | null
  receivingAgencyId: number
  homeAgencyId: number
  citizenAccountId: number | null
  /** Agencies whose opinion was asked beside the step and is not there yet. */
  opinionsOut: readonly number[]
}

export interface Asker {
  accountId: number | null
  officerId: number | null
  agencyId: number | null
  kind: string
  roles: readonly string[]
}

/**
 * A second request during handling makes the index count the dossier as overdue, so one is the default.
 * Recalled as practice: an argument of the rule, not law.
 */
export const MAX_SUPPLEMENTS = 1
/** law: ND-118-2025#form-04 — a new date is promised at most once (recalled). */
export const MAX_EXTENSIONS = 1

/** Everything this asker may do now with a dossier that stands so. The verbs refuse by it; buttons show by it. */
export function abilities(dossier: Standing, asker: Asker): Action[] {
  return actions.filter(action => isAble(action, dossier, asker))
}

/** Whether this asker may do this now with a dossier that stands so. */
export function isAble(action: AnyAction, dossier: Standing, asker: Asker): boolean {
  return nextStatus(dossier.status, action) !== null && mayAct(action, dossier, asker)
}

/** What a connected system may do in the name of counters and specialists. Never a leader's decision. */
const MACHINE_ROLES = ['RECEPTION', 'SPECIALIST', 'CLERK']

function mayAct(action: AnyAction, dossier: Standing, asker: Asker): boolean {
  const machine = asker.kind === 'MACHINE' && asker.roles.includes('dossiers.write')
  const roles = machine ? MACHINE_ROLES : asker.roles
  const has = (...wanted: string[]): boolean => wanted.some(role => roles.includes(role))
  const atHome = machine || asker.agencyId === dossier.homeAgencyId
  const atReception = asker.agencyId === dossier.receivingAgencyId || atHome
  const atStep = machine || (asker.agencyId !== null && asker.agencyId === dossier.stepAgencyId)
  const isOwn = asker.kind === 'CITIZEN' && asker.accountId !== null && asker.accountId === dossier.citizenAccountId
  const holdsStep =
    atStep &&
    dossier.stepRole !== null &&
    has(dossier.stepRole) &&
    (machine || dossier.assigneeId === null || dossier.assigneeId === asker.officerId)
  switch (action) {
    case 'receive':
    case 'refuse':
      return atReception && has('RECEPTION')
    case 'claim':
      return !machine && holdsStep && dossier.assigneeId === null
    case 'assign':
      return atStep && has('DIVISION_HEAD', 'LEADER')
    case 'forward':
      return holdsStep && dossier.stepKind === 'HANDLE'
    case 'approve':
      return holdsStep && dossier.stepKind === 'APPROVE'
    case 'complete':
      return holdsStep && dossier.stepKind === 'FINISH'
    case 'sendBack':
      return holdsStep && dossier.hasStepBefore
    case 'requestSupplement':
      return holdsStep && dossier.supplementCount < MAX_SUPPLEMENTS
    case 'sendSupplement':
      return isOwn
    case 'takeSupplement':
      return atReception && has('RECEPTION', 'SPECIALIST')
    case 'extend':
      return (atHome || atStep) && has('LEADER') && dossier.extensionCount < MAX_EXTENSIONS
    case 'withdraw':
      return (atReception && has('RECEPTION')) || isOwn
    case 'stop':
      return atHome && has('LEADER')
    case 'handOver':
      return atReception && has('RECEPTION')
    case 'correct':
      return atHome && has('LEADER')
    case 'giveOpinion':
      return !machine && mayGiveOpinion(asker) && dossier.opinionsOut.includes(asker.agencyId ?? 0)
    case 'goWithoutOpinion':
      return !machine && holdsStep && dossier.opinionsOut.length > 0
    case 'moveProcess':
      return !machine && has('CONTROL')
    default:
      return false
  }
}

/** Who speaks for an agency that is asked: those who know the matter, not its counter or its registry. */
export const mayGiveOpinion = (asker: Pick<Asker, 'roles'>): boolean =>
  ['SPECIALIST', 'DIVISION_HEAD', 'LEADER'].some(role => asker.roles.includes(role))
