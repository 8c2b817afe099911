import { z } from "zod";
import {
  getEnterprise,
  listEnterprises,
  refuseEnterprise,
  reinstateEnterprise,
  STATUSES,
  suspendEnterprise,
  VerificationInput,
  verifyEnterprise,
} from "../../../../enterprises/index.ts";
import { AppError } from "../../../../platform/core/errors.ts";
import { Pages } from "../../../../platform/http/index.ts";
import { cursorOf, fieldText, parse, pathId, readForm } from "../../../forms.ts";
import { page } from "../../../page.tsx";
import { OFFICER, onRecord } from "../../../policies.ts";
import { ENTERPRISES } from "../../../text/union/pages.ts";
import { decideAndReturn } from "../queue/decision.ts";
import { EnterprisePage } from "./enterprise-page.tsx";
import { EnterprisesPage } from "./enterprises-page.tsx";

const ENTERPRISE = onRecord(OFFICER, "enterprise", "city");
const audience = "union" as const;
const PAGE = 20;

/** Pages of the city's enterprises: list, verify, refuse, suspend, reinstate. */
export const enterprisePages = new Pages()
  .get("/union/enterprises", OFFICER, async (c) => {
    const status = z.enum(STATUSES).safeParse(c.req.query("status")).data;
    const { items, nextCursor } = await listEnterprises(c.get("ctx"), {
      managed: true,
      ...(status ? { status } : {}),
      cursor: cursorOf(c),
      limit: PAGE,
    });
    const data = { items, status: status ?? null, next: nextCursor };
    return page(c, { title: ENTERPRISES.title, audience }, (shell) => (
      <EnterprisesPage shell={shell} data={data} />
    ));
  })
  .get("/union/enterprises/:id", ENTERPRISE, async (c) => {
    const enterprise = await getEnterprise(c.get("ctx"), pathId(c));
    if (!enterprise.management) throw new AppError("NOT_FOUND");
    return page(c, { title: enterprise.name, audience }, (shell) => (
      <EnterprisePage shell={shell} enterprise={enterprise} />
    ));
  })
  .post("/union/enterprises/:id/approve", ENTERPRISE, async (c) => {
    const fields = await readForm(c);
    const { uscc, overrideUscc } = parse(VerificationInput, {
      decision: "verify",
      uscc: fieldText(fields, "uscc") || undefined,
      overrideUscc: fieldText(fields, "overrideUscc") === "1",
    });
    const id = pathId(c);
    const decide = async () => {
      await verifyEnterprise(c.get("ctx"), { id, overrideUscc, ...(uscc ? { uscc } : {}) });
      return { enterprise: id };
    };
    return decideAndReturn(c, { outcome: "approve", fields, decide });
  })
  .post("/union/enterprises/:id/refuse", ENTERPRISE, async (c) => {
    const fields = await readForm(c);
    const input = { decision: "refuse", reason: fieldText(fields, "reason") };
    const { reason = "" } = parse(VerificationInput, input);
    const id = pathId(c);
    const decide = async () => {
      await refuseEnterprise(c.get("ctx"), { id, reason });
      return { enterprise: id };
    };
    return decideAndReturn(c, { outcome: "refuse", fields, decide });
  })
  .post("/union/enterprises/:id/reject", ENTERPRISE, async (c) => {
    const fields = await readForm(c);
    const input = { decision: "suspend", reason: fieldText(fields, "reason") };
    const { reason = "" } = parse(VerificationInput, input);
    const id = pathId(c);
    const decide = async () => {
      await suspendEnterprise(c.get("ctx"), { id, reason });
      return { enterprise: id };
    };
    return decideAndReturn(c, { outcome: "reject", fields, decide });
  })
  .post("/union/enterprises/:id/reinstate", ENTERPRISE, async (c) => {
    const id = pathId(c);
    const decide = async () => {
      await reinstateEnterprise(c.get("ctx"), { id });
      return { enterprise: id };
    };
    return decideAndReturn(c, { outcome: "approve", fields: {}, decide });
  });
