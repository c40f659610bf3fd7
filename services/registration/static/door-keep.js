// What a device keeps on its disk: the list, the scans not sent yet, and what it saw itself.

const NAME = "plenary-door";
const STORES = { kept: undefined, queue: "passage_id", log: "passage_id" };

const done = (request) => new Promise((resolve, reject) => {
  request.onsuccess = () => resolve(request.result);
  request.onerror = () => reject(request.error);
});

export async function openKeep() {
  const asked = indexedDB.open(NAME, 1);
  asked.onupgradeneeded = () => {
    for (const [store, keyPath] of Object.entries(STORES)) asked.result.createObjectStore(store, keyPath ? { keyPath } : undefined);
  };
  return new Keep(await done(asked));
}

class Keep {
  constructor(database) { this.database = database; }

  store(name, mode = "readonly") { return this.database.transaction(name, mode).objectStore(name); }

  get(key) { return done(this.store("kept").get(key)); }
  put(key, value) { return done(this.store("kept", "readwrite").put(value, key)); }

  async waiting() { return (await done(this.store("queue").getAll())).sort((a, b) => a.scanned_at.localeCompare(b.scanned_at)); }
  pending() { return done(this.store("queue").count()); }
  enqueue(scan) { return done(this.store("queue", "readwrite").put(scan)); }
  dequeue(id) { return done(this.store("queue", "readwrite").delete(id)); }

  async seen() { return (await done(this.store("log").getAll())).sort((a, b) => a.at.localeCompare(b.at)); }
  note(entry) { return done(this.store("log", "readwrite").put(entry)); }

  close() { this.database.close(); }
}
