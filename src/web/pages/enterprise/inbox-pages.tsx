import type { Context } from "hono";
import { z } from "zod";
import {
  AnswerInput,
  answerApplication,
  getReceived,
  listReceived,
  type ReceivedApplication,
  recordStart,
  STATUSES,
} from "../../../applications/index.ts";
import { AppError } from "../../../platform/core/errors.ts";
import { type Env, Pages } from "../../../platform/http/index.ts";
import { DonePage } from "../../components/done.tsx";
import { EMPTY_FORM, type FormState } from "../../components/forms.tsx";
import { cursorOf, type Fields, idOf, one, parse, readForm, refusedForm } from "../../forms.ts";
import { namesFor } from "../../names.ts";
import { page } from "../../page.tsx";
import { INBOX } from "../../text/enterprise.ts";
import { ListPage, OnePage } from "./inbox.tsx";
import { enterpriseOf } from "./own.ts";

const member = { who: ["member"] } as const;
const own = { who: ["member"], on: { record: "application", param: "id", by: "enterprise" } } as const;
const audience = "enterprise" as const;
const PAGE = 20;

/** The application among those of every enterprise the person works for. */
async function received(c: Context<Env>): Promise<ReceivedApplication> {
  const ctx = c.get("ctx");
  const { enterprises } = ctx.actor.kind === "account" ? ctx.actor : { enterprises: [] };
  for (const { id: enterpriseId } of enterprises) {
    try {
      return await getReceived(ctx, { enterpriseId, id: idOf(c) });
    } catch (error) {
      if (!(error instanceof AppError && error.code === "NOT_FOUND")) throw error;
    }
  }
  throw new AppError("NOT_FOUND");
}

async function onePage(c: Context<Env>, form: FormState) {
  const ctx = c.get("ctx");
  const [application, names] = await Promise.all([received(c), namesFor(ctx)]);
  const today = new Date(ctx.clock.now().getTime() + 8 * 3_600_000).toISOString().slice(0, 10);
  const status = form.errors.length > 0 ? 422 : 200;
  const title = `${INBOX.title} ${application.reference} · ${application.posting.title}`;
  return page(c, { title, audience, status }, (shell) => (
    <OnePage shell={shell} data={{ application, names, form, today }} />
  ));
}

/** A blank optional field was not said. */
const saidOnly = (fields: Fields) =>
  Object.fromEntries(
    Object.keys(fields).flatMap((name) => (one(fields, name) ? [[name, one(fields, name)]] : [])),
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

/** What was sent to the enterprise, and its answers. */
export const inboxPages = new Pages()
  .get("/enterprise/applications", member, async (c) => {
    const ctx = c.get("ctx");
    const status = z.enum(STATUSES).safeParse(c.req.query("status")).data;
    const [{ items, nextCursor }, names] = await Promise.all([
      listReceived(ctx, {
        enterpriseId: enterpriseOf(c).id,
        status,
        cursor: cursorOf(c),
        limit: PAGE,
      }),
      namesFor(ctx),
    ]);
    const data = { items, names, status: status ?? null, next: nextCursor };
    return page(c, { title: INBOX.title, audience }, (shell) => <ListPage shell={shell} data={data} />);
  })
  .get("/enterprise/applications/:id", own, (c) => onePage(c, EMPTY_FORM))
  .post("/enterprise/applications/:id/answer", own, async (c) => {
    const fields = await readForm(c);
    try {
      const answer = parse(AnswerInput, saidOnly(fields));
      await answerApplication(c.get("ctx"), { id: idOf(c), answer });
      return done(c, answer.kind, (await received(c)).reference);
    } catch (error) {
      const form = refusedForm(error, fields);
      if (!form) throw error;
      return onePage(c, form);
    }
  })
  .post("/enterprise/applications/:id/start", own, async (c) => {
    const fields = await readForm(c);
    try {
      const { startedOn } = parse(z.object({ startedOn: z.iso.date() }), {
        startedOn: one(fields, "startedOn"),
      });
      await recordStart(c.get("ctx"), { id: idOf(c), startedOn });
      return done(c, "start", (await received(c)).reference);
    } catch (error) {
      const form = refusedForm(error, fields);
      if (!form) throw error;
      return onePage(c, form);
    }
  });
