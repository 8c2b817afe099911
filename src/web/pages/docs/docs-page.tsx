import type { FC } from "hono/jsx";
import { PROGRAM } from "../../../capabilities.ts";
import type { Code } from "../../../platform/core/codes.ts";
import type { Policy } from "../../../platform/core/policy.ts";
import { describe } from "../../text/errors/index.ts";
import { DOCS } from "../../text/public/docs.ts";

type Operation = {
  summary?: string;
  parameters?: { name: string; in: string }[];
  requestBody?: unknown;
  "x-policy"?: Policy;
};

export type OpenApi = { paths?: Record<string, Record<string, Operation>> };

const rolesText = (policy: Policy | undefined): string => {
  const who = policy?.who ?? "anyone";
  return (typeof who === "string" ? [who] : [...who]).map((role) => DOCS.who[role] ?? role).join("、");
};

export const DocsPage: FC<{ document: OpenApi }> = ({ document }) => (
  <div>
    <h1>{DOCS.heading}</h1>
    <p>
      {DOCS.lead} <a href="/api/openapi.json">/api/openapi.json</a>
    </p>
    {Object.entries(document.paths ?? {}).flatMap(([path, operations]) =>
      Object.entries(operations).map(([method, operation]) => (
        <section class="card">
          <h2>
            {method.toUpperCase()} {path}
          </h2>
          <p lang="en">{operation.summary}</p>
          <p class="quiet">
            {DOCS.policy}: {rolesText(operation["x-policy"])}
            {operation.parameters?.length
              ? ` · ${DOCS.parameters}: ${operation.parameters.map((p) => p.name).join(", ")}`
              : ""}
            {operation.requestBody ? ` · ${DOCS.body}: JSON` : ""}
          </p>
        </section>
      )),
    )}
    <h2>{DOCS.errors}</h2>
    <dl class="facts-list">
      {Object.entries(PROGRAM.statuses).map(([code, status]) => (
        <div id={code}>
          <dt>{status}</dt>
          <dd>
            <b>{code}</b> {describe(code as Code).title}
          </dd>
        </div>
      ))}
    </dl>
  </div>
);
