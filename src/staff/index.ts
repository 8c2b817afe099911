/**
 * Who works where: officers of cities and counties, members of enterprises, administrators. A person is
 * invited by phone, accepts, and loses the role at the next request after its end. Both are told, and each
 * step is audited. At least one administrator stays.
 */
export { acceptInvitation } from "./accept-invitation.ts";
export { declineInvitation } from "./decline-invitation.ts";
export { endRole } from "./end-role.ts";
export { invite } from "./invite.ts";
export { listMyInvitations, listStaff } from "./list-staff.ts";
export { staffRoutes } from "./routes.ts";
export * from "./schema.ts";
export { withdrawInvitation } from "./withdraw-invitation.ts";
