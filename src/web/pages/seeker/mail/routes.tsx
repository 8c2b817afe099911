import type { Context } from "hono";
import {
  confirmAddress,
  getMail,
  giveAddress,
  MailInput,
  readConfirmation,
  readUnsubscribeToken,
  removeAddress,
  unsubscribe,
} from "../../../../notifications/index.ts";
import { AppError } from "../../../../platform/core/errors.ts";
import { type Env, Pages } from "../../../../platform/http/index.ts";
import { listSavedSearches } from "../../../../saved-searches/index.ts";
import { namesFor } from "../../../code-names.ts";
import { DonePage } from "../../../components/done.tsx";
import {
  Button,
  EMPTY_FORM,
  ErrorSummary,
  Form,
  type FormState,
  LinkButton,
} from "../../../components/forms.tsx";
import { fieldText, parse, readForm, submitForm } from "../../../forms.ts";
import { page } from "../../../page.tsx";
import { ANYONE, SIGNED_IN } from "../../../policies.ts";
import { MAIL, MAIL_LINKS } from "../../../text/public/mail.ts";
import { SAVED } from "../../../text/seeker.ts";
import { SearchList } from "../searches/saved-searches-section.tsx";
import { MAIL_LABELS, MailForm } from "./mail-form.tsx";

/** Shows the page of saved searches and of notification by e-mail. */
async function searchesPage(c: Context<Env>, refused: FormState | null = null) {
  const ctx = c.get("ctx");
  const [searches, names, mail] = await Promise.all([listSavedSearches(ctx), namesFor(ctx), getMail(ctx)]);
  const typed = mail.state === "waiting" ? { address: mail.address ?? "" } : {};
  const form = refused ?? { ...EMPTY_FORM, values: typed };
  const status = refused ? 422 : 200;
  return page(c, { title: SAVED.heading, status }, (shell) => (
    <div class="narrow">
      <ErrorSummary form={form} labels={MAIL_LABELS} />
      <h1>{SAVED.heading}</h1>
      <SearchList shell={shell} searches={searches} names={names} />
      {mail.offered || mail.state !== "none" ? <MailForm shell={shell} mail={mail} form={form} /> : null}
    </div>
  ));
}

const back = { href: "/me/searches", text: MAIL.back } as const;

/** Pages to set, change or remove the e-mail address. */
const addressPages = new Pages()
  .get("/me/searches", SIGNED_IN, (c) => searchesPage(c))
  .post("/me/mail", SIGNED_IN, async (c) => {
    const fields = await readForm(c);
    return submitForm(
      fields,
      async () => {
        const mail = await giveAddress(
          c.get("ctx"),
          parse(MailInput, { address: fieldText(fields, "address") }),
        );
        const sent = mail.state === "waiting";
        const title = sent ? MAIL.sent : MAIL.kept;
        const next = sent ? MAIL.sentNext(mail.address ?? "") : MAIL.keptNext;
        return page(c, { title }, () => <DonePage title={title} next={next} back={back} />);
      },
      (form) => searchesPage(c, form),
    );
  })
  .post("/me/mail/remove", SIGNED_IN, async (c) => {
    await removeAddress(c.get("ctx"));
    return page(c, { title: MAIL.removed }, () => (
      <DonePage title={MAIL.removed} next={MAIL.removedNext} back={back} />
    ));
  });

const tokenOf = (c: Context<Env>) => ({ token: c.req.query("token") ?? "" });

/**
 * Runs `work`. If that throws NOT_FOUND, because the token of the link is unknown, shows `words` as a 404
 * page.
 */
async function withBrokenLinkPage(
  c: Context<Env>,
  words: { title: string; text: string },
  work: () => Promise<Response>,
): Promise<Response> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof AppError && error.code === "NOT_FOUND")) throw error;
    return page(c, { title: words.title, status: 404 }, () => (
      <div class="narrow">
        <h1>{words.title}</h1>
        <p>{words.text}</p>
        <p>
          <LinkButton href="/me/searches">{MAIL_LINKS.toMine}</LinkButton>
        </p>
      </div>
    ));
  }
}

type Asking = { title: string; lead: string; action: string; button: string };

/**
 * Shows a page with a button. The link in the e-mail changes nothing by itself, because mail scanners follow
 * every link.
 */
const confirmPage = (c: Context<Env>, { title, lead, action, button }: Asking) =>
  page(c, { title }, (shell) => (
    <div class="narrow">
      <h1>{title}</h1>
      <p>{lead}</p>
      <Form action={`${action}?token=${encodeURIComponent(tokenOf(c).token)}`} csrf={shell.csrf}>
        <Button kind="primary" wide>
          {button}
        </Button>
      </Form>
    </div>
  ));

const CONFIRM_BROKEN = { title: MAIL_LINKS.brokenTitle, text: MAIL_LINKS.broken };
const LEAVE_BROKEN = { title: MAIL_LINKS.brokenLeaveTitle, text: MAIL_LINKS.brokenLeave };

/** Pages that links in e-mails open. The token in the query authorises the caller, so it is never logged. */
const linkPages = new Pages()
  .get("/mail/confirm", ANYONE, (c) =>
    withBrokenLinkPage(c, CONFIRM_BROKEN, async () => {
      const address = await readConfirmation(c.get("ctx"), tokenOf(c));
      const { confirmTitle: title, confirm: button } = MAIL_LINKS;
      return confirmPage(c, {
        title,
        lead: MAIL_LINKS.confirmLead(address),
        action: "/mail/confirm",
        button,
      });
    }),
  )
  .post("/mail/confirm", ANYONE, (c) =>
    withBrokenLinkPage(c, CONFIRM_BROKEN, async () => {
      await confirmAddress(c.get("ctx"), tokenOf(c));
      const { confirmed: title, confirmedNext: next, find: text } = MAIL_LINKS;
      return page(c, { title }, () => (
        <DonePage title={title} next={next} back={{ href: "/postings", text }} />
      ));
    }),
  )
  .get("/mail/unsubscribe", ANYONE, (c) =>
    withBrokenLinkPage(c, LEAVE_BROKEN, async () => {
      await readUnsubscribeToken(c.get("ctx"), tokenOf(c).token);
      const { leaveTitle: title, leaveLead: lead, leave: button } = MAIL_LINKS;
      return confirmPage(c, { title, lead, action: "/mail/unsubscribe", button });
    }),
  )
  .post("/mail/unsubscribe", ANYONE, (c) =>
    withBrokenLinkPage(c, LEAVE_BROKEN, async () => {
      await unsubscribe(c.get("ctx"), tokenOf(c));
      const { left: title, leftNext: next, find: text } = MAIL_LINKS;
      return page(c, { title }, () => (
        <DonePage title={title} next={next} back={{ href: "/postings", text }} />
      ));
    }),
  );

export const mailPages = [addressPages, linkPages] as const;
