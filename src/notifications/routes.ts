import { z } from "@hono/zod-openapi";
import { apiRoute, createApi, jsonAnswer } from "../platform/http/api.ts";
import type { NoticeCatalogue } from "./catalogue.ts";
import { listNotices, markNoticesRead } from "./read-notices.ts";
import { noticeView } from "./schema.ts";

/** Creates the routes for the caller's notices. */
export const notificationRoutes = ({ kinds, titleOf }: NoticeCatalogue) =>
  createApi()
    .openapi(
      apiRoute(
        { who: "signedIn" },
        {
          method: "get",
          path: "/me/notices",
          tags: ["me"],
          summary: "My notices",
          responses: { 200: jsonAnswer(z.object({ items: z.array(noticeView(kinds)) }), "Newest first") },
        },
      ),
      async (c) => {
        const items = (await listNotices(c.get("ctx"))).map(({ subject, ...notice }) => ({
          ...notice,
          subject: { ...subject, title: titleOf(notice.params) },
        }));
        return c.json({ items }, 200);
      },
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
