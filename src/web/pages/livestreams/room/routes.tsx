import type { Context } from "hono";
import { statusOf } from "../../../../capabilities.ts";
import { homeNodeOf } from "../../../../federation/index.ts";
import { controlledLivestream, getRoom, ROOM_MAX, watchRoom } from "../../../../livestreams/index.ts";
import { AppError, notFound } from "../../../../platform/core/errors.ts";
import { UUID } from "../../../../platform/core/ids.ts";
import { type Env, isMediaOrigin, joinedStream, Pages, playsMedia } from "../../../../platform/http/index.ts";
import { fieldText, pathId, readForm } from "../../../forms.ts";
import { page } from "../../../page.tsx";
import { LIVESTREAM_CONTROL, OFFICER } from "../../../policies.ts";
import { asset } from "../../../static/index.ts";
import { ERROR_TEXT } from "../../../text/errors/index.ts";
import { ROOM } from "../../../text/livestreams/room.ts";
import { actIn } from "./room-act.ts";
import { RoomPage } from "./room-page.tsx";

const audience = "union" as const;
const PATH = "/union/livestream-room";
/** Seconds after which a browser without client code reads the control room anew. */
const AGAIN_S = 15;

/** Returns the ids that an address or a form chooses, without anything else. */
const chosen = (text: string | undefined): string[] =>
  (text ?? "")
    .split(",")
    .filter((id) => UUID.test(id))
    .slice(0, ROOM_MAX);

/** Lets the page play the pictures of these addresses, as far as a page may play them. */
function allowPictures(c: Context<Env>, playlists: readonly string[]): void {
  const { config } = c.get("ctx");
  const origins = playlists.map((playlist) => new URL(playlist).origin);
  playsMedia(c, [...new Set(origins.filter((origin) => isMediaOrigin(config, origin)))]);
}

async function roomPage(
  c: Context<Env>,
  { ids, error, id }: { ids: string[]; error?: AppError; id?: string },
): Promise<Response> {
  const ctx = c.get("ctx");
  const room = await getRoom(ctx, { ids });
  allowPictures(
    c,
    room.streams.flatMap(({ source }) => source?.playlist ?? []),
  );
  const refused = error && id ? { id, sentence: ERROR_TEXT[error.code].title } : null;
  const events = ctx.edge || room.streams.length === 0 ? null : `${PATH}/live`;
  const elsewhere = await Promise.all(
    room.elsewhere.map(async (one) => ({ ...one, home: await homeNodeOf(ctx, one.homeCity) })),
  );
  const data = { room, elsewhere, of: ids.join(","), refused, events };
  const status = error ? statusOf(error) : 200;
  const head = () => (
    <>
      <link rel="stylesheet" href={asset("room/room.css")} />
      <noscript>
        <meta http-equiv="refresh" content={String(AGAIN_S)} />
      </noscript>
    </>
  );
  return page(c, { title: ROOM.title, audience, status, head }, (shell) => (
    <RoomPage shell={shell} data={data} />
  ));
}

/** Codes of steps that the room answers with a sentence at their livestream. */
const SAID: ReadonlySet<string> = new Set([
  "INVALID_INPUT",
  "LIVESTREAM_HANDOVER",
  "LIVESTREAM_NO_SIGNAL",
  "LIVESTREAM_PERMIT_ENDED",
  "LIVESTREAM_POSTING",
  "LIVESTREAM_STATE",
]);

/** The control room: its page, its live events, and the steps of each livestream. */
export const roomPages = new Pages()
  .get(PATH, OFFICER, (c) => roomPage(c, { ids: chosen(c.req.query("of")) }))
  .get(`${PATH}/live`, OFFICER, async (c) => {
    const ctx = c.get("ctx");
    if (ctx.edge) throw notFound();
    return joinedStream(c, await watchRoom(ctx));
  })
  .post("/union/livestreams/:id/room", LIVESTREAM_CONTROL, async (c) => {
    const ctx = c.get("ctx");
    const fields = await readForm(c);
    const { id } = await controlledLivestream(ctx, pathId(c));
    const ids = chosen(fieldText(fields, "of"));
    try {
      await actIn(ctx, id, fields);
    } catch (error) {
      if (error instanceof AppError && SAID.has(error.code)) return roomPage(c, { ids, error, id });
      throw error;
    }
    return c.redirect(`${PATH}${ids.length > 0 ? `?of=${ids.join(",")}` : ""}#s-${id}`, 303);
  });
