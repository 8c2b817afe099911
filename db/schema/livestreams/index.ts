/** Tables of livestreams: the event, its signal, what is said and asked, and its audience. */

export type * from "./audience.ts";
export type * from "./elsewhere.ts";
export type * from "./livestream.ts";
export type * from "./media.ts";
export type * from "./recordings.ts";
export type * from "./room.ts";
export type * from "./signal.ts";
export type * from "./talk.ts";
