import { z } from "@hono/zod-openapi";
import { Id } from "../../platform/core/schema.ts";
import { apiRoute, createApi, jsonAnswer, jsonBody } from "../../platform/http/api.ts";
import { LinkInput, PushAddress, SourceInput, SourceSet, SourcesView } from "./schema.ts";
import { PLATFORMS } from "./sources/platforms.ts";
import { readSources } from "./sources/read-sources.ts";
import { reissueKey } from "./sources/reissue-key.ts";
import { removeLink } from "./sources/remove-link.ts";
import { setLink } from "./sources/set-link.ts";
import { setSource } from "./sources/set-source.ts";

const tags = ["livestreams"];
const params = z.object({ id: Id });
/** Null removes the page. */
const LinkChange = z.strictObject({ platform: z.enum(PLATFORMS), url: LinkInput.shape.url.nullable() });
const byCity = { who: ["officer"], on: { record: "livestream", param: "id", by: "city" } } as const;
const done = { 204: { description: "Done" } };

/** Routes for the sources of a livestream. Answers that hold a key are stored nowhere. */
export const livestreamSourceRoutes = createApi()
  .openapi(
    apiRoute(byCity, {
      method: "get",
      path: "/livestream-sources/{id}",
      tags,
      summary: "Sources of a livestream, what was last seen of them, and its takes",
      request: { params },
      responses: { 200: jsonAnswer(SourcesView, "Sources, without keys") },
    }),
    async (c) => c.json(await readSources(c.get("ctx"), { livestreamId: c.req.valid("param").id }), 200),
  )
  .openapi(
    apiRoute(byCity, {
      method: "put",
      path: "/livestream-sources/{id}",
      tags,
      summary: "Set the source of the picture; for the own server, the answer alone has the key",
      request: { params, body: jsonBody(SourceInput) },
      responses: { 200: jsonAnswer(SourceSet, "Set") },
    }),
    async (c) => {
      const livestreamId = c.req.valid("param").id;
      return c.json(await setSource(c.get("ctx"), { livestreamId, ...c.req.valid("json") }), 200);
    },
  )
  .openapi(
    apiRoute(byCity, {
      method: "post",
      path: "/livestream-sources/{id}/key",
      tags,
      summary: "Make a new key for the publisher; the former one ends",
      request: { params },
      responses: { 201: jsonAnswer(PushAddress, "The push address with the new key") },
    }),
    async (c) => c.json(await reissueKey(c.get("ctx"), { livestreamId: c.req.valid("param").id }), 201),
  )
  .openapi(
    apiRoute(byCity, {
      method: "put",
      path: "/livestream-sources/{id}/links",
      tags,
      summary: "Set or remove the page of the livestream on another platform",
      request: { params, body: jsonBody(LinkChange) },
      responses: done,
    }),
    async (c) => {
      const livestreamId = c.req.valid("param").id;
      const { platform, url } = c.req.valid("json");
      if (url === null) await removeLink(c.get("ctx"), { livestreamId, platform });
      else await setLink(c.get("ctx"), { livestreamId, platform, url });
      return c.body(null, 204);
    },
  );
