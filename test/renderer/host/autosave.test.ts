import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { type Autosave, createAutosave } from "../../../renderer/host/autosave";
import { createFakeDirectory, type FakeDirectory } from "./fake-directory";

let directory: FakeDirectory;
let errors: string[];
let autosave: Autosave;

function start(): Autosave {
  return createAutosave({
    directory: async () => directory,
    onError: (error) => errors.push(error.message),
  });
}

function edit(text: string): void {
  autosave.schedule(() => ({ text, handle: "handle-1", name: "AlexNet" }));
}

/** What a start of the app after this moment would offer. */
async function offeredText(): Promise<string | null> {
  return (await start().load())?.text ?? null;
}

beforeEach(() => {
  vi.useFakeTimers({ now: 1_000_000 });
  directory = createFakeDirectory();
  errors = [];
  autosave = start();
});
afterEach(() => vi.useRealTimers());

describe("an edit", () => {
  it("is offered at the next start, with its name, place and time", async () => {
    edit("one");
    await vi.advanceTimersByTimeAsync(400);
    expect(await start().load()).toEqual({
      text: "one",
      handle: "handle-1",
      name: "AlexNet",
      savedAt: 1_000_400,
    });
  });

  it("is written within two seconds even while edits rain", async () => {
    const first = Date.now();
    while (directory.written.length === 0) {
      edit(`edit at ${Date.now() - first} ms`);
      await vi.advanceTimersByTimeAsync(50);
    }
    expect(Date.now() - first).toBeLessThanOrEqual(1_500);
  });

  it("costs one write for a burst, of the last state", async () => {
    let serialised = 0;
    for (const text of ["one", "two", "three"]) {
      autosave.schedule(() => {
        serialised++;
        return { text, handle: null, name: "AlexNet" };
      });
      await vi.advanceTimersByTimeAsync(100);
    }
    await vi.advanceTimersByTimeAsync(1_000);
    expect([serialised, directory.written.length, await offeredText()]).toEqual([1, 1, "three"]);
  });

  it("is written at once when the window closes", async () => {
    edit("one");
    await autosave.flush();
    expect(await offeredText()).toBe("one");
  });

  it("is forgotten by an autosave that was disposed of", async () => {
    edit("one");
    autosave.dispose();
    await vi.advanceTimersByTimeAsync(5_000);
    expect(directory.written).toEqual([]);
  });
});

describe("the last good state survives", () => {
  async function write(text: string): Promise<void> {
    edit(text);
    await autosave.flush();
  }

  it("as writes take turns between two files", async () => {
    for (const text of ["one", "two", "three"]) await write(text);
    expect([new Set(directory.written).size, directory.written.length, await offeredText()]).toEqual([
      2,
      3,
      "three",
    ]);
  });

  it("a write that was cut off in the middle", async () => {
    await write("one");
    await write("two");
    const newest = directory.written.at(-1) as string;
    directory.files.set(newest, (directory.files.get(newest) as string).slice(0, 40));
    expect(await offeredText()).toBe("one");
  });

  it("a text that lost its end inside a file that parses", async () => {
    await write("one");
    await write("two, and more");
    const newest = directory.written.at(-1) as string;
    directory.files.set(newest, (directory.files.get(newest) as string).replace(", and more", ""));
    expect(await offeredText()).toBe("one");
  });

  it("a new start, which goes on with the older file", async () => {
    await write("one");
    await write("two");
    autosave = start();
    const entry = await autosave.load();
    if (entry) await autosave.takeUp(entry);
    await write("three");
    expect([directory.written[2] === directory.written[0], await offeredText()]).toEqual([true, "three"]);
  });

  it("a storage that is full, which is reported, and the next edit is written", async () => {
    await write("one");
    directory.fail = new DOMException("full", "QuotaExceededError");
    await write("two");
    expect([errors, await offeredText()]).toEqual([
      ["Autosave failed: the browser's storage is full. Save the network to a file to be safe."],
      "one",
    ]);
    await write("three");
    expect(await offeredText()).toBe("three");
  });
});

describe("an entry that nobody has taken up", () => {
  async function nextStart(text: string | null): Promise<void> {
    autosave = start();
    if (text !== null) edit(text);
    await autosave.flush();
    vi.setSystemTime(Date.now() + 1000);
  }
  const texts = async () => (await autosave.earlier()).map((entry) => entry.text);

  it("is not replaced by another document, and is offered besides it", async () => {
    await nextStart("old");
    await nextStart("new");
    for (const text of ["newer", "newest"]) {
      edit(text);
      await autosave.flush();
    }
    expect({ newest: await offeredText(), earlier: await texts() }).toEqual({
      newest: "newest",
      earlier: ["old"],
    });
  });

  it("outlives the saving of another document", async () => {
    await nextStart("old");
    await nextStart(null);
    await autosave.discard();
    expect({ newest: await offeredText(), earlier: await texts() }).toEqual({
      newest: null,
      earlier: ["old"],
    });
  });

  it("comes back as the document, or goes when it is not wanted", async () => {
    for (const text of ["one", "two", "three"]) await nextStart(text);
    const [two, one] = await autosave.earlier();
    if (two) await autosave.takeUp(two);
    if (one) await autosave.forget(one);
    expect({ newest: await offeredText(), earlier: await texts() }).toEqual({ newest: "two", earlier: [] });
  });

  it("makes room after three others", async () => {
    for (const text of ["one", "two", "three", "four", "five"]) await nextStart(text);
    expect(await texts()).toEqual(["four", "three", "two"]);
  });
});

describe("discarding", () => {
  it("leaves nothing to offer, not even an edit that waits", async () => {
    edit("one");
    await autosave.flush();
    edit("two");
    await autosave.discard();
    await vi.advanceTimersByTimeAsync(5_000);
    expect([await offeredText(), directory.files.size, errors]).toEqual([null, 0, []]);
  });

  it("of nothing is no error", async () => {
    await autosave.discard();
    expect(errors).toEqual([]);
  });
});

it("reports a storage that cannot be reached, when reading and when writing", async () => {
  const broken = createAutosave({
    directory: () => Promise.reject(new Error("storage is switched off")),
    onError: (error) => errors.push(error.message),
  });
  broken.schedule(() => ({ text: "one", handle: null, name: "AlexNet" }));
  await broken.flush();
  expect([await broken.load(), errors]).toEqual([
    null,
    [
      "Autosave failed: storage is switched off. Save the network to a file to be safe.",
      "The autosave could not be read: storage is switched off. Open the file instead.",
    ],
  ]);
});
