import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { LINKS_PAGE as TEXT } from "../../../src/web/text/terminal/demo-federation.ts";
import type { Region } from "./region.ts";
import { CITIES } from "./seed.ts";
import { setLink } from "./story.ts";

type Pair = readonly [string, string];

const STYLE =
  "body{font:1.125rem/1.6 sans-serif;max-width:40rem;margin:0 auto;padding:1rem}" +
  "li{display:flex;gap:1rem;align-items:center;justify-content:space-between;padding:.25rem 0;border-bottom:1px solid #ccc}" +
  "ul{list-style:none;padding:0}button{font:inherit;min-height:2.75rem;min-width:5rem}a{overflow-wrap:anywhere}";

const nameOf = (city: string) => CITIES.find(({ code }) => code === city)?.short ?? city;
const namesOf = (cities: readonly string[]) => cities.map(nameOf).join("、");

/** Returns each pair of nodes, by the first city of each. */
function pairsOf({ nodes }: Region): Pair[] {
  const firsts = nodes.map(({ cities }) => cities[0] ?? "");
  return firsts.flatMap((one, i) => firsts.slice(i + 1).map((other): Pair => [one, other]));
}

function lineOf(region: Region, [one, other]: Pair): string {
  const [a, b] = [region.nodeOf(one), region.nodeOf(other)];
  const { cut } = region.links.state(a.n, b.n);
  const act = cut ? "mend" : "cut";
  return (
    `<li><span>${TEXT.between(namesOf(a.cities), namesOf(b.cities))}：${cut ? TEXT.isCut : TEXT.isWhole}</span>` +
    `<form method="post" action="/${act}/${one}/${other}"><button>${TEXT[act]}</button></form></li>`
  );
}

function pageOf(region: Region): string {
  const nodes = region.nodes.map(
    ({ cities, url }) => `<li><span>${namesOf(cities)}</span><a href="${url}/">${url}/</a></li>`,
  );
  const links = pairsOf(region).map((pair) => lineOf(region, pair));
  return (
    `<!doctype html><html lang="zh-CN"><meta charset="utf-8">` +
    `<meta name="viewport" content="width=device-width,initial-scale=1"><title>${TEXT.title}</title>` +
    `<style>${STYLE}</style><h1>${TEXT.title}</h1><p>${TEXT.intro}</p>` +
    `<h2>${TEXT.nodes}</h2><ul>${nodes.join("")}</ul><h2>${TEXT.links}</h2><ul>${links.join("")}</ul></html>`
  );
}

/** Serves a page with the nodes and a button for each link, on a free loopback port. */
export async function serveLinksPage(region: Region): Promise<{ url: string; close(): Promise<void> }> {
  const known = new Map(pairsOf(region).map((pair) => [pair.join("/"), pair]));
  const server = createServer((request, response) => {
    const [, act, path = ""] = /^\/(cut|mend)\/(\d{6}\/\d{6})$/.exec(request.url ?? "") ?? [];
    const pair = known.get(path);
    // A form of another site must not reach it.
    const own = request.headers.origin === undefined || request.headers.origin === url;
    if (request.method === "POST" && pair && own) {
      setLink(region, pair, act === "cut");
      response.writeHead(303, { location: "/" }).end();
    } else if (request.method === "GET" && request.url === "/")
      response.writeHead(200, { "content-type": "text/html; charset=utf-8" }).end(pageOf(region));
    else response.writeHead(404).end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url,
    async close() {
      const closed = new Promise<void>((done) => server.close(() => done()));
      server.closeAllConnections();
      await closed;
    },
  };
}
