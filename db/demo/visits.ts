import { createApp } from "../../src/app.ts";
import type { Services } from "../../src/platform/context.ts";

const PHONES = ["HUAWEI ALN-AL00", "OPPO PHM110", "vivo V2282A", "Redmi 23078RKD5C"];
const AT_ONCE = 20;

/** Opens a page as a browser at an address. Throws unless the answer is a redirect. */
async function visit(app: ReturnType<typeof createApp>, path: string, n: number): Promise<void> {
  const remoteAddress = `10.${(n >> 14) & 255}.${(n >> 7) & 127}.${n & 127}`;
  const browser = `Mozilla/5.0 (Linux; Android 14; ${PHONES[n % PHONES.length]}) Chrome/116.0 MicroMessenger/8.0`;
  const headers = { "user-agent": browser, "sec-fetch-dest": "document" };
  const answer = await app.request(path, { headers }, { incoming: { socket: { remoteAddress } } });
  if (answer.status !== 303) throw new Error(`the channel answered ${answer.status}`);
}

/** Opens a channel's address as `people` different browsers. Every tenth one opens it twice. */
export async function visitChannel(services: Services, code: string, people: number): Promise<void> {
  const app = createApp({ servicesOf: () => services });
  const visits = Array.from({ length: people }, (_, n) => (n % 10 === 0 ? [n, n] : [n])).flat();
  for (let at = 0; at < visits.length; at += AT_ONCE)
    await Promise.all(visits.slice(at, at + AT_ONCE).map((n) => visit(app, `/f/${code}`, n)));
}
