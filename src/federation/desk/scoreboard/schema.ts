import { z } from "@hono/zod-openapi";

const Count = z.number().int();
const Counts = z.array(z.object({ kind: z.string(), count: Count }));

/** How cooperation with a city goes. Times are in seconds. */
export const Scoreboard = z
  .object({
    /** Live records that the reader's city gives this one, and that it gives here, by kind. */
    shared: Counts,
    held: Counts,
    /** Entries of 7 days of the city's public log, by the time from their commit to their row here. */
    freshness: z.object({ withinSecond: Count, withinTen: Count, withinMinute: Count, later: Count }),
    /** The last comparison with the city's digests; null before the first. */
    comparison: z
      .object({
        at: z.iso.datetime(),
        /** Kinds that differed; null if the city's node gave no digest. */
        differing: z.array(z.string()).nullable(),
        repaired: Count,
      })
      .nullable(),
    /** Pages that were refused in the last 7 days. */
    refusedPages: Count,
    /** Commands to the city: those that wait now, and outcomes of the last 30 days. */
    commands: z.object({ waiting: Count, oldestS: Count.nullable(), refused: Count, expired: Count }),
    /** Answers of the city's employers to people of this node in the last 90 days. */
    answers: z.object({ sent: Count, answered: Count, medianS: Count.nullable(), overdue: Count }),
  })
  .openapi("Scoreboard");
export type Scoreboard = z.infer<typeof Scoreboard>;

/** A page of a city's log that was refused: its log, the fault and the entry at fault. */
export const Refusal = z
  .object({ at: z.iso.datetime(), stream: z.string(), fault: z.string(), seq: Count.nullable() })
  .openapi("Refusal");
export type Refusal = z.infer<typeof Refusal>;

export const CommandState = z.enum(["waiting", "done", "refused", "expired"]);

/** A command to a city, without anybody's data. */
export const SentCommand = z
  .object({
    id: z.uuid(),
    type: z.string(),
    state: CommandState,
    tries: Count,
    /** HTTP status of the last answer; null without one. */
    status: Count.nullable(),
    createdAt: z.iso.datetime(),
    /** Time of the next try; null for a command that is settled. */
    nextTryAt: z.iso.datetime().nullable(),
    settledAt: z.iso.datetime().nullable(),
  })
  .openapi("SentCommand");
export type SentCommand = z.infer<typeof SentCommand>;

/** An application of a person of this node at an employer of the city, without the person. */
export const AnswerLine = z
  .object({
    postingId: z.uuid(),
    title: z.string(),
    status: z.enum(["sent", "invited", "declined", "withdrawn", "started", "confirmed"]),
    overdue: z.boolean(),
    createdAt: z.iso.datetime(),
    answeredAt: z.iso.datetime().nullable(),
  })
  .openapi("AnswerLine");
export type AnswerLine = z.infer<typeof AnswerLine>;

/** An enterprise of the city of which this node holds a copy. */
export const HeldEnterprise = z.object({ id: z.uuid(), name: z.string() }).openapi("HeldEnterprise");
export type HeldEnterprise = z.infer<typeof HeldEnterprise>;

/** A record that the city was asked to delete and for which it gave no receipt, without the person. */
export const OpenErasure = z.object({ kind: z.string(), askedAt: z.iso.datetime() }).openapi("OpenErasure");
export type OpenErasure = z.infer<typeof OpenErasure>;
