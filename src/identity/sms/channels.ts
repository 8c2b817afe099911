import type { Config } from "../../platform/config/index.ts";
import type { SmsChannel } from "../../platform/context.ts";
import { WEBHOOK_PREFIX } from "../../platform/core/text.ts";
import type { Outbound } from "../../platform/outbound/index.ts";
import { maskPhone } from "../rules.ts";

const TIMEOUT_MS = 5_000;
const ANSWER_MAX = 100_000;

/**
 * SMS channel for sites without a gateway, never in production. It prints the code, and `reveals` lets the
 * API return the code to the caller.
 * Prints directly, because the log masks codes.
 */
export function consoleChannel(print: (line: string) => void = () => undefined): SmsChannel {
  return {
    reveals: true,
    async send({ phone, template, values }) {
      print(`SMS to ${maskPhone(phone)}: ${values.code ?? template}`);
    },
  };
}

/**
 * Returns the key of a secret by Standard Webhooks: after `whsec_` stands base64. Another secret is used as
 * it is.
 */
const keyBytes = (secret: string): Uint8Array<ArrayBuffer> =>
  secret.startsWith(WEBHOOK_PREFIX)
    ? Uint8Array.from(Buffer.from(secret.slice(WEBHOOK_PREFIX.length), "base64"))
    : new TextEncoder().encode(secret);

/**
 * SMS channel for a gateway behind a webhook, signed according to Standard Webhooks: HMAC-SHA256 over
 * `id.timestamp.body` in `webhook-signature`.
 * Refuses redirects. Throws unless the gateway responds with 2xx within 5 s.
 */
export function webhookChannel(options: { url: string; secret: string; fetch: Outbound }): SmsChannel {
  const key = crypto.subtle.importKey(
    "raw",
    keyBytes(options.secret),
    { name: "HMAC", hash: "SHA-256" },
    false,
    ["sign"],
  );
  return {
    reveals: false,
    async send({ id, ...message }) {
      const timestamp = String(Math.floor(Date.now() / 1000));
      const body = JSON.stringify(message);
      const text = new TextEncoder().encode(`${id}.${timestamp}.${body}`);
      const signature = Buffer.from(await crypto.subtle.sign("HMAC", await key, text)).toString("base64");
      const { status } = await options.fetch(options.url, {
        method: "POST",
        totalMs: TIMEOUT_MS,
        maxBytes: ANSWER_MAX,
        headers: {
          "content-type": "application/json",
          "webhook-id": id,
          "webhook-timestamp": timestamp,
          "webhook-signature": `v1,${signature}`,
        },
        body,
      });
      if (status < 200 || status > 299) throw new Error(`the SMS gateway answered ${status}`);
    },
  };
}

/**
 * Returns true if codes must reach people outside the page: in production, and behind a public https address.
 */
export const mustReachPeople = ({ production, origins }: Config): boolean =>
  production || (origins[0]?.startsWith("https:") ?? false);

/**
 * Returns the configured SMS channel. Without a gateway, sending throws where codes must reach people; a
 * process that sends codes by e-mail uses another channel. `fetch` calls the gateway.
 */
export function smsChannel(config: Config, fetch: Outbound, print?: (line: string) => void): SmsChannel {
  if (config.sms) return webhookChannel({ ...config.sms, fetch });
  if (!mustReachPeople(config)) return consoleChannel(print);
  return {
    reveals: false,
    async send() {
      throw new Error("this process has no SMS gateway");
    },
  };
}
