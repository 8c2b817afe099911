import { OpenAPIHono } from "@hono/zod-openapi";
import type { Schema } from "hono";
import type { MergeSchemaPath } from "hono/types";
import { CAPABILITIES, PROGRAM } from "./capabilities.ts";
import { agreementHolds } from "./cities/index.ts";
import { resolveActor } from "./identity/index.ts";
import type { TemplateWords } from "./imports/index.ts";
import { NOTICES } from "./notices.ts";
import type { NoticeCatalogue } from "./notifications/index.ts";
import { API_PATH, liveRoutes } from "./platform/http/api.ts";
import {
  type Env,
  headers,
  healthRoutes,
  installMiddleware,
  livePages,
  type PageEntry,
  type ServicesOf,
} from "./platform/http/index.ts";
import { type Capability, findFaults, refuseFaults, sharedRoutes } from "./platform/program/index.ts";
import { defaultEngine, type EngineOf } from "./search/index.ts";
import {
  allPages,
  describe,
  docsPages,
  errorPage,
  knowToday,
  type Open,
  TEMPLATE,
  TEXTS,
} from "./web/index.ts";
import { type Assets, staticFiles, useAssets } from "./web/static/index.ts";

export type AppParts = {
  servicesOf: ServicesOf;
  /** The search engine. Default: PostgreSQL, unless another engine is configured. */
  engineOf?: EngineOf;
  /** The static files: their version and how to read them. */
  assets?: Assets;
  /** Returns true once the process shuts down. */
  draining?: () => boolean;
};

/** Implementations that the program passes to the routes of its capabilities. */
type Tools = { engineOf: EngineOf; notices: NoticeCatalogue; sheetTemplate: TemplateWords };
type SubApp = ReturnType<(typeof CAPABILITIES)[number]["routes"]>[number];
type SchemaOf<App> = App extends OpenAPIHono<Env, infer S, "/"> ? MergeSchemaPath<S, "/"> : never;
/** The intersection of a union's members. */
type All<Union> = (Union extends unknown ? (one: Union) => void : never) extends (all: infer Whole) => void
  ? Whole
  : never;
type AllSchemas = All<SchemaOf<SubApp>>;

/** The JSON API for the typed client: exactly the routes of every capability. */
export type Api = OpenAPIHono<Env, AllSchemas extends Schema ? AllSchemas : never, "/">;

/**
 * Creates the JSON API from the routes of all capabilities, to be mounted at /api/v1. Throws if two
 * capabilities declare the same route.
 */
function apiRoutes(tools: Tools): Api {
  const declared = CAPABILITIES.map(({ name, routes }) => ({
    name,
    apps: routes(tools) as readonly SubApp[],
  }));
  refuseFaults(
    sharedRoutes(declared.map(({ name, apps }) => ({ name, routes: apps.flatMap((app) => app.routes) }))),
  );
  const api = new OpenAPIHono<Env>();
  for (const { apps } of declared) for (const app of apps) api.route("/", app);
  // The loop loses the types that a chain of calls would keep, so Api derives them from the list.
  return api as Api;
}

const INFO = { openapi: "3.1.0", info: { title: "Lianpin", version: "1" }, servers: [{ url: API_PATH }] };

/**
 * Creates the whole HTTP app, the same on Node and in the edge build (Cloudflare Workers). Throws if a
 * capability is incomplete.
 */
export function createApp({
  servicesOf,
  engineOf = defaultEngine,
  assets,
  draining = () => false,
}: AppParts) {
  const app = new OpenAPIHono<Env>();
  refuseFaults(findFaults(CAPABILITIES, TEXTS));
  if (assets) {
    useAssets(assets);
    // Before all other middleware: static files need no session, and a page keeps its style without a
    // database.
    app.use("/static/*", headers(), staticFiles(assets));
  }
  const pageEntries: PageEntry[] = [];
  const liveApi: ReturnType<typeof liveRoutes> = [];
  const [isLivePage, isLiveApi] = [livePages(pageEntries), livePages(liveApi)];
  const isLive = (method: string, pattern: string) =>
    isLivePage(method, pattern) || isLiveApi(method, pattern);
  const parts = { servicesOf, resolveActor, agreementHolds, describe, program: PROGRAM };
  const open: Open = (c, request) => app.fetch(request, c.env);
  installMiddleware(app, { ...parts, isLive, errorPage: (c, refusal) => errorPage(c, refusal, open) });
  app.use(knowToday);
  const api = apiRoutes({ engineOf, notices: NOTICES, sheetTemplate: TEMPLATE });
  const pages = [...allPages(engineOf), docsPages(() => api.getOpenAPI31Document(INFO))];
  const machine = CAPABILITIES.flatMap((one: Capability) => one.machine?.routes() ?? []);
  app.route("/", healthRoutes(PROGRAM.readiness, draining));
  app.route(API_PATH, api);
  const callbacks = CAPABILITIES.flatMap((one: Capability) => one.callbacks?.() ?? []);
  for (const part of [...pages, ...machine, ...callbacks]) app.route("/", part.app);
  pageEntries.push(...pages.flatMap((part) => part.entries));
  liveApi.push(...liveRoutes(api));
  return Object.assign(app, {
    api,
    pageEntries,
    machineEntries: machine.flatMap((part) => part.entries),
    callbackEntries: callbacks.flatMap((part) => part.entries),
  });
}
