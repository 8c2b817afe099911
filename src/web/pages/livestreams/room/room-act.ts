import {
  acceptHandover,
  declineHandover,
  endLivestream,
  goOnAir,
  HandoverAction,
  pinNext,
  pinPosting,
  proposeHandover,
  resumeLivestream,
  takeBackHandover,
  unpinPosting,
} from "../../../../livestreams/index.ts";
import type { RequestContext } from "../../../../platform/context.ts";
import { notFound } from "../../../../platform/core/errors.ts";
import { type Fields, fieldId, fieldText, parse } from "../../../forms.ts";

/** Does what a button of the hand-over says. */
async function actOnHandover(ctx: RequestContext, id: string, fields: Fields): Promise<unknown> {
  const action = fieldText(fields, "act");
  const act = parse(
    HandoverAction,
    action === "propose"
      ? { action, to: fieldId(fields, "to"), inS: Number(fieldText(fields, "inS")) }
      : { action, handoverId: fieldId(fields, "handover") },
  );
  switch (act.action) {
    case "propose":
      return proposeHandover(ctx, { id, ...act });
    case "accept":
      return acceptHandover(ctx, { id, ...act });
    case "decline":
      return declineHandover(ctx, { id, ...act });
    case "takeBack":
      return takeBackHandover(ctx, { id, ...act });
  }
}

/** Does what the pressed button of a livestream in the control room says. */
export async function actIn(ctx: RequestContext, id: string, fields: Fields): Promise<unknown> {
  const optional = (name: string) => (fieldText(fields, name) ? fieldId(fields, name) : undefined);
  switch (fieldText(fields, "act")) {
    case "next":
      return pinNext(ctx, { id, action: "next", from: optional("from") ?? null });
    case "unpin":
      return unpinPosting(ctx, { id, action: "unpin", pinId: optional("pin") });
    case "pin":
      return pinPosting(ctx, { id, action: "pin", postingId: fieldId(fields, "posting") });
    case "goOnAir":
      return goOnAir(ctx, { id, action: "goOnAir" });
    case "resume":
      return resumeLivestream(ctx, { id, action: "resume" });
    case "end":
      return endLivestream(ctx, { id, action: "end" });
    case "propose":
    case "accept":
    case "decline":
    case "takeBack":
      return actOnHandover(ctx, id, fields);
    default:
      throw notFound();
  }
}
