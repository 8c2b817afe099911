import type { FC } from "hono/jsx";
import type { BoardState, FairView } from "../../../../fairs/index.ts";
import type { Site } from "../../../layout.tsx";
import { asset } from "../../../static/index.ts";
import { BOARD } from "../../../text/fairs/board.ts";
import { grouped } from "../../../text/format.ts";
import { FigureName } from "../fair/figures-section.tsx";
import { Screen } from "./screen-section.tsx";
import { tilesOf } from "./tiles.ts";

type BoardData = {
  fair: FairView;
  state: BoardState;
  site: Site;
  nonce: string;
  /**
   * Path of the event stream; null in the edge build (Cloudflare Workers), where the page reloads instead.
   */
  events: string | null;
};

const SHOWN = ["people", "applications", "intents", "enterprises"] as const;

const Figures: FC<{ state: BoardState }> = ({ state }) => (
  <dl class="figures">
    {SHOWN.map((key) => (
      <div>
        <dt>
          <FigureName of={BOARD.figures[key]} />
        </dt>
        <dd data-figure={key}>{grouped(state.figures[key])}</dd>
      </div>
    ))}
  </dl>
);

const Cities: FC<{ state: BoardState }> = ({ state }) => {
  const tiles = tilesOf(state.cities);
  return (
    <ul class="tiles">
      {state.cities.map((city) => {
        const tile = tiles.get(city.city);
        return (
          <li class={`hue-${city.city}${tile ? ` r${tile.row} c${tile.column}` : ""}`}>
            <b>{city.name}</b>
            {city.venue ? <strong data-entered={city.city}>{BOARD.entered(city.people)}</strong> : null}
            <span data-city={city.city}>{BOARD.tile(city)}</span>
          </li>
        );
      })}
    </ul>
  );
};

/** The newest hiring intents: trade, city and enterprise, never the person. */
const Side: FC<{ state: BoardState }> = ({ state }) => (
  <section>
    <h2>{BOARD.newest}</h2>
    <ol data-newest>
      {state.newest.map(({ trade, city, enterprise }) => (
        <li>
          <b>{trade}</b> {city} · {enterprise}
        </li>
      ))}
    </ol>
    <p data-no-newest hidden={state.newest.length > 0}>
      {BOARD.noIntents}
    </p>
  </section>
);

const Hues: FC<{ data: BoardData }> = ({ data: { site, nonce } }) => (
  <style nonce={nonce}>
    {site.cities
      .filter((city) => /^#[0-9A-Fa-f]{6}$/.test(city.hue))
      .map((city) => `.hue-${city.code}{--hue:${city.hue}}`)
      .join("")}
  </style>
);

const Head: FC<{ data: BoardData }> = ({ data }) => (
  <>
    <Hues data={data} />
    {data.events ? (
      <>
        <script type="module" src={asset("hall/board.js")} nonce={data.nonce} />
        <noscript>
          <meta http-equiv="refresh" content="20" />
        </noscript>
      </>
    ) : null}
  </>
);

/** The hall screen: four figures, cities by their position on the map, newest intents. */
export const BoardPage: FC<{ data: BoardData }> = ({ data }) => {
  const { fair, state, events } = data;
  const live = events
    ? { "data-events": events, "data-live": BOARD.live, "data-waiting": BOARD.waiting }
    : {};
  return (
    <Screen
      fair={fair}
      title={BOARD.title}
      head={<Head data={data} />}
      live={live}
      foot={<span data-line>{BOARD.plain}</span>}
    >
      <Figures state={state} />
      <div class="lower">
        <section>
          <h2>{BOARD.cities}</h2>
          <Cities state={state} />
        </section>
        <Side state={state} />
      </div>
    </Screen>
  );
};
