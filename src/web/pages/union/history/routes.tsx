import type { Context } from "hono";
import { readConsentHistory, readHistory, type SubjectKind } from "../../../../history/index.ts";
import { type Env, Pages } from "../../../../platform/http/index.ts";
import { cursorOf, pathId } from "../../../forms.ts";
import type { Audience } from "../../../layout.tsx";
import { page } from "../../../page.tsx";
import { FAIR_HOST, MEMBER, OFFICER, onRecord, SIGNED_IN } from "../../../policies.ts";
import { HISTORY } from "../../../text/union/history.ts";
import { HistoryPage } from "./history-page.tsx";

const PAGE = 50;

type Shown = { kind: SubjectKind; audience: Audience; back: (id: string) => string };

/** Shows one page of a record's history. */
async function historyPage(c: Context<Env>, { kind, audience, back }: Shown) {
  const ctx = c.get("ctx");
  const id = pathId(c);
  const cursor = cursorOf(c);
  const { name, items, nextCursor } = await readHistory(ctx, { kind, id, cursor, limit: PAGE });
  const title = HISTORY.title(kind, name);
  const data = { title, back: back(id), items, next: nextCursor };
  return page(c, { title, audience }, (shell) => <HistoryPage shell={shell} {...data} />);
}

/** Histories of records, each below the address of its record, for officers, enterprises and persons. */
export const historyPages = new Pages()
  .get("/union/postings/:id/history", onRecord(OFFICER, "posting", "city"), (c) =>
    historyPage(c, { kind: "posting", audience: "union", back: (id) => `/union/postings/${id}` }),
  )
  .get("/enterprise/postings/:id/history", onRecord(MEMBER, "posting", "enterprise"), (c) =>
    historyPage(c, { kind: "posting", audience: "enterprise", back: (id) => `/enterprise/postings/${id}` }),
  )
  .get("/union/enterprises/:id/history", onRecord(OFFICER, "enterprise", "city"), (c) =>
    historyPage(c, { kind: "enterprise", audience: "union", back: (id) => `/union/enterprises/${id}` }),
  )
  .get("/union/fairs/registrations/:id/history", onRecord(OFFICER, "fairRegistration", "parties"), (c) =>
    historyPage(c, { kind: "fairRegistration", audience: "union", back: () => "/union/fairs" }),
  )
  .get("/enterprise/registrations/:id/history", onRecord(MEMBER, "fairRegistration", "enterprise"), (c) =>
    historyPage(c, { kind: "fairRegistration", audience: "enterprise", back: () => "/enterprise/fairs" }),
  )
  .get("/union/fairs/:id/history", FAIR_HOST, (c) =>
    historyPage(c, { kind: "fair", audience: "union", back: (id) => `/union/fairs/${id}` }),
  )
  .get("/me/consents/:id/history", onRecord(SIGNED_IN, "consent", "owner"), async (c) => {
    const ctx = c.get("ctx");
    const { consent, items } = await readConsentHistory(ctx, pathId(c));
    const title = HISTORY.title("consent", consent.receiver.name);
    const data = { title, back: "/me#consents", items, next: null };
    return page(c, { title }, (shell) => <HistoryPage shell={shell} {...data} />);
  });
