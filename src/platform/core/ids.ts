/** Generators of new identifiers. */
export type Ids = { uuid(): string; reference(): string };

const CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/** Two hex digits of each byte value. */
const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, "0"));

/** Random bytes in stock. One request for many bytes takes hardly longer than one for the bytes of one id. */
const stock = new Uint8Array(4096);
let used = stock.length;

/** Returns the next 16 bytes of the stock. No byte is given out twice. The caller may write to them. */
function randomBytes(): Uint8Array {
  if (used + 16 > stock.length) {
    crypto.getRandomValues(stock);
    used = 0;
  }
  used += 16;
  return stock.subarray(used - 16, used);
}

/** Returns a UUIDv7 (RFC 9562 §5.7): 48 bits of milliseconds, then random bits. Sorts by creation time. */
export function uuidv7(nowMs: number): string {
  const bytes = randomBytes();
  const high = Math.floor(nowMs / 2 ** 32);
  const low = nowMs % 2 ** 32;
  bytes.set([high >>> 8, high, low >>> 24, low >>> 16, low >>> 8, low]);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x70;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  let text = "";
  for (let at = 0; at < 16; at += 1)
    text += (at === 4 || at === 6 || at === 8 || at === 10 ? "-" : "") + HEX[bytes[at] ?? 0];
  return text;
}

/** Returns a reference number to read out on the phone: `LP` and ten letters or digits without I, L, O, U. */
export function reference(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(10));
  return `LP${Array.from(bytes, (b) => CROCKFORD[b % 32]).join("")}`;
}

export const systemIds: Ids = { uuid: () => uuidv7(Date.now()), reference };

export const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
