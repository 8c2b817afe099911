import type { Context } from "hono";
import {
  checkIn,
  gatesOf,
  getFair,
  listConflicts,
  type ScanView,
  SELF_GATE,
} from "../../../../fairs/index.ts";
import { found } from "../../../../platform/core/errors.ts";
import { UUID } from "../../../../platform/core/ids.ts";
import { type Env, Pages } from "../../../../platform/http/index.ts";
import { EMPTY_FORM, type FormState } from "../../../components/forms.tsx";
import { type Fields, idOf, one, readForm, refusedForm } from "../../../forms.ts";
import { page } from "../../../page.tsx";
import { asset } from "../../../static/index.ts";
import { SCANNER } from "../../../text/fairs/tickets.ts";
import { ScannerPage, scannerHead } from "./scanner.tsx";

/** Officers of the host, and of the city a venue stands in. */
const gates = { who: ["officer"], on: { record: "fair", param: "id", by: "readers" } } as const;

/** The fair, and the venue that is asked for among those whose doors the caller keeps; the first of them. */
async function gateOf(c: Context<Env>, venueId: string | undefined) {
  const ctx = c.get("ctx");
  const fair = await getFair(ctx, { id: idOf(c) });
  const venues = gatesOf(ctx, fair);
  return { fair, venues, venue: found(venueId ? venues.find(({ id }) => id === venueId) : venues[0]) };
}

type At = Awaited<ReturnType<typeof gateOf>>;

async function answered(c: Context<Env>, at: At, form: FormState, answer: ScanView | null) {
  const ctx = c.get("ctx");
  const conflicts = await listConflicts(ctx, at.fair.id);
  const title = `${SCANNER.heading(at.venue.name)} · ${at.fair.title}`;
  const status = form.errors.length > 0 ? 422 : 200;
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

/** The typed check-in: the same verb as the device's, one scan at a time. */
async function scanOnce(c: Context<Env>, at: At, fields: Fields): Promise<ScanView> {
  const [code, gate, id] = [one(fields, "code"), one(fields, "gate"), one(fields, "scan")];
  const named = gate && gate !== SELF_GATE ? gate.slice(0, 20) : SCANNER.gateDefault;
  const direction = one(fields, "direction") === "out" ? ("out" as const) : ("in" as const);
  const scan = { id: UUID.test(id) ? id : c.get("ctx").ids.uuid(), code: code.slice(0, 1000), direction };
  const { items } = await checkIn(c.get("ctx"), {
    fairId: at.fair.id,
    venueId: at.venue.id,
    gate: named,
    scans: [{ ...scan, claimed: null, deviceAt: null }],
  });
  return found(items[0]);
}

/** The gate's page, and what makes it installable. */
export const scannerPages = new Pages()
  .get("/union/fairs/:id/scanner", gates, async (c) =>
    answered(c, await gateOf(c, c.req.query("venue")), EMPTY_FORM, null),
  )
  .post("/union/fairs/:id/scanner", gates, async (c) => {
    const fields = await readForm(c);
    const at = await gateOf(c, one(fields, "venue") || undefined);
    const form = { values: fields, errors: [] };
    if (!one(fields, "code"))
      return answered(c, at, { ...form, errors: [{ path: "code", code: "MISSING" }] }, null);
    try {
      return await answered(c, at, form, await scanOnce(c, at, fields));
    } catch (error) {
      const refused = refusedForm(error, fields);
      if (!refused) throw error;
      return answered(c, at, refused, null);
    }
  })
  .get("/union/fairs/:id/scanner.webmanifest", gates, async (c) => {
    const { fair, venue } = await gateOf(c, c.req.query("venue"));
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
