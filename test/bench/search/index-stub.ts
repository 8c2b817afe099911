import { createHash } from "node:crypto";
import { type Answer, type Asked, startMeiliStub } from "../../support/meili-stub.ts";

type Held = { id: string; rev: number };
const PAGE_MAX = 10_000;

/** Returns a hash of the documents' ids and revisions. Their order does not matter. */
export const contentHash = (held: Iterable<Held>): string =>
  createHash("sha256")
    .update(
      [...held]
        .map(({ id, rev }) => `${id} ${rev}`)
        .sort()
        .join("\n"),
    )
    .digest("hex");

/** A stand-in for Meilisearch that stores the ids and revisions of documents. It does not rank or filter. */
export type IndexStub = {
  url: string;
  held(): Held[];
  /** Deletes all indexes, like a server that restarts without its data. */
  lose(): void;
  /** The response to every request during a fault: null leaves the request open. Undefined means no fault. */
  down: Answer | undefined;
  /** Stops the server: connections are refused until `start`. */
  stop(): Promise<void>;
  start(): Promise<void>;
};

const UIDS = /"([0-9a-f-]{36})"/g;

export async function startIndexStub(): Promise<IndexStub> {
  const indexes = new Map<string, Map<string, Held>>();
  const of = (uid: string) => {
    const documents = indexes.get(uid) ?? new Map<string, Held>();
    indexes.set(uid, documents);
    return documents;
  };
  const accepted = (taskUid: number): Answer => ({ status: 202, body: { taskUid, status: "enqueued" } });
  const ok = (body: unknown): Answer => ({ status: 200, body });

  /** Handles a request about documents of one index. */
  function documents({ method, body }: Asked, uid: string, url: URL): Answer | undefined {
    const mine = of(uid);
    if (url.pathname.endsWith("/delete-batch")) for (const id of body as string[]) mine.delete(id);
    else if (url.pathname.endsWith("/fetch")) {
      const ids = [...String((body as { filter: string }).filter).matchAll(UIDS)].map(([, id]) => id ?? "");
      return ok({ results: ids.flatMap((id) => mine.get(id) ?? []), total: ids.length });
    } else if (method === "GET") {
      const offset = Number(url.searchParams.get("offset") ?? 0);
      return ok({ results: [...mine.values()].slice(offset, offset + PAGE_MAX), total: mine.size });
    } else for (const { id, rev } of body as Held[]) mine.set(id, { id, rev });
    return accepted(1);
  }

  function answer(asked: Asked): Answer | undefined {
    // Discards the recorded requests, because a rebuild sends every posting.
    base.asked.length = 0;
    if (stub.down !== undefined) return stub.down;
    const url = new URL(asked.path, "http://stub");
    const [, , uid = ""] = url.pathname.split("/");
    if (url.pathname.endsWith("/stats")) return ok({ numberOfDocuments: of(uid).size, isIndexing: false });
    if (url.pathname.includes("/documents")) return documents(asked, uid, url);
    if (asked.method === "GET" && url.pathname === "/indexes")
      return ok({ results: [...indexes.keys()].map((known) => ({ uid: known })), total: indexes.size });
    if (asked.method === "POST" && url.pathname === "/indexes") of((asked.body as { uid: string }).uid);
    if (asked.method === "DELETE") indexes.delete(uid);
    if (url.pathname === "/swap-indexes")
      for (const { indexes: pair } of asked.body as { indexes: [string, string] }[]) {
        const [a, b] = pair.map(of) as [Map<string, Held>, Map<string, Held>];
        indexes.set(pair[0], b).set(pair[1], a);
      }
    return undefined;
  }

  let base = await startMeiliStub();
  const { url, port } = base;
  const stub: IndexStub = {
    url,
    down: undefined,
    held: () => [...of("postings").values()],
    lose: () => indexes.clear(),
    stop: () => base.close(),
    async start() {
      base = await startMeiliStub(port);
      base.answer = answer;
    },
  };
  base.answer = answer;
  return stub;
}
