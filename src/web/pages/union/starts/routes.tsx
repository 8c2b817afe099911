import { countDeniedStarts, listDeniedStarts } from "../../../../applications/index.ts";
import { Pages } from "../../../../platform/http/index.ts";
import { cursorOf } from "../../../forms.ts";
import { page } from "../../../page.tsx";
import { OFFICER } from "../../../policies.ts";
import { DENIED_STARTS } from "../../../text/public/invitation.ts";
import { DeniedStartsPage } from "./denied-starts-page.tsx";

const PAGE = 20;

/** The officer's list of starts that people deny. */
export const startPages = new Pages().get("/union/starts", OFFICER, async (c) => {
  const ctx = c.get("ctx");
  const [{ items, nextCursor }, total] = await Promise.all([
    listDeniedStarts(ctx, { cursor: cursorOf(c), limit: PAGE }),
    countDeniedStarts(ctx),
  ]);
  const data = { items, total, next: nextCursor };
  return page(c, { title: DENIED_STARTS.title, audience: "union" }, (shell) => (
    <DeniedStartsPage shell={shell} data={data} />
  ));
});
