import { watchLivestream } from "../../../../livestreams/index.ts";
import { notFound } from "../../../../platform/core/errors.ts";
import { eventStream, Pages } from "../../../../platform/http/index.ts";
import { pathId } from "../../../forms.ts";
import { LIVESTREAM_READER } from "../../../policies.ts";

/** The live events of a livestream. The edge build (Cloudflare Workers) has none. */
export const livestreamLines = new Pages().get(
  "/livestreams/:id/live",
  LIVESTREAM_READER,
  async (c) => {
    const ctx = c.get("ctx");
    if (ctx.edge) throw notFound();
    return eventStream(c, (line) => watchLivestream(ctx, { id: pathId(c), ...line }));
  },
  { live: true },
);
