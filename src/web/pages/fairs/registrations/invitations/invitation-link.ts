/** Where an enterprise that a city invited begins: the link that the city hands on. */
export const invitationLink = (origin: string, code: string) => `${origin}/invited?code=${code}`;
