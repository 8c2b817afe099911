import { appendFileSync, writeFileSync } from "node:fs";
import { afterAll, beforeAll, test } from "vitest";
import { signInByPhone } from "../support/client.ts";
import { type DemoDatabase, demoDatabase } from "../support/demo.ts";
import { type RunningApp, startApp } from "../support/server.ts";
import { formsOf, type PageForm } from "./form-reader.ts";
import { prepare } from "./visited-records.ts";
import { FACES, VISITS } from "./visits.ts";

let demo: DemoDatabase;
let app: RunningApp;
beforeAll(async () => {
  demo = await demoDatabase();
  app = await startApp(demo.services);
}, 300_000);
afterAll(async () => {
  await app?.close();
  await demo?.drop();
});
const OUT = process.env.EXPLORE_OUT ?? "/tmp/explore.txt";
test("explore", async () => {
  writeFileSync(OUT, "");
  const ids = await prepare(demo, app.origin);
  await demo.travel("61 seconds");
  const tokens = new Map<string, string>();
  const seen = new Set<string>();
  const todo: {
    who: string;
    at: string;
    cookie: string;
    form: PageForm;
    button: [string, string];
    mark: string;
  }[] = [];
  for (const visit of [...VISITS, ...FACES]) {
    const token = visit.phone
      ? (tokens.get(visit.phone) ?? (await signInByPhone(app.origin, visit.phone)))
      : "";
    if (visit.phone) tokens.set(visit.phone, token);
    for (const at of visit.paths(ids)) {
      const cookie = token ? `session=${token}` : "";
      const answer = await fetch(app.origin + at, { headers: { cookie } });
      const html = await answer.text();
      const extra = (answer.headers.get("set-cookie") ?? "").split(";")[0] ?? "";
      for (const form of formsOf(html)) {
        if (form.fields.length === 0) continue;
        for (const button of form.buttons) {
          const kind =
            form.action.replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, "one").replace(/_csrf=.*/, "") +
            "|" +
            form.fields.map((f) => f.name).join() +
            "|" +
            form.hidden.filter(([n]) => ["act", "kind", "own", "which", "visitId"].includes(n)).join() +
            "|" +
            button.join();
          if (seen.has(kind)) continue;
          seen.add(kind);
          todo.push({
            who: visit.who,
            at,
            cookie: [cookie, extra].filter(Boolean).join("; "),
            form,
            button,
            mark: /class="mark" href="([^"]*)"/.exec(html)?.[1] ?? "",
          });
        }
      }
    }
  }
  const asks = (form: PageForm) => form.fields.some((f) => f.required && f.blank === "");
  todo.sort((a, b) => Number(asks(b.form)) - Number(asks(a.form)));
  for (const mode of ["long", "control", "empty"])
    for (const { who, at, cookie, form, button, mark } of todo) {
      const text = { long: "长".repeat(10_000), control: "名\u0000称\u0007x\u202e倒", empty: "" }[mode] ?? "";
      const isText = (kind: string) => ["text", "textarea", "tel", "search", "email"].includes(kind);
      if (mode !== "empty" && !form.fields.some((f) => isText(f.kind))) continue;
      const pairs: [string, string][] = [
        ...form.hidden,
        ...form.fields.flatMap((f): [string, string][] =>
          f.blank === null ? [] : [[f.name, isText(f.kind) ? text : f.blank]],
        ),
      ];
      if (button[0]) pairs.push(button);
      let body: FormData | URLSearchParams = new URLSearchParams(pairs);
      if (form.upload) {
        body = new FormData();
        for (const [n, v] of pairs) body.append(n, v);
        for (const f of form.fields) if (f.kind === "file") body.append(f.name, new Blob([]), "");
      }
      const answer = await fetch(app.origin + form.action, {
        method: "POST",
        redirect: "manual",
        body,
        headers: { cookie, accept: "text/html", origin: app.origin, referer: app.origin + at },
      });
      const html = await answer.text();
      const texts = [...html.matchAll(/<p class="error"[^>]*>([\s\S]*?)<\/p>/g)].map((m) => m[1]);
      const summary = (/<div class="errors"[\s\S]*?<\/div>/.exec(html)?.[0] ?? "")
        .replace(/<[^>]+>/g, " ")
        .replace(/\s+/g, " ")
        .replace(/长{30,}/g, "LONG");
      const h1 = /<h1[^>]*>([\s\S]*?)<\/h1>/.exec(html)?.[1];
      const same = (/class="mark" href="([^"]*)"/.exec(html)?.[1] ?? "") === mark;
      const names = form.fields.map((f) => f.name + (f.required ? "!" : "")).join(" ");
      appendFileSync(
        OUT,
        `${mode} ${answer.status} ${who} ${at}\n   POST ${form.action} ${button.join("=")}\n   fields ${names}\n   frame ${same} h1 ${h1} -> ${answer.headers.get("location") ?? ""}\n   SUMMARY ${summary}\n   BESIDE ${texts.join(" | ")}\n`,
      );
      if (answer.status === 422 && mode === "empty")
        appendFileSync("/tmp/pages.txt", `\n=====${form.action}\n${html}`);
    }
}, 600_000);
