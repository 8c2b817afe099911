/* Persistent storage for unsent scans and device state: IndexedDB, else localStorage. */

const NAME = "lianpin-scanner";

const done = (request) =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });

function openDatabase() {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(NAME, 1);
    request.onupgradeneeded = () => {
      request.result.createObjectStore("scans", { keyPath: "seq", autoIncrement: true });
      request.result.createObjectStore("state");
    };
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
    request.onblocked = () => reject(new Error("blocked"));
  });
}

/*
 * Runs one write request. Resolves when its transaction completes, because an earlier success may still be
 * undone.
 */
function written(database, store, work) {
  return new Promise((resolve, reject) => {
    const transaction = database.transaction(store, "readwrite");
    const request = work(transaction.objectStore(store));
    transaction.oncomplete = () => resolve(request.result);
    transaction.onerror = () => reject(transaction.error);
    transaction.onabort = () => reject(transaction.error || new Error("aborted"));
  });
}

function inDatabase(database) {
  const read = (store) => database.transaction(store).objectStore(store);
  return {
    add: (scan) => written(database, "scans", (store) => store.add(scan)),
    put: (scan) => written(database, "scans", (store) => store.put(scan)),
    list: () => done(read("scans").getAll()),
    drop: (seq) => written(database, "scans", (store) => store.delete(seq)),
    get: (key) => done(read("state").get(key)),
    set: (key, value) => written(database, "state", (store) => store.put(value, key)),
  };
}

/*
 * Implements the interface of `inDatabase` on localStorage. Each scan has a key of its own, so that writes do
 * not overwrite each other.
 */
function inStorage() {
  const key = (kind, name) => `${NAME}.${kind}.${name}`;
  const read = (name) => JSON.parse(localStorage.getItem(name) || "null");
  const write = async (name, value) => localStorage.setItem(name, JSON.stringify(value));
  const scans = () =>
    Object.keys(localStorage)
      .filter((name) => name.indexOf(key("scan", "")) === 0)
      .map(read)
      .sort((a, b) => a.seq - b.seq);
  return {
    async add(scan) {
      const all = scans();
      const seq = all.length > 0 ? all[all.length - 1].seq + 1 : 1;
      await write(key("scan", seq), Object.assign({}, scan, { seq }));
      return seq;
    },
    put: (scan) => write(key("scan", scan.seq), scan),
    list: async () => scans(),
    drop: async (seq) => localStorage.removeItem(key("scan", seq)),
    get: async (name) => read(key("state", name)),
    set: (name, value) => write(key("state", name), value),
  };
}

export async function openStorage() {
  if (!window.indexedDB) return inStorage();
  try {
    return inDatabase(await openDatabase());
  } catch (_error) {
    return inStorage();
  }
}
