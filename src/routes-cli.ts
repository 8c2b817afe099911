import { textTable } from "../db/tools/table.ts";
import { createApp } from "./app.ts";
import type { Policy } from "./platform/core/policy.ts";
import { API_PATH } from "./platform/http/api.ts";

type Route = {
  method: string;
  path: string;
  kind: "api" | "page" | "machine" | "callback";
  policy: Policy | undefined;
};

function routes(): Route[] {
  const app = createApp({
    servicesOf: () => {
      throw new Error("routes are listed, not called");
    },
  });
  const api = app.api.openAPIRegistry.definitions.flatMap((definition): Route[] => {
    if (definition.type !== "route") return [];
    const {
      method,
      path,
      "x-policy": policy,
    } = definition.route as typeof definition.route & { "x-policy"?: Policy };
    return [{ method: method.toUpperCase(), path: `${API_PATH}${path}`, kind: "api", policy }];
  });
  const of = (kind: Route["kind"], entries: typeof app.pageEntries) =>
    entries.map(
      (entry): Route => ({ ...entry, path: entry.path.replace(/:(\w+)(\{[^}]*\})?/g, "{$1}"), kind }),
    );
  return [
    ...api,
    ...of("page", app.pageEntries),
    ...of("machine", app.machineEntries),
    ...of("callback", app.callbackEntries),
  ];
}

const whoOf = (policy: Policy | undefined) =>
  policy ? (typeof policy.who === "string" ? policy.who : policy.who.join(", ")) : "no policy";
const onOf = (policy: Policy | undefined) =>
  policy?.on ? `${policy.on.record} of {${policy.on.param}}, by ${policy.on.by}` : "";

/**
 * `npm run routes [-- WORD …]`: prints every API route and page with its policy. With words, prints only the
 * lines that contain all of them.
 */
const words = process.argv.slice(2).map((word) => word.toLowerCase());
const rows = routes()
  .map(({ method, path, kind, policy }) => [method, path, kind, whoOf(policy), onOf(policy)])
  .filter((row) => words.every((word) => row.join(" ").toLowerCase().includes(word)))
  .sort((a, b) => (a[1] ?? "").localeCompare(b[1] ?? "") || (a[0] ?? "").localeCompare(b[0] ?? ""));
console.log(textTable(["method", "path", "kind", "who", "on"], rows));
console.log(`(${rows.length} route${rows.length === 1 ? "" : "s"})`);
