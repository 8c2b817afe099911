import type { Context } from "hono";
import { z } from "zod";
import {
  AnswerInput,
  answerApplication,
  answerSeveral,
  countReceivedOf,
  exportReceived,
  getReceived,
  lastInvitation,
  listAppliedPostings,
  listReceived,
  type ReceivedApplication,
  recordStart,
} from "../../../../applications/index.ts";
import { getEnterprise } from "../../../../enterprises/index.ts";
import { shanghaiDay } from "../../../../platform/core/clock.ts";
import { AppError } from "../../../../platform/core/errors.ts";
import { UUID } from "../../../../platform/core/ids.ts";
import { sheetDownload } from "../../../../platform/http/answers/sheet-download.ts";
import type { Cell } from "../../../../platform/http/answers/sheets.ts";
import { type Env, Pages } from "../../../../platform/http/index.ts";
import { namesFor } from "../../../code-names.ts";
import { DonePage } from "../../../components/done.tsx";
import { EMPTY_FORM, type FormState } from "../../../components/forms.tsx";
import {
  type Fields,
  fieldText,
  fieldTexts,
  formStatus,
  parse,
  pathId,
  readForm,
  submitForm,
} from "../../../forms.ts";
import { page } from "../../../page.tsx";
import { MEMBER, onRecord } from "../../../policies.ts";
import { INBOX, RECEIVED } from "../../../text/enterprise.ts";
import { formatDate, formatTime } from "../../../text/format.ts";
import { ReceivedApplicationPage } from "./application-page.tsx";
import { InboxPage } from "./inbox-page.tsx";
import { type InboxQuery, inboxQueryOf, pathTo } from "./inbox-query.ts";
import { SeveralPage } from "./several-page.tsx";

const ownApplication = onRecord(MEMBER, "application", "enterprise");
const audience = "enterprise" as const;
const PAGE = 20;

/**
 * Finds an application in all enterprises of the caller. Throws NOT_FOUND if none of
 * them received it.
 */
async function receivedApplication(
  c: Context<Env>,
  id: string,
): Promise<ReceivedApplication & { enterpriseId: string }> {
  const ctx = c.get("ctx");
  const { enterprises } = ctx.actor.kind === "account" ? ctx.actor : { enterprises: [] };
  for (const { id: enterpriseId } of enterprises) {
    try {
      return { ...(await getReceived(ctx, { enterpriseId, id })), enterpriseId };
    } catch (error) {
      if (!(error instanceof AppError && error.code === "NOT_FOUND")) throw error;
    }
  }
  throw new AppError("NOT_FOUND");
}

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
    <ReceivedApplicationPage shell={shell} data={{ application, enterprise, names, form, today }} />
  ));
}

/** Drops blank fields, because optional input must be absent, not empty. */
const withoutBlanks = (fields: Fields) =>
  Object.fromEntries(
    Object.keys(fields).flatMap((name) => (fieldText(fields, name) ? [[name, fieldText(fields, name)]] : [])),
  );

const pick = (fields: Fields, names: readonly string[]): Fields =>
  Object.fromEntries(names.map((name) => [name, fields[name]]));

/** Returns the fields of an invitation that the next one begins with. */
const invitationValues = (last: Awaited<ReturnType<typeof lastInvitation>>): Fields => ({
  when: last?.when ?? "",
  where: last?.where ?? "",
  contact: last?.contact ?? "",
});

/** Returns a name for an application that was not answered; its id if the caller may not read it. */
async function nameOf(c: Context<Env>, id: string): Promise<string> {
  try {
    const { card, reference, posting } = await receivedApplication(c, id);
    return `${card?.callName ?? reference} · ${posting.title}`;
  } catch (error) {
    if (error instanceof AppError && error.code === "NOT_FOUND") return id;
    throw error;
  }
}

const done = (c: Context<Env>, kind: "invite" | "decline" | "start", reference: string) =>
  page(c, { title: INBOX.title, audience }, () => (
    <DonePage
      title={INBOX.done[kind] ?? ""}
      next={INBOX.doneNext[kind] ?? ""}
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

const filterOf = ({ enterpriseId, status, postingId }: InboxQuery) => ({
  enterpriseId,
  ...(status ? { status } : {}),
  ...(postingId ? { postingId } : {}),
});

/** Answers the ticked applications alike, and says which were not answered and why. */
async function answerTicked(c: Context<Env>, fields: Fields) {
  const ctx = c.get("ctx");
  const ids = [...new Set(fieldTexts(fields, "id").filter((id) => UUID.test(id)))].slice(0, PAGE);
  const kind = fieldText(fields, "kind");
  const asked = kind === "invite" ? ["when", "where"] : [];
  const blank = asked.filter((name) => fieldText(fields, name) === "");
  if (ids.length === 0)
    throw new AppError("INVALID_INPUT", {
      fields: [{ path: "id", code: "TOO_FEW" }, ...blank.map((path) => ({ path, code: "REQUIRED" }))],
    });
  const names = kind === "decline" ? ["kind", "reason"] : ["kind", "when", "where", "contact"];
  const { commandId: _, ...answer } = parse(AnswerInput, withoutBlanks(pick(fields, names)));
  const outcomes = await answerSeveral(ctx, { ids, answer });
  const refused = outcomes.flatMap(({ id, refused: code }) => (code ? [{ id, code }] : []));
  const unanswered = await Promise.all(
    refused.map(async ({ id, code }) => ({ id, code, name: await nameOf(c, id) })),
  );
  const back = pathTo({ ...inboxQueryOf(c), cursor: null });
  return page(c, { title: INBOX.title, audience }, () => (
    <SeveralPage answered={outcomes.length - refused.length} unanswered={unanswered} back={back} />
  ));
}

/** Returns the received applications as rows of a sheet; the first row is the header. */
async function sheetOf(c: Context<Env>): Promise<Cell[][]> {
  const ctx = c.get("ctx");
  const [received, names] = await Promise.all([
    exportReceived(ctx, filterOf(inboxQueryOf(c))),
    namesFor(ctx),
  ]);
  return [
    Object.values(INBOX.sheet),
    ...received.map(({ reference, card, posting, status, answerDueAt, createdAt, message }) => [
      reference,
      card?.callName ?? "",
      card?.phone ?? "",
      card?.skills?.map((id) => names.occupation(id) ?? id).join("、") ?? "",
      posting.title,
      RECEIVED[status],
      status === "sent" && answerDueAt ? formatDate(answerDueAt) : "",
      formatTime(createdAt),
      message ?? "",
    ]),
  ];
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
  .get("/enterprise/applications.csv", MEMBER, async (c) =>
    sheetDownload(await sheetOf(c), { name: INBOX.file, format: "csv" }),
  )
  .get("/enterprise/applications.xlsx", MEMBER, async (c) =>
    sheetDownload(await sheetOf(c), { name: INBOX.file, format: "xlsx" }),
  )
  .get("/enterprise/applications/:id", ownApplication, (c) => applicationPage(c, null))
  .post("/enterprise/applications/:id/answer", ownApplication, async (c) => {
    const fields = await readForm(c);
    return submitForm(
      fields,
      async () => {
        const { commandId, ...answer } = parse(AnswerInput, withoutBlanks(fields));
        await answerApplication(c.get("ctx"), { id: pathId(c), commandId, answer });
        return done(c, answer.kind, (await receivedApplication(c, pathId(c))).reference);
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
        return done(c, "start", (await receivedApplication(c, pathId(c))).reference);
      },
      (form) => applicationPage(c, form),
    );
  });
