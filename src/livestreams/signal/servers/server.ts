import type { StreamServerKind } from "../../../../db/schema/index.ts";

/** Fields of a callback's body, each of which stood in it exactly once. */
export type CallbackFields = ReadonlyMap<string, string>;

/** Somebody asks to publish under a name. `client` is the server's name of this one connection. */
export type PublishCallback = { name: string; client: string; key: string };
export type UnpublishCallback = { name: string; client: string };
/** The server has closed a recorded file. `path` is as the server says it, and nobody may trust it. */
export type RecordedCallback = { name: string; client: string; path: string };

/** An answer that a streaming server understands as yes or as no. */
export type ServerAnswer = { status: 200 | 403; body: string; type: "text/plain" | "application/json" };

/**
 * A streaming server that tells this program of publishers. A callback never is a signal: it opens and closes
 * takes, and makes the next look come at once.
 */
export type StreamServer = {
  kind: StreamServerKind;
  /**
   * True if the server asks before it lets somebody publish, and proves who asks. False: its callbacks only
   * wake the probe, and takes begin and end with what the probe sees.
   */
  asks: boolean;
  /** Checks the proof in a callback that the server signs. Null: a secret in the address proves it. */
  proves: ((fields: CallbackFields, secret: string, nowMs: number) => boolean) | null;
  /** Read a callback. Null: it is no such callback, or a field is absent or malformed. */
  publish(fields: CallbackFields): PublishCallback | null;
  unpublish(fields: CallbackFields): UnpublishCallback | null;
  /** Reads a callback about a recorded file. Null: this program takes no files of this server. */
  recorded: ((fields: CallbackFields) => RecordedCallback | null) | null;
  accepted: ServerAnswer;
  refused: ServerAnswer;
  /**
   * The stream key that a publisher appends to the push address: the name, and what proves the right to it.
   * `pushKey` is the key of a service that checks publishers itself.
   */
  streamKey(of: { name: string; key: string; pushKey: string; endsAt: Date }): string;
  /** Path of the playlist of a name below the address of the server's pictures. */
  playlistPath(name: string): string;
};

/** Public names of streams, as this program makes them. */
const NAME = /^[0-9a-z]{16}$/;
const CLIENT = /^[\w.-]{1,64}$/;
const KEY = /^[\w-]{22}$/;

export const readName = (text: string | undefined): string | null => (text && NAME.test(text) ? text : null);
export const readClient = (text: string | undefined): string | null =>
  text && CLIENT.test(text) ? text : null;
export const readKey = (text: string | undefined): string | null => (text && KEY.test(text) ? text : null);

/** Compares a secret with what was sent. Takes equally long for every wrong text of the same length. */
export function isSame(secret: string, sent: string): boolean {
  let different = secret.length ^ sent.length;
  for (let i = 0; i < secret.length; i += 1) different |= secret.charCodeAt(i) ^ (sent.charCodeAt(i) || 0);
  return different === 0;
}
