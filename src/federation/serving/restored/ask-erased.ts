import type { RequestContext } from "../../../platform/context.ts";
import { OutboundError } from "../../../platform/outbound/index.ts";
import { signFor } from "../../requests/index.ts";
import { type ErasedItem, ErasedPage } from "./schema.ts";
import type { RestoredLog } from "./store.ts";

const BOUNDS = { totalMs: 10_000, maxBytes: 1_000_000 };

function pageIn(body: Uint8Array): ErasedItem[] {
  try {
    return ErasedPage.parse(JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(body))).items;
  } catch {
    throw new OutboundError("UNREACHABLE");
  }
}

/**
 * Asks a peer which erasures of a log it carried out. A backup may lack the newest ones. Throws OutboundError
 * if it gives no list.
 */
export async function askErased(
  ctx: RequestContext,
  { stream, city }: RestoredLog,
  peer: { url: string },
): Promise<ErasedItem[]> {
  const all: ErasedItem[] = [];
  for (let after = "0.0"; ; ) {
    const url = `${peer.url}/fed/v1/receipts?log=${encodeURIComponent(stream)}&after=${after}`;
    const headers = (await signFor(ctx, city, { method: "GET", url })) ?? {};
    const { status, body } = await ctx.outbound(url, { headers, ...BOUNDS });
    if (status !== 200) throw new OutboundError("UNREACHABLE");
    const items = pageIn(body);
    const last = items.at(-1);
    if (!last) return all;
    all.push(...items);
    after = `${last.log.split("/").at(-1)}.${last.seq}`;
  }
}
