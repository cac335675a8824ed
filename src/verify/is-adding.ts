import type { Interaction } from '../plan/interaction.ts'

/** Whether, by its own verb, an interaction puts something beside what is there already. */
export function isAdding({ name }: Pick<Interaction, 'name'>): boolean {
  return /^((batch|bulk)-)?(add|append|invite|attach|assign|tag|share|grant)(-|$)/.test(name)
}
