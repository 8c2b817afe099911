import type { Db } from "../../db/client.ts";
import type { Config } from "./config.ts";
import { type Actor, cityOf } from "./core/actor.ts";
import { type Clock, systemClock } from "./core/clock.ts";
import { type Ids, systemIds } from "./core/ids.ts";
import type { Vault } from "./core/vault.ts";

/** The log. Its writer redacts phones, codes and tokens. */
export type Log = {
  /** Duration of a step, shown with LOG_LEVEL=debug. */
  debug(fields: Record<string, unknown>, message: string): void;
  info(fields: Record<string, unknown>, message: string): void;
  warn(fields: Record<string, unknown>, message: string): void;
  error(fields: Record<string, unknown>, message: string): void;
};

/**
 * Sends one text message. Throws if the channel refuses. `id` is equal on a retry, so that a gateway sends
 * once.
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

/** A letter to send. `sender` stands before our address. */
export type Letter = { sender: string; subject: string; text: string; html: string; unsubscribe: string };

/**
 * Sends one letter. `noReceiver`: the address takes no mail, permanently. `refused`: this letter is refused,
 * permanently.
 * Throws if a retry may help. `id` is equal on a retry and becomes the Message-ID.
 */
export type MailChannel = {
  send(letter: Letter & { id: string; to: string }): Promise<"sent" | "noReceiver" | "refused">;
};

/** Everything that a process shares. Tests and the edge override single parts. */
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
  /** Rings a queue after the commit. A lost ring only delays work to the next sweep. */
  ring(doorbell: "changes" | "tasks"): void;
  /** True if no worker runs in this process (the edge). */
  edge: boolean;
};

/**
 * The reader's view: officers and members see what their city's agreements share, a visitor reads one
 * agreement's site.
 */
export type Scope = { city: string | null; agreement: string | null };

export type RequestContext = Services & {
  actor: Actor;
  scope: Scope;
  requestId: string;
  /**
   * The address (IPv4) or network (IPv6) of a request; null for background work. Stored only as a MAC, never
   * logged.
   */
  client: string | null;
};

export type ServiceParts = Pick<Services, "config" | "db" | "vault" | "log" | "sms"> & Partial<Services>;

/** The composition root: plain values, each overridable. */
export function createServices(parts: ServiceParts): Services {
  return { mail: null, clock: systemClock, ids: systemIds, ring: () => undefined, edge: false, ...parts };
}

/** A request's or a job's view of the services. */
export function contextFor(
  services: Services,
  actor: Actor,
  more: { requestId?: string; agreement?: string | null; client?: string | null } = {},
): RequestContext {
  return {
    ...services,
    actor,
    scope: { city: cityOf(actor), agreement: more.agreement ?? null },
    requestId: more.requestId ?? services.ids.uuid(),
    client: more.client ?? null,
  };
}

/** The context of background work. */
export const systemContext = (services: Services, name: string): RequestContext =>
  contextFor(services, { kind: "system", name });
