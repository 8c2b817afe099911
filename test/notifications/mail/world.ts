import type { MailView } from "../../../src/notifications/index.ts";
import { smtpChannel } from "../../../src/notifications/worker.ts";
import { systemContext } from "../../../src/platform/context.ts";
import { findNewMatches } from "../../../src/saved-searches/index.ts";
import { type Hall, openHall } from "../../applications/world.ts";
import { bodyOf, type Client } from "../../support/app.ts";
import { type Mailbox, openMailbox } from "../../support/mailbox.ts";

export const FROM = "no-reply@lianpin.example";

export type PostOffice = {
  hall: Hall;
  mailbox: Mailbox;
  give(who: Client, address: string): Promise<Response>;
  mail(who: Client): Promise<MailView>;
  /** Returns the newest letter to an address. */
  newest(address: string): Mailbox["received"][number] | undefined;
  lettersTo(address: string): Mailbox["received"];
  /** Creates a seeker with a confirmed address and these saved searches. */
  reader(address: string, ...searches: string[]): Promise<Client>;
  /** Runs the saved searches ten minutes later, with `lookers` concurrent runs, and sends letters. */
  look(lookers?: number): Promise<void>;
  /** Sends one request, as a browser or a mail program does. */
  visit(
    method: string,
    url: string,
    headers?: Record<string, string>,
  ): Promise<{ status: number; text: string }>;
  send(): Promise<void>;
  close(): Promise<void>;
};

/** Returns the first link in a letter whose path begins with `path`, or an empty string. */
export const linkIn = (letter: { text: string } | undefined, path: string): string =>
  new RegExp(`https?://[^\\s]*(${path}[^\\s]*)`).exec(letter?.text ?? "")?.[1] ?? "";

/** Opens the world of the application tests, with a mail server. */
export async function openPostOffice(): Promise<PostOffice> {
  const [hall, mailbox] = await Promise.all([openHall(), openMailbox()]);
  const { services } = hall.t;
  services.config.mail = { url: mailbox.url, from: FROM };
  services.mail = smtpChannel(services.config.mail);
  const lettersTo = (address: string) => mailbox.received.filter(({ to }) => to.includes(address));
  const office: PostOffice = {
    hall,
    mailbox,
    lettersTo,
    newest: (address) => lettersTo(address).at(-1),
    give: (who, address) => who.call("PUT", "/api/v1/me/mail", { body: { address } }),
    mail: async (who) => bodyOf(await who.call("GET", "/api/v1/me/mail"), 200),
    send: () => hall.settle(),
    async reader(address, ...searches) {
      const person = await hall.seeker();
      await bodyOf(await office.give(person, address), 202);
      await office.send();
      const link = linkIn(office.newest(address), "/mail/confirm");
      await office.visit("POST", link, { origin: "http://localhost" });
      for (const q of searches)
        await bodyOf(
          await person.call("POST", "/api/v1/me/saved-searches", { body: { q, filter: {} } }),
          201,
        );
      return person;
    },
    async look(lookers = 1) {
      await hall.settle();
      await hall.t.database.travel("10 minutes");
      const ctx = systemContext(services, "test");
      await Promise.all(Array.from({ length: lookers }, () => findNewMatches(ctx)));
      await hall.settle();
    },
    async visit(method, url, headers = {}) {
      const answer = await hall.t.app.request(url, { method, headers });
      return { status: answer.status, text: await answer.text() };
    },
    async close() {
      await mailbox.close();
      await hall.t.close();
    },
  };
  return office;
}
