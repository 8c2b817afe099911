import { createServer, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { openLookAt } from "../../../src/livestreams/signal/probe/look-at.ts";
import type { SignalFault } from "../../../src/livestreams/signal/rules/state.ts";
import type { Resolve } from "../../../src/platform/outbound/connect.ts";
import { openGuardedFetch } from "../../../src/platform/outbound/guarded-fetch.ts";
import { REFUSED_URLS } from "../../platform/outbound/refused-urls.ts";

const MEDIA = "#EXTM3U\n#EXT-X-TARGETDURATION:2\n#EXT-X-MEDIA-SEQUENCE:7\n#EXTINF:2,\na.ts\n";
const masterOf = (...addresses: string[]) =>
  `#EXTM3U\n${addresses.map((uri, i) => `#EXT-X-STREAM-INF:BANDWIDTH=${900 - i}\n${uri}\n`).join("")}`;

let server: Server;
let port = 0;
let asked: string[] = [];
const own = () => `http://127.0.0.1:${port}`;
const ANSWERS: Record<string, (response: ServerResponse) => void> = {
  "/media.m3u8": (response) => response.end(MEDIA),
  "/master.m3u8": (response) => response.end(masterOf("absent.m3u8", "sub/low.m3u8?t=1")),
  "/sub/low.m3u8?t=1": (response) => response.end(MEDIA),
  "/nested.m3u8": (response) => response.end(masterOf("master.m3u8")),
  "/abroad.m3u8": (response) => response.end(masterOf("https://pictures.test/a.m3u8")),
  "/metadata.m3u8": (response) => response.end(masterOf("http://169.254.169.254/latest/meta-data/")),
  "/script.m3u8": (response) => response.end(masterOf("javascript:alert(1)")),
  "/empty.m3u8": (response) => response.end("#EXTM3U\n"),
  "/page": (response) => response.writeHead(200, { "content-type": "text/html" }).end("<h1>404</h1>"),
  "/film.mp4": (response) => response.end(Buffer.alloc(1_000, 0xff)),
  "/moved": (response) => response.writeHead(302, { location: `${own()}/media.m3u8` }).end(),
  "/broken": (response) => response.writeHead(500).end(),
  "/large": (response) => {
    response.writeHead(200, { "content-length": 50_000_000 });
    response.write(MEDIA);
  },
  "/endless": (response) => {
    const send = () => {
      while (!response.destroyed && response.write("#\n".repeat(10_000)));
    };
    response.on("drain", send).on("error", () => undefined);
    response.write(MEDIA);
    send();
  },
  "/trickle": (response) => {
    response.write(MEDIA);
    const timer = setInterval(() => response.write("#\n"), 50);
    response.on("close", () => clearInterval(timer));
  },
  "/silent": () => undefined,
  "/compressed": (response) => response.writeHead(200, { "content-encoding": "gzip" }).end(Buffer.alloc(100)),
};

beforeAll(async () => {
  server = createServer((request, response) => {
    asked.push(request.url ?? "");
    const answer = ANSWERS[request.url ?? ""];
    if (answer) answer(response);
    else response.writeHead(404).end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  port = (server.address() as AddressInfo).port;
});
beforeEach(() => {
  asked = [];
});
const near = openGuardedFetch({ allow: ["loopback", "private"] });
/** Leads every name to this machine. */
const ownMachine: Resolve = (_host, _options, callback) =>
  callback(null, [{ address: "127.0.0.1", family: 4 }]);
const far = openGuardedFetch({ allow: [], resolve: ownMachine });
afterAll(async () => {
  await Promise.all([near.close(), far.close()]);
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

const lookWith = (outside: typeof far) =>
  openLookAt({ outside: outside.fetch, own: near.fetch, ownOrigins: [own()] });
const lookAt = (path: string) => lookWith(far)(`${own()}${path}`);

describe("a look", () => {
  test("gives the playlist of an address", async () => {
    expect(await lookAt("/media.m3u8")).toMatchObject({ playlist: { sequence: 7, targetS: 2 } });
  });

  test("follows a master playlist to its smallest quality", async () => {
    expect(await lookAt("/master.m3u8")).toMatchObject({ playlist: { sequence: 7 } });
    expect(asked).toEqual(["/master.m3u8", "/sub/low.m3u8?t=1"]);
  });

  test.each<[string, SignalFault]>([
    ["/nothing.m3u8", "absent"],
    ["/broken", "status"],
    ["/moved", "redirect"],
    ["/page", "notPlaylist"],
    ["/film.mp4", "notPlaylist"],
    ["/compressed", "notPlaylist"],
    ["/empty.m3u8", "malformed"],
    ["/nested.m3u8", "malformed"],
    ["/abroad.m3u8", "addressRefused"],
    ["/metadata.m3u8", "addressRefused"],
    ["/script.m3u8", "addressRefused"],
    ["/large", "tooLarge"],
    ["/endless", "tooLarge"],
  ])("names the fault of %s: %s", async (path, fault) => {
    expect(await lookAt(path)).toEqual({ fault });
  });

  test("gives up a server that is silent or that trickles, and says so", async () => {
    const look = openLookAt({ outside: far.fetch, own: near.fetch, ownOrigins: [own()], lookMs: 400 });
    const looks = ["/silent", "/trickle"].map((path) => look(`${own()}${path}`));
    expect(await Promise.all(looks)).toEqual([{ fault: "slow" }, { fault: "slow" }]);
  });
});

describe("addresses", () => {
  const REFUSED: ReadonlySet<SignalFault> = new Set(["addressInvalid", "addressRefused"]);

  test.each(REFUSED_URLS)("%s is never called", async (url) => {
    const seen = await lookWith(far)(url);
    expect("fault" in seen && REFUSED.has(seen.fault)).toBe(true);
  });

  test("of officers never lead to this machine, also by a name, and none is asked", async () => {
    const elsewhere = openLookAt({ outside: far.fetch, own: near.fetch, ownOrigins: ["http://127.0.0.1:1"] });
    for (const url of [`${own()}/media.m3u8`, `https://pictures.test:${port}/media.m3u8`])
      expect(await elsewhere(url)).toEqual({ fault: "addressRefused" });
    expect(asked).toEqual([]);
  });

  test("a name that leads elsewhere at the second call gains nothing", async () => {
    let times = 0;
    const rebinding: Resolve = (_host, _options, callback) => {
      times += 1;
      callback(null, [{ address: times === 1 ? "8.8.8.8" : "127.0.0.1", family: 4 }]);
    };
    const guarded = openGuardedFetch({ allow: [], resolve: rebinding });
    await new Promise<void>((resolve) => rebinding("rebind.test", { all: true }, () => resolve()));
    expect(await lookWith(guarded)(`https://rebind.test:${port}/media.m3u8`)).toEqual({
      fault: "addressRefused",
    });
    expect(asked).toEqual([]);
    await guarded.close();
  });

  test("a strange master playlist does not lead to the own server", async () => {
    const outside = async () => ({
      status: 200,
      headers: {},
      body: new TextEncoder().encode(masterOf(`${own()}/media.m3u8`)),
    });
    const look = openLookAt({ outside, own: near.fetch, ownOrigins: [own()] });
    expect(await look("https://pictures.test/a.m3u8")).toEqual({ fault: "addressRefused" });
    expect(asked).toEqual([]);
  });
});
