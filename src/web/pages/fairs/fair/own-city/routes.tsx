import { listRegistrations, readOwnPeople } from "../../../../../fairs/index.ts";
import { Pages } from "../../../../../platform/http/index.ts";
import { cursorOf, pathId } from "../../../../forms.ts";
import { page } from "../../../../page.tsx";
import { FAIR_OFFICER } from "../../../../policies.ts";
import { OWN_CITY } from "../../../../text/fairs/fair-union.ts";
import { fairHead } from "../public/routes.tsx";
import { OursPage } from "./own-city-page.tsx";

const audience = "union" as const;
const PAGE = 50;

/** The page of a fair for the union of a participating city. */
export const ownCityPages = new Pages().get("/union/fairs/:id/ours", FAIR_OFFICER, async (c) => {
  const ctx = c.get("ctx");
  const id = pathId(c);
  const cursor = cursorOf(c);
  const ours = await readOwnPeople(ctx, id);
  const found = await listRegistrations(ctx, { as: "home", fairId: id, cursor, limit: PAGE });
  const data = {
    ours,
    registrations: found.items,
    next: found.nextCursor,
  };
  return page(c, { title: `${OWN_CITY.title} · ${ours.fair.title}`, audience, head: fairHead }, (shell) => (
    <OursPage shell={shell} data={data} />
  ));
});
