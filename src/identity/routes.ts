import type { Context } from "hono";
import { setCookie } from "hono/cookie";
import { isSecure, ownCookie } from "../platform/http/answers/own-cookie.ts";
import { apiRoute, createApi, jsonAnswer, jsonBody } from "../platform/http/api.ts";
import type { Env } from "../platform/http/env.ts";
import { SESSION_COOKIE } from "../platform/http/request.ts";
import { accountView } from "./account-view.ts";
import { renameAccount } from "./rename-account.ts";
import { SESSION_DAYS } from "./rules.ts";
import { AccountView, CodeAnswer, CodeRequest, NameInput, SessionAnswer, SignIn } from "./schema.ts";
import { requestCode } from "./sign-in/request-code.ts";
import { signOut } from "./sign-in/sessions.ts";
import { signIn } from "./sign-in/sign-in.ts";

/** Sets the session cookie, or clears it if the token is null. */
export function writeSessionCookie(c: Context<Env>, token: string | null): void {
  const { config } = c.get("services");
  setCookie(c, ownCookie(config, SESSION_COOKIE), token ?? "", {
    httpOnly: true,
    secure: isSecure(config),
    sameSite: "Lax",
    path: "/",
    maxAge: token ? SESSION_DAYS * 86_400 : 0,
  });
}

const tags = ["sessions"];

/** Routes for sign-in by phone and for the caller's account. */
export const identityRoutes = createApi()
  .openapi(
    apiRoute(
      { who: "anyone" },
      {
        method: "post",
        path: "/sessions/otp",
        tags,
        summary: "Send a sign-in code to a phone",
        request: { body: jsonBody(CodeRequest) },
        responses: { 202: jsonAnswer(CodeAnswer, "On its way; the same answer for every phone") },
      },
    ),
    async (c) => c.json(await requestCode(c.get("ctx"), c.req.valid("json")), 202),
  )
  .openapi(
    apiRoute(
      { who: "anyone" },
      {
        method: "post",
        path: "/sessions",
        tags,
        summary: "Trade a code for a session (bearer token and cookie)",
        request: { body: jsonBody(SignIn) },
        responses: { 201: jsonAnswer(SessionAnswer, "Signed in") },
      },
    ),
    async (c) => {
      const session = await signIn(c.get("ctx"), c.req.valid("json"));
      writeSessionCookie(c, session.token);
      return c.json(session, 201);
    },
  )
  .openapi(
    apiRoute(
      { who: "signedIn", on: { record: "session", param: "", by: "owner" } },
      {
        method: "delete",
        path: "/sessions/current",
        tags,
        summary: "Sign out",
        responses: { 204: { description: "Signed out" } },
      },
    ),
    async (c) => {
      await signOut(c.get("ctx"));
      writeSessionCookie(c, null);
      return c.body(null, 204);
    },
  )
  .openapi(
    apiRoute(
      { who: "signedIn" },
      {
        method: "get",
        path: "/me",
        tags: ["me"],
        summary: "The signed-in account",
        responses: { 200: jsonAnswer(AccountView, "Account and roles") },
      },
    ),
    async (c) => c.json(await accountView(c.get("ctx")), 200),
  )
  .openapi(
    apiRoute(
      { who: "signedIn" },
      {
        method: "put",
        path: "/me/name",
        tags: ["me"],
        summary: "Set my name",
        request: { body: jsonBody(NameInput) },
        responses: { 204: { description: "Set" } },
      },
    ),
    async (c) => {
      await renameAccount(c.get("ctx"), c.req.valid("json"));
      return c.body(null, 204);
    },
  );
