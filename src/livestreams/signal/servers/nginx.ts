import { type CallbackFields, readClient, readKey, readName, type StreamServer } from "./server.ts";

/** Returns the fields of a call of this kind to the application of the streams. */
const isCall = (fields: CallbackFields, call: string) =>
  fields.get("call") === call && fields.get("app") === "live";

/**
 * nginx with its RTMP module. It appends the arguments of a publisher raw to its own fields: a body with a
 * repeated field is refused before it comes here. `clientid` is the number of the connection.
 */
export const nginx: StreamServer = {
  kind: "nginx",
  asks: true,
  proves: null,
  publish(fields) {
    const [name, client] = [readName(fields.get("name")), readClient(fields.get("clientid"))];
    const key = readKey(fields.get("k"));
    return isCall(fields, "publish") && name && client && key ? { name, client, key } : null;
  },
  unpublish(fields) {
    const [name, client] = [readName(fields.get("name")), readClient(fields.get("clientid"))];
    return isCall(fields, "publish_done") && name && client ? { name, client } : null;
  },
  recorded(fields) {
    const [name, client] = [readName(fields.get("name")), readClient(fields.get("clientid"))];
    const path = fields.get("path");
    return isCall(fields, "record_done") && name && client && path ? { name, client, path } : null;
  },
  accepted: { status: 200, body: "", type: "text/plain" },
  refused: { status: 403, body: "", type: "text/plain" },
  streamKey: ({ name, key }) => `${name}?k=${key}`,
  playlistPath: (name) => `${name}.m3u8`,
};
