import type { FC } from "hono/jsx";
import type { Division } from "../../../../cities/index.ts";
import type { PostingView } from "../../../../postings/index.ts";
import { type SketchPlace, Vicinity } from "../../../components/charts/vicinity.tsx";
import { type Here, hereAt } from "../../../links/here.ts";
import { SKETCH } from "../../../text/public/near.ts";

const NEIGHBOURS_MAX = 4;
const CONSIDERED_MAX = 14;
/** Centres nearer to each other than this stand for one town. */
const APART_KM = 10;
const KM_PER_DEGREE = 111.195;

type Point = { eastKm: number; northKm: number };
type Divisions = ReadonlyMap<string, Division>;

const kmBetween = (a: Point, b: Point) => Math.hypot(a.eastKm - b.eastKm, a.northKm - b.northKm);

/**
 * Returns the nearest centres around a division, and that of the reader's county. Of districts that share one
 * town, the city's centre stands for all: their names would cover each other.
 */
function neighbours(at: Here, divisions: Divisions, here: Here | null): SketchPlace[] {
  const placeOf = ({ code, shortName, lon, lat }: Division): SketchPlace[] =>
    lon === null || lat === null
      ? []
      : [
          {
            name: shortName,
            eastKm: (lon - at.point.lon) * KM_PER_DEGREE * Math.cos((at.point.lat * Math.PI) / 180),
            northKm: (lat - at.point.lat) * KM_PER_DEGREE,
            km: Math.max(1, Math.round((at.metres[code] ?? 0) / 1_000)),
            own: code === here?.code,
          },
        ];
  const all = [...divisions.values()].filter(({ code }) => code !== at.code && at.metres[code] !== undefined);
  const mine = all.filter(({ code }) => code === here?.code);
  // Cities come before their districts, which lie around the same point.
  const others = all
    .filter(({ code }) => code !== here?.code)
    .sort((a, b) => (at.metres[a.code] ?? 0) - (at.metres[b.code] ?? 0))
    .slice(0, CONSIDERED_MAX)
    .sort((a, b) => Number(b.level === "city") - Number(a.level === "city"));
  const chosen: SketchPlace[] = [];
  for (const place of [...mine, ...others].flatMap(placeOf)) {
    const isApart = [{ eastKm: 0, northKm: 0 }, ...chosen].every((one) => kmBetween(one, place) >= APART_KM);
    if (isApart || place.own) chosen.push(place);
  }
  const rest = chosen.filter(({ own }) => !own).sort((a, b) => a.km - b.km);
  return [...chosen.filter(({ own }) => own), ...rest.slice(0, NEIGHBOURS_MAX)];
}

/** Address of a map on which the phone looks for the workplace. The page itself loads nothing from there. */
function mapAddress(posting: PostingView, at: Here, divisions: Divisions): string {
  const names = [posting.city, posting.county].flatMap((code) =>
    code ? (divisions.get(code)?.name ?? []) : [],
  );
  const text = posting.placeText ?? "";
  const keyword = [...names.filter((name) => !text.includes(name)), text || posting.employer.name].join("");
  const { lon, lat } = at.point;
  const query = new URLSearchParams({ keyword, center: `${lon},${lat}`, view: "map", src: "lianpin" });
  return `https://uri.amap.com/search?${query}`;
}

/**
 * A sketch of where the workplace is: the centre of its county or city, and the centres around it. Shows
 * nothing if the place is unknown.
 */
export const PlaceSection: FC<{ posting: PostingView; divisions: Divisions; here: Here | null }> = (
  props,
) => {
  const { posting, divisions, here } = props;
  const at = hereAt(posting.county, divisions) ?? hereAt(posting.city, divisions);
  if (!at) return null;
  const places = neighbours(at, divisions, here);
  return (
    <section class="card">
      <h2>{SKETCH.heading}</h2>
      <Vicinity name={at.name} places={places} />
      <p class="quiet small">{SKETCH.note(at.name)}</p>
      <p>{SKETCH.list(at.name)}</p>
      <ul class="facts">
        {places.map(({ name, km, own }) => (
          <li>{SKETCH.item(own ? SKETCH.you(name) : name, km)}</li>
        ))}
      </ul>
      <p>
        <a class="button" href={mapAddress(posting, at, divisions)} rel="noreferrer noopener">
          {SKETCH.map}
        </a>{" "}
        <span class="quiet small">{SKETCH.mapHint}</span>
      </p>
    </section>
  );
};
