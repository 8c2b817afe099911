import type { Context } from "hono";
import { z } from "zod";
import { countDeniedStarts } from "../../../../applications/index.ts";
import {
  countEnterprises,
  getEnterprise,
  getVerification,
  listEnterprises,
  previewSuspension,
  refuseEnterprise,
  reinstateEnterprise,
  renewVerification,
  STATUSES,
  suspendEnterprise,
  VerificationInput,
  verifyEnterprise,
} from "../../../../enterprises/index.ts";
import { AppError, type FieldError } from "../../../../platform/core/errors.ts";
import { listSheet } from "../../../../platform/http/answers/list-sheet.ts";
import { type Env, Pages } from "../../../../platform/http/index.ts";
import { namesFor } from "../../../code-names.ts";
import { EMPTY_FORM, type FormState } from "../../../components/forms.tsx";
import {
  cursorOf,
  type Fields,
  fieldText,
  formStatus,
  parse,
  pathId,
  readForm,
  submitForm,
} from "../../../forms.ts";
import { wordsOf } from "../../../links/pages.ts";
import { page } from "../../../page.tsx";
import { OFFICER, onRecord } from "../../../policies.ts";
import { LIST } from "../../../text/common.ts";
import { ENTERPRISES, QUEUE } from "../../../text/union/pages.ts";
import { historyOf } from "../history/load.ts";
import { decideAndReturn } from "../queue/decision.ts";
import { EnterprisePage } from "./enterprise-page.tsx";
import { EnterprisesPage } from "./enterprises-page.tsx";

const ENTERPRISE = onRecord(OFFICER, "enterprise", "city");
const audience = "union" as const;
const PAGE = 20;

/** Returns the filter of the list in the address. An unknown status counts as none. */
const filterOf = (c: Context<Env>) => ({
  status: z.enum(STATUSES).safeParse(c.req.query("status")).data,
  q: wordsOf(c.req.query("q")),
});

/** Answers with the enterprises that the address selects, as a file. */
async function enterprisesSheet(c: Context<Env>, format: "csv" | "xlsx"): Promise<Response> {
  const ctx = c.get("ctx");
  const filter = filterOf(c);
  const names = await namesFor(ctx);
  const { name, code, county, state, members, claims, file } = ENTERPRISES;
  return listSheet({
    name: file,
    format,
    cut: LIST.cut,
    head: [name, code, county, state, members, claims],
    list: (asked) => listEnterprises(ctx, { managed: true, ...filter, ...asked }),
    row: (one) => [
      one.name,
      one.uscc ?? "",
      names.division(one.county ?? "") ?? "",
      ENTERPRISES.status[one.management?.status ?? ""] ?? "",
      one.management?.members ?? 0,
      one.management?.claims ?? 0,
    ],
  });
}

/** Shows an enterprise to its officer. `form` is the form of a decision after a validation error. */
async function enterprisePage(c: Context<Env>, form: FormState) {
  const ctx = c.get("ctx");
  const id = pathId(c);
  const [enterprise, verification, affected, history] = await Promise.all([
    getEnterprise(ctx, id),
    getVerification(ctx, id),
    previewSuspension(ctx, id),
    historyOf(c, { kind: "enterprise", id, path: `/union/enterprises/${id}` }),
  ]);
  if (!enterprise.management) throw new AppError("NOT_FOUND");
  const outcome = QUEUE.done[c.req.query("done") ?? ""];
  const warning = c.req.query("done") === "taken";
  const text = outcome && !warning ? QUEUE.doneFor(outcome, enterprise.name) : outcome;
  const renewed = c.req.query("done") === "renew" ? (text ?? null) : null;
  const done = text && !renewed ? { text, warning } : null;
  const standing = { affected, verification, form, done, renewed };
  const status = formStatus(form);
  return page(c, { title: enterprise.name, audience, status }, (shell) => (
    <EnterprisePage shell={shell} enterprise={enterprise} standing={standing} history={history} />
  ));
}

/**
 * Runs a change of an enterprise's standing, and returns to its page. If a change in the meantime rules it
 * out, the page says so.
 */
async function changeAndReturn(
  c: Context<Env>,
  outcome: "suspend" | "reinstate" | "renew",
  run: () => Promise<unknown>,
) {
  const to = (done: string) =>
    c.redirect(
      `/union/enterprises/${pathId(c)}?done=${done}#${outcome === "renew" ? "verification" : "suspension"}`,
      303,
    );
  try {
    await run();
    return to(outcome);
  } catch (error) {
    if (error instanceof AppError && error.code === "ENTERPRISE_STATE") return to("taken");
    throw error;
  }
}

