import type { RequestContext } from "../../../platform/context.ts";
import { randomToken, sha256 } from "../../../platform/core/vault.ts";
import type { PushAddress } from "../schema.ts";
import { STREAM_SERVERS } from "../servers/index.ts";

/** Bytes of a key: 128 bits. */
const KEY_BYTES = 16;
const NAME_CHARS = 16;

export type MadeKey = { name: string; keyHash: Buffer; push: PushAddress };
type Streams = NonNullable<RequestContext["config"]["streams"]>;

/** Returns a random public name of small letters and digits, which the server writes into paths. */
const makeName = ({ ids }: Pick<RequestContext, "ids">): string =>
  `${ids.reference().slice(2)}${ids.reference().slice(2)}`.slice(0, NAME_CHARS).toLowerCase();

/**
 * Makes a key, and a name unless `name` stays. Only the answer holds the key; the database gets its hash.
 * Where the server does not ask who publishes, an old address stays right. So the name changes with the key.
 */
export async function makeKey(
  ctx: Pick<RequestContext, "ids">,
  { streams, name: former, endsAt }: { streams: Streams; name: string | null; endsAt: Date },
): Promise<MadeKey> {
  const server = STREAM_SERVERS[streams.server];
  const key = randomToken(KEY_BYTES);
  const name = server.asks && former !== null ? former : makeName(ctx);
  const streamKey = server.streamKey({ name, key, pushKey: streams.pushKey ?? "", endsAt });
  const push = { url: `${streams.pushUrl}/${streamKey}`, server: streams.pushUrl, streamKey };
  return { name, keyHash: await sha256(key), push };
}
