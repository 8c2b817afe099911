/** Generators of new identifiers. */
export type Ids = { uuid(): string; reference(): string };

const CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/** Returns a UUIDv7 (RFC 9562 §5.7): 48 bits of milliseconds, then random bits. Sorts by creation time. */
export function uuidv7(nowMs: number): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  const view = new DataView(bytes.buffer);
  view.setUint16(0, Math.floor(nowMs / 2 ** 32));
  view.setUint32(2, nowMs % 2 ** 32);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x70;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = Array.from(bytes, (b) => b.toString(16).padStart(2, "0")).join("");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

/** Returns a reference number to read out on the phone: `LP` and ten letters or digits without I, L, O, U. */
export function reference(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(10));
  return `LP${Array.from(bytes, (b) => CROCKFORD[b % 32]).join("")}`;
}

export const systemIds: Ids = { uuid: () => uuidv7(Date.now()), reference };

export const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
