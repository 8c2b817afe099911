/**
 * Benchmarks by name, for `npm run bench -- <name>`. Each prints the program's figure and the reference's;
 * the last line is JSON.
 */
const BENCHES: Record<string, () => Promise<{ run(): Promise<void> }>> = {
  http: () => import("./http.ts"),
  import: () => import("./import.ts"),
  relevance: () => import("./relevance.ts"),
  booths: () => import("./booths.ts"),
  search: () => import("./search/search.ts"),
  "search-engine": () => import("./search/search-engine.ts"),
  freshness: () => import("./freshness.ts"),
  fallback: () => import("./search/fallback.ts"),
  timetable: () => import("./timetable.ts"),
  stream: () => import("./stream/stream.ts"),
  "stream-beats": () => import("./stream/beats.ts"),
  "stream-apply": () => import("./stream/apply.ts"),
  "stream-picture": () => import("./stream/picture.ts"),
  sse: () => import("./sse.ts"),
  pool: () => import("./pool.ts"),
  tickets: () => import("./tickets.ts"),
  checkin: () => import("./checkin.ts"),
  backup: () => import("./backup.ts"),
  restore: () => import("./restore.ts"),
  sequence: () => import("./sequence.ts"),
  sync: () => import("./sync/sync.ts"),
  "sync-verify": () => import("./sync/verify.ts"),
  "sync-freshness": () => import("./sync/freshness.ts"),
  "sync-bootstrap": () => import("./sync/bootstrap.ts"),
  "remote-apply": () => import("./sync/remote-apply.ts"),
  "sync-scale": () => import("./sync/scale.ts"),
  screens: () => import("./screens/screens.ts"),
};

const wanted = process.argv[2] ?? "";
const load = BENCHES[wanted];
if (!load) {
  console.error(`usage: npm run bench -- <${Object.keys(BENCHES).join("|")}>`);
  process.exit(2);
}
await (await load()).run();

export {};
