import type { Context } from "hono";
import type { AppError } from "../../platform/core/errors.ts";
import type { Env } from "../../platform/http/index.ts";
import { htmlDocument } from "../head/document.ts";
import { Layout, type Shell } from "../layout.tsx";
import { page } from "../page.tsx";
import { ERROR_PAGE } from "../text/docs.ts";
import { describe } from "../text/errors.ts";

const Body = ({ error, requestId }: { error: AppError; requestId: string }) => {
  const { title, detail } = describe(error.code);
  return (
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
};

/** A frame that needs no database, for when there is none. */
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

/** A refusal as a page. Who must sign in first is led there and comes back. */
export async function errorPage(c: Context<Env>, error: AppError): Promise<Response> {
  if (error.code === "SIGN_IN_REQUIRED" && c.req.method === "GET") {
    const url = new URL(c.req.url);
    return c.redirect(`/sign-in?back=${encodeURIComponent(url.pathname + url.search)}`, 303);
  }
  if (error.detail.retryAfterS) c.header("retry-after", String(Math.ceil(error.detail.retryAfterS)));
  if (error.detail.allow) c.header("allow", error.detail.allow.join(", "));
  const { title } = describe(error.code);
  const body = <Body error={error} requestId={c.get("requestId")} />;
  if (error.status >= 500 || !c.get("services")) {
    const shell = bareShell(c, title);
    return htmlDocument(c, <Layout shell={shell}>{body}</Layout>, error.status);
  }
  return page(c, { title, status: error.status }, () => body);
}
