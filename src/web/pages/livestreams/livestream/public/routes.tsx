import { getLivestream, listItems, listLivestreams } from "../../../../../livestreams/index.ts";
import { Pages, viewerToken } from "../../../../../platform/http/index.ts";
import { namesFor } from "../../../../code-names.ts";
import { cursorOf, pathId } from "../../../../forms.ts";
import { originOf, page } from "../../../../page.tsx";
import { ANYONE, LIVESTREAM_READER } from "../../../../policies.ts";
import { formatSpan } from "../../../../text/format.ts";
import { LIVESTREAM, LIVESTREAMS } from "../../../../text/livestreams/livestream.ts";
import { LivestreamPage } from "./livestream-page.tsx";
import { LivestreamsPage } from "./livestreams-page.tsx";

const COMING_MAX = 50;
const PAST = 10;

/** Public pages of livestreams: the list and one livestream. */
export const publicLivestreamPages = new Pages()
  .get("/livestreams", ANYONE, async (c) => {
    const ctx = c.get("ctx");
    const cursor = cursorOf(c);
    const [coming, past] = await Promise.all([
      listLivestreams(ctx, { which: "coming", limit: COMING_MAX }),
      listLivestreams(ctx, { which: "past", cursor, limit: PAST }),
    ]);
    const data = { coming: coming.items, past: past.items, next: past.nextCursor, first: !cursor };
    return page(c, { title: LIVESTREAMS.title }, (shell) => <LivestreamsPage shell={shell} data={data} />);
  })
  .get(
    "/livestreams/:id",
    LIVESTREAM_READER,
    async (c) => {
      const ctx = c.get("ctx");
      const livestream = await getLivestream(ctx, { id: pathId(c) });
      const [items, names] = await Promise.all([listItems(ctx, livestream), namesFor(ctx), viewerToken(c)]);
      const data = { livestream, items, names, origin: originOf(c) };
      const unions = LIVESTREAMS.by(livestream.cities.map(({ federation }) => federation));
      const description = LIVESTREAM.about(formatSpan(livestream.startsAt, livestream.endsAt), unions);
      return page(c, { title: livestream.title, description }, (shell) => (
        <LivestreamPage shell={shell} data={data} />
      ));
    },
    { live: true },
  );
