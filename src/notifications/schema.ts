import { z } from "@hono/zod-openapi";
import { Id } from "../platform/core/schema.ts";
import { type NoticeKind, RECEIVERS } from "./declare.ts";

/** Returns the API's schema of a notice. `subject.title` is the title of the record or meeting. */
export const noticeView = (kinds: readonly NoticeKind[]) =>
  z
    .object({
      id: Id,
      kind: z.enum(kinds as [NoticeKind, ...NoticeKind[]]),
      to: z.enum(RECEIVERS),
      subject: z.object({ kind: z.string(), id: z.string(), title: z.string().nullable() }),
      /** Parameters of the notice's text, by name. */
      params: z.record(z.string(), z.unknown()),
      at: z.iso.datetime(),
      read: z.boolean(),
    })
    .openapi("Notice");
