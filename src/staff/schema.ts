import { z } from "@hono/zod-openapi";
import { DivisionCode, Id, Phone, PlainText } from "../platform/core/schema.ts";

/** A place with staff: an enterprise, a city or one of its counties, or the administrators of the program. */
export const StaffPlace = z
  .discriminatedUnion("kind", [
    z.strictObject({ kind: z.literal("member"), enterpriseId: Id }),
    z.strictObject({ kind: z.literal("officer"), city: DivisionCode, county: DivisionCode.nullable() }),
    z.strictObject({ kind: z.literal("administrator") }),
  ])
  .openapi("StaffPlace");

export const InviteInput = z
  .strictObject({ phone: Phone, name: PlainText(30, 1), place: StaffPlace })
  .openapi("InviteInput");

export const StaffMember = z
  .object({
    id: Id,
    /** The person's name, or the masked phone of a person without a name. */
    label: z.string(),
    since: z.iso.datetime(),
    /** Time of the last request, to the hour; null if the person never signed in. */
    seenAt: z.iso.datetime().nullable(),
    grantedBy: z.string().nullable(),
    own: z.boolean(),
    mayEnd: z.boolean(),
  })
  .openapi("StaffMember");

export const Invitation = z
  .object({
    id: Id,
    name: z.string(),
    phoneMasked: z.string(),
    place: StaffPlace,
    /** Name of the enterprise, of the union or of the role, for people. */
    placeName: z.string(),
    invitedBy: z.string().nullable(),
    createdAt: z.iso.datetime(),
    expiresAt: z.iso.datetime(),
  })
  .openapi("Invitation");

export const StaffList = z
  .object({
    place: StaffPlace,
    placeName: z.string(),
    mayInvite: z.boolean(),
    staff: z.array(StaffMember),
    invitations: z.array(Invitation),
  })
  .openapi("StaffList");

export const InviteAnswer = z
  .object({
    invitation: Invitation,
    /**
     * A token that signs the invited person in once. Present only where no gateway sends codes and the person
     * has never signed in: the inviting person hands it over.
     */
    linkToken: z.string().optional(),
  })
  .openapi("InviteAnswer");

export type StaffPlace = z.infer<typeof StaffPlace>;
export type InviteInput = z.infer<typeof InviteInput>;
export type StaffMember = z.infer<typeof StaffMember>;
export type Invitation = z.infer<typeof Invitation>;
export type StaffList = z.infer<typeof StaffList>;
export type InviteAnswer = z.infer<typeof InviteAnswer>;
