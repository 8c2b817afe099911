import type { Context } from "hono";
import { z } from "zod";
import { checkIn, listConflicts, type ScanView, SELF_GATE } from "../../../../../fairs/index.ts";
import { orNotFound } from "../../../../../platform/core/errors.ts";
import { UUID } from "../../../../../platform/core/ids.ts";
import { PlainText } from "../../../../../platform/core/schema.ts";
import { type Env, Pages } from "../../../../../platform/http/index.ts";
import { EMPTY_FORM, type FormState } from "../../../../components/forms.tsx";
import { type Fields, fieldText, formStatus, parse, readForm, submitForm } from "../../../../forms.ts";
import { page } from "../../../../page.tsx";
import { FAIR_OFFICER } from "../../../../policies.ts";
import { asset } from "../../../../static/index.ts";
import { SCANNER } from "../../../../text/fairs/check-in.ts";
import { type StaffedGate, staffedGate } from "../staffed-gate.ts";
import { ScannerPage, scannerHead } from "./scanner-page.tsx";

async function scannerPage(c: Context<Env>, at: StaffedGate, form: FormState, answer: ScanView | null) {
  const ctx = c.get("ctx");
  const conflicts = await listConflicts(ctx, at.fair.id);
  const title = `${SCANNER.heading(at.venue.name)} · ${at.fair.title}`;
  const status = formStatus(form);
  const head = scannerHead(at.fair.id, at.venue.id);
  return page(c, { title, audience: "union", status, head }, (shell) => (
    <ScannerPage
      shell={shell}
      {...at}
      conflicts={conflicts}
      form={form}
      answer={answer}
      scanId={ctx.ids.uuid()}
    />
  ));
}

const CODE_CHARS_MAX = 1000;
const TypedCode = z.object({ code: PlainText(CODE_CHARS_MAX, 1), gate: PlainText(20, 1) });

/** Checks in one typed or pasted code, by the same operation as the scanner script uses. */
async function scanOnce(c: Context<Env>, at: StaffedGate, fields: Fields): Promise<ScanView> {
  const [code, gate, id] = [fieldText(fields, "code"), fieldText(fields, "gate"), fieldText(fields, "scan")];
  const named = gate && gate !== SELF_GATE ? gate.slice(0, 20) : SCANNER.gateDefault;
  const direction = fieldText(fields, "direction") === "out" ? ("out" as const) : ("in" as const);
  const typed = parse(TypedCode, { code: code.slice(0, CODE_CHARS_MAX), gate: named });
  const scan = { id: UUID.test(id) ? id : c.get("ctx").ids.uuid(), code: typed.code, direction };
  const { items } = await checkIn(c.get("ctx"), {
    fairId: at.fair.id,
    venueId: at.venue.id,
    gate: typed.gate,
    scans: [{ ...scan, claimed: null, deviceAt: null }],
  });
  return orNotFound(items[0]);
}

/** The scanner page and its web app manifest. */
export const scannerPages = new Pages()
  .get("/union/fairs/:id/scanner", FAIR_OFFICER, async (c) =>
    scannerPage(c, await staffedGate(c, c.req.query("venue")), EMPTY_FORM, null),
  )
  .post("/union/fairs/:id/scanner", FAIR_OFFICER, async (c) => {
    const fields = await readForm(c);
    const at = await staffedGate(c, fieldText(fields, "venue") || undefined);
    const form = { values: fields, errors: [] };
    if (!fieldText(fields, "code"))
      return scannerPage(c, at, { ...form, errors: [{ path: "code", code: "MISSING" }] }, null);
    return submitForm(
      fields,
      async () => {
        return await scannerPage(c, at, form, await scanOnce(c, at, fields));
      },
      (form) => scannerPage(c, at, form, null),
    );
  })
  .get("/union/fairs/:id/scanner.webmanifest", FAIR_OFFICER, async (c) => {
    const { fair, venue } = await staffedGate(c, c.req.query("venue"));
    const start = `/union/fairs/${fair.id}/scanner`;
    const manifest = {
      id: start,
      name: SCANNER.heading(venue.name),
      short_name: SCANNER.appName,
      start_url: `${start}?venue=${venue.id}`,
      scope: start,
      display: "standalone",
      lang: "zh-CN",
      background_color: "#fbf9f6",
      theme_color: "#1c1b1a",
      icons: [{ src: asset("scanner/icon.svg"), sizes: "any", type: "image/svg+xml", purpose: "any" }],
    };
    return c.body(JSON.stringify(manifest), 200, { "content-type": "application/manifest+json" });
  });
