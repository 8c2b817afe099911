import { z } from "@hono/zod-openapi";
import { Id, PlainText } from "../../platform/core/schema.ts";
import { PAY_PERIODS } from "../../postings/index.ts";
import { TOPICS, VERDICTS } from "./verdicts/finding.ts";

/** Longest text that is compared at once, in characters. */
const SAID_MAX = 300;
const Instant = z.iso.datetime();
const commandId = Id.optional();

export const ClaimAction = z
  .discriminatedUnion("action", [
    z.strictObject({
      action: z.literal("check"),
      /** The presenter's words, as the officer heard them. */
      said: PlainText(SAID_MAX, 2),
      /** A posting of the run sheet; default: the one that is pinned. */
      postingId: Id.nullable().default(null),
      /** Number of the presenter in the livestream's list, from 0; default: the only one. */
      presenter: z.number().int().min(0).max(19).nullable().default(null),
      commandId,
    }),
    z.strictObject({
      action: z.literal("correct"),
      claimId: Id,
      /** The words on air that correct it. */
      text: PlainText(SAID_MAX, 1),
      commandId,
    }),
    z.strictObject({
      action: z.literal("withdraw"),
      claimId: Id,
      /** Why the note was wrong, for the audit. */
      reason: PlainText(SAID_MAX, 1),
      commandId,
    }),
    z.strictObject({
      action: z.literal("close"),
      claimId: Id,
      /** The steps that were taken. */
      note: PlainText(500, 1),
      commandId,
    }),
  ])
  .openapi("ClaimAction");

const Figure = z.object({
  minYuan: z.number().int().nullable(),
  maxYuan: z.number().int().nullable(),
  period: z.enum(PAY_PERIODS).nullable(),
});
const Value = z.union([z.boolean(), z.number(), z.string(), Figure]);

export const FindingView = z
  .object({
    topic: z.enum(TOPICS),
    verdict: z.enum(VERDICTS),
    /** The statement: true or false, a code, a number, figures of pay, or the forbidden words. */
    said: Value,
    /** The value of the posting then. Null for nothing; the source text for pay without figures. */
    written: Value.nullable(),
  })
  .openapi("ClaimFinding");

export const ClaimView = z
  .object({
    id: Id,
    postingId: Id,
    /** Title of the posting; empty if it was deleted here. */
    title: z.string(),
    postingRev: z.number().int(),
    presenter: z.string().nullable(),
    said: z.string(),
    /** The gravest verdict. */
    verdict: z.enum(VERDICTS),
    findings: z.array(FindingView),
    at: Instant,
    correctedAt: Instant.nullable(),
    correction: z.string().nullable(),
    rev: z.number().int(),
    /** Null unless the caller is an officer of an organising city. */
    control: z
      .object({
        withdrawnAt: Instant.nullable(),
        /** Time until which the mark must be dealt with; null without a mark. */
        dueAt: Instant.nullable(),
        closedAt: Instant.nullable(),
        closeNote: z.string().nullable(),
      })
      .nullable(),
  })
  .openapi("LivestreamClaim");

export const ClaimList = z
  .object({
    items: z.array(ClaimView),
    /** Number of claims by their gravest verdict. */
    counts: z.record(z.string(), z.number().int()),
    /** Presenters with an open mark. */
    marked: z.array(z.string()),
    nextCursor: z.string().nullable(),
  })
  .openapi("LivestreamClaimList");

export const MarkList = z
  .object({
    items: z.array(
      z.object({
        livestream: z.object({ id: Id, title: z.string() }),
        claim: ClaimView,
        dueAt: Instant,
        /** True if its time has passed. */
        overdue: z.boolean(),
      }),
    ),
    counts: z.object({ open: z.number().int(), overdue: z.number().int() }),
    nextCursor: z.string().nullable(),
  })
  .openapi("LivestreamMarkList");

export type ClaimAction = z.infer<typeof ClaimAction>;
/** Input of one action on claims, with the livestream's id. */
export type ClaimAct<A extends ClaimAction["action"]> = { id: string } & Extract<ClaimAction, { action: A }>;
export type ClaimView = z.infer<typeof ClaimView>;
export type ClaimList = z.infer<typeof ClaimList>;
export type MarkList = z.infer<typeof MarkList>;
