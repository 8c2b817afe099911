import type { Db } from "../../db/client.ts";
import type { Config } from "./config/index.ts";
import { type Actor, cityOf } from "./core/actor.ts";
import { type Clock, systemClock } from "./core/clock.ts";
import { type Ids, systemIds } from "./core/ids.ts";
import type { ReceivedCommand } from "./core/store.ts";
import type { Vault } from "./core/vault.ts";
import type { FileBytes } from "./files/bytes.ts";
import { type Outbound, OutboundError } from "./outbound/index.ts";

/** Application log. Its writer masks phones, codes and tokens. */
export type Log = {
  /** Logs the duration of a step. Written only with LOG_LEVEL=debug. */
  debug(fields: Record<string, unknown>, message: string): void;
  info(fields: Record<string, unknown>, message: string): void;
  warn(fields: Record<string, unknown>, message: string): void;
  error(fields: Record<string, unknown>, message: string): void;
};

/**
 * Sends text messages. `send` throws if the gateway refuses the message. `id` is the same on a retry, so that
 * the gateway sends a message only once.
 */
export type SmsChannel = {
  /** True if the code may be shown to the caller, because nothing else delivers it. */
  reveals: boolean;
  send(message: {
    id: string;
    phone: string;
    template: "otp" | "notice";
    values: Record<string, string>;
  }): Promise<void>;
};

/**
 * An e-mail to send. `sender` is the display name in the From header, before the address MAIL_FROM.
 * `unsubscribe` is null for a letter that the person asked for, such as a sign-in code.
 */
export type Letter = {
  sender: string;
  subject: string;
  text: string;
  html: string;
  unsubscribe: string | null;
};

/**
 * Sends one letter. `noReceiver`: the address takes no mail, permanently. `refused`: this letter is refused,
 * permanently.
 * Throws if a retry may help. `id` is equal on a retry and becomes the Message-ID.
 */
export type MailChannel = {
  send(letter: Letter & { id: string; to: string }): Promise<"sent" | "noReceiver" | "refused">;
};

/** Counts what the process does, for `/metrics`. Receives route patterns and never a path. */
export type Meter = {
  request(seen: { method: string; route: string; status: number; durationMs: number }): void;
};

/** Counts of requests that all processes of the installation share. */
export type SharedCounts = {
  /**
   * Adds `requests` to the count of a key in the running minute. Returns 0 while the count is at most `max`,
   * else the milliseconds until the key may send again. Returns 0, too, while the store is down: then each
   * process counts for itself.
   */
  add(key: string, requests: number, max: number): Promise<number>;
};

/**
 * Services that all requests and jobs of a process share. Tests and the edge build (Cloudflare Workers)
 * replace some of them.
 */
export type Services = {
  config: Config;
  db: Db;
  clock: Clock;
  ids: Ids;
  vault: Vault;
  log: Log;
  sms: SmsChannel;
  /** Null if no e-mail is sent. */
  mail: MailChannel | null;
  /** Calls other servers, never private addresses that the configuration does not name. */
  outbound: Outbound;
  /**
   * Wakes the workers of one queue. Call it after the commit. A lost call only delays the work until the
   * workers' next sweep of the database.
   */
  ring(doorbell: "changes" | "tasks"): void;
  /**
   * True while so little space is left on the disk of the embedded database that writes must be refused.
   */
  storageFull(): boolean;
  /** The place of files. Null in the edge build, which has none: use the functions of `platform/files`. */
  files: FileBytes | null;
  /** Null if the process reports no metrics. */
  meter: Meter | null;
  /** Compresses the body of a response. Null in the edge build, where Cloudflare compresses. */
  gzip: ((bytes: Uint8Array) => Promise<Uint8Array<ArrayBuffer>>) | null;
  /** Null in the edge build, where each isolate counts for itself. */
  sharedCounts: SharedCounts | null;
  /** True in the edge build (Cloudflare Workers), which runs no background work. */
  edge: boolean;
};

/**
 * Limits what a caller reads. Officers and members read what the agreements of `city` share; others read the
 * site of one `agreement`.
 */
export type Scope = { city: string | null; agreement: string | null };

export type RequestContext = Services & {
  actor: Actor;
  scope: Scope;
  requestId: string;
  /**
   * The address (IPv4) or /64 network (IPv6) of a request; null for background work. Stored only as an HMAC,
   * never logged.
   */
  client: string | null;
  /** The body in which a command came. Null for all else: a page's form, a read, background work. */
  command: ReceivedCommand | null;
};

export type ServiceParts = Pick<Services, "config" | "db" | "vault" | "log" | "sms"> & Partial<Services>;

/** Composes the services of a process from `parts`, with defaults for the parts that are absent. */
export function createServices(parts: ServiceParts): Services {
  return {
    mail: null,
    outbound: async () => {
      throw new OutboundError("UNREACHABLE");
    },
    clock: systemClock,
    ids: systemIds,
    ring: () => undefined,
    storageFull: () => false,
    files: null,
    meter: null,
    gzip: null,
    sharedCounts: null,
    edge: false,
    ...parts,
  };
}

/**
 * Creates the context of one request or job: the services, with actor, scope, request id and client address.
 */
export function contextFor(
  services: Services,
  actor: Actor,
  more: {
    requestId?: string;
    agreement?: string | null;
    client?: string | null;
    command?: ReceivedCommand | null;
  } = {},
): RequestContext {
  return {
    ...services,
    actor,
    scope: { city: cityOf(actor), agreement: more.agreement ?? null },
    requestId: more.requestId ?? services.ids.uuid(),
    client: more.client ?? null,
    command: more.command ?? null,
  };
}

/** Creates the context of background work. `name` identifies the work as its actor. */
export const systemContext = (services: Services, name: string): RequestContext =>
  contextFor(services, { kind: "system", name });
