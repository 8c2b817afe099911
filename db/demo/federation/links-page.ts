import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { LINKS_PAGE as TEXT } from "../../../src/web/text/terminal/demo-federation.ts";
import { memberPhone, officerPhone, seekerPhone } from "../people.ts";
import type { Links } from "./links.ts";
import type { DemoNode } from "./node.ts";
import { CITIES } from "./seed.ts";
import { setLink } from "./story.ts";

type Pair = readonly [string, string];
type Shown = Pick<DemoNode, "n" | "cities" | "url">;
/** Nodes, and the links between them. */
export type Linked = { nodes: readonly Shown[]; links: Links; nodeOf(city: string): Shown };

const STYLE =
  "body{font:1.125rem/1.6 sans-serif;max-width:60rem;margin:0 auto;padding:1rem;color:#1a1a1a;background:#faf8f5}" +
  "h1{font-size:1.5rem}h2{font-size:1.25rem}ul{list-style:none;padding:0;display:grid;gap:.5rem;" +
  "grid-template-columns:repeat(auto-fill,minmax(min(100%,19rem),1fr))}" +
  "li{background:#fff;border:1px solid #ddd;border-radius:.5rem;padding:.75rem 1rem}" +
  "li.link{display:flex;gap:.5rem;align-items:center;justify-content:space-between}" +
  ".phones{color:#555;font-size:1rem;margin:.25rem 0 0}a{color:#1f5fa8;overflow-wrap:anywhere}" +
  ".state{font-weight:bold;color:#1d7a45}.cut .state{color:#b3261e}" +
  "button{font:inherit;min-height:2.75rem;min-width:5rem;border:1px solid #777;border-radius:.5rem;background:#fff}";

const nameOf = (city: string) => CITIES.find(({ code }) => code === city)?.short ?? city;
const namesOf = (cities: readonly string[]) => cities.map(nameOf).join("、");

/** Returns each pair of nodes, by the first city of each. */
function pairsOf({ nodes }: Linked): Pair[] {
  const firsts = nodes.map(({ cities }) => cities[0] ?? "");
  return firsts.flatMap((one, i) => firsts.slice(i + 1).map((other): Pair => [one, other]));
}

function lineOf(region: Linked, [one, other]: Pair): string {
  const [a, b] = [region.nodeOf(one), region.nodeOf(other)];
  const { cut } = region.links.state(a.n, b.n);
  const act = cut ? "mend" : "cut";
  return (
    `<li class="link${cut ? " cut" : ""}"><span>${TEXT.between(namesOf(a.cities), namesOf(b.cities))} ` +
    `<span class="state">${cut ? TEXT.isCut : TEXT.isWhole}</span></span>` +
    `<form method="post" action="/${act}/${one}/${other}"><button>${TEXT[act]}</button></form></li>`
  );
}

function nodeOf({ cities: [city = "", ...more], url }: Shown): string {
  const phones = TEXT.phones(officerPhone(city), memberPhone(city), seekerPhone(city));
  return (
    `<li><b>${namesOf([city, ...more])}</b> <a href="${url}/">${url}/</a>` +
    `<p class="phones">${phones.join("<br>")}</p></li>`
  );
}

function pageOf(region: Linked): string {
  const nodes = region.nodes.map(nodeOf);
  const links = pairsOf(region).map((pair) => lineOf(region, pair));
  return (
    `<!doctype html><html lang="zh-CN"><meta charset="utf-8">` +
    `<meta name="viewport" content="width=device-width,initial-scale=1"><title>${TEXT.title}</title>` +
    `<style>${STYLE}</style><h1>${TEXT.title}</h1><p>${TEXT.intro}</p>` +
    `<h2>${TEXT.nodes}</h2><p>${TEXT.signIn}</p><ul>${nodes.join("")}</ul><h2>${TEXT.links}</h2><ul>${links.join("")}</ul>` +
    `<form method="post" action="/mend"><button>${TEXT.mendAll}</button></form></html>`
  );
}

/** Serves a page with the nodes and a button for each link, on a free loopback port. */
export async function serveLinksPage(region: Linked): Promise<{ url: string; close(): Promise<void> }> {
  const known = new Map(pairsOf(region).map((pair) => [pair.join("/"), pair]));
  const server = createServer((request, response) => {
    const [, act, path = ""] = /^\/(cut|mend)\/(\d{6}\/\d{6})$/.exec(request.url ?? "") ?? [];
    const pair = known.get(path);
    // A form of another site must not reach it.
    const own = request.headers.origin === undefined || request.headers.origin === url;
    const all = request.url === "/mend" ? [...known.values()] : [];
    if (request.method === "POST" && own && (pair || all.length > 0)) {
      for (const one of pair ? [pair] : all) setLink(region, one, act === "cut");
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
