import type { FC } from "hono/jsx";
import { Notice } from "../../../components/blocks.tsx";
import { boothShut } from "../../../components/fairs.tsx";
import { ErrorSummary, LinkButton } from "../../../components/forms.tsx";
import type { Shell } from "../../../layout.tsx";
import { asset } from "../../../static/index.ts";
import { BOOTH } from "../../../text/fairs/booth-desk.ts";
import { type BoothDeskData, HANDED_IN_MS } from "./desk-data.ts";
import { Outbox, ScanForm } from "./scan-form.tsx";
import { SentScans } from "./sent-section.tsx";
import { VisitList } from "./visits-section.tsx";

const LABELS = {
  code: BOOTH.code,
  postingId: BOOTH.posting,
  callName: BOOTH.callName,
  canDo: BOOTH.canDo,
  agreed: BOOTH.agreed,
  note: BOOTH.note,
  startedOn: BOOTH.startedOn,
};

const Bare: FC<{ action: string }> = ({ action }) => (
  <Notice kind="waiting">
    {BOOTH.bare} <a href={action}>{BOOTH.retry}</a>
  </Notice>
);

/** The booth desk: scan form and visitor list. The copy for offline use has no visitor list. */
export const BoothDeskPage: FC<{ shell: Shell; data: BoothDeskData }> = ({ shell, data }) => {
  const { booth, visits, sent, form, said } = data;
  const base = `/enterprise/fairs/${booth.fairId}`;
  const query = `?enterprise=${booth.enterpriseId}`;
  const action = `${base}/desk${query}`;
  const shut = boothShut(booth, HANDED_IN_MS);
  return (
    <>
      <ErrorSummary form={form} labels={LABELS} />
      <div id="said">{said ? <Notice kind="done">{said}</Notice> : null}</div>
      {visits || sent ? null : <Bare action={action} />}
      <Outbox booth={booth} />
      <h1>{booth.fairTitle}</h1>
      <p class="row between">
        <span>{`${BOOTH.title} · ${booth.enterpriseName} · ${booth.boothCode ?? ""}`}</span>
        <span class="no-print">
          <LinkButton href={`${base}/interviews${query}`}>{BOOTH.toInterviews}</LinkButton>
        </span>
      </p>
      {shut ? <Notice kind="warning">{shut}</Notice> : <ScanForm shell={shell} data={data} action={action} />}
      {sent ? <SentScans scans={sent} /> : null}
      {visits ? (
        <VisitList
          shell={shell}
          data={data}
          action={action}
          visits={visits.items}
          total={visits.total}
          next={visits.nextCursor}
          base={base}
          query={query}
        />
      ) : null}
      <script type="module" src={asset("booth/desk.js")} nonce={shell.nonce} />
    </>
  );
};
