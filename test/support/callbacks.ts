import type { createApp } from "../../src/app.ts";
import { sha256 } from "../../src/platform/core/vault.ts";
import { Callbacks } from "../../src/platform/http/index.ts";

/** The credential that the routes of `testCallbacks` accept. */
export const CALLBACK_KEY = "a-key-of-a-streaming-server";

/** A credential of a server is compared as a hash. */
const isKey = async (sent: string | undefined) =>
  (await sha256(sent ?? "")).equals(await sha256(CALLBACK_KEY));

/** Callbacks as a streaming server sends them: `k` is the credential. They answer what they received. */
export const testCallbacks = (): Callbacks =>
  new Callbacks()
    .post("/callbacks/test", {
      verify: async (_ctx, { fields }) =>
        (await isKey(fields.get("k"))) ? { key: "test", sender: "server" } : null,
      answer: (c, { fields, sender }) => {
        if (fields.get("name") === "broken") throw new Error(`no stream for ${fields.get("k")}`);
        return c.json({ sender, actor: c.get("ctx").actor, fields: Object.fromEntries(fields) });
      },
    })
    .post("/callbacks/test/:id", {
      on: { record: "posting", param: "id", by: "parties" },
      verify: async () => null,
      answer: (c) => c.body(null, 204),
    });

type App = ReturnType<typeof createApp>;

/** Adds the routes of `testCallbacks` to an app that answered no request yet. */
export function mountCallbacks(app: App): App {
  const { app: routes, entries } = testCallbacks();
  app.route("/", routes);
  app.callbackEntries.push(...entries);
  return app;
}
