import { SMTPServer } from "smtp-server";

/** A received letter: header lines unfolded, parts decoded. */
export type Received = {
  from: string;
  to: string[];
  raw: string;
  headers: { name: string; value: string }[];
  text: string;
  html: string;
};

/** The mail server's refusal of a command; null accepts the command. */
type Answer = { code: number; text: string } | null;

export type Mailbox = {
  url: string;
  received: Received[];
  /** Recipients of all RCPT commands, including refused ones. */
  asked: string[];
  answers: { sender: () => Answer; rcpt: (address: string) => Answer; data: () => Answer };
  header(letter: Received | undefined, name: string): string;
  close(): Promise<void>;
  reopen(): Promise<void>;
};

const quotedPrintable = (body: string) =>
  Buffer.from(
    body
      .replace(/=\r\n/g, "")
      .replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    "latin1",
  ).toString();

function decoded(part: string): string {
  const [head = "", ...body] = part.split("\r\n\r\n");
  const content = body.join("\r\n\r\n");
  if (/^Content-Transfer-Encoding: base64/im.test(head)) return Buffer.from(content, "base64").toString();
  return /^Content-Transfer-Encoding: quoted-printable/im.test(head) ? quotedPrintable(content) : content;
}

function read(raw: string, from: string, to: string[]): Received {
  const end = raw.indexOf("\r\n\r\n");
  const headers = raw
    .slice(0, end)
    .replace(/\r\n[ \t]+/g, " ")
    .split("\r\n")
    .map((line) => ({
      name: line.slice(0, line.indexOf(":")).toLowerCase(),
      value: line.slice(line.indexOf(":") + 1).trim(),
    }));
  const boundary = /boundary="([^"]+)"/.exec(raw)?.[1] ?? "none";
  const parts = raw.split(`--${boundary}`);
  const part = (type: string) => decoded((parts.find((one) => one.includes(type)) ?? "").trimStart());
  return {
    from,
    to,
    raw,
    headers,
    text: part("Content-Type: text/plain"),
    html: part("Content-Type: text/html"),
  };
}

const refusal = (answer: { code: number; text: string }) =>
  Object.assign(new Error(answer.text), { responseCode: answer.code });

/** Starts a real SMTP server on loopback that stores the letters it accepts. */
export async function openMailbox(): Promise<Mailbox> {
  const box = { received: [] as Received[], asked: [] as string[] };
  const answers: Mailbox["answers"] = { sender: () => null, rcpt: () => null, data: () => null };
  let server: SMTPServer;
  const open = (port: number) =>
    new Promise<number>((resolve, reject) => {
      server = new SMTPServer({
        disabledCommands: ["AUTH", "STARTTLS"],
        logger: false,
        onMailFrom(_address, _session, done) {
          const answer = answers.sender();
          done(answer ? refusal(answer) : undefined);
        },
        onRcptTo({ address }, _session, done) {
          box.asked.push(address);
          const answer = answers.rcpt(address);
          done(answer ? refusal(answer) : undefined);
        },
        onData(stream, session, done) {
          const chunks: Buffer[] = [];
          stream.on("data", (chunk: Buffer) => chunks.push(chunk));
          stream.on("end", () => {
            const answer = answers.data();
            if (answer) return done(refusal(answer));
            const { mailFrom, rcptTo } = session.envelope;
            const to = rcptTo.map(({ address }) => address);
            box.received.push(read(Buffer.concat(chunks).toString(), mailFrom ? mailFrom.address : "", to));
            done();
          });
        },
      });
      server.on("error", reject);
      const listening = server.listen(port, "127.0.0.1", () => {
        const address = listening.address();
        resolve(typeof address === "object" && address ? address.port : 0);
      });
    });
  const port = await open(0);
  return {
    ...box,
    answers,
    url: `smtp://127.0.0.1:${port}`,
    header: (letter, name) =>
      letter?.headers
        .filter((one) => one.name === name)
        .map(({ value }) => value)
        .join("\n") ?? "",
    close: () => new Promise((resolve) => server.close(() => resolve())),
    reopen: async () => void (await open(port)),
  };
}
