import { z } from "zod";
import type { Tx } from "../../db/client.ts";
import type { Change } from "../platform/changes/index.ts";

export const RECEIVERS = ["account", "enterprise"] as const;
export type Receiver = (typeof RECEIVERS)[number];
export type Channel = "mail" | "sms";

/** One kind of notice, as a capability declares it. */
export type NoticeDeclaration = {
  /** Kinds of receiver. A notice to an enterprise reaches each of its members. */
  to: readonly Receiver[];
  /** Kind of the record to which the notice links. */
  subject: string;
  /** Channels that also deliver the notice outside the site. Empty: the notice is only shown on the site. */
  channels: readonly Channel[];
  /** Schema of the parameters of the notice's text. They are stored with the notice. */
  params: z.ZodType<Record<string, unknown>>;
};
export type NoticeDeclarations = Readonly<Record<string, NoticeDeclaration>>;

/** Types of declared kinds, which a capability adds to `NoticeKinds`. */
export type Declared<D extends NoticeDeclarations> = {
  [K in keyof D]: { to: D[K]["to"][number]; subject: D[K]["subject"]; params: z.infer<D[K]["params"]> };
};

/**
 * Every kind of notice by name. A capability adds its kinds by declaration merging. So this folder imports no
 * capability, and the compiler still knows all kinds.
 */
// biome-ignore lint/suspicious/noEmptyInterface: filled by declaration merging
export interface NoticeKinds {}

export type NoticeKind = keyof NoticeKinds;
export type NoticeParams<K extends NoticeKind = NoticeKind> = NoticeKinds[K]["params"];
export type NoticeSubject = NoticeKinds[NoticeKind]["subject"];

/** A notice to insert. */
export type NewNotice<K extends NoticeKind = NoticeKind> = {
  toKind: Receiver;
  toId: string;
  kind: K;
  subjectKind: NoticeKinds[K]["subject"];
  subjectId: string;
  params: NoticeParams<K>;
  /**
   * Identifies the cause of the notice. A receiver gets one notice per cause, even if the cause is processed
   * again.
   */
  cause: string;
};

type ReceiverId<R> = R extends "account" ? { account: string } : { enterprise: string };
export type NoticeFacts<K extends NoticeKind> = ReceiverId<NoticeKinds[K]["to"]> & {
  subjectId: string;
  params: NoticeParams<K>;
  cause: string;
};

/**
 * Returns a function that builds notices of these kinds. That function throws ZodError for parameters that do
 * not fit the declaration.
 */
export const noticeMaker =
  <D extends NoticeDeclarations>(declared: D) =>
  <K extends NoticeKind & keyof D>(kind: K, facts: NoticeFacts<K>): NewNotice<K> => {
    const { subjectId, cause, params } = facts;
    const { subject, params: stored } = declared[kind] as NoticeDeclaration;
    const to: { account: string } | { enterprise: string } = facts;
    const receiver =
      "account" in to
        ? { toKind: "account" as const, toId: to.account }
        : { toKind: "enterprise" as const, toId: to.enterprise };
    const about = { subjectKind: subject as NewNotice<K>["subjectKind"], subjectId };
    return { ...receiver, kind, ...about, params: stored.parse(params) as NoticeParams<K>, cause };
  };

/** Parameters of a notice whose text needs only the title of its record. */
export const TitleParams = z.object({ title: z.string() });

export type NoticesOf = (tx: Tx, changes: readonly Change[]) => Promise<NewNotice[]>;

/** The notices of one capability. */
export type NoticeSource = {
  kinds: NoticeDeclarations;
  /** By record kind: converts changes of the capability's own records to notices. */
  from?: Readonly<Record<string, NoticesOf>>;
};
