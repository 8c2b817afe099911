import type { DbOrTx } from "../../../db/client.ts";
import { accountOfPhone } from "../../identity/index.ts";
import type { Letter, MailChannel, SmsChannel } from "../../platform/context.ts";
import type { Vault } from "../../platform/core/vault.ts";
import { selectAddresses } from "../mail/store.ts";

/** Writes the letter with a sign-in code. */
export type WriteCode = (code: string) => Promise<Omit<Letter, "unsubscribe">>;

type Parts = { db: DbOrTx; vault: Vault; mail: MailChannel; write: WriteCode };

/**
 * Sends sign-in codes by e-mail, for a site without an SMS gateway: to the confirmed address of the phone's
 * account. A phone without such an address gets nothing, and nobody is told which phones those are. Sends no
 * notices, because these have letters of their own.
 */
export function mailCodeChannel({ db, vault, mail, write }: Parts): SmsChannel {
  return {
    reveals: false,
    async send({ id, phone, template, values }) {
      if (template !== "otp") return;
      const accountId = await accountOfPhone({ vault }, db, phone);
      const sealed = accountId && (await selectAddresses(db, [accountId])).get(accountId);
      if (!sealed) return;
      const letter = await write(values.code ?? "");
      await mail.send({ id, to: await vault.open(sealed), unsubscribe: null, ...letter });
    },
  };
}
