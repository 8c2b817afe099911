import type { FC } from "hono/jsx";
import type { LivestreamView } from "../../../../../livestreams/index.ts";
import { Facts, Notice } from "../../../../components/blocks.tsx";
import { formatDate } from "../../../../text/format.ts";
import { LIVESTREAM } from "../../../../text/livestreams/livestream.ts";

/** The presenters with their employers and permits, as the law and the viewers want to know them. */
export const Presenters: FC<{ livestream: LivestreamView }> = ({ livestream: { presenters } }) => (
  <section>
    <h2>{LIVESTREAM.presenters}</h2>
    <ul class="list">
      {presenters.map(({ name, employer, union, permit, permitUntil, permitEnded }) => (
        <li class="card">
          <p>
            <b>{name}</b> {LIVESTREAM.of(employer?.name ?? union ?? "")}
          </p>
          <p class="quiet small">
            {LIVESTREAM.permit} {permit ?? ""}{" "}
            {permitUntil ? LIVESTREAM.permitUntil(formatDate(permitUntil)) : ""}
          </p>
          {permitEnded ? <Notice kind="warning">{LIVESTREAM.permitEnded}</Notice> : null}
        </li>
      ))}
    </ul>
  </section>
);

/** The address of the livestream and its QR code, to show to somebody else. */
export const Share: FC<{ channel: string; origin: string }> = ({ channel, origin }) => (
  <section class="card">
    <h2>{LIVESTREAM.share}</h2>
    <p class="quiet small">{LIVESTREAM.shareHint}</p>
    <p>{`${origin}/f/${channel}`}</p>
    <img src={`/f/${channel}/qr.png`} width="160" height="160" alt={LIVESTREAM.qr} loading="lazy" />
  </section>
);

/** The organising cities, the fair beside which it takes place, and its venues. */
export const Beside: FC<{ livestream: LivestreamView }> = ({ livestream: { fair, venues, cities } }) => (
  <section class="card">
    <Facts
      items={[
        ...(["host", "organiser", "supporter"] as const).flatMap((role) => {
          const unions = cities.filter((city) => city.role === role).map(({ federation }) => federation);
          return unions.length > 0 ? [{ term: LIVESTREAM.holders[role], value: unions.join("、") }] : [];
        }),
        ...(fair ? [{ term: LIVESTREAM.beside, value: <a href={`/fairs/${fair.id}`}>{fair.title}</a> }] : []),
        ...(venues.length > 0
          ? [{ term: LIVESTREAM.venues, value: venues.map(({ name }) => name).join("、") }]
          : []),
      ]}
    />
  </section>
);
