import { connect, type Socket } from "node:net";
import { setTimeout as pause } from "node:timers/promises";

/** The state of one screen, which is a client of a board's event stream. */
type Screen = { last: number; gaps: number; events: number; socket: Socket | null; open: boolean };

export type Screens = {
  /** Number of screens that received something on an open stream. */
  open(): number;
  /** Number of events that all screens together have received. */
  events(): number;
  /** Number of missed events: skipped event ids. */
  missed(): number;
  /** The lowest of the screens' last event ids. */
  least(): number;
  /** Resolves when every screen's connection is closed. */
  dropped(): Promise<void>;
  close(): void;
};

type Options = {
  port: number;
  path: string;
  count: number;
  /** Divides the pause that the server requests, so that a small test does not wait ten seconds. */
  hurry?: number;
  /** False for screens that do not send their last event id, to show that they then miss events. */
  remember?: boolean;
};

const FIELD = /^(id|retry): (\d+)$/;

function take(screen: Screen, id: number): void {
  if (screen.last > 0 && id > screen.last + 1) screen.gaps += id - screen.last - 1;
  if (id > screen.last) screen.last = id;
  screen.events += 1;
}

/**
 * Opens screens that behave like a browser's EventSource (HTML, 9.2). Each keeps the last event id,
 * reconnects after the requested pause when its stream breaks, and sends that id.
 */
export function openScreens({ port, path, count, hurry = 1, remember = true }: Options): Screens {
  let ended = false;
  const timers = new Set<NodeJS.Timeout>();
  const screens: Screen[] = [];

  function dial(screen: Screen): void {
    let retryMs = 3_000;
    let begun = "";
    const socket = connect(port, "127.0.0.1");
    screen.socket = socket;
    socket.on("connect", () => {
      const seen = screen.last > 0 && remember ? `Last-Event-ID: ${screen.last}\r\n` : "";
      socket.write(`GET ${path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: text/event-stream\r\n${seen}\r\n`);
    });
    // A line may be split over two chunks: its beginning is kept until the rest arrives.
    socket.on("data", (bytes) => {
      const lines = (begun + bytes.toString("latin1")).split("\n");
      begun = lines.pop() ?? "";
      for (const line of lines) {
        const [, field, digits] = FIELD.exec(line) ?? [];
        if (field === "retry") {
          retryMs = Number(digits);
          screen.open = true;
        } else if (field === "id") take(screen, Number(digits));
      }
    });
    socket.on("error", () => undefined);
    socket.on("close", () => {
      screen.open = false;
      if (ended) return;
      const timer = setTimeout(() => {
        timers.delete(timer);
        dial(screen);
      }, retryMs / hurry);
      timers.add(timer);
    });
  }

  for (let n = 0; n < count; n += 1) {
    const screen: Screen = { last: 0, gaps: 0, events: 0, socket: null, open: false };
    screens.push(screen);
    dial(screen);
  }
  const sum = (of: (screen: Screen) => number) => screens.reduce((n, screen) => n + of(screen), 0);
  return {
    open: () => sum((screen) => (screen.open ? 1 : 0)),
    events: () => sum((screen) => screen.events),
    missed: () => sum((screen) => screen.gaps),
    least: () => Math.min(...screens.map((screen) => screen.last)),
    async dropped() {
      while (screens.some((screen) => screen.open)) await pause(20);
    },
    close() {
      ended = true;
      for (const timer of timers) clearTimeout(timer);
      for (const screen of screens) screen.socket?.destroy();
    },
  };
}
