import { createServer, type ServerResponse } from "node:http";
import { setImmediate as breath } from "node:timers/promises";

/**
 * The reference of the benchmark `sse`, on Node's `http` server. It encodes each event once and writes it to
 * every client with `res.write`.
 */
const screens = new Set<ServerResponse>();
let seq = 0;

const server = createServer((_request, response) => {
  response.writeHead(200, {
    "content-type": "text/event-stream; charset=utf-8",
    "cache-control": "no-store",
  });
  response.write("retry: 3000\n\n");
  screens.add(response);
  response.on("close", () => screens.delete(response));
});

process.on("message", async ({ events }: { events: number }) => {
  for (let n = 0; n < events; n += 1) {
    seq += 1;
    const bytes = Buffer.from(`id: ${seq}\ndata: ${process.env.BENCH_STATE}\n\n`);
    for (const screen of screens) screen.write(bytes);
    await breath();
  }
});

server.listen(0, "127.0.0.1", () => {
  const address = server.address();
  process.send?.({ port: typeof address === "object" && address ? address.port : 0 });
});
