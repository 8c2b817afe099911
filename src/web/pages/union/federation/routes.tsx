import { getAgreement, listPartners } from "../../../../federation/index.ts";
import { Pages } from "../../../../platform/http/index.ts";
import { page } from "../../../page.tsx";
import { UNION } from "../../../policies.ts";
import { FEDERATION } from "../../../text/union/federation.ts";
import { AgreementPage } from "./agreement-page.tsx";
import { PartnersPage } from "./partners-page.tsx";

const audience = "union" as const;

/** Officers' pages about the cities that cooperate. */
export const federationPages = new Pages()
  .get("/union/federation", UNION, async (c) => {
    const data = await listPartners(c.get("ctx"));
    return page(c, { title: FEDERATION.title, audience }, (shell) => (
      <PartnersPage shell={shell} data={data} />
    ));
  })
  .get("/union/federation/agreements/:slug", UNION, async (c) => {
    const data = await getAgreement(c.get("ctx"), { slug: c.req.param("slug") ?? "" });
    return page(c, { title: data.name, audience }, (shell) => <AgreementPage shell={shell} data={data} />);
  });
