import type { Actor } from './context.ts'

/**
 * Who may pass a door. Stated once per room in its rules.ts, default deny. An entry is PUBLIC (anyone), SIGNED_IN,
 * a kind of actor (OFFICER, CITIZEN, MACHINE), a role of a position (RECEPTION, LEADER, …) or a machine scope.
 */
export interface Permission {
  name: string
  allow: readonly string[]
}

export function permission(name: string, ...allow: string[]): Permission {
  return { name, allow }
}

export function may(actor: Actor, { allow }: Permission): boolean {
  return allow.some(
    who =>
      who === 'PUBLIC' ||
      (who === 'SIGNED_IN' && actor.kind !== 'ANONYMOUS') ||
      who === actor.kind ||
      actor.roles.includes(who),
  )
}
