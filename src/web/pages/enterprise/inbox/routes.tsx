import type { Context } from "hono";
import { z } from "zod";
import {
  AnswerInput,
  answerApplication,
  countReceivedOf,
  lastInvitation,
  listAppliedPostings,
  listReceived,
  type ReceivedApplication,
  recordStart,
} from "../../../../applications/index.ts";
import { getEnterprise } from "../../../../enterprises/index.ts";
import { shanghaiDay } from "../../../../platform/core/clock.ts";
import { type Env, Pages } from "../../../../platform/http/index.ts";
import { namesFor } from "../../../code-names.ts";
import { DonePage } from "../../../components/done.tsx";
import { EMPTY_FORM, type FormState } from "../../../components/forms.tsx";
import {
  type Fields,
  fieldRev,
  fieldText,
  formStatus,
  parse,
  pathId,
  readForm,
  submitForm,
} from "../../../forms.ts";
import { page } from "../../../page.tsx";
import { MEMBER, onRecord } from "../../../policies.ts";
import { INBOX } from "../../../text/enterprise/inbox.ts";
import { REPLIED } from "../../../text/public/invitation.ts";
import { ReceivedApplicationPage } from "./application-page.tsx";
import { InboxPage } from "./inbox-page.tsx";
import { filterOf, inboxQueryOf, PAGE } from "./inbox-query.ts";
import { inboxSheet } from "./inbox-sheet.ts";
import { receivedApplication, withoutBlanks } from "./received-application.ts";
import { answerTicked } from "./several-page.tsx";

const ownApplication = onRecord(MEMBER, "application", "enterprise");
const audience = "enterprise" as const;

async function applicationPage(c: Context<Env>, refused: FormState | null) {
  const ctx = c.get("ctx");
  const [application, names] = await Promise.all([receivedApplication(c, pathId(c)), namesFor(ctx)]);
  const [enterprise, last] = await Promise.all([
    getEnterprise(ctx, application.enterpriseId),
    lastInvitation(ctx, application.enterpriseId),
  ]);
  const form = refused ?? { ...EMPTY_FORM, values: invitationValues(last) };
  const today = shanghaiDay(ctx.clock.now());
  const status = formStatus(form);
  const title = `${INBOX.title} ${application.reference} · ${application.posting.title}`;
  return page(c, { title, audience, status }, (shell) => (
    <ReceivedApplicationPage
      shell={shell}
      data={{ application, enterprise, names, form, today, now: ctx.clock.now() }}
    />
  ));
}

/** Returns the fields of an invitation that the next one begins with. */
const invitationValues = (last: Awaited<ReturnType<typeof lastInvitation>>): Fields => ({
  when: last?.when ?? "",
  where: last?.where ?? "",
  contact: last?.contact ?? "",
});

/** Says what was done, and for an invitation which time was read from it. */
const done = (
  c: Context<Env>,
  kind: "invite" | "decline" | "start",
  { reference, invitation, card, posting }: ReceivedApplication,
) =>
  page(c, { title: INBOX.title, audience }, () => (
    <DonePage
      title={INBOX.done[kind] ?? ""}
      about={[card?.callName, posting.title].filter(Boolean).join(" · ")}
      next={[
        INBOX.doneNext[kind] ?? "",
        kind === "invite" && invitation?.startsAt ? REPLIED.asCalendar(invitation.startsAt) : "",
      ].join("")}
      reference={reference}
      back={{ href: "/enterprise/applications", text: INBOX.heading }}
    />
  ));

/** Shows a part of the received applications. `refused` is an answer to several that was not accepted. */
async function inboxPage(c: Context<Env>, refused: FormState | null) {
  const ctx = c.get("ctx");
  const query = inboxQueryOf(c);
  const { enterpriseId } = query;
  const [enterprise, counts, postings, { items, nextCursor }, names, last] = await Promise.all([
    getEnterprise(ctx, enterpriseId),
    countReceivedOf(ctx, enterpriseId),
    listAppliedPostings(ctx, enterpriseId),
    listReceived(ctx, {
      ...filterOf(query),
      sort: query.status === "sent" ? "due" : "newest",
      cursor: query.cursor ?? undefined,
      limit: PAGE,
    }),
    namesFor(ctx),
    lastInvitation(ctx, enterpriseId),
  ]);
  const form = refused ?? { ...EMPTY_FORM, values: invitationValues(last) };
  const data = { enterprise, counts, postings, items, names, query, next: nextCursor, form };
  return page(c, { title: INBOX.title, audience, status: formStatus(form) }, (shell) => (
    <InboxPage shell={shell} data={data} />
  ));
}

/** Received applications as a list and as a file, and the answers to them. */
export const inboxPages = new Pages()
  .get("/enterprise/applications", MEMBER, (c) => inboxPage(c, null))
  .post("/enterprise/applications/several", MEMBER, async (c) => {
    const fields = await readForm(c);
    return submitForm(
      fields,
      () => answerTicked(c, fields),
      (form) => inboxPage(c, form),
    );
  })
  .get("/enterprise/applications.csv", MEMBER, (c) => inboxSheet(c, "csv"))
  .get("/enterprise/applications.xlsx", MEMBER, (c) => inboxSheet(c, "xlsx"))
  .get("/enterprise/applications/:id", ownApplication, (c) => applicationPage(c, null))
  .post("/enterprise/applications/:id/answer", ownApplication, async (c) => {
    const fields = await readForm(c);
    return submitForm(
      fields,
      async () => {
        const { ifRev: _, ...typed } = fields;
        const { commandId, ...answer } = parse(AnswerInput, withoutBlanks(typed));
        const asked = { id: pathId(c), commandId, ...fieldRev(fields), answer };
        await answerApplication(c.get("ctx"), asked);
        return done(c, answer.kind, await receivedApplication(c, pathId(c)));
      },
      (form) => applicationPage(c, form),
    );
  })
  .post("/enterprise/applications/:id/start", ownApplication, async (c) => {
    const fields = await readForm(c);
    return submitForm(
      fields,
      async () => {
        const { startedOn } = parse(z.object({ startedOn: z.iso.date() }), {
          startedOn: fieldText(fields, "startedOn"),
        });
        await recordStart(c.get("ctx"), { id: pathId(c), startedOn });
        return done(c, "start", await receivedApplication(c, pathId(c)));
      },
      (form) => applicationPage(c, form),
    );
  });
