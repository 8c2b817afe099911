/**
 * Viewers to whom pages are given from one address, at one livestream. A carrier shows 150 to 2,000 people
 * under one address, so the limit lies above that, and reloads of a known viewer are free.
 */
export const VIEWERS_PER_ADDRESS = 2_500;
/** Viewers that one process remembers. Beyond, the address that was first is forgotten. */
const REMEMBERED_MAX = 200_000;

export type Addresses = {
  /** Returns true if the viewer may get a page: it has one already, or its address has room. */
  take(asked: { livestreamId: string; address: string; viewer: string }): boolean;
};

/** Creates the memory of one process. It holds keys of viewers, and is never written down. */
export function createAddresses(perAddress = VIEWERS_PER_ADDRESS, remembered = REMEMBERED_MAX): Addresses {
  const known = new Map<string, Set<string>>();
  let size = 0;
  const forgetFirst = () => {
    for (const [key, viewers] of known) {
      known.delete(key);
      size -= viewers.size;
      return;
    }
  };
  return {
    take({ livestreamId, address, viewer }) {
      const key = `${livestreamId} ${address}`;
      const viewers = known.get(key) ?? new Set();
      if (viewers.has(viewer)) return true;
      if (viewers.size >= perAddress) return false;
      if (size >= remembered) forgetFirst();
      known.set(key, viewers.add(viewer));
      size += 1;
      return true;
    },
  };
}
