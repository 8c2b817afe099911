import type { FC } from "hono/jsx";
import type { EnterpriseView } from "../../../../enterprises/index.ts";
import { Empty, Facts, Pages, Status, Table } from "../../../components/blocks.tsx";
import { Button, Check, EMPTY_FORM, Field, Form } from "../../../components/forms.tsx";
import type { Shell } from "../../../layout.tsx";
import { REGISTER } from "../../../text/enterprise.ts";
import { ENTERPRISES, QUEUE } from "../../../text/union.ts";
import { ReasonForm } from "../queue/queue-page.tsx";

const KIND = { unverified: "plain", claimed: "waiting", verified: "done", suspended: "stopped" } as const;

const State: FC<{ enterprise: EnterpriseView }> = ({ enterprise }) => {
  const status = enterprise.desk?.status ?? (enterprise.verified ? "verified" : "unverified");
  return <Status kind={KIND[status]}>{ENTERPRISES.status[status]}</Status>;
};

export type ListData = { items: EnterpriseView[]; status: string | null; next: string | null };

export const EnterprisesPage: FC<{ shell: Shell; data: ListData }> = ({ data }) => (
  <>
    <h1>{ENTERPRISES.heading}</h1>
    <ul class="chips">
      {[null, ...Object.keys(ENTERPRISES.status)].map((status) => (
        <li>
          <a
            class="chip"
            href={status ? `/union/enterprises?status=${status}` : "/union/enterprises"}
            {...(status === data.status ? { "aria-current": "true" as const } : {})}
          >
            {status ? ENTERPRISES.status[status] : ENTERPRISES.all}
          </a>
        </li>
      ))}
    </ul>
    {data.items.length === 0 ? (
      <Empty text={ENTERPRISES.empty} />
    ) : (
      <Table
        caption={ENTERPRISES.title}
        columns={[
          {
            head: ENTERPRISES.name,
            cell: (row: EnterpriseView) => <a href={`/union/enterprises/${row.id}`}>{row.name}</a>,
          },
          { head: ENTERPRISES.state, cell: (row: EnterpriseView) => <State enterprise={row} /> },
          { head: ENTERPRISES.members, number: true, cell: (row: EnterpriseView) => row.desk?.members ?? 0 },
          { head: ENTERPRISES.claims, number: true, cell: (row: EnterpriseView) => row.desk?.claims ?? 0 },
        ]}
        rows={data.items}
      />
    )}
    <Pages
      next={
        data.next
          ? `/union/enterprises?cursor=${encodeURIComponent(data.next)}${data.status ? `&status=${data.status}` : ""}`
          : null
      }
      first={null}
    />
  </>
);

/** One enterprise with what an officer may do to it now. */
export const EnterprisePage: FC<{ shell: Shell; enterprise: EnterpriseView }> = ({ shell, enterprise }) => {
  const { desk, id } = enterprise;
  return (
    <div class="narrow">
      <h1>{enterprise.name}</h1>
      <p>
        <State enterprise={enterprise} />
      </p>
      <section class="card">
        <Facts
          items={[
            { term: QUEUE.code, value: desk?.uscc ?? enterprise.uscc },
            ...(enterprise.address ? [{ term: REGISTER.address, value: enterprise.address }] : []),
            ...(desk?.usccCheck ? [{ term: "", value: QUEUE.codeState[desk.usccCheck] ?? null }] : []),
          ]}
        />
      </section>
      {desk && desk.status !== "verified" && desk.status !== "suspended" ? (
        <section class="card">
          <p class="quiet">{ENTERPRISES.verifyHint}</p>
          <Form action={`/union/enterprises/${id}/approve`} csrf={shell.csrf}>
            {desk.uscc ? null : <Field form={EMPTY_FORM} name="uscc" label={QUEUE.code} required />}
            {desk.usccCheck === "ok" ? null : <Check name="overrideUscc">{QUEUE.override}</Check>}
            <Button kind="primary">{ENTERPRISES.verify}</Button>
          </Form>
        </section>
      ) : null}
      {desk && desk.status !== "suspended" ? (
        <section class="card">
          <p class="quiet">{ENTERPRISES.suspendHint}</p>
          <ReasonForm
            shell={shell}
            action={`/union/enterprises/${id}/reject`}
            label={ENTERPRISES.reason}
            button={ENTERPRISES.suspend}
          />
        </section>
      ) : null}
      {desk?.status === "suspended" ? (
        <Form action={`/union/enterprises/${id}/reinstate`} csrf={shell.csrf}>
          <Button kind="primary">{ENTERPRISES.reinstate}</Button>
        </Form>
      ) : null}
      <p>
        <a href={`/union/postings?enterpriseId=${id}`}>{ENTERPRISES.postings}</a>
      </p>
    </div>
  );
};
