// A device that was taken back forgets what it holds: its list, its queue, its page.

export async function forget() {
  await new Promise((done) => {
    const asked = indexedDB.deleteDatabase("plenary-door");
    asked.onsuccess = asked.onerror = asked.onblocked = done;
  });
  if ("caches" in self) for (const name of await caches.keys()) if (name.startsWith("plenary-door")) await caches.delete(name);
  for (const worker of await navigator.serviceWorker?.getRegistrations() ?? []) await worker.unregister();
}

if (!document.getElementById("door")) forget();
