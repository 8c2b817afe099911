import type { FC } from "hono/jsx";
import type { CityList } from "../../../cities/index.ts";
import type { Shell } from "../../layout.tsx";
import { CITIES } from "../../text/public/pages.ts";

/** The city switch; the choice is stored in a cookie. */
export const CitiesPage: FC<{ shell: Shell; data: CityList }> = ({ shell, data }) => (
  <>
    <h1>{CITIES.heading}</h1>
    <ul class="cities">
      <li>
        <a href="/cities/choose" {...(shell.cityCode ? {} : { "aria-current": "true" as const })}>
          <b>{CITIES.all}</b>
          <span class="quiet small">{CITIES.allHint}</span>
        </a>
      </li>
      {data.items.map((city) => (
        <li>
          <a
            class={`hue-${city.code}`}
            href={`/cities/choose?code=${city.code}`}
            {...(shell.cityCode === city.code ? { "aria-current": "true" as const } : {})}
          >
            <b>{city.name}</b>
            <span class="quiet small number">{CITIES.count(city.postings)}</span>
          </a>
        </li>
      ))}
    </ul>
  </>
);
