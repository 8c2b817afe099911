import type { FC } from "hono/jsx";
import type { RegistrationView } from "../../../../../fairs/index.ts";
import { Facts, Notice, Status } from "../../../../components/blocks.tsx";
import type { CodeNames } from "../../../../components/posting.tsx";
import { INDUSTRY } from "../../../../text/common.ts";
import { FAIR } from "../../../../text/fairs/fair.ts";
import { PLACEMENT } from "../../../../text/fairs/placement.ts";
import { RECOMMENDATIONS } from "../../../../text/fairs/registrations.ts";
import { HISTORY } from "../../../../text/union/history.ts";

/** Shows an officer the enterprise of a registration, its postings and its preferred venues. */
export const RegistrationEvidence: FC<{ registration: RegistrationView; names: CodeNames }> = ({
  registration,
  names,
}) => (
  <>
    {registration.enterprise.status === "suspended" ? (
      <Notice kind="warning">{RECOMMENDATIONS.suspended}</Notice>
    ) : null}
    <p class="quiet">
      {names.division(
        (registration.invited && registration.enterprise.county) || registration.enterprise.homeCity,
      )}
      {registration.enterprise.industry ? ` · ${INDUSTRY[registration.enterprise.industry] ?? ""}` : ""}
      {registration.invited ? (
        <>
          {" "}
          <Status kind="plain">{RECOMMENDATIONS.invited}</Status>
        </>
      ) : null}
    </p>
    <Facts
      items={[
        {
          term: RECOMMENDATIONS.bring,
          value: registration.postings
            .map((one) => RECOMMENDATIONS.brought(one.title, one.headcount))
            .join("、"),
        },
        ...(registration.venueWishes.length > 0 || registration.wishNote
          ? [
              {
                term: RECOMMENDATIONS.wishes,
                value: [...registration.venueWishes.map((wish) => wish.name), registration.wishNote]
                  .filter(Boolean)
                  .join("；"),
              },
            ]
          : []),
        { term: RECOMMENDATIONS.contact, value: `${registration.contactName} ${registration.contactPhone}` },
        ...(registration.waitsFor
          ? [
              {
                term: RECOMMENDATIONS.waitsFor,
                value: PLACEMENT.waitsFor(registration.endorsingCityName)[registration.waitsFor],
              },
            ]
          : []),
        ...(registration.booth
          ? [{ term: FAIR.booth, value: FAIR.boothAt(registration.booth.venueName, registration.booth.code) }]
          : []),
      ]}
    />
    <p>
      <a href={`/union/fairs/registrations/${registration.id}/history`} data-history>
        {HISTORY.link}
      </a>
    </p>
  </>
);
