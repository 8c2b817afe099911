import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

/** Changes the body of an answer on its way, or nothing. */
export type Change = (path: string, body: Buffer) => Buffer;
export const unchanged: Change = (_, body) => body;

export type ChangingProxy = { url: string; change: Change; close(): void };

/** Passes questions on to a node, and its answers back through `change`, which a test may set. */
export async function changingProxy(origin: string): Promise<ChangingProxy> {
  const server = createServer(async (request, response) => {
    const answer = await fetch(`${origin}${request.url}`);
    const body = proxy.change(request.url ?? "", Buffer.from(await answer.arrayBuffer()));
    response.writeHead(answer.status, { "content-type": answer.headers.get("content-type") ?? "" }).end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const proxy: ChangingProxy = { url, change: unchanged, close: () => server.close() };
  return proxy;
}
