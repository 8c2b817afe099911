import type { Context } from "hono";
import { z } from "zod";
import {
  AnswerInput,
  answerApplication,
  countReceivedOf,
  getReceived,
  listReceived,
  type ReceivedApplication,
  recordStart,
  STATUSES,
} from "../../../../applications/index.ts";
import { getEnterprise } from "../../../../enterprises/index.ts";
import { shanghaiDay } from "../../../../platform/core/clock.ts";
import { AppError } from "../../../../platform/core/errors.ts";
import { type Env, Pages } from "../../../../platform/http/index.ts";
import { namesFor } from "../../../code-names.ts";
import { DonePage } from "../../../components/done.tsx";
import { EMPTY_FORM, type FormState } from "../../../components/forms.tsx";
import {
  cursorOf,
  type Fields,
  fieldText,
  formStatus,
  parse,
  pathId,
  readForm,
  submitForm,
} from "../../../forms.ts";
import { page } from "../../../page.tsx";
import { MEMBER, onRecord } from "../../../policies.ts";
import { INBOX } from "../../../text/enterprise.ts";
import { enterpriseOf } from "../current-enterprise.ts";
import { ReceivedApplicationPage } from "./application-page.tsx";
import { InboxPage } from "./inbox-page.tsx";

const ownApplication = onRecord(MEMBER, "application", "enterprise");
const audience = "enterprise" as const;
const PAGE = 20;

/**
 * Finds the application that the path names in all enterprises of the caller. Throws NOT_FOUND if none of
 * them received it.
 */
async function receivedApplication(c: Context<Env>): Promise<ReceivedApplication & { enterpriseId: string }> {
  const ctx = c.get("ctx");
  const { enterprises } = ctx.actor.kind === "account" ? ctx.actor : { enterprises: [] };
  for (const { id: enterpriseId } of enterprises) {
    try {
      return { ...(await getReceived(ctx, { enterpriseId, id: pathId(c) })), enterpriseId };
    } catch (error) {
      if (!(error instanceof AppError && error.code === "NOT_FOUND")) throw error;
    }
  }
  throw new AppError("NOT_FOUND");
}

async function applicationPage(c: Context<Env>, form: FormState) {
  const ctx = c.get("ctx");
  const [application, names] = await Promise.all([receivedApplication(c), namesFor(ctx)]);
  const enterprise = await getEnterprise(ctx, application.enterpriseId);
  const today = shanghaiDay(ctx.clock.now());
  const status = formStatus(form);
  const title = `${INBOX.title} ${application.reference} · ${application.posting.title}`;
  return page(c, { title, audience, status }, (shell) => (
    <ReceivedApplicationPage shell={shell} data={{ application, enterprise, names, form, today }} />
  ));
}

/** Drops blank fields, because optional input must be absent, not empty. */
const withoutBlanks = (fields: Fields) =>
  Object.fromEntries(
    Object.keys(fields).flatMap((name) => (fieldText(fields, name) ? [[name, fieldText(fields, name)]] : [])),
  );

const done = (c: Context<Env>, kind: "invite" | "decline" | "start", reference: string) =>
  page(c, { title: INBOX.title, audience }, () => (
    <DonePage
      title={INBOX.done[kind] ?? ""}
      next={INBOX.doneNext[kind] ?? ""}
      reference={reference}
      back={{ href: "/enterprise/applications", text: INBOX.heading }}
    />
  ));

/** Received applications and the answers to them. */
export const inboxPages = new Pages()
  .get("/enterprise/applications", MEMBER, async (c) => {
    const ctx = c.get("ctx");
    const status = z.enum(STATUSES).safeParse(c.req.query("status")).data;
    const { id: enterpriseId } = enterpriseOf(c);
    const [enterprise, counts, { items, nextCursor }, names] = await Promise.all([
      getEnterprise(ctx, enterpriseId),
      countReceivedOf(ctx, enterpriseId),
      listReceived(ctx, {
        enterpriseId,
        status,
        cursor: cursorOf(c),
        limit: PAGE,
      }),
      namesFor(ctx),
    ]);
    const data = { enterprise, items, counts, names, status: status ?? null, next: nextCursor };
    return page(c, { title: INBOX.title, audience }, (shell) => <InboxPage shell={shell} data={data} />);
  })
  .get("/enterprise/applications/:id", ownApplication, (c) => applicationPage(c, EMPTY_FORM))
  .post("/enterprise/applications/:id/answer", ownApplication, async (c) => {
    const fields = await readForm(c);
    return submitForm(
      fields,
      async () => {
        const { commandId, ...answer } = parse(AnswerInput, withoutBlanks(fields));
        await answerApplication(c.get("ctx"), { id: pathId(c), commandId, answer });
        return done(c, answer.kind, (await receivedApplication(c)).reference);
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
        return done(c, "start", (await receivedApplication(c)).reference);
      },
      (form) => applicationPage(c, form),
    );
  });
