import { z } from "zod";

const DAYS_OF_MONTH = 31;
const REST_DAYS_MAX = 15;

/** Working conditions that a form states beside the texts. Null means not stated. */
export const StatedFacts = z.strictObject({
  shift: z.enum(["day", "night", "two", "three", "rotating"]).nullable().optional(),
  restDays: z.enum(["two", "one", "alternate", "monthly", "rotating"]).nullable().optional(),
  restDaysPerMonth: z.number().int().min(1).max(REST_DAYS_MAX).nullable().optional(),
  payday: z.enum(["month", "week", "day"]).nullable().optional(),
  paydayOfMonth: z.number().int().min(1).max(DAYS_OF_MONTH).nullable().optional(),
  posture: z.enum(["sitting", "standing"]).nullable().optional(),
  pieceRate: z.boolean().nullable().optional(),
});
export type StatedFacts = z.infer<typeof StatedFacts>;
export type StatedFact = keyof StatedFacts;
export const STATED_FACTS = Object.keys(StatedFacts.shape) as StatedFact[];

type Facts = Readonly<Record<string, unknown>>;

/** Returns the facts of a new posting: those that the texts state, and over them those of the form. */
export function withStated(read: Facts, given: StatedFacts | null | undefined): Facts {
  const stated = Object.entries(given ?? {}).filter(([, value]) => value !== null && value !== undefined);
  return stated.length > 0 ? { ...read, ...Object.fromEntries(stated) } : read;
}

/**
 * Returns the facts after an edit. `before` and `after` are what the old and the new texts state. A fact of
 * the form stays until the form changes it, or the texts say something else than before. A form that sends a
 * fact as it was stored changes nothing.
 */
export function factsAfterEdit(edit: {
  stored: Facts;
  before: Facts;
  after: Facts;
  given: StatedFacts | undefined;
}): Record<string, unknown> {
  const { stored, before, after, given = {} } = edit;
  const isStated = (name: string): name is StatedFact => STATED_FACTS.includes(name as StatedFact);
  const facts: Record<string, unknown> = { ...after };
  for (const [name, value] of Object.entries(stored)) {
    if (before[name] === value) continue;
    if (!(name in after) || (isStated(name) && after[name] === before[name])) facts[name] = value;
  }
  for (const name of STATED_FACTS) {
    const value = given[name];
    if (value === undefined || (value ?? undefined) === stored[name]) continue;
    facts[name] = value ?? after[name];
  }
  return Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined));
}
