import type { EventEmitter } from "node:events";
import { createServer } from "node:net";

/** Variables that name the place of the metrics. */
export const METRICS_VARIABLES = { port: "METRICS_PORT", host: "METRICS_HOST" } as const;

export type ListenPlace = { port: number; host: string };

/** A port or address on which the program cannot listen. `code` is that of the system. */
export class ListenError extends Error {
  readonly code: string;
  readonly place: ListenPlace;
  /** The variables that name the place. */
  readonly variables: { port: string; host: string };
  constructor(cause: Error, place: ListenPlace, variables: { port: string; host: string }) {
    super(cause.message, { cause });
    this.name = "ListenError";
    this.code = "code" in cause ? String(cause.code) : "";
    this.place = place;
    this.variables = variables;
  }
}

type Listener = EventEmitter & {
  listen(options: ListenPlace & { backlog?: number }, done: () => void): unknown;
};

/** Rejects with ListenError if no server could listen there now. Listens nowhere afterwards. */
export async function tryPort(place: ListenPlace, variables: { port: string; host: string }): Promise<void> {
  const server = createServer();
  await listenOn(server, place, variables);
  await new Promise<void>((resolve) => server.close(() => resolve()));
}

/** Lets a server listen. Rejects with ListenError if the system refuses the port or the address. */
export function listenOn(
  server: Listener,
  options: ListenPlace & { backlog?: number },
  variables: { port: string; host: string },
): Promise<void> {
  const { port, host } = options;
  return new Promise((resolve, reject) => {
    server.once("error", (error: Error) => reject(new ListenError(error, { port, host }, variables)));
    server.listen(options, () => resolve());
  });
}
