import type { Context } from "hono";
import {
  controlledLivestream,
  getPresenterDesk,
  issuePresenterKey,
  openPresenterDesk,
  type PresenterDesk,
} from "../../../../../livestreams/index.ts";
import { type Env, Pages } from "../../../../../platform/http/index.ts";
import { namesFor } from "../../../../code-names.ts";
import { pathId } from "../../../../forms.ts";
import { htmlDocument } from "../../../../head/document.ts";
import { originOf, page } from "../../../../page.tsx";
import { ANYONE, LIVESTREAM_CONTROL } from "../../../../policies.ts";
import { PRESENTER } from "../../../../text/livestreams/room.ts";
import { PresenterLinkPage } from "./presenter-link-page.tsx";
import { PresenterPage } from "./presenter-page.tsx";

const audience = "union" as const;
const ROOM_PATH = "/union/livestream-room";

async function presenterPage(c: Context<Env>, desk: PresenterDesk, back: string | null): Promise<Response> {
  const names = await namesFor(c.get("ctx"));
  const data = {
    desk,
    back,
    nonce: c.get("secureHeadersNonce") ?? "",
    path: new URL(c.req.url).pathname,
    placeOf: ({ city, county }: { city: string | null; county: string | null }) =>
      [names.division(city), names.division(county)].filter(Boolean).join("") || null,
  };
  return htmlDocument(c, <PresenterPage data={data} />);
}

async function linkPage(c: Context<Env>, address: string | null): Promise<Response> {
  const livestream = await controlledLivestream(c.get("ctx"), pathId(c));
  const title = `${PRESENTER.title} · ${livestream.title}`;
  return page(c, { title, audience }, (shell) => (
    <PresenterLinkPage shell={shell} data={{ livestream, address }} />
  ));
}

/** The presenter's page: for officers, and under an address of its own that needs no account. */
export const presenterPages = new Pages()
  .get("/union/livestreams/:id/presenter", LIVESTREAM_CONTROL, (c) => linkPage(c, null))
  .post("/union/livestreams/:id/presenter", LIVESTREAM_CONTROL, async (c) => {
    const { key } = await issuePresenterKey(c.get("ctx"), { id: pathId(c) });
    return linkPage(c, `${originOf(c)}/presenter/${key}`);
  })
  .get("/union/livestreams/:id/presenter/desk", LIVESTREAM_CONTROL, async (c) => {
    const desk = await getPresenterDesk(c.get("ctx"), { id: pathId(c) });
    return presenterPage(c, desk, ROOM_PATH);
  })
  .get("/presenter/:key", ANYONE, async (c) =>
    presenterPage(c, await openPresenterDesk(c.get("ctx"), { key: c.req.param("key") ?? "" }), null),
  );
