import type { Context } from "hono";
import { getCookie } from "hono/cookie";
import type { Child } from "hono/jsx";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import { divisionNames, getSite } from "../cities/index.ts";
import { unreadCount } from "../notifications/index.ts";
import type { RequestContext } from "../platform/context.ts";
import { rolesOf } from "../platform/core/actor.ts";
import { type Env, formToken } from "../platform/http/index.ts";
import { htmlDocument } from "./head/document.ts";
import { publishedAs } from "./head/publication.ts";
import { originOfForm } from "./head/refusals/index.ts";
import { type Audience, Layout, type Shell } from "./layout.tsx";
import { hereOf } from "./links/here.ts";
import { COMMON } from "./text/common.ts";

export const CITY_COOKIE = "city";
export const ELDER_COOKIE = "elder";

/** Returns the public origin of the site, for absolute links and QR codes. */
export const originOf = (c: Context<Env>): string =>
  c.get("services").config.origins[0] ?? new URL(c.req.url).origin;

const levelOf = (text: string | undefined): Shell["elder"] =>
  text === "1" ? 1 : text === "2" ? 2 : text === "3" ? 3 : 0;

type Frame = {
  title: string;
  audience?: Audience;
  status?: ContentfulStatusCode;
  /** One sentence for search engines and messengers; a description of the site by default. */
  description?: string;
  /** Query parameters to include in the canonical address; none by default. */
  query?: URLSearchParams;
  /** Path of a picture for messengers; that of the site by default. */
  image?: string;
  /** Structured data (schema.org). */
  structured?: object;
  /** Extra elements for the head: a style sheet, a script, a manifest. */
  head?: (shell: Shell) => Child;
};

/** Returns the signed-in person for the frame, with the places of the roles in words; null for a visitor. */
async function viewerOf(ctx: RequestContext): Promise<Shell["viewer"]> {
  const { actor } = ctx;
  if (actor.kind !== "account") return null;
  const roles = rolesOf(actor);
  const works = actor.offices.length > 0 || actor.enterprises.length > 0;
  const names = works ? await divisionNames(ctx) : null;
  const nameOf = (code: string | null) => (code ? (names?.get(code)?.name ?? code) : "");
  const offices = [
    ...actor.offices.map(({ city, county }) => COMMON.officerOf(`${nameOf(city)}${nameOf(county)}`)),
    ...new Set(actor.enterprises.map(({ homeCity }) => COMMON.memberIn(nameOf(homeCity)))),
    ...(actor.administrator ? [COMMON.administrator] : []),
  ];
  return { label: actor.label ?? "", roles, offices };
}

/** Loads the data for a page's frame. */
export async function shellFor(c: Context<Env>, frame: Frame): Promise<Shell> {
  const { title, status = 200 } = frame;
  const ctx = c.get("ctx");
  const { actor } = ctx;
  const roles = actor.kind === "account" ? rolesOf(actor) : [];
  // A person who is still registering an enterprise cannot open its pages yet, so show the public navigation.
  const newcomer = frame.audience === "enterprise" && !roles.includes("member");
  const audience = newcomer ? "public" : (frame.audience ?? "public");
  const [site, viewer, unread, csrf, here] = await Promise.all([
    getSite(ctx),
    viewerOf(ctx),
    actor.kind === "account" ? unreadCount(ctx) : 0,
    formToken(c),
    audience === "public" ? hereOf(c) : null,
  ]);
  const cityCode = getCookie(c, CITY_COOKIE) ?? null;
  const url = new URL(c.req.url);
  const description = frame.description ?? COMMON.about(site.agreement?.name ?? COMMON.brandLong);
  const image = frame.image ?? null;
  const publishing = { origin: originOf(c), status, description, image };
  return {
    title,
    nonce: c.get("secureHeadersNonce") ?? "",
    path: (c.req.method === "POST" ? originOfForm(c) : null) ?? url.pathname + url.search,
    elder: levelOf(getCookie(c, ELDER_COOKIE)),
    audience,
    published: publishedAs(c, frame.query ? { ...publishing, query: frame.query } : publishing),
    site,
    cityCode: site.cities.some((city) => city.code === cityCode) ? cityCode : null,
    here,
    viewer,
    unread,
    csrf,
  };
}

/** Responds with a complete page. */
export async function page(
  c: Context<Env>,
  frame: Frame,
  body: (shell: Shell) => Child | Promise<Child>,
): Promise<Response> {
  const shell = await shellFor(c, frame);
  const content = await body(shell);
  return htmlDocument(
    c,
    <Layout
      shell={shell}
      {...(frame.structured ? { structured: frame.structured } : {})}
      {...(frame.head ? { head: frame.head(shell) } : {})}
    >
      {content}
    </Layout>,
    frame.status ?? 200,
  );
}
