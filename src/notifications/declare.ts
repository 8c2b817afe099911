import { z } from "zod";
import type { Tx } from "../../db/client.ts";
import type { Change } from "../platform/changes/index.ts";

export const RECEIVERS = ["account", "enterprise"] as const;
export type Receiver = (typeof RECEIVERS)[number];
export type Channel = "mail" | "sms";

/** One kind of notice, declared by the capability whose news it is. */
export type NoticeDeclaration = {
  /** A notice to an enterprise reaches every member of it. */
  to: readonly Receiver[];
  /** Kind of the record to which the notice links. */
  subject: string;
  /** Channels that carry the notice out of the site. Without any it waits there. */
  channels: readonly Channel[];
  /** Facts that its sentence needs. They are stored with the notice when it is written. */
  params: z.ZodType<Record<string, unknown>>;
};
export type NoticeDeclarations = Readonly<Record<string, NoticeDeclaration>>;

/** Types of declared kinds, which a capability adds to `NoticeKinds`. */
export type Declared<D extends NoticeDeclarations> = {
  [K in keyof D]: { to: D[K]["to"][number]; subject: D[K]["subject"]; params: z.infer<D[K]["params"]> };
};

/**
 * Every kind of notice by name. A capability adds its kinds by declaration merging. Notifications name no
 * capability, and the compiler still knows all kinds.
 */
// biome-ignore lint/suspicious/noEmptyInterface: filled by declaration merging
export interface NoticeKinds {}

export type NoticeKind = keyof NoticeKinds;
export type NoticeParams<K extends NoticeKind = NoticeKind> = NoticeKinds[K]["params"];
export type NoticeSubject = NoticeKinds[NoticeKind]["subject"];

/** A notice to be written. */
export type NewNotice<K extends NoticeKind = NoticeKind> = {
  toKind: Receiver;
  toId: string;
  kind: K;
  subjectKind: NoticeKinds[K]["subject"];
  subjectId: string;
  params: NoticeParams<K>;
  /** One notice per receiver and cause, however often the cause is read. */
  cause: string;
};

type ReceiverId<R> = R extends "account" ? { account: string } : { enterprise: string };
export type NoticeFacts<K extends NoticeKind> = ReceiverId<NoticeKinds[K]["to"]> & {
  subjectId: string;
  params: NoticeParams<K>;
  cause: string;
};

/** Builds notices of these kinds. Throws ZodError for parameters that do not fit the declaration. */
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

/** The parameters of a notice that needs only its record's name. */
export const TitleParams = z.object({ title: z.string() });

export type NoticesOf = (tx: Tx, changes: readonly Change[]) => Promise<NewNotice[]>;

/** The notices of one capability. */
export type NoticeSource = {
  kinds: NoticeDeclarations;
  /** Turns changes of the capability's own records into notices, by record kind. */
  from?: Readonly<Record<string, NoticesOf>>;
};
