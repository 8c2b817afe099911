import { type LookupAddress, lookup as systemLookup } from "node:dns";
import { isIP, type LookupFunction } from "node:net";
import { buildConnector } from "undici";
import { type AddressKind, kindOfAddress } from "./addresses.ts";
import { type Allowable, OutboundError } from "./outbound.ts";

/** Resolves a name to all its addresses, as `lookup` of node:dns does with `all`. */
export type Resolve = (
  hostname: string,
  options: { all: true; family?: number; hints?: number },
  callback: (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void,
) => void;

export const systemResolve: Resolve = (hostname, options, callback) =>
  systemLookup(hostname, options, callback);

const CONNECT_MS = 5_000;

/** Returns why an address is not called, or null. Without TLS, only allowed kinds of addresses are called. */
function faultOf(kind: AddressKind, allow: readonly Allowable[], plain: boolean): OutboundError | null {
  if (kind === "public") return plain ? new OutboundError("PLAIN_REFUSED") : null;
  if (kind !== "refused" && allow.includes(kind)) return null;
  return new OutboundError("ADDRESS_REFUSED");
}

/** Returns a `lookup` that gives only addresses that may be called, and fails if none remains. */
function guardedLookup(resolve: Resolve, fault: (address: string) => OutboundError | null): LookupFunction {
  return (hostname, options, callback) => {
    const { hints } = options;
    const family = options.family === 4 || options.family === 6 ? options.family : 0;
    resolve(hostname, { all: true, family, ...(hints !== undefined && { hints }) }, (error, found) => {
      if (error) return callback(error, []);
      const faults = found.map(({ address }) => fault(address));
      const good = found.filter((_, i) => faults[i] === null);
      const [first] = good;
      if (!first) return callback(faults[0] ?? new OutboundError("ADDRESS_REFUSED"), []);
      if (options.all) callback(null, good);
      else callback(null, first.address, first.family);
    });
  };
}

/**
 * Returns a connector that checks addresses as it connects, so that a name which changes between a check and
 * a call gains nothing. The address at the other end is checked once more.
 */
export function guardedConnector(options: {
  allow: readonly Allowable[];
  resolve: Resolve;
}): buildConnector.connector {
  const open = (plain: boolean): buildConnector.connector => {
    const fault = (address: string) => faultOf(kindOfAddress(address), options.allow, plain);
    const connect = buildConnector({
      timeout: CONNECT_MS,
      lookup: guardedLookup(options.resolve, fault),
    } as buildConnector.BuildOptions);
    return (target, callback) => {
      const literal = target.hostname.replace(/^\[|\]$/g, "");
      const refused = isIP(literal) === 0 ? null : fault(literal);
      if (refused) return callback(refused, null);
      connect(target, (...result) => {
        const [error, socket] = result;
        const reached = socket ? fault(socket.remoteAddress ?? "") : null;
        if (error || !reached) return callback(...result);
        socket?.destroy();
        callback(reached, null);
      });
    };
  };
  const plain = open(true);
  const secure = open(false);
  return (target, callback) => (target.protocol === "http:" ? plain : secure)(target, callback);
}
