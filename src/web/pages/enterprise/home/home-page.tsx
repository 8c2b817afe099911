import type { FC } from "hono/jsx";
import type { EnterpriseView, OwnClaim } from "../../../../enterprises/index.ts";
import type { ManagedPosting } from "../../../../postings/index.ts";
import { LinkList, Notice } from "../../../components/blocks.tsx";
import { LinkButton } from "../../../components/forms.tsx";
import { DRAFTS } from "../../../text/enterprise/drafts.ts";
import { ENTERPRISE_HOME, ENTERPRISE_POSTINGS } from "../../../text/enterprise/pages.ts";
import { grouped } from "../../../text/format.ts";
import { ReturnReasons } from "../../editor/return-reasons-section.tsx";
import { Registrations } from "../registrations-section.tsx";
import { SuspendedNotice } from "../suspended-section.tsx";

type HomeData = {
  enterprise: EnterpriseView;
  /** The person's other enterprises. */
  others: EnterpriseView[];
  claims: OwnClaim[];
  /** Applications without an answer, postings returned and expired, fairs that come or are on. */
  counts: { unanswered: number; returned: number; expired: number; fairs: number };
  /** The newest returned postings. */
  returned: ManagedPosting[];
};

const Returned: FC<{ posting: ManagedPosting }> = ({ posting }) => (
  <Notice kind="warning">
    <p>
      <b>{posting.title}</b> {ENTERPRISE_HOME.returnedFirst}
    </p>
    <ReturnReasons posting={posting} />
    <p>
      <LinkButton href={`/enterprise/postings/${posting.id}`}>{ENTERPRISE_HOME.edit}</LinkButton>
    </p>
  </Notice>
);

/** The first page of an enterprise: all that waits for it, each number with the way to its list. */
export const EnterpriseHomePage: FC<{ data: HomeData }> = ({ data }) => {
  const { enterprise, counts } = data;
  const at = (path: string, query = "") => `${path}?enterprise=${enterprise.id}${query ? `&${query}` : ""}`;
  return (
    <>
      <h1>{enterprise.name}</h1>
      <SuspendedNotice enterprise={enterprise} short />
      <Registrations enterprises={[enterprise]} claims={data.claims} />
      {data.returned.map((posting) => (
        <Returned posting={posting} />
      ))}
      <h2>{ENTERPRISE_HOME.tasks}</h2>
      <LinkList
        items={[
          {
            href: at("/enterprise/applications", "status=sent"),
            text: ENTERPRISE_HOME.unanswered,
            count: grouped(counts.unanswered),
          },
          {
            href: at("/enterprise/postings", "status=returned"),
            text: ENTERPRISE_HOME.returned,
            count: grouped(counts.returned),
          },
          {
            href: at("/enterprise/postings", "status=expired"),
            text: ENTERPRISE_HOME.expired,
            count: grouped(counts.expired),
          },
          { href: at("/enterprise/fairs"), text: ENTERPRISE_HOME.fairs, count: grouped(counts.fairs) },
        ]}
      />
      {enterprise.management?.status === "suspended" ? null : (
        <p class="row">
          <LinkButton href={at("/enterprise/postings/new")} kind="primary">
            {ENTERPRISE_POSTINGS.add}
          </LinkButton>
          <LinkButton href={at("/enterprise/imports")}>{DRAFTS.toSheet}</LinkButton>
        </p>
      )}
      {data.others.length > 0 ? (
        <section>
          <h2>{ENTERPRISE_HOME.others}</h2>
          <ul class="list">
            {data.others.map(({ id, name }) => (
              <li>
                <a href={`/enterprise?enterprise=${id}`}>{name}</a>
              </li>
            ))}
          </ul>
        </section>
      ) : null}
    </>
  );
};
