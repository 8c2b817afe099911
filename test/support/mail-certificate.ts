import { spawnSync } from "node:child_process";
import { SMTPServer } from "smtp-server";

/** Makes a self-signed certificate that is valid for some days, as PEM texts. */
function makeCertificate(days: number): { key: string; cert: string } {
  const { status, stdout, stderr } = spawnSync(
    "openssl",
    [
      ..."req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes".split(" "),
      ...`-keyout - -out - -subj /CN=mail.example -days ${days}`.split(" "),
    ],
    { encoding: "utf8" },
  );
  if (status !== 0) throw new Error(`openssl failed: ${stderr}`);
  const part = (name: string) =>
    new RegExp(`-----BEGIN ${name}-----[^]+-----END ${name}-----`).exec(stdout)?.[0] ?? "";
  return { key: part("PRIVATE KEY"), cert: part("CERTIFICATE") };
}

/**
 * Starts a mail server on loopback: with TLS from the first byte (`smtps`), or with STARTTLS (`smtp`). Its
 * certificate expires after `days`. `days` null offers no TLS.
 */
export async function openMailServer(
  days: number | null,
  scheme: "smtp" | "smtps" = "smtps",
): Promise<{ url: string; close(): Promise<void> }> {
  const server = new SMTPServer({
    secure: scheme === "smtps",
    logger: false,
    disabledCommands: days === null ? ["AUTH", "STARTTLS"] : ["AUTH"],
    ...(days === null ? {} : makeCertificate(days)),
  });
  server.on("error", () => undefined);
  const port = await new Promise<number>((resolve) => {
    const listening = server.listen(0, "127.0.0.1", () => {
      const address = listening.address();
      resolve(typeof address === "object" && address ? address.port : 0);
    });
  });
  return {
    url: `${scheme}://127.0.0.1:${port}`,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
