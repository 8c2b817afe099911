import pg from "pg";

/** A connection that hears what transactions tell with `pg_notify` as they commit. */
export type Listening = {
  /** True while the connection stands: nothing is missed from then on. */
  hears(): boolean;
  close(): Promise<void>;
};

/** Pause before a lost connection is opened again, in milliseconds. */
const AGAIN_MS = 1_000;

/**
 * Listens on a channel with a connection of its own, and opens it again when it is lost. What is told
 * meanwhile is not heard, so a caller must also look by itself from time to time. `onHeard` gets the text;
 * it is called with null once the connection stands again. A pooler that shares connections hears nothing.
 */
export function listenTo(
  connectionString: string,
  channel: string,
  { onHeard, onError }: { onHeard(text: string | null): void; onError(error: Error): void },
): Listening {
  let client: pg.Client | null = null;
  let hears = false;
  let closed = false;
  let timer: ReturnType<typeof setTimeout> | undefined;

  function lose(lost: pg.Client, error?: Error): void {
    if (client !== lost) return;
    [client, hears] = [null, false];
    if (error) onError(error);
    lost.end().catch(() => undefined);
    if (!closed) timer = setTimeout(open, AGAIN_MS);
  }

  async function open(): Promise<void> {
    const opened = new pg.Client({ connectionString, keepAlive: true });
    client = opened;
    opened.on("error", (error) => lose(opened, error));
    opened.on("end", () => lose(opened));
    opened.on("notification", ({ payload }) => onHeard(payload ?? ""));
    try {
      await opened.connect();
      await opened.query(`listen ${pg.escapeIdentifier(channel)}`);
      if (client !== opened) return;
      hears = true;
      onHeard(null);
    } catch (error) {
      lose(opened, error as Error);
    }
  }
  const first = open();

  return {
    hears: () => hears,
    async close() {
      closed = true;
      clearTimeout(timer);
      await first;
      const last = client;
      [client, hears] = [null, false];
      await last?.end();
    },
  };
}
