import type { FC } from "hono/jsx";
import type { StaffPlace } from "../../../staff/index.ts";

/** The hidden fields that tell which place a form is about. */
export const PlaceFields: FC<{ place: StaffPlace }> = ({ place }) => (
  <>
    <input type="hidden" name="kind" value={place.kind} />
    {place.kind === "member" ? <input type="hidden" name="enterpriseId" value={place.enterpriseId} /> : null}
    {place.kind === "officer" ? <input type="hidden" name="city" value={place.city} /> : null}
    {place.kind === "officer" && place.county ? (
      <input type="hidden" name="county" value={place.county} />
    ) : null}
  </>
);
