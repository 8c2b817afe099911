import type { Tx } from "../../../../db/client.ts";
import { emit } from "../../../platform/changes/index.ts";
import type { RequestContext } from "../../../platform/context.ts";
import { agreementReference } from "../../livestream/store/parts.ts";
import { STREAM_SERVERS } from "../../signal/servers/index.ts";
import type { LivestreamPayload, ToldMedia } from "./schema.ts";
import { type ToldLivestream, takeVersion } from "./store.ts";

type Teller = Pick<RequestContext, "config">;

/** Returns the address of the playlist as viewers reach it. Null without a source. */
function playlistOf({ main }: ToldLivestream, { config: { streams } }: Teller): string | null {
  if (main?.kind !== "server") return main?.url ?? null;
  return streams && main.name
    ? `${streams.hlsUrl}/${STREAM_SERVERS[streams.server].playlistPath(main.name)}`
    : null;
}

/** Returns the addresses of what the home shows. Another picture has another address. */
function mediaOf({ id, told, origin }: { id: string; told: ToldLivestream; origin: string }): ToldMedia {
  const { poster, standbyFileId, films, clips } = told;
  const base = `${origin}/livestreams/${id}`;
  const version = (fileId: string) => `?v=${fileId.slice(-8)}`;
  return {
    poster: poster && {
      url: `${base}/poster${version(poster.fileId)}`,
      width: poster.width,
      height: poster.height,
    },
    standby: standbyFileId && `${base}/standby${version(standbyFileId)}`,
    films: films.map((film) => ({ ...film, url: `${base}/replay/${film.id}/film` })),
    clips: clips.map((clip) => ({ ...clip, url: `${origin}/postings/${clip.postingId}/clips/${clip.id}` })),
  };
}

type Parts = { playlist: string | null; agreement: string; media: ToldMedia };

function payloadOf(told: ToldLivestream, { playlist, agreement, media }: Parts): LivestreamPayload {
  const { homeCity: _home, agreementId: _id, toldRev: _rev, main: _main, ...rest } = told;
  const { poster: _poster, standbyFileId: _standby, films: _films, clips: _clips, ...content } = rest;
  return {
    ...content,
    startsAt: told.startsAt.toISOString(),
    endsAt: told.endsAt.toISOString(),
    announcedAt: told.announcedAt.toISOString(),
    onAirAt: told.onAirAt?.toISOString() ?? null,
    resumedAt: told.resumedAt?.toISOString() ?? null,
    endedAt: told.endedAt?.toISOString() ?? null,
    agreement,
    playlist,
    media,
  };
}

/**
 * Tells the present version of a livestream to other cities. A draft is told to nobody. The payload holds no
 * secret, no key and no push address, and of pins those that the public saw. Call it last in the transaction,
 * under the livestream's lock.
 */
export async function tellLivestream(tx: Tx, ctx: Teller, id: string): Promise<void> {
  const told = await takeVersion(tx, id);
  if (!told) return;
  const agreement = await agreementReference(tx, told.agreementId);
  const [origin = ""] = ctx.config.origins;
  const parts = { playlist: playlistOf(told, ctx), agreement, media: mediaOf({ id, told, origin }) };
  await emit(tx, {
    city: told.homeCity,
    audience: "public",
    kind: "livestream",
    id,
    rev: told.toldRev,
    op: told.status === "cancelled" ? "close" : "put",
    agreement,
    validThrough: null,
    payload: payloadOf(told, parts),
  });
}
