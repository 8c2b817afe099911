import type { FC } from "hono/jsx";
import { EMPTY_HOUSE } from "../../text/public/pages.ts";

/** The home page while no city is set up: what to do next. */
export const EmptyHousePage: FC = () => (
  <div class="narrow">
    <h1>{EMPTY_HOUSE.heading}</h1>
    <p>{EMPTY_HOUSE.lead}</p>
    <ol>
      {EMPTY_HOUSE.steps.map((step) => (
        <li>{step}</li>
      ))}
    </ol>
    <p class="quiet">{EMPTY_HOUSE.demo}</p>
  </div>
);
