import { Pages } from "../../../platform/http/index.ts";
import { page } from "../../page.tsx";
import { ANYONE } from "../../policies.ts";
import { DOCS } from "../../text/public/docs.ts";
import { DocsPage, type OpenApi } from "./docs-page.tsx";
import { completeDocument } from "./openapi.ts";

/** Returns a function that computes its result at the first call and keeps it. */
function once<T extends object>(compute: () => T): () => T {
  let result: T | undefined;
  return () => {
    result ??= compute();
    return result;
  };
}

/**
 * Serves the API's description: OpenAPI for programs, a page for people. The routes are fixed once the
 * program runs, so the document is generated once: that takes tens of milliseconds.
 */
export function docsPages(document: () => object): Pages {
  const described = once(document);
  const complete = once(() => completeDocument(described()));
  return new Pages()
    .get("/api/openapi.json", ANYONE, (c) => c.json(complete()))
    .get("/api/docs", ANYONE, (c) =>
      page(c, { title: DOCS.title }, () => <DocsPage document={described() as OpenApi} />),
    );
}
