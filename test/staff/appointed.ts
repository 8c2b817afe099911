import { acceptInvitation, invite, type StaffPlace } from "../../src/staff/index.ts";
import { type Client, freshPhone, type TestApp } from "../support/app.ts";

/**
 * Invites a person who has never signed in, who then accepts. Returns the person, signed in with the role.
 */
export async function appointed(t: TestApp, by: Client, place: StaffPlace, name = "新同事"): Promise<Client> {
  const phone = freshPhone();
  const { invitation } = await invite(by.ctx, { phone, name, place });
  const before = await t.signInAs(phone);
  const { token } = await acceptInvitation(before.ctx, { id: invitation.id });
  return t.resume(token, phone);
}
