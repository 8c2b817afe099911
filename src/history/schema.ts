import { z } from "zod";
import { Id } from "../platform/core/schema.ts";

/** Records whose history their parties may read. */
export const SUBJECTS = ["posting", "enterprise", "fairRegistration", "fair"] as const;
export type SubjectKind = (typeof SUBJECTS)[number];

/**
 * The party that acted. `union`: officers of a city's federation. `enterprise`: its members. `self`: the
 * reader. `city`: the node of another city. `program`: a step that follows from time or from another act.
 * `other`: a person who has no role at the record, and is not named.
 */
export const PARTIES = ["union", "enterprise", "self", "city", "program", "other"] as const;
export type Party = (typeof PARTIES)[number];

/** Facts of an act. Each is absent unless the act has it. */
export const HistoryFacts = z.object({
  /** Status of the record before and after the act. */
  from: z.string().optional(),
  to: z.string().optional(),
  /** Codes of reasons, or one reason as a text. */
  reasons: z.array(z.string()).optional(),
  text: z.string().optional(),
  /** Names of changed fields. */
  fields: z.array(z.string()).optional(),
  /** Code of a booth. */
  booth: z.string().optional(),
  waitsFor: z.string().optional(),
  /** Outcome of a decision. */
  outcome: z.string().optional(),
});
export type HistoryFacts = z.infer<typeof HistoryFacts>;

export const HistoryEntry = z.object({
  id: Id,
  at: z.iso.datetime(),
  /** Verb of the act, such as `posting.approve`. */
  action: z.string(),
  party: z.enum(PARTIES),
  /** Name of the union or enterprise; null for other parties. */
  name: z.string().nullable(),
  /** Name of the person, if the reader is an officer of the same city. */
  colleague: z.string().nullable(),
  facts: HistoryFacts,
});
export type HistoryEntry = z.infer<typeof HistoryEntry>;
