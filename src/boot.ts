import { anySealedPhone, mustReachPeople, smsChannel } from "./identity/index.ts";
import { mailCodeChannel, smtpChannel } from "./notifications/worker.ts";
import type { Config } from "./platform/config/index.ts";
import type { Services } from "./platform/context.ts";
import type { Outbound } from "./platform/outbound/index.ts";
import { type Booted, type BootOptions, openProcess } from "./platform/start/boot.ts";
import { writeCode } from "./web/letters.tsx";

/** Returns the guarded fetch, which loads at its first call: no page waits for it. */
function guardedFetch({ outboundAllow: allow }: Config): Outbound {
  let opened: Promise<Outbound> | undefined;
  return async (url, request) => {
    opened ??= import("./platform/outbound/guarded-fetch.ts").then(
      ({ openGuardedFetch }) => openGuardedFetch({ allow }).fetch,
    );
    return (await opened)(url, request);
  };
}

/**
 * Returns the senders of a configuration, and its guarded fetch. Without an SMS gateway, codes go by e-mail
 * if there is a mail server.
 */
function channelsOf(config: Config, { db, vault }: Pick<Services, "db" | "vault">) {
  const outbound = guardedFetch(config);
  const mail = config.mail && smtpChannel(config.mail);
  const byMail = mail && !config.sms && mustReachPeople(config);
  const sms = byMail
    ? mailCodeChannel({ db, vault, mail, write: writeCode })
    : smsChannel(config, outbound, console.log);
  return { sms, mail, outbound };
}

/** Opens what every Node process of Lianpin needs, with the SMS and mail channels of its configuration. */
export const boot = (config: Config, options: BootOptions = {}): Promise<Booted> =>
  openProcess(config, { ...options, channels: (parts) => channelsOf(config, parts), probe: anySealedPhone });
