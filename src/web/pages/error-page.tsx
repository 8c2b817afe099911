import type { Context } from "hono";
import { rolesOf } from "../../platform/core/actor.ts";
import type { Env, Refusal } from "../../platform/http/index.ts";
import { htmlDocument } from "../head/document.ts";
import { fallBackOf, type Open, originOfForm, shownAgain } from "../head/refusals/index.ts";
import { type Audience, Layout, type Shell } from "../layout.tsx";
import { page } from "../page.tsx";
import { ERROR_PAGE } from "../text/public/docs.ts";

type Words = { title: string; detail: string; requestId: string };
type Ways = { area: Audience; back: string | null; signIn: string | null };

const HOMES: Readonly<Record<Audience, string>> = {
  public: "/",
  enterprise: "/enterprise/postings",
  union: "/union",
};

const Body = ({ title, detail, requestId, area, back, signIn }: Words & Ways) => (
  <div class="narrow">
    <h1>{title}</h1>
    <p>{detail}</p>
    <p class="quiet small">
      {ERROR_PAGE.requestId} {requestId}
    </p>
    <p class="row">
      {signIn ? (
        <a class="button primary" href={signIn}>
          {ERROR_PAGE.signIn}
        </a>
      ) : null}
      {back ? (
        <a class="button" href={back}>
          {ERROR_PAGE.back}
        </a>
      ) : null}
      <a class="button" href={HOMES[area]}>
        {ERROR_PAGE.homes[area]}
      </a>
    </p>
  </div>
);

/** Returns the area of a path, if the person may enter it; the frame of others would lead nowhere. */
function areaOf(c: Context<Env>): Audience {
  const actor = c.get("ctx")?.actor;
  if (actor?.kind !== "account") return "public";
  const roles = rolesOf(actor);
  const isIn = (area: string) => c.req.path === `/${area}` || c.req.path.startsWith(`/${area}/`);
  if (isIn("union") && (roles.includes("officer") || roles.includes("administrator"))) return "union";
  return isIn("enterprise") && roles.includes("member") ? "enterprise" : "public";
}

/** A frame that needs no database, for errors when the database is down. */
const bareShell = (c: Context<Env>, title: string): Shell => ({
  title,
  nonce: c.get("secureHeadersNonce") ?? "",
  path: "/",
  elder: 0,
  audience: "public",
  published: null,
  site: { agreement: { slug: "", name: "", shortName: "" }, cities: [] },
  cityCode: null,
  here: null,
  viewer: null,
  unread: 0,
  csrf: "",
});

/**
 * Shows an error as a page. A visitor who must sign in is redirected to sign-in, which leads back to the
 * page. An address that was mistyped leads to what is left of it. A refused form is shown again on its own
 * page, which `open` opens.
 */
export async function errorPage(c: Context<Env>, refusal: Refusal, open: Open): Promise<Response> {
  const { error, status, title, detail } = refusal;
  if (error.code === "SIGN_IN_REQUIRED" && c.req.method === "GET") {
    const url = new URL(c.req.url);
    return c.redirect(`/sign-in?back=${encodeURIComponent(url.pathname + url.search)}`, 303);
  }
  const left = fallBackOf(c, refusal);
  if (left) return c.redirect(left, 302);
  const again = c.get("services") ? await shownAgain(c, refusal, open) : null;
  if (again) return again;
  if (error.detail.retryAfterS) c.header("retry-after", String(Math.ceil(error.detail.retryAfterS)));
  if (error.detail.allow) c.header("allow", error.detail.allow.join(", "));
  const words = { title, detail, requestId: c.get("requestId") };
  if (status >= 500 || !c.get("services")) {
    const body = <Body {...words} area="public" back={null} signIn={null} />;
    return htmlDocument(c, <Layout shell={bareShell(c, title)}>{body}</Layout>, status);
  }
  const area = areaOf(c);
  const back = c.req.method === "POST" ? originOfForm(c) : null;
  const signIn = status === 401 ? `/sign-in?back=${encodeURIComponent(back ?? "/")}` : null;
  return page(c, { title, status, audience: area }, () => (
    <Body {...words} area={area} back={back} signIn={signIn} />
  ));
}
