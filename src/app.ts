import { OpenAPIHono } from "@hono/zod-openapi";
import { applicationRoutes } from "./applications/index.ts";
import { candidateRoutes } from "./candidates/index.ts";
import { agreementHolds, cityRoutes } from "./cities/index.ts";
import { enterpriseRoutes } from "./enterprises/index.ts";
import {
  boothDeskRoutes,
  fairCheckInRoutes,
  fairFaceRoutes,
  fairRegistrationRoutes,
  fairReportRoutes,
  fairRoutes,
  fairTicketRoutes,
  interviewRoutes,
} from "./fairs/index.ts";
import { identityRoutes, resolveActor } from "./identity/index.ts";
import { importRoutes } from "./imports/index.ts";
import { mailRoutes, notificationRoutes } from "./notifications/index.ts";
import { feedLag } from "./platform/changes/index.ts";
import {
  type Env,
  headers,
  healthRoutes,
  installMiddleware,
  type Part,
  type ServicesOf,
} from "./platform/http/index.ts";
import { taskLag } from "./platform/tasks/index.ts";
import { postingRoutes } from "./postings/index.ts";
import { savedSearchRoutes } from "./saved-searches/index.ts";
import { defaultEngine, type EngineOf, searchRoutes } from "./search/index.ts";
import { allPages, describe, docsPages, errorPage } from "./web/index.ts";
import { type Assets, staticFiles, useAssets } from "./web/static/index.ts";

export type AppParts = {
  servicesOf: ServicesOf;
  /** Which engine answers searches; PostgreSQL unless another is configured. */
  engineOf?: EngineOf;
  /** The static files and where they come from. */
  assets?: Assets;
  /** True once the process is going away. */
  draining?: () => boolean;
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
    .route("/", importRoutes)
    .route("/", notificationRoutes)
    .route("/", savedSearchRoutes)
    .route("/", fairRoutes)
    .route("/", fairRegistrationRoutes)
    .route("/", fairReportRoutes)
    .route("/", mailRoutes)
    .route("/", fairTicketRoutes)
    .route("/", fairCheckInRoutes)
    .route("/", boothDeskRoutes)
    .route("/", interviewRoutes)
    .route("/", fairFaceRoutes);

export type Api = ReturnType<typeof apiRoutes>;

const INFO = { openapi: "3.1.0", info: { title: "Lianpin", version: "1" }, servers: [{ url: "/api/v1" }] };

const PARTS: Part[] = [
  { name: "feed", check: async ({ db }) => ({ ...(await feedLag(db)) }) },
  { name: "tasks", check: async ({ db }) => ({ ...(await taskLag(db)) }) },
];

/** The whole program's HTTP face, the same on Node and at the edge. */
export function createApp({
  servicesOf,
  engineOf = defaultEngine,
  assets,
  draining = () => false,
}: AppParts) {
  const app = new OpenAPIHono<Env>();
  if (assets) {
    useAssets(assets);
    // Before everything else: a file needs no session, and pages keep their looks without a database.
    app.use("/static/*", headers(), staticFiles(assets));
  }
  installMiddleware(app, { servicesOf, resolveActor, agreementHolds, describe, errorPage });
  const api = apiRoutes(engineOf);
  const pages = [...allPages(engineOf), docsPages(() => api.getOpenAPI31Document(INFO))];
  app.route("/", healthRoutes(PARTS, draining));
  app.route("/api/v1", api);
  for (const part of pages) app.route("/", part.app);
  return Object.assign(app, { api, pageEntries: pages.flatMap((part) => part.entries) });
}
