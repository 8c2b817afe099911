import type { Config } from "../../config.ts";
import type { Log, SmsChannel } from "../../context.ts";

const TIMEOUT_MS = 5_000;

/** Where nothing delivers messages: the code is printed here and returned to the caller. Never in production. */
export function consoleChannel(log?: Pick<Log, "info">): SmsChannel {
  return {
    reveals: true,
    async send({ template }) {
      log?.info({ template }, "a message would be sent now; its code stands in the answer to the request");
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
    async send(message) {
      const id = crypto.randomUUID();
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
export function smsChannel(config: Config, log?: Pick<Log, "info">): SmsChannel {
  if (config.sms) return webhookChannel(config.sms);
  if (config.production) throw new Error("production needs an SMS gateway");
  return consoleChannel(log);
}
