import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import {
  asNoteSigner,
  logOrigin,
  nodeSigner,
  selectIdentity,
  signCheckpoint,
} from "../../../src/federation/index.ts";
import {
  append,
  EMPTY,
  type LogEntry,
  leafHash,
  logHead,
  readEntries,
  rootOf,
} from "../../../src/platform/changes/index.ts";
import type { Services } from "../../../src/platform/context.ts";

const lineOf = ({ header, payload, salt }: LogEntry) =>
  JSON.stringify({
    h: header,
    ...(payload !== null && salt && { p: payload, s: Buffer.from(salt).toString("base64") }),
  });

/** Returns the bytes of a page of a stream, as its home sends them. */
export async function homePage(
  services: Services,
  { stream, after = 0, limit = 500 }: { stream: string; after?: number; limit?: number },
): Promise<Buffer> {
  const city = stream.slice(0, 6);
  const { epoch } = (await logHead(services.db, stream)) ?? { epoch: 1 };
  const all = await readEntries(services.db, { stream, epoch, seq: 0 }, after + limit);
  const { frontier } = append(
    EMPTY,
    all.map(({ header }) => leafHash(header)),
  );
  const origin = logOrigin((await selectIdentity(services.db, city))?.origin ?? "", stream, epoch);
  const signer = await nodeSigner(services, city);
  if (!signer) throw new Error(`${city} has no key`);
  const note = await signCheckpoint({ origin, size: frontier.size, root: rootOf(frontier) }, [
    asNoteSigner(signer, origin),
  ]);
  const lines = [...all.slice(after).map(lineOf), JSON.stringify({ checkpoint: note })];
  return Buffer.from(`${lines.join("\n")}\n`);
}

export type Asked = {
  stream: string;
  epoch: number;
  after: number;
  limit: number;
  waitS: number;
  signed: boolean;
};
/** What the server does with a question instead of sending the page; null sends it. */
export type Instead = (
  asked: Asked,
  response: ServerResponse,
) => Promise<Buffer | "done" | null> | Buffer | "done" | null;

export type HomeServer = {
  url: string;
  asked: Asked[];
  instead: Instead;
  /** The directory that it serves. */
  directory: string;
  close(): Promise<void>;
};

const LOG_PATH = /^\/fed\/v1\/log\/(\d{6})\/([\w-]+)\/(\d+)\/changes$/;
const POLL_MS = 20;

/** Serves the logs of a node over HTTP, in exactly the format of the protocol. */
export async function serveHome(servicesOf: () => Services): Promise<HomeServer> {
  const home: HomeServer = {
    url: "",
    asked: [],
    instead: () => null,
    directory: "",
    close: async () => undefined,
  };

  async function answer(asked: Asked, response: ServerResponse): Promise<void> {
    const instead = await home.instead(asked, response);
    if (instead === "done") return;
    if (instead) return void response.end(instead);
    const { db } = servicesOf();
    const untilMs = Date.now() + asked.waitS * 1_000;
    for (;;) {
      const head = await logHead(db, asked.stream);
      if (!head) return void response.writeHead(404).end();
      if (head.epoch !== asked.epoch) {
        const body = JSON.stringify({ code: "OTHER_EPOCH", facts: { epoch: head.epoch } });
        return void response.writeHead(409).end(body);
      }
      if (head.frontier.size < asked.after) return void response.writeHead(416).end('{"code":"LOG_AHEAD"}');
      if (head.frontier.size > asked.after || Date.now() >= untilMs || response.destroyed) break;
      await new Promise((resolve) => setTimeout(resolve, POLL_MS));
    }
    response.end(await homePage(servicesOf(), asked));
  }

  const server = createServer((request, response) => {
    const url = new URL(request.url ?? "", "http://home.test");
    if (url.pathname === "/.well-known/cityfed") return void response.end(home.directory);
    const [, city, audience = "", epoch] = LOG_PATH.exec(url.pathname) ?? [];
    const number = (name: string) => Number(url.searchParams.get(name));
    if (!city) return void response.writeHead(404).end();
    const asked: Asked = {
      stream: `${city}/${audience.replace("-", "/")}`,
      epoch: Number(epoch),
      after: number("after"),
      limit: number("limit"),
      waitS: number("wait"),
      signed: request.headers.signature !== undefined,
    };
    home.asked.push(asked);
    answer(asked, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  home.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  home.close = async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
  return home;
}
