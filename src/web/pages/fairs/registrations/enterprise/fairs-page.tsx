import type { FC } from "hono/jsx";
import type { EnterpriseView } from "../../../../../enterprises/index.ts";
import type { FairView, RegistrationView } from "../../../../../fairs/index.ts";
import { Empty, Status } from "../../../../components/blocks.tsx";
import { FairLine, RegistrationState } from "../../../../components/fairs.tsx";
import { FAIR } from "../../../../text/fairs/fair.ts";
import { FIGURE } from "../../../../text/fairs/fair-figures.ts";
import { REGISTRATION_DELIVERY, ENTERPRISE_FAIRS as TEXT } from "../../../../text/fairs/registrations.ts";
import { SuspendedNotice } from "../../../enterprise/suspended-section.tsx";
import { FigureMeanings } from "../../fair/figures-section.tsx";

type ListData = { enterprise: EnterpriseView; open: FairView[]; mine: RegistrationView[] };

export const EnterpriseFairsPage: FC<{ data: ListData }> = ({ data }) => (
  <>
    <h1>{TEXT.heading}</h1>
    <SuspendedNotice enterprise={data.enterprise} short />
    <h2>{TEXT.mine}</h2>
    {data.mine.length === 0 ? <Empty text={TEXT.noneMine} /> : null}
    <ul class="list">
      {data.mine.map((registration) => (
        <li class="card posting">
          <div class="head">
            <h3>
              <a class="title" href={`/enterprise/fairs/${registration.fair.id}`}>
                {registration.fair.title}
              </a>
            </h3>
            <RegistrationState status={registration.status} />
            {registration.delivery?.state === "waiting" ? (
              <Status kind="waiting">{REGISTRATION_DELIVERY.sending}</Status>
            ) : null}
          </div>
          {registration.booth ? (
            <p>{FAIR.boothAt(registration.booth.venueName, registration.booth.code)}</p>
          ) : null}
        </li>
      ))}
    </ul>
    <h2>{TEXT.open}</h2>
    {data.open.length === 0 ? <Empty text={TEXT.noneOpen} /> : null}
    <ul class="list">
      {data.open.map((fair) => (
        <FairLine fair={fair} href={`/enterprise/fairs/${fair.id}`} />
      ))}
    </ul>
    {data.open.length > 0 ? <FigureMeanings of={[FIGURE.enterprises]} /> : null}
  </>
);
