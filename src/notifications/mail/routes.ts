import { apiRoute, createApi, jsonAnswer, jsonBody } from "../../platform/http/api.ts";
import { giveAddress } from "./give-address.ts";
import { getMail } from "./read-mail.ts";
import { removeAddress } from "./remove-address.ts";
import { MailInput, MailView } from "./schema.ts";

const tags = ["me"];
const own = { who: "signedIn" } as const;

/**
 * Routes for the caller's e-mail address. None of them confirms it: that is done on the page that the link in
 * the letter opens.
 */
export const mailRoutes = createApi()
  .openapi(
    apiRoute(own, {
      method: "get",
      path: "/me/mail",
      tags,
      summary: "My e-mail address",
      responses: { 200: jsonAnswer(MailView, "The address and how it stands") },
    }),
    async (c) => c.json(await getMail(c.get("ctx")), 200),
  )
  .openapi(
    apiRoute(own, {
      method: "put",
      path: "/me/mail",
      tags,
      summary: "Give or change my e-mail address; a letter with a link to confirm it follows",
      request: { body: jsonBody(MailInput) },
      responses: { 202: jsonAnswer(MailView, "The letter is on its way") },
    }),
    async (c) => c.json(await giveAddress(c.get("ctx"), c.req.valid("json")), 202),
  )
  .openapi(
    apiRoute(own, {
      method: "delete",
      path: "/me/mail",
      tags,
      summary: "Delete my e-mail address: no more letters",
      responses: { 204: { description: "Deleted" } },
    }),
    async (c) => {
      await removeAddress(c.get("ctx"));
      return c.body(null, 204);
    },
  );
