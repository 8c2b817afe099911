import { createApp } from "../../src/app.ts";
import { type Membership, resolveActor } from "../../src/identity/index.ts";
import type { Config } from "../../src/platform/config/index.ts";
import { contextFor, type RequestContext, type Services, systemContext } from "../../src/platform/context.ts";
import { grantByPhone } from "../factories/actors.ts";
import { type TestDatabase, testDatabase } from "./database.ts";
import { openServices } from "./services.ts";

export type Sent = { id: string; phone: string; template: string; values: Record<string, string> };
type Call = { body?: unknown; headers?: Record<string, string> };
/** Sends one request through the whole app, as JSON if it has a body. */
export type Caller = (method: string, path: string, options?: Call) => Promise<Response>;
export type Client = { token: string; phone: string; ctx: RequestContext; call: Caller };

export type TestApp = {
  database: TestDatabase;
  services: Services;
  app: ReturnType<typeof createApp>;
  /** Delivered text messages, oldest first. */
  sent: Sent[];
  call: Caller;
  signInAs(phone: string): Promise<Client>;
  /** Returns the client of an open session. */
  resume(token: string, phone: string): Promise<Client>;
  asOfficer(city: string, county?: string | null): Promise<Client>;
  asMember(enterpriseId: string): Promise<Client>;
  asAdministrator(): Promise<Client>;
  close(): Promise<void>;
};

let nextPhone = 0;

/** Returns a phone number that no other call in the same test file returns. */
export const freshPhone = (): string => {
  nextPhone += 1;
  return `137${String(nextPhone).padStart(8, "0")}`;
};

const callerOf =
  (app: TestApp["app"], fixed: Record<string, string> = {}): Caller =>
  async (method, path, { body, headers } = {}) =>
    app.request(path, {
      method,
      headers: {
        ...fixed,
        ...(body === undefined ? {} : { "content-type": "application/json" }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }),
    });

/**
 * Returns the parsed JSON body of a response. Throws, with the text of the body, if the status is another.
 */
export async function bodyOf<T = Record<string, never>>(answer: Response, status: number): Promise<T> {
  const text = await answer.text();
  if (answer.status !== status) throw new Error(`expected ${status}, got ${answer.status}: ${text}`);
  return (text ? JSON.parse(text) : null) as T;
}

/** Creates the whole app on a new database. Its SMS channel stores messages and reveals sign-in codes. */
export async function testApp(
  options: {
    config?: Partial<Config>;
    parts?: Partial<Services>;
    max?: number;
    /** The `createApp` of another copy of the program. */
    createApp?: typeof createApp;
  } = {},
): Promise<TestApp> {
  const database = await testDatabase(options.max ? { max: options.max } : {});
  const sent: Sent[] = [];
  const sms = { reveals: true, send: async (message: Sent) => void sent.push(message) };
  const opened = await openServices(database, { sms, ...options.parts });
  const services = { ...opened, config: { ...opened.config, ...options.config } };
  const app = (options.createApp ?? createApp)({ servicesOf: () => services });
  const call = callerOf(app);

  const resume = async (token: string, phone: string): Promise<Client> => {
    const actor = await resolveActor(services, token);
    if (!actor) throw new Error("the session is not one");
    const signed = callerOf(app, { authorization: `Bearer ${token}` });
    return { token, phone, ctx: contextFor(services, actor), call: signed };
  };
  const signInAs = async (phone: string): Promise<Client> => {
    const asked = await call("POST", "/api/v1/sessions/otp", { body: { phone } });
    const { devCode } = await bodyOf<{ devCode: string }>(asked, 202);
    const answer = await call("POST", "/api/v1/sessions", { body: { phone, code: devCode } });
    return resume((await bodyOf<{ token: string }>(answer, 201)).token, phone);
  };
  const holding = async (membership: Membership): Promise<Client> => {
    const phone = freshPhone();
    const ctx = systemContext(services, "test");
    await grantByPhone(ctx, phone, membership);
    return signInAs(phone);
  };
  return {
    database,
    services,
    app,
    sent,
    call,
    signInAs,
    resume,
    asOfficer: (city, county = null) => holding({ kind: "officer", city, county }),
    asMember: (enterpriseId) => holding({ kind: "member", enterpriseId }),
    asAdministrator: () => holding({ kind: "administrator" }),
    close: () => database.drop(),
  };
}
