import { createServer, type IncomingMessage, type Server } from "node:http";

/** A recorded request. `encoding` is its header `accept-encoding`. */
export type Asked = { method: string; path: string; key: string; encoding: string; body: unknown };
/** The stub's response to a request; null leaves the request open. */
export type Answer = { status: number; body: unknown } | null;

export type MeiliStub = {
  url: string;
  port: number;
  /** Recorded requests, oldest first. */
  asked: Asked[];
  /** Returns the response to a request, or undefined for the stub's default response. */
  answer: (asked: Asked) => Answer | undefined;
  close(): Promise<void>;
};

async function read(request: IncomingMessage): Promise<Asked> {
  const pieces: Buffer[] = [];
  for await (const piece of request) pieces.push(piece as Buffer);
  const text = Buffer.concat(pieces).toString("utf8");
  return {
    method: request.method ?? "",
    path: request.url ?? "",
    key: (request.headers.authorization ?? "").replace("Bearer ", ""),
    encoding: String(request.headers["accept-encoding"] ?? ""),
    body: text ? (JSON.parse(text) as unknown) : null,
  };
}

const accepted = (taskUid: number): Answer => ({
  status: 202,
  body: { taskUid, indexUid: "postings", status: "enqueued", type: "x", enqueuedAt: "2026-01-01T00:00:00Z" },
});

/** Returns an error response in Meilisearch's format. */
export const refusal = (status: number, code: string): Answer => ({
  status,
  body: { message: code, code, type: "x", link: "" },
});

/**
 * Starts a server that records Meilisearch requests and sends the minimal responses that its client needs. It
 * does not rank or filter.
 */
export async function startMeiliStub(port = 0, host = "127.0.0.1"): Promise<MeiliStub> {
  const open = new Set<import("node:net").Socket>();
  const stub: MeiliStub = {
    url: "",
    port: 0,
    asked: [],
    answer: () => undefined,
    close: async () => undefined,
  };
  const usual = ({ method, path, body }: Asked): Answer => {
    if (path.startsWith("/tasks/"))
      return { status: 200, body: { uid: Number(path.split("/")[2]), status: "succeeded", error: null } };
    if (path.startsWith("/indexes?"))
      return { status: 200, body: { results: [{ uid: "postings" }], total: 1, limit: 100, offset: 0 } };
    if (path.endsWith("/documents/fetch") || (method === "GET" && path.includes("/documents?")))
      return { status: 200, body: { results: [], total: 0, limit: 1, offset: 0 } };
    if (path.endsWith("/stats")) return { status: 200, body: { numberOfDocuments: 0, isIndexing: false } };
    if (path === "/multi-search")
      return {
        status: 200,
        body: {
          results: (body as { queries: unknown[] }).queries.map(() => ({
            hits: [],
            totalHits: 0,
            facetDistribution: {},
          })),
        },
      };
    return method === "GET" ? { status: 404, body: { code: "not_found" } } : accepted(stub.asked.length);
  };
  const server: Server = createServer(async (request, response) => {
    const asked = await read(request);
    stub.asked.push(asked);
    const answer = stub.answer(asked);
    const said = answer === undefined ? usual(asked) : answer;
    if (said)
      response.writeHead(said.status, { "content-type": "application/json" }).end(JSON.stringify(said.body));
  });
  server.on("connection", (socket) => {
    open.add(socket);
    socket.on("close", () => open.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(port, host, resolve));
  const address = server.address();
  stub.port = typeof address === "object" && address ? address.port : 0;
  stub.url = `http://${host}:${stub.port}`;
  stub.close = () =>
    new Promise((resolve) => {
      for (const socket of open) socket.destroy();
      server.close(() => resolve());
    });
  return stub;
}
