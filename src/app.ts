import { OpenAPIHono } from "@hono/zod-openapi";
import { applicationRoutes } from "./applications/index.ts";
import { candidateRoutes } from "./candidates/index.ts";
import { cityRoutes } from "./cities/index.ts";
import { enterpriseRoutes } from "./enterprises/index.ts";
import { docsPages, healthRoutes, installMiddleware, type ServicesOf } from "./http/index.ts";
import type { Env } from "./http/env.ts";
import { identityRoutes, resolveActor } from "./identity/index.ts";
import { importRoutes } from "./imports/index.ts";
import { notificationRoutes } from "./notifications/index.ts";
import { postingRoutes } from "./postings/index.ts";
import { defaultEngine, type EngineOf, searchRoutes } from "./search/index.ts";
import { allPages, errorPage } from "./web/index.ts";

export type AppParts = {
  servicesOf: ServicesOf;
  /** Which engine answers searches; PostgreSQL unless another is configured. */
  engineOf?: EngineOf;
};

/** Every JSON route below /api/v1; its type is the typed client's. */
const apiRoutes = (engineOf: EngineOf) =>
  new OpenAPIHono<Env>()
    .route("/", identityRoutes)
    .route("/", cityRoutes)
    .route("/", enterpriseRoutes)
    .route("/", searchRoutes(engineOf))
    .route("/", postingRoutes)
    .route("/", candidateRoutes)
    .route("/", applicationRoutes)
    .route("/", notificationRoutes)
    .route("/", importRoutes);

export type Api = ReturnType<typeof apiRoutes>;

/** The whole program's HTTP face, the same on Node and at the edge. */
export function createApp({ servicesOf, engineOf = defaultEngine }: AppParts) {
  const app = new OpenAPIHono<Env>();
  installMiddleware(app, { servicesOf, resolveActor, errorPage });
  const api = apiRoutes(engineOf);
  const pages = allPages(engineOf);
  app.route("/", healthRoutes);
  app.route("/api/v1", api);
  for (const part of pages) app.route("/", part.app);
  app.route("/", docsPages(api));
  return Object.assign(app, { api, pageEntries: pages.flatMap((part) => part.entries) });
}
