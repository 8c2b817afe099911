import { apiRoute, createApi, jsonAnswer } from "../platform/http/api.ts";
import { listCities } from "./list-cities.ts";
import { CityList } from "./schema.ts";

/** `GET /cities`, below /api/v1. */
export const cityRoutes = createApi().openapi(
  apiRoute(
    { who: "anyone" },
    {
      method: "get",
      path: "/cities",
      tags: ["cities"],
      summary: "Cities of the agreement with counties, hues and live counts",
      responses: { 200: jsonAnswer(CityList, "The cities in the agreement's order") },
    },
  ),
  async (c) => c.json(await listCities(c.get("ctx")), 200),
);
