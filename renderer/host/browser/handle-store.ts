/** A file that a person opened or saved, with the right to reach it again. */
export interface StoredHandle {
  readonly id: string;
  readonly handle: FileSystemFileHandle;
  readonly openedAt: number;
}

/** IndexedDB is the one storage that keeps file handles. */
export interface HandleStore {
  all(): Promise<readonly StoredHandle[]>;
  get(id: string): Promise<StoredHandle | undefined>;
  put(entry: StoredHandle): Promise<void>;
  remove(id: string): Promise<void>;
}

const DATABASE = "blockwise";
const STORE = "handles";

export function createHandleStore(): HandleStore {
  let opened: Promise<IDBDatabase> | null = null;
  async function store(mode: IDBTransactionMode): Promise<IDBObjectStore> {
    opened ??= openDatabase();
    // A database that could not be opened is tried again the next time.
    opened.catch(() => {
      opened = null;
    });
    return (await opened).transaction(STORE, mode).objectStore(STORE);
  }
  return {
    all: async () => resultOf((await store("readonly")).getAll()),
    get: async (id) => resultOf((await store("readonly")).get(id)),
    put: async (entry) => void (await resultOf((await store("readwrite")).put(entry))),
    remove: async (id) => void (await resultOf((await store("readwrite")).delete(id))),
  };
}

function openDatabase(): Promise<IDBDatabase> {
  const request = indexedDB.open(DATABASE, 1);
  request.onupgradeneeded = () => request.result.createObjectStore(STORE, { keyPath: "id" });
  return resultOf(request);
}

// What the store holds was written by `put`, so the rows have its type.
// biome-ignore lint/suspicious/noExplicitAny: IndexedDB's own types answer `any`.
function resultOf<T>(request: IDBRequest<any>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result as T);
    request.onerror = () => reject(request.error);
  });
}
