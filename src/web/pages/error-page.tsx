import type { Context } from "hono";
import type { Env, Refusal } from "../../platform/http/index.ts";
import { htmlDocument } from "../head/document.ts";
import { Layout, type Shell } from "../layout.tsx";
import { page } from "../page.tsx";
import { ERROR_PAGE } from "../text/public/docs.ts";

type Words = { title: string; detail: string; requestId: string };

const Body = ({ title, detail, requestId }: Words) => (
  <div class="narrow">
    <h1>{title}</h1>
    <p>{detail}</p>
    <p class="quiet small">
      {ERROR_PAGE.requestId} {requestId}
    </p>
    <p>
      <a class="button" href="/">
        {ERROR_PAGE.home}
      </a>
    </p>
  </div>
);

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
  viewer: null,
  unread: 0,
  csrf: "",
});

/**
 * Shows an error as a page. A visitor who must sign in is redirected to sign-in, which leads back to the
 * page.
 */
export async function errorPage(
  c: Context<Env>,
  { error, status, title, detail }: Refusal,
): Promise<Response> {
  if (error.code === "SIGN_IN_REQUIRED" && c.req.method === "GET") {
    const url = new URL(c.req.url);
    return c.redirect(`/sign-in?back=${encodeURIComponent(url.pathname + url.search)}`, 303);
  }
  if (error.detail.retryAfterS) c.header("retry-after", String(Math.ceil(error.detail.retryAfterS)));
  if (error.detail.allow) c.header("allow", error.detail.allow.join(", "));
  const body = <Body title={title} detail={detail} requestId={c.get("requestId")} />;
  if (status >= 500 || !c.get("services")) {
    const shell = bareShell(c, title);
    return htmlDocument(c, <Layout shell={shell}>{body}</Layout>, status);
  }
  return page(c, { title, status }, () => body);
}
