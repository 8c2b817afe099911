import type { AddressInfo } from "node:net";
import { connect, createServer, type Server, type Socket } from "node:net";

/** State of the way on which node `from` asks node `to`. The other direction has a state of its own. */
export type LinkState = {
  cut: boolean;
  /** Milliseconds by which each piece of data is late. */
  delayMs: number;
  /** Probability that a connection breaks at a piece of data. */
  loss: number;
};
const SOUND: LinkState = { cut: false, delayMs: 0, loss: 0 };

/** A TCP proxy in front of each node. It tells the asking node by the city that signs its requests. */
export type Links = {
  /** Opens the address of node `to`, behind which the node itself listens on `portOf()`. */
  open(to: number, portOf: () => number | null): Promise<string>;
  state(from: number, to: number): LinkState;
  /** Changes a way. Connections on a way that is cut end at once. */
  set(from: number, to: number, change: Partial<LinkState>): void;
  close(): Promise<void>;
};

/** The signature of a request names the city that asks. */
const SIGNER = /keyid="(\d{6})#/;
/** Enough of the former piece that a name across two pieces is found. */
const OVERLAP = 32;

export function openLinks(options: { nodeOf(city: string): number; random?: () => number }): Links {
  const { nodeOf, random = Math.random } = options;
  const states = new Map<string, LinkState>();
  const servers: Server[] = [];
  const sockets = new Set<Socket>();
  const onLink = new Map<string, Set<Socket>>();
  const key = (from: number, to: number) => `${from} ${to}`;
  const state = (from: number, to: number) => states.get(key(from, to)) ?? SOUND;

  const keep = (socket: Socket, ends: () => void) => {
    sockets.add(socket);
    socket.on("error", () => undefined);
    socket.on("close", () => {
      sockets.delete(socket);
      ends();
    });
  };

  function pass(client: Socket, to: number, port: number): void {
    const server = connect({ port, host: "127.0.0.1" });
    const end = () => {
      client.destroy();
      server.destroy();
    };
    keep(client, end);
    keep(server, end);
    let from: number | null = null;
    let seen = "";
    const look = (piece: Buffer) => {
      if (from !== null) return;
      seen = seen.slice(-OVERLAP) + piece.toString("latin1");
      const city = SIGNER.exec(seen)?.[1];
      if (!city) return;
      from = nodeOf(city);
      const own = onLink.get(key(from, to)) ?? new Set<Socket>();
      onLink.set(key(from, to), own.add(client));
      client.on("close", () => own.delete(client));
    };
    const send = (piece: Buffer, target: Socket) => {
      const { cut, delayMs, loss } = from === null ? SOUND : state(from, to);
      if (cut || (loss > 0 && random() < loss)) return end();
      if (delayMs === 0) return void target.write(piece);
      setTimeout(() => !target.destroyed && target.write(piece), delayMs).unref();
    };
    client.on("data", (piece: Buffer) => {
      look(piece);
      send(piece, server);
    });
    server.on("data", (piece: Buffer) => send(piece, client));
  }

  return {
    state,
    set(from, to, change) {
      states.set(key(from, to), { ...state(from, to), ...change });
      if (change.cut) for (const socket of onLink.get(key(from, to)) ?? []) socket.destroy();
    },
    async open(to, portOf) {
      const server = createServer((client) => {
        const port = portOf();
        if (port === null) client.destroy();
        else pass(client, to, port);
      });
      servers.push(server);
      await new Promise<void>((resolve, reject) => {
        server.once("error", reject);
        server.listen(0, "127.0.0.1", resolve);
      });
      return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    },
    async close() {
      for (const socket of sockets) socket.destroy();
      await Promise.all(servers.map((server) => new Promise((done) => server.close(done))));
    },
  };
}
