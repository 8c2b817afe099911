import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { TestApp } from "../../support/app.ts";

export type Asked = {
  stream: string;
  epoch: number;
  after: number;
  limit: number;
  waitS: number;
  signed: boolean;
};
type Taken = Buffer | "done" | null;
/** What the server does with a question instead of asking the app; null asks the app. */
export type Instead = (asked: Asked, response: ServerResponse) => Promise<Taken> | Taken;

export type HomeServer = {
  url: string;
  asked: Asked[];
  instead: Instead;
  close(): Promise<void>;
};

const LOG_PATH = /^\/fed\/v1\/log\/(\d{6})\/([\w-]+)\/(\d+)\/changes$/;

/** Returns what a request asks of a log, or null for another request. */
function askedOf({ url = "", headers }: IncomingMessage): Asked | null {
  const { pathname, searchParams } = new URL(url, "http://home.test");
  const [, city, audience = "", epoch] = LOG_PATH.exec(pathname) ?? [];
  if (!city) return null;
  const number = (name: string) => Number(searchParams.get(name));
  return {
    stream: `${city}/${audience.replace("-", "/")}`,
    epoch: Number(epoch),
    after: number("after"),
    limit: number("limit"),
    waitS: number("wait"),
    signed: headers.signature !== undefined,
  };
}

/** Serves an app over HTTP. A test may answer questions for changes in its place. */
export async function serveHome(appOf: () => TestApp["app"]): Promise<HomeServer> {
  const home: HomeServer = { url: "", asked: [], instead: () => null, close: async () => undefined };

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const asked = askedOf(request);
    if (asked) {
      home.asked.push(asked);
      const instead = await home.instead(asked, response);
      if (instead === "done") return;
      if (instead) return void response.end(instead);
    }
    const gone = new AbortController();
    response.on("close", () => gone.abort());
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const told = await appOf().request(request.url ?? "/", {
      method: request.method ?? "GET",
      headers: request.headers as Record<string, string>,
      ...(chunks.length > 0 && { body: Buffer.concat(chunks) }),
      signal: gone.signal,
    });
    response.writeHead(told.status, Object.fromEntries(told.headers));
    response.end(Buffer.from(await told.arrayBuffer()));
  }

  const server = createServer((request, response) => {
    answer(request, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  home.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  home.close = async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
  return home;
}
