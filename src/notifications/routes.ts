import { z } from "@hono/zod-openapi";
import { apiRoute, createApi, jsonAnswer } from "../platform/http/api.ts";
import { listNotices, markNoticesRead } from "./read-notices.ts";
import { NoticeView } from "./schema.ts";

/** What the caller should know of. */
export const notificationRoutes = createApi()
  .openapi(
    apiRoute(
      { who: "signedIn" },
      {
        method: "get",
        path: "/me/notices",
        tags: ["me"],
        summary: "My notices",
        responses: { 200: jsonAnswer(z.object({ items: z.array(NoticeView) }), "Newest first") },
      },
    ),
    async (c) => c.json({ items: await listNotices(c.get("ctx")) }, 200),
  )
  .openapi(
    apiRoute(
      { who: "signedIn" },
      {
        method: "post",
        path: "/me/notices/reading",
        tags: ["me"],
        summary: "Mark my notices as read",
        responses: { 204: { description: "Done" } },
      },
    ),
    async (c) => {
      await markNoticesRead(c.get("ctx"));
      return c.body(null, 204);
    },
  );
