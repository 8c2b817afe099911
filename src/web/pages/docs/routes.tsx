import { Pages } from "../../../platform/http/index.ts";
import { page } from "../../page.tsx";
import { ANYONE } from "../../policies.ts";
import { DOCS } from "../../text/docs.ts";
import { DocsPage, type OpenApi } from "./docs-page.tsx";
import { completeDocument } from "./openapi.ts";

/** Serves the API's description: OpenAPI for programs, a page for people. */
export const docsPages = (document: () => object): Pages =>
  new Pages()
    .get("/api/openapi.json", ANYONE, (c) => c.json(completeDocument(document())))
    .get("/api/docs", ANYONE, (c) =>
      page(c, { title: DOCS.title }, () => <DocsPage document={document() as OpenApi} />),
    );
