import type { Services } from "../../platform/context.ts";
import { AppError } from "../../platform/core/errors.ts";
import { type FetchText, type PeerKey, peerKey } from "../directory/index.ts";
import { isSigned, type ReceivedRequest, RequestError, verifyRequest } from "../requests/index.ts";

/** Bounds of fetching a peer's directory. */
const DIRECTORY = { totalMs: 5_000, maxBytes: 1_000_000 };

/** A caller: the cities of its node. None for a request without signature. */
export type Reader = { cities: readonly string[]; key: PeerKey | null };

/** The request as the HTTP layer got it; `path` with its query. */
export type Asked = ReceivedRequest & { path: string };

/** Returns a function that reads the text of a peer's address through the guarded fetch. */
export const fetchTextBy =
  ({ outbound }: Pick<Services, "outbound">): FetchText =>
  async (url) => {
    const { status, body } = await outbound(url, DIRECTORY);
    if (status !== 200) throw new Error(`status ${status}`);
    return new TextDecoder("utf-8", { fatal: true }).decode(body);
  };

type Tools = Pick<Services, "db" | "clock" | "log" | "outbound">;

/**
 * Finds out who calls. The signed address must begin with the address of this node's own directory. Throws
 * SIGNATURE_INVALID for a signature that does not count.
 */
export async function readerOf(services: Tools, { path, ...request }: Asked): Promise<Reader> {
  if (!isSigned(request.header)) return { cities: [], key: null };
  try {
    const { key } = await verifyRequest(request, {
      findKey: (keyId) => peerKey(services, keyId, fetchTextBy(services)),
      urlFor: ({ ownUrl }) => `${ownUrl ?? ""}${path}`,
      now: services.clock.now(),
    });
    return { cities: key.cities, key };
  } catch (error) {
    if (!(error instanceof RequestError)) throw error;
    throw new AppError("SIGNATURE_INVALID", { facts: { fault: error.fault } });
  }
}

/** Returns the caller of a request that must be signed. Throws SIGNATURE_INVALID. */
export async function peerOf(services: Tools, asked: Asked): Promise<PeerKey> {
  const { key } = await readerOf(services, asked);
  if (!key) throw new AppError("SIGNATURE_INVALID", { facts: { fault: "UNSIGNED" } });
  return key;
}
