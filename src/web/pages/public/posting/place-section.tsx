import type { FC } from "hono/jsx";
import type { Division } from "../../../../cities/index.ts";
import type { PostingView } from "../../../../postings/index.ts";
import { type SketchPlace, Vicinity } from "../../../components/charts/vicinity.tsx";
import { type Here, hereAt } from "../../../links/here.ts";
import { SKETCH } from "../../../text/public/near.ts";

const NEIGHBOURS_MAX = 4;
const KM_PER_DEGREE = 111.195;

type Divisions = ReadonlyMap<string, Division>;

/** Returns the nearest counties around a division, and the reader's county among them. */
function neighbours(at: Here, divisions: Divisions, here: Here | null): SketchPlace[] {
  const own = divisions.get(at.code);
  const counties = Object.keys(at.metres)
    .flatMap((code) => divisions.get(code) ?? [])
    .filter(({ code, level, parent }) => level === "county" && code !== at.code && parent !== at.code)
    // Districts of one town lie within a kilometre or two: their names would cover each other.
    .filter(({ code }) => (at.metres[code] ?? 0) >= 8_000)
    .sort((a, b) => (at.metres[a.code] ?? 0) - (at.metres[b.code] ?? 0))
    .slice(0, NEIGHBOURS_MAX);
  const isThere = !here || here.code === at.code || counties.some(({ code }) => code === here.code);
  const mine = isThere || !here ? [] : [divisions.get(here.code) ?? []].flat();
  return [...mine, ...counties].flatMap(({ code, shortName, lon, lat }) => {
    if (lon === null || lat === null || !own) return [];
    return {
      name: shortName,
      eastKm: (lon - at.point.lon) * KM_PER_DEGREE * Math.cos((at.point.lat * Math.PI) / 180),
      northKm: (lat - at.point.lat) * KM_PER_DEGREE,
      km: Math.max(1, Math.round((at.metres[code] ?? 0) / 1_000)),
      own: code === here?.code,
    };
  });
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
 * A sketch of where the workplace is: the centre of its county or city, and the centres around it. Shows nothing
 * if the place is unknown.
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
