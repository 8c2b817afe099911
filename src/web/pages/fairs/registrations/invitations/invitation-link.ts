/** Returns the invitation link that a city sends to an enterprise. */
export const invitationLink = (origin: string, code: string) => `${origin}/invited?code=${code}`;