/**
 * Shows the enterprise's page after an error, unless the form stands in the queue: its card shows the error
 * then.
 */
function unlessQueued(fields: Fields, error: unknown, show: () => Promise<Response>) {
  if (fields.place !== undefined) throw error;
  return show();
}

/** Pages of the city's enterprises: list, verify, refuse, suspend, reinstate. */
export const enterprisePages = new Pages()
  .get("/union/enterprises", OFFICER, async (c) => {
    const ctx = c.get("ctx");
    const filter = filterOf(c);
    const [{ items, nextCursor }, counts, deniedStarts] = await Promise.all([
      listEnterprises(ctx, { managed: true, ...filter, cursor: cursorOf(c), limit: PAGE }),
      countEnterprises(ctx, filter),
      countDeniedStarts(ctx),
    ]);
    const shown = { status: filter.status ?? null, words: filter.q ?? null };
    const data = { items, counts, ...shown, next: nextCursor, deniedStarts };
    return page(c, { title: ENTERPRISES.title, audience }, (shell) => (
      <EnterprisesPage shell={shell} data={data} />
    ));
  })
  .get("/union/enterprises.csv", OFFICER, (c) => enterprisesSheet(c, "csv"))
  .get("/union/enterprises.xlsx", OFFICER, (c) => enterprisesSheet(c, "xlsx"))
  .get("/union/enterprises/:id", ENTERPRISE, (c) => enterprisePage(c, EMPTY_FORM))
  .post("/union/enterprises/:id/approve", ENTERPRISE, async (c) => {
    const fields = await readForm(c);
    const id = pathId(c);
    const decide = async () => {
      const { uscc, overrideUscc } = parse(VerificationInput, {
        decision: "verify",
        uscc: fieldText(fields, "uscc") || undefined,
        overrideUscc: fieldText(fields, "overrideUscc") === "1",
      });
      await verifyEnterprise(c.get("ctx"), { id, overrideUscc, ...(uscc ? { uscc } : {}) });
      return { enterprise: id };
    };
    return submitForm(
      fields,
      () => decideAndReturn(c, { outcome: "approve", fields, decide }),
      (form, error) => unlessQueued(fields, error, () => enterprisePage(c, form)),
    );
  })
  .post("/union/enterprises/:id/refuse", ENTERPRISE, async (c) => {
    const fields = await readForm(c);
    // The queue calls the field `reason`. On the enterprise's page that is the reason of a suspension.
    const typed = fieldText(fields, "refusal") || fieldText(fields, "reason");
    const id = pathId(c);
    const decide = async () => {
      const { reason = "" } = parse(VerificationInput, { decision: "refuse", reason: typed });
      await refuseEnterprise(c.get("ctx"), { id, reason });
      return { enterprise: id };
    };
    const named = ({ path, code }: FieldError) => ({
      path: path === "reason" ? "refusal" : path,
      code: typed === "" ? "REQUIRED" : code,
    });
    return submitForm(
      fields,
      () => decideAndReturn(c, { outcome: "refuse", fields, decide }),
      ({ errors }, error) =>
        unlessQueued(fields, error, () =>
          enterprisePage(c, { values: { refusal: typed }, errors: errors.map(named) }),
        ),
    );
  })
  .post("/union/enterprises/:id/suspend", ENTERPRISE, async (c) => {
    const fields = await readForm(c);
    const asked = { decision: "suspend", reason: fieldText(fields, "reason").trim() };
    return submitForm(
      fields,
      async () => {
        const { reason } = parse(VerificationInput, asked);
        return changeAndReturn(c, "suspend", () =>
          suspendEnterprise(c.get("ctx"), { id: pathId(c), reason }),
        );
      },
      (form) => enterprisePage(c, form),
    );
  })
  .post("/union/enterprises/:id/renew", ENTERPRISE, (c) =>
    changeAndReturn(c, "renew", () => renewVerification(c.get("ctx"), { id: pathId(c) })),
  )
  .post("/union/enterprises/:id/reinstate", ENTERPRISE, (c) =>
    changeAndReturn(c, "reinstate", () => reinstateEnterprise(c.get("ctx"), { id: pathId(c) })),
  );
