import type { EventKind, EventRef } from "../../event-visibility/index.ts";

const PATHS: Readonly<Record<EventKind, (id: string) => string>> = {
  fair: (id) => `/fairs/${id}`,
};

/** The public page of an event. */
export const eventPath = ({ kind, id }: EventRef): string => PATHS[kind](id);
