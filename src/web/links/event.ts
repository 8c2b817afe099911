import type { EventKind, EventRef } from "../../event-visibility/index.ts";

const PATHS: Readonly<Record<EventKind, (id: string) => string>> = {
  fair: (id) => `/fairs/${id}`,
  livestream: (id) => `/livestreams/${id}`,
};

/** Returns the path of an event's public page. */
export const eventPath = ({ kind, id }: EventRef): string => PATHS[kind](id);
