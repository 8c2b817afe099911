import { z } from "@hono/zod-openapi";
import { DivisionCode } from "../../platform/core/schema.ts";

export const FollowedState = z
  .enum(["following", "behind", "resyncing", "desynchronised", "frozen"])
  .openapi("FollowedState");

/** The public log of a city on another node, as this node follows it. Sizes are numbers of entries. */
const FollowedLog = z
  .object({
    state: FollowedState,
    held: z.number().int(),
    homeSize: z.number().int(),
    /** Age of the last verified answer in seconds; null before the first one. */
    exchangedS: z.number().int().nullable(),
    failures: z.number().int(),
    /** Stable code of the last fault; null after a good answer. */
    fault: z.string().nullable(),
    /** Time of the next attempt while the node waits; null otherwise. */
    retryAt: z.iso.datetime().nullable(),
    quarantined: z.number().int(),
  })
  .openapi("FollowedLog");

/** A city with which cities of this node cooperate. */
export const PartnerCity = z
  .object({
    city: DivisionCode,
    name: z.string(),
    federationName: z.string(),
    /** True for a city whose records this node writes. */
    hosted: z.boolean(),
    url: z.string().nullable(),
    /** Null for a hosted city, and for one whose log was never asked for. */
    log: FollowedLog.nullable(),
    /** Last day on which the directory of the city's node is valid. */
    directoryUntil: z.iso.datetime().nullable(),
    /** Kinds of record that the reader's cities give this city today, and get from it. */
    given: z.array(z.string()),
    received: z.array(z.string()),
    /** Number of published postings of the city that stand here. */
    postings: z.number().int(),
    /** Erasures that the city has not confirmed: all, and those that were asked more than a day ago. */
    erasures: z.object({ open: z.number().int(), overdue: z.number().int() }),
  })
  .openapi("PartnerCity");
export type PartnerCity = z.infer<typeof PartnerCity>;

/** A step on the way into cooperation: how many of how many are done. */
const JoiningStep = z.object({
  step: z.enum(["keys", "clauses", "bootstrap", "checkpoint"]),
  done: z.number().int(),
  of: z.number().int(),
});

/** Numbers of deleted records by kind. */
const Deleted = z.record(z.string(), z.number().int());

/** The end of cooperation between the officer's city and one of another node under one agreement. */
export const ExitView = z
  .object({
    slug: z.string(),
    agreement: z.string(),
    city: DivisionCode,
    name: z.string(),
    /** The one of the two that left. */
    leftCity: DivisionCode,
    party: DivisionCode,
    leftAt: z.iso.datetime(),
    /** deleting: this node deletes; waiting: the other side deletes or signs; signed: both signed. */
    state: z.enum(["deleting", "waiting", "signed"]),
    /** Deleted here of the other city. */
    deletedHere: Deleted,
    /** Deleted there, as the certificate says; null before it is signed. */
    deletedThere: Deleted.nullable(),
    completedAt: z.iso.datetime().nullable(),
  })
  .openapi("ExitView");
export type ExitView = z.infer<typeof ExitView>;

export const Partners = z
  .object({
    items: z.array(PartnerCity),
    /**
     * Steps by which a city joins cities of other nodes: keys and directory, signed agreements, logs read to
     * their end, logs whose checkpoint was verified. Empty if all partners are of this node.
     */
    joining: z.array(JoiningStep),
    agreements: z.array(
      z.object({
        slug: z.string(),
        name: z.string(),
        /** Number of the newest revision; null for an agreement without a signed document. */
        revision: z.number().int().nullable(),
        startsOn: z.iso.date(),
        endsOn: z.iso.date().nullable(),
      }),
    ),
    /** Agreements that this city or one of another node left, newest first, with their present step. */
    exits: z.array(ExitView),
  })
  .openapi("Partners");
export type Partners = z.infer<typeof Partners>;

const Clause = z.object({
  from: DivisionCode,
  to: DivisionCode,
  kinds: z.array(z.string()),
  purposes: z.array(z.string()),
  fields: z.array(z.string()).nullable(),
  commands: z.array(z.string()),
  startsOn: z.iso.date(),
  endsOn: z.iso.date().nullable(),
});

/** A signed agreement as it holds here. `document` and `digest` are SHA-256 in hex. */
export const SignedAgreement = z
  .object({
    slug: z.string(),
    name: z.string(),
    document: z.string(),
    digest: z.string(),
    revision: z.number().int(),
    parties: z.array(
      z.object({
        city: DivisionCode,
        name: z.string(),
        federationName: z.string(),
        /** Verifier key of the city's root, as the agreement names it. */
        root: z.string(),
      }),
    ),
    clauses: z.array(Clause),
    /** Revisions in the order in which they came into force here. */
    revisions: z.array(
      z.object({
        revision: z.number().int(),
        digest: z.string(),
        /** Cities whose roots signed it. */
        signers: z.array(z.string()),
        activatedAt: z.iso.datetime(),
      }),
    ),
  })
  .openapi("SignedAgreement");
export type SignedAgreement = z.infer<typeof SignedAgreement>;

/** An entry of a city's log that this release could not read. */
export const QuarantinedEntry = z
  .object({
    seq: z.number().int(),
    kind: z.string(),
    recordId: z.string(),
    /** Short reason without personal data, such as `code 9999` or `schema 3`. */
    why: z.string(),
    at: z.iso.datetime(),
  })
  .openapi("QuarantinedEntry");

/** A partner city in detail. Notes are the signed texts; the second one exists only for a frozen log. */
export const PartnerDetail = PartnerCity.extend({
  checkpoint: z.string().nullable(),
  contradiction: z.string().nullable(),
  keys: z.array(
    z.object({
      kid: z.string(),
      use: z.enum(["sign", "encrypt"]),
      status: z.enum(["next", "active", "retired", "revoked"]),
      from: z.iso.datetime(),
      until: z.iso.datetime().nullable(),
    }),
  ),
  /** The newest entry of the city's log here. */
  newestAt: z.iso.datetime().nullable(),
  /** The oldest 100 entries in quarantine. */
  quarantine: z.array(QuarantinedEntry),
}).openapi("PartnerDetail");
export type PartnerDetail = z.infer<typeof PartnerDetail>;

export const Replayed = z.object({ released: z.number().int() }).openapi("Replayed");
