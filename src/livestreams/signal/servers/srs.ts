import { type CallbackFields, readClient, readKey, readName, type StreamServer } from "./server.ts";

const isAction = (fields: CallbackFields, action: string) =>
  fields.get("action") === action && fields.get("app") === "live";

/** Returns the key among a publisher's arguments, such as `?k=…`. Null if it is absent or comes twice. */
function keyOf(param: string | undefined): string | null {
  const keys = new URLSearchParams(param?.replace(/^\?/, "")).getAll("k");
  return keys.length === 1 ? readKey(keys[0]) : null;
}

/** SRS with its HTTP callback. It sends JSON and reads `code` of the answer; 0 lets the publisher in. */
export const srs: StreamServer = {
  kind: "srs",
  asks: true,
  proves: null,
  publish(fields) {
    const [name, client] = [readName(fields.get("stream")), readClient(fields.get("client_id"))];
    const key = keyOf(fields.get("param"));
    return isAction(fields, "on_publish") && name && client && key ? { name, client, key } : null;
  },
  unpublish(fields) {
    const [name, client] = [readName(fields.get("stream")), readClient(fields.get("client_id"))];
    return isAction(fields, "on_unpublish") && name && client ? { name, client } : null;
  },
  recorded: null,
  accepted: { status: 200, body: '{"code":0}', type: "application/json" },
  refused: { status: 403, body: '{"code":403}', type: "application/json" },
  streamKey: ({ name, key }) => `${name}?k=${key}`,
  playlistPath: (name) => `${name}.m3u8`,
};
