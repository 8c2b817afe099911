import { getLivestream, listItems, listMoments } from "../../../../livestreams/index.ts";
import { Pages } from "../../../../platform/http/index.ts";
import { cursorOf, pathId } from "../../../forms.ts";
import { page } from "../../../page.tsx";
import { LIVESTREAM_READER } from "../../../policies.ts";
import { AS_TEXT } from "../../../text/livestreams/watch.ts";
import { beatsFor, comingAfter } from "../livestream/public/viewing.ts";
import { TextPage } from "./text-page.tsx";

const LINES = 30;

/** The page of a livestream as text. */
export const textPages = new Pages().get(
  "/livestreams/:id/text",
  LIVESTREAM_READER,
  async (c) => {
    const ctx = c.get("ctx");
    const livestream = await getLivestream(ctx, { id: pathId(c) });
    const cursor = cursorOf(c);
    const [items, moments, token, coming] = await Promise.all([
      listItems(ctx, livestream),
      listMoments(ctx, livestream, { cursor, limit: LINES }),
      beatsFor(c, livestream.id),
      comingAfter(c, livestream),
    ]);
    const data = { livestream, items, moments, token, coming, first: !cursor };
    const title = `${AS_TEXT.title} · ${livestream.title}`;
    return page(c, { title }, (shell) => <TextPage shell={shell} data={data} />);
  },
  { live: true },
);
