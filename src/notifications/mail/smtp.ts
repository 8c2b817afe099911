import type { Transporter } from "nodemailer";
import type { MailChannel } from "../../platform/context.ts";

const WAIT_MS = 10_000;
const IDLE_MS = 20_000;
/** SMTP reply codes for a missing or moved address (RFC 5321 §4.2.3, RFC 7504). */
const NO_RECEIVER = new Set([550, 551, 553, 556]);

/**
 * Classifies a permanent SMTP failure. `noReceiver`: the address does not exist or has moved. `refused`: the
 * server refuses the receiver or the letter for another reason. Throws for all other failures, such as a
 * wrong password, so that the letter is retried.
 * The thrown error omits the server's text, which may contain the address.
 */
function verdictOf(error: unknown): "noReceiver" | "refused" {
  const { responseCode: code, command, code: name } = error as Record<string, unknown>;
  const permanent = typeof code === "number" && code >= 500;
  if (permanent && command === "RCPT TO") return NO_RECEIVER.has(code) ? "noReceiver" : "refused";
  if (permanent && command === "DATA") return "refused";
  throw new Error(
    typeof code === "number"
      ? `the mail server answered ${code} (${name})`
      : `the mail server is away (${name})`,
  );
}

/**
 * Creates the object that sends letters through a mail server at `smtps://` or `smtp://` (with STARTTLS if
 * the server offers it). Opens one connection per letter.
 */
export function smtpChannel({ url, from }: { url: string; from: string }): MailChannel {
  let transport: Promise<Transporter> | undefined;
  const open = async () => {
    const { createTransport } = await import("nodemailer");
    return createTransport({
      url,
      connectionTimeout: WAIT_MS,
      greetingTimeout: WAIT_MS,
      socketTimeout: IDLE_MS,
      disableFileAccess: true,
      disableUrlAccess: true,
    });
  };
  const domain = from.slice(from.lastIndexOf("@") + 1);
  return {
    async send({ id, to, sender, subject, text, html, unsubscribe }) {
      transport ??= open();
      const mailer = await transport;
      try {
        await mailer.sendMail({
          envelope: { from, to },
          from: { name: sender, address: from },
          to: { name: "", address: to },
          messageId: `<${id}@${domain}>`,
          subject,
          text,
          html,
          headers: {
            "Auto-Submitted": "auto-generated",
            ...(unsubscribe && {
              "List-Unsubscribe": `<${unsubscribe}>`,
              "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
            }),
          },
        });
        return "sent";
      } catch (error) {
        return verdictOf(error);
      }
    },
  };
}
