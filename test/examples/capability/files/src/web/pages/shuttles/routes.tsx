import { Pages } from "../../../platform/http/index.ts";
import { listShuttles } from "../../../shuttles/index.ts";
import { page } from "../../page.tsx";
import { OFFICER } from "../../policies.ts";
import { SHUTTLES } from "../../text/shuttles.ts";

/** The page on which officers see their union's shuttle buses. */
export const shuttlePages = new Pages().get("/union/shuttles", OFFICER, async (c) => {
  const shuttles = await listShuttles(c.get("ctx"));
  return page(c, { title: SHUTTLES.title, audience: "union" }, () => (
    <>
      <h1>{SHUTTLES.title}</h1>
      {shuttles.length === 0 ? <p>{SHUTTLES.none}</p> : null}
      <ul>
        {shuttles.map((shuttle) => (
          <li>
            {shuttle.title} {shuttle.departed ? SHUTTLES.departed : ""}
          </li>
        ))}
      </ul>
    </>
  ));
});
