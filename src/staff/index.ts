/**
 * Lists, appoints and ends the staff of cities, counties and enterprises, and the administrators. A person is
 * invited by phone and accepts. An ended role is lost at the next request. Both people are told, and each
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
