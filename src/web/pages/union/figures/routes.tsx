import type { Context } from "hono";
import {
  listMonthLines,
  MonthLinesQuery,
  MonthQuery,
  monthOf,
  readMonth,
} from "../../../../figures/index.ts";
import { type Env, Pages } from "../../../../platform/http/index.ts";
import { namesFor } from "../../../code-names.ts";
import { cursorOf, parse } from "../../../forms.ts";
import { page } from "../../../page.tsx";
import { OFFICER } from "../../../policies.ts";
import { FIGURES } from "../../../text/union/figures.ts";
import { FiguresPage, type MonthData, placeText } from "./figures-page.tsx";
import { MonthLinesPage } from "./lines-page.tsx";
import { monthSheet } from "./month-sheet.ts";

const audience = "union" as const;
const PAGE = 50;

async function monthData(c: Context<Env>): Promise<MonthData> {
  const ctx = c.get("ctx");
  const { month } = parse(MonthQuery, { month: c.req.query("month") });
  const [answer, names] = await Promise.all([readMonth(ctx, { month }), namesFor(ctx)]);
  return { ...answer, names, now: ctx.clock.now() };
}

/** Figures of a month: page, lists of counted rows, files. */
export const monthPages = new Pages()
  .get("/union/figures", OFFICER, async (c) => {
    const data = await monthData(c);
    const present = monthOf(data.now);
    return page(c, { title: FIGURES.title(data.month), audience }, () => (
      <FiguresPage data={data} present={present} />
    ));
  })
  .get("/union/figures/list", OFFICER, async (c) => {
    const ctx = c.get("ctx");
    const asked = parse(MonthLinesQuery, {
      month: c.req.query("month"),
      measure: c.req.query("measure"),
      dimension: c.req.query("dimension"),
      value: c.req.query("value"),
    });
    const [{ items, nextCursor, month }, names] = await Promise.all([
      listMonthLines(ctx, { ...asked, cursor: cursorOf(c), limit: PAGE }),
      namesFor(ctx),
    ]);
    const { measure, dimension, value } = asked;
    const place = dimension ? placeText(names, value || null) : null;
    const data = { month, measure, place, items, names, next: nextCursor };
    const title = [FIGURES.list(measure, month), place].filter(Boolean).join(" · ");
    return page(c, { title, audience }, (shell) => <MonthLinesPage shell={shell} data={data} />);
  })
  .get("/union/figures.xlsx", OFFICER, async (c) => monthSheet(await monthData(c), "xlsx"))
  .get("/union/figures.csv", OFFICER, async (c) => monthSheet(await monthData(c), "csv"));
