import type { FC } from "hono/jsx";
import type { CityList } from "../../../../cities/index.ts";
import { DECISION_DAYS, type OwnClaim } from "../../../../enterprises/index.ts";
import { Facts } from "../../../components/blocks.tsx";
import { LinkButton } from "../../../components/forms.tsx";
import type { Shell } from "../../../layout.tsx";
import { DOOR } from "../../../text/public/door.ts";
import { Registrations } from "../registrations-section.tsx";

type DoorData = {
  cities: CityList["items"];
  /** The visitor's claims that wait. */
  claims: OwnClaim[];
};

const textOf = (who: (typeof DOOR.steps)[number]["who"]) =>
  typeof who === "string" ? who : who(DECISION_DAYS);

/** Shows an employer the way in: three steps, who decides, by when, and the unions' telephones. */
export const DoorPage: FC<{ shell: Shell; data: DoorData }> = ({ shell, data }) => (
  <div class="narrow stack">
    <h1>{DOOR.title}</h1>
    <p>{DOOR.lead(shell.site.agreement?.shortName ?? "")}</p>
    <Registrations enterprises={[]} claims={data.claims} />
    <ol class="stack">
      {DOOR.steps.map(({ name, text, who }) => (
        <li>
          <b>{name}</b>
          <p>{text}</p>
          <p class="quiet">{textOf(who)}</p>
        </li>
      ))}
    </ol>
    <p>
      <LinkButton href="/enterprise/register" kind="primary" wide>
        {DOOR.start}
      </LinkButton>
    </p>
    {shell.viewer ? null : <p class="quiet small">{DOOR.signIn}</p>}
    <section>
      <h2>{DOOR.phones}</h2>
      <p class="quiet small">{DOOR.phonesHint}</p>
      <Facts
        items={data.cities.map(({ federationName, hotline }) => ({
          term: federationName,
          value: hotline ? <a href={`tel:${hotline}`}>{hotline}</a> : null,
        }))}
      />
    </section>
  </div>
);
