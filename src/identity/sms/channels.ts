import type { Config } from "../../platform/config.ts";
import type { SmsChannel } from "../../platform/context.ts";
import { maskPhone } from "../rules.ts";

const TIMEOUT_MS = 5_000;

/**
 * Where nothing delivers messages: the code is printed and also returned to the caller. Never in production. It does not
 * go through the log, which takes codes out.
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
 * A city's SMS gateway behind a webhook signed as Standard Webhooks does: HMAC-SHA256 over `id.timestamp.body` in
 * `webhook-signature`. Redirects are refused; anything but 2xx within 5 s throws.
 */
export function webhookChannel(options: { url: string; secret: string }): SmsChannel {
  const key = crypto.subtle.importKey(
    "raw",
    new TextEncoder().encode(options.secret),
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
      const answer = await fetch(options.url, {
        method: "POST",
        redirect: "error",
        signal: AbortSignal.timeout(TIMEOUT_MS),
        headers: {
          "content-type": "application/json",
          "webhook-id": id,
          "webhook-timestamp": timestamp,
          "webhook-signature": `v1,${signature}`,
        },
        body,
      });
      if (!answer.ok) throw new Error(`the SMS gateway answered ${answer.status}`);
    },
  };
}

/** The channel this configuration asks for. Production without a gateway does not start (see config.ts). */
export function smsChannel(config: Config, print?: (line: string) => void): SmsChannel {
  if (config.sms) return webhookChannel(config.sms);
  if (config.production) throw new Error("production needs an SMS gateway");
  return consoleChannel(print);
}
