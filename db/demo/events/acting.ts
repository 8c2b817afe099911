import { contextFor, type RequestContext, type Services } from "../../../src/platform/context.ts";
import type { AccountActor } from "../../../src/platform/core/actor.ts";

/** Returns the context of a person with these roles. */
export const acting = (
  services: Services,
  accountId: string,
  roles: Partial<Pick<AccountActor, "enterprises" | "offices">> = {},
): RequestContext =>
  contextFor(services, {
    kind: "account",
    accountId,
    sessionId: "",
    label: null,
    enterprises: [],
    offices: [],
    administrator: false,
    ...roles,
  });
