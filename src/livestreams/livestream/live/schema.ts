/**
 * A kind of change of a livestream. `pin` covers pinning, unpinning and the next posting, `signal` a picture
 * that was lost or came back.
 */
export type LiveWhat = "onAir" | "resumed" | "pin" | "signal" | "ended" | "cancelled" | "changed";

/**
 * Data of one live event: the livestream's public state after it. `pin` is null unless the public sees a
 * posting that is being explained; `until` is the time at which that posting expires.
 */
export type LiveState = {
  what: LiveWhat;
  at: string;
  onAir: boolean;
  /** True while the picture advances. */
  picture: boolean;
  pin: {
    id: string;
    postingId: string;
    pinnedAt: string;
    title: string;
    employer: string;
    until: string | null;
  } | null;
  /** The posting that comes after the pinned one in the run sheet. */
  next: { postingId: string; title: string; employer: string } | null;
};
